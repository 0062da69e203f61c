package web

import (
	"fmt"
	"iter"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"sahelwatch/internal/conflict"
)

// maxWeeks is how many weeks trends reach back where the address names no
// first day, counted from the newest incident.
const maxWeeks = 104

// minWeeks is how many a picture shows at least, so that few weeks do not look
// like much.
const minWeeks = 26

// trends is the data of the page of trends.
type trends struct {
	Weeks     []week
	Incidents plot
	Deaths    plot
	Words     []strip
	Countries []strip
	Actors    []strip
	Undated   int
	Form      form
}

// week is one week from a Monday on.
type week struct {
	Start     time.Time
	Label     string
	Incidents int
	Low, High int // victims killed
	Open      int // incidents whose highest figure is open upwards
	Claimed   int
	Official  map[string]int
	countries map[string]int
	actors    map[string]int
}

// plot is one picture over all weeks; lengths are units, chartWidth wide.
type plot struct {
	Width, Height int
	Bars          []box
	Band          string // path of the area between lowest and highest
	LowLine       string
	HighLine      string
	Ticks         []tick // on the time axis
	Levels        []tick // on the number axis: X is the height
	Base          int
	Left          int
	Label         string
}

type box struct {
	X, Y, W, H float64
	Text       string
}

// strip is one small row of bars: a country, an actor, a kind of word.
type strip struct {
	Name, Note string
	Total      int
	Bars       []box
	Ticks      []tick
	Width      int
}

func (s *server) trendsPage(w *words, r *http.Request, v *view) error {
	f, err := parseFilter(r.URL.Query())
	if err != nil {
		return err
	}
	v.Page, v.Title, v.Filter = "trends", w.T("trends_title"), f
	t, err := s.namer(w).trends(s.read.Summaries(r.Context(), f.Query), f)
	if err != nil {
		return err
	}
	t.Form = s.form(w, f, "/trends")
	v.Data = t
	return nil
}

func (n namer) trends(list iter.Seq2[Summary, error], f filter) (*trends, error) {
	t := &trends{}
	byStart := map[time.Time]*week{}
	for sum, err := range list {
		if err != nil {
			return nil, err
		}
		start, ok := weekOf(sum.Start)
		if !ok || sum.DatePrecision == conflict.DateMonth || sum.DatePrecision == conflict.DateYear {
			t.Undated++
			continue
		}
		k := byStart[start]
		if k == nil {
			k = &week{Start: start, Official: map[string]int{}, countries: map[string]int{}, actors: map[string]int{}}
			byStart[start] = k
		}
		k.take(sum)
	}
	t.Weeks = n.fill(byStart, f)
	if len(t.Weeks) == 0 {
		return t, nil
	}
	t.Incidents = n.barPlot(t.Weeks)
	t.Deaths = n.bandPlot(t.Weeks)
	t.Words = n.wordStrips(t.Weeks)
	t.Countries = n.strips(t.Weeks, func(k *week) map[string]int { return k.countries }, n.Country, 12)
	t.Actors = n.strips(t.Weeks, func(k *week) map[string]int { return k.actors }, n.Actor, 10)
	return t, nil
}

func (k *week) take(s Summary) {
	k.Incidents++
	if s.Killed != nil {
		k.Low += s.Killed.Low
		high := s.Killed.Low
		if s.Killed.High == nil {
			k.Open++
		} else {
			high = max(high, *s.Killed.High)
		}
		k.High += high
	}
	if len(s.ClaimedBy) > 0 {
		k.Claimed++
	}
	word := s.Official
	if word == "" {
		word = conflict.OfficialUnknown
	}
	k.Official[word]++
	if s.Country != "" {
		k.countries[s.Country]++
	}
	parties := append(slices.Clone(s.Perpetrators), s.ClaimedBy...)
	slices.Sort(parties)
	for _, id := range slices.Compact(parties) {
		k.actors[id]++
	}
}

// fill gives every week up to the newest, empty ones too.
func (n namer) fill(byStart map[time.Time]*week, f filter) []week {
	var first, last time.Time
	for start := range byStart {
		if first.IsZero() || start.Before(first) {
			first = start
		}
		if start.After(last) {
			last = start
		}
	}
	if first.IsZero() {
		return nil
	}
	if reach := last.AddDate(0, 0, -7*(maxWeeks-1)); f.From == "" && first.Before(reach) {
		first = reach
	} else if reach := last.AddDate(0, 0, -7*(4*maxWeeks-1)); first.Before(reach) {
		first = reach // eight years are as much as a picture shows
	}
	if least := last.AddDate(0, 0, -7*(minWeeks-1)); least.Before(first) {
		first = least
	}
	var list []week
	for at := first; !at.After(last); at = at.AddDate(0, 0, 7) {
		k := week{Start: at}
		if known := byStart[at]; known != nil {
			k = *known
		}
		k.Label = n.ShortDay(at.Format(conflict.Day))
		list = append(list, k)
	}
	return list
}

const (
	plotHeight = 150
	plotLeft   = 34
	plotTop    = 10
	plotBase   = 124
)

