package watch

import (
	"context"
	"time"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/store"
)

// Around an incident: the same place, in the 90 days before it.
const (
	nearbyKm   = 10
	nearbyDays = 90
)

// nearby counts other incidents at the place of inc in the 90 days before it,
// with the range of victims killed there.
func (s *Service) nearby(inc conflict.Incident) (int, *conflict.Bounds) {
	day, err := time.Parse(conflict.Day, inc.Date.Start)
	if inc.Place == nil || inc.Place.Lat == nil || err != nil {
		return 0, nil
	}
	q := store.Query{
		From: day.AddDate(0, 0, -nearbyDays).Format(conflict.Day), To: inc.Date.Start,
		Near: &store.Circle{Lat: *inc.Place.Lat, Lon: *inc.Place.Lon, Km: nearbyKm},
	}
	n := 0
	var killed *conflict.Bounds
	for sum, err := range s.store.Summaries(context.Background(), q) {
		if err != nil {
			s.log.Error("incidents nearby cannot be read", "error", err.Error())
			return 0, nil
		}
		if sum.ID == inc.ID {
			continue
		}
		n++
		killed = plus(killed, sum.Killed)
	}
	return n, killed
}

// plus adds two ranges; one that is open upwards keeps the sum open.
func plus(a, b *conflict.Bounds) *conflict.Bounds {
	if b == nil {
		return a
	}
	if a == nil {
		a = &conflict.Bounds{High: new(int)}
	}
	sum := conflict.Bounds{Low: a.Low + b.Low}
	if a.High != nil && b.High != nil {
		high := *a.High + *b.High
		sum.High = &high
	}
	return &sum
}
