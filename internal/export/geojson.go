package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"sahelwatch/internal/conflict"
)

// feature is one incident as GeoJSON (RFC 7946). An incident without known
// coordinates has no geometry, and stays in the file.
type feature struct {
	Type       string     `json:"type"`
	ID         string     `json:"id"`
	Geometry   *point     `json:"geometry"`
	Properties properties `json:"properties"`
}

type point struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"` // longitude, latitude
}

type properties struct {
	EventType      string   `json:"event_type"`
	SubEventType   string   `json:"sub_event_type"`
	DateStart      string   `json:"date_start"`
	DateEnd        string   `json:"date_end"`
	DatePrecision  string   `json:"date_precision"`
	Place          string   `json:"place"`
	Admin1         string   `json:"admin1"`
	Country        string   `json:"country"`
	PlacePrecision string   `json:"place_precision"`
	Perpetrators   string   `json:"perpetrators"`
	Targets        string   `json:"targets"`
	ClaimedBy      []string `json:"claimed_by"`
	Official       string   `json:"official"`
	KilledLow      *int     `json:"killed_low"`
	KilledHigh     *int     `json:"killed_high"`
	FigureRule     string   `json:"figure_rule"`
	Updated        string   `json:"updated"`
	SourceURLs     []string `json:"source_urls"`
}

// GeoJSON writes a FeatureCollection, one feature a line.
func GeoJSON(w io.Writer, incidents Incidents) error {
	out := bufio.NewWriterSize(w, 1<<16)
	if _, err := out.WriteString("{\"type\":\"FeatureCollection\",\"features\":["); err != nil {
		return err
	}
	between := "\n"
	for inc, err := range incidents {
		if err != nil {
			return fmt.Errorf("export incidents: %w", err)
		}
		b, err := json.Marshal(featureOf(&inc))
		if err != nil {
			return fmt.Errorf("export %s: %w", inc.ID, err)
		}
		if _, err := out.WriteString(between + string(b)); err != nil {
			return err
		}
		between = ",\n"
	}
	if _, err := out.WriteString("\n]}\n"); err != nil {
		return err
	}
	return out.Flush()
}

func featureOf(inc *conflict.Incident) feature {
	f := feature{Type: "Feature", ID: inc.ID, Properties: properties{
		EventType: inc.EventType, SubEventType: inc.SubEventType, DateStart: inc.Date.Start, DateEnd: inc.Date.End, DatePrecision: inc.Date.Precision,
		Perpetrators: actorIDs(inc.Perpetrators), Targets: actorIDs(inc.Targets), ClaimedBy: append([]string{}, inc.ClaimedBy...), Official: inc.Official,
		FigureRule: rangeRule, Updated: instant(&inc.Updated), SourceURLs: urls(inc),
	}}
	if l := inc.Killed; l != nil {
		f.Properties.KilledLow, f.Properties.KilledHigh = &l.Low, l.High
	}
	if p := inc.Place; p != nil {
		f.Properties.Place, f.Properties.Admin1, f.Properties.Country, f.Properties.PlacePrecision = p.Name, p.Admin1, p.Country, p.Precision
		if p.Lat != nil && p.Lon != nil {
			f.Geometry = &point{"Point", [2]float64{*p.Lon, *p.Lat}}
		}
	}
	return f
}