// newPlot draws the axes for values up to top.
func (n namer) newPlot(weeks []week, top int) (p plot, x func(i int) float64, y func(v int) float64) {
	step := niceStep(max(top, 1))
	limit := (max(top, 1) + step - 1) / step * step
	p = plot{Width: chartWidth, Height: plotHeight, Base: plotBase, Left: plotLeft}
	x = func(i int) float64 {
		return round1(plotLeft + float64(chartWidth-plotLeft-6)*float64(i)/float64(len(weeks)))
	}
	y = func(v int) float64 { return round1(plotBase - float64(plotBase-plotTop)*float64(v)/float64(limit)) }
	for v := 0; v <= limit; v += step {
		p.Levels = append(p.Levels, tick{int(y(v)), strconv.Itoa(v)})
	}
	p.Ticks = n.timeTicks(weeks, x)
	return p, x, y
}

func round1(v float64) float64 { return float64(int(v*10+0.5)) / 10 }

// timeTicks names months, at most six.
func (n namer) timeTicks(weeks []week, x func(int) float64) []tick {
	every := max(1, (len(weeks)+23)/24) // months between two ticks
	var list []tick
	months := 0
	for i := range weeks {
		at := weeks[i].Start
		if i > 0 && at.Month() == weeks[i-1].Start.Month() {
			continue
		}
		if months++; (months-1)%every != 0 || chartWidth-x(i) < 40 {
			continue
		}
		list = append(list, tick{int(x(i)), n.Short[at.Month()-1] + " " + strconv.Itoa(at.Year())})
	}
	return list
}

func (n namer) barPlot(weeks []week) plot {
	top := 0
	for i := range weeks {
		top = max(top, weeks[i].Incidents)
	}
	p, x, y := n.newPlot(weeks, top)
	p.Label = n.T("trends_incidents") + ", " + n.T("trends_peak", top)
	for i := range weeks {
		if k := &weeks[i]; k.Incidents > 0 {
			p.Bars = append(p.Bars, box{x(i), y(k.Incidents), round1(max(x(i+1)-x(i)-0.6, 0.8)), round1(plotBase - y(k.Incidents)),
				k.Label + ": " + strconv.Itoa(k.Incidents)})
		}
	}
	return p
}

// bandPlot draws the deaths of each week as a band from the lowest to the
// highest figures.
func (n namer) bandPlot(weeks []week) plot {
	top := 0
	for i := range weeks {
		top = max(top, weeks[i].High)
	}
	p, x, y := n.newPlot(weeks, top)
	p.Label = n.T("trends_deaths") + ", " + n.T("trends_peak", top)
	var up, down strings.Builder
	line := func(b *strings.Builder, i int, v int) {
		move := "L"
		if b.Len() == 0 {
			move = "M"
		}
		fmt.Fprintf(b, "%s%v %vH%v", move, x(i), y(v), x(i+1))
	}
	for i := range weeks {
		line(&up, i, weeks[i].High)
		line(&down, i, weeks[i].Low)
	}
	p.HighLine, p.LowLine = up.String(), down.String()
	var back strings.Builder
	for i := len(weeks) - 1; i >= 0; i-- {
		fmt.Fprintf(&back, "L%v %vH%v", x(i+1), y(weeks[i].Low), x(i))
	}
	p.Band = up.String() + back.String() + "z"
	return p
}

const (
	stripHeight = 34
	stripBase   = 30
)

// strip draws one strip for a count in each week.
func (n namer) strip(weeks []week, name string, count func(*week) int) strip {
	s := strip{Name: name, Width: chartWidth}
	top := 1
	for i := range weeks {
		s.Total += count(&weeks[i])
		top = max(top, count(&weeks[i]))
	}
	wide := float64(chartWidth) / float64(len(weeks))
	for i := range weeks {
		if v := count(&weeks[i]); v > 0 {
			h := round1(float64(stripBase-4) * float64(v) / float64(top))
			s.Bars = append(s.Bars, box{round1(float64(i) * wide), round1(stripBase - h), round1(max(wide-0.6, 0.8)), h, weeks[i].Label + ": " + strconv.Itoa(v)})
		}
	}
	if s.Total > 0 {
		s.Note = n.T("trends_peak", top)
	}
	return s
}

// wordStrips sets claims against official words.
func (n namer) wordStrips(weeks []week) []strip {
	list := []strip{n.strip(weeks, n.T("claimed_n"), func(k *week) int { return k.Claimed })}
	for _, word := range officialWords {
		list = append(list, n.strip(weeks, n.T(word+"_n"), func(k *week) int { return k.Official[word] }))
	}
	return list
}

// strips draws one strip for each of the most frequent keys.
func (n namer) strips(weeks []week, of func(*week) map[string]int, name func(string) string, most int) []strip {
	total := map[string]int{}
	for i := range weeks {
		for key, v := range of(&weeks[i]) {
			total[key] += v
		}
	}
	var keys []string
	for key := range total {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b string) int {
		if total[a] != total[b] {
			return total[b] - total[a]
		}
		return strings.Compare(a, b)
	})
	var list []strip
	for _, key := range keys[:min(len(keys), most)] {
		list = append(list, n.strip(weeks, name(key), func(k *week) int { return of(k)[key] }))
	}
	return list
}
