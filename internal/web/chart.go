package web

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	"sahelwatch/internal/conflict"
)

// chart draws a ledger: one lane for each voice, time to the right, and in each
// lane the range of each figure as a bar of the number scale below. All lengths
// are units of the picture, ChartWidth wide.
type chart struct {
	Width, Height int
	Left, Right   int // of the number scale
	Ticks         []tick
	Lanes         []lane
	Bottom        int
	Label         string // the picture in words
}

// chartWidth suits a phone: text keeps its size there.
const (
	chartWidth = 420
	laneHeight = 40
	chartLeft  = 14
	chartRight = 34 // room for the arrow "or more" and for the last number
	chartTop   = 8
)

type tick struct {
	X    int
	Text string
}

// lane is one figure: the moment and the voice above, the bar below.
type lane struct {
	Y       int // of the text
	BarY    int
	X1, X2  int
	Arrow   bool // open upwards
	No      int
	Who     string
	At      string
	Figure  string
	Form    string // party, official or other: form and colour of the mark
	Mark    string // its path
	Stands  bool
	FigureX int
	Anchor  string
}

// maxLanes is how many figures a chart draws; the table has all.
const maxLanes = 24

// chart draws victims killed; the zero chart where nobody gave a figure.
func (n namer) chart(ledgers []ledger) chart {
	if len(ledgers) == 0 || ledgers[0].Measure != "killed" {
		return chart{}
	}
	entries := slices.DeleteFunc(slices.Clone(ledgers[0].Entries), func(e entry) bool { return e.scopePart || e.scopeSum })
	if len(entries) == 0 {
		return chart{}
	}
	entries = entries[max(0, len(entries)-maxLanes):]
	top := 1
	for _, e := range entries {
		if top = max(top, e.low); e.high != nil {
			top = max(top, *e.high)
		}
	}
	step := niceStep(top)
	limit := (top + step - 1) / step * step
	c := chart{Width: chartWidth, Left: chartLeft, Right: chartWidth - chartRight}
	x := func(v int) int { return c.Left + (c.Right-c.Left)*v/limit }
	for v := 0; v <= limit; v += step {
		c.Ticks = append(c.Ticks, tick{x(v), strconv.Itoa(v)})
	}
	var day string
	for i, e := range entries {
		l := lane{Y: chartTop + i*laneHeight + 13, BarY: chartTop + i*laneHeight + 26, X1: x(e.low), X2: x(e.low), No: e.No,
			Who: shorten(e.Who, 34), Figure: e.Figure, Form: voiceForm(e.Role), Stands: e.Stands, Arrow: e.high == nil}
		l.Mark = markPath(l.Form, l.X1, l.BarY)
		if e.high != nil {
			l.X2 = x(*e.high)
		}
		if said := n.shortTime(e.At); said != day {
			l.At, day = said, said
		}
		l.FigureX, l.Anchor = l.X2+16, "start"
		if l.Arrow {
			l.FigureX += 14
		}
		if l.FigureX > chartWidth*2/3 {
			l.FigureX, l.Anchor = l.X1-12, "end"
		}
		c.Lanes = append(c.Lanes, l)
	}
	c.Bottom = chartTop + len(entries)*laneHeight + 2
	c.Height = c.Bottom + 22
	c.Label = n.T("chart_label", len(entries), slices.MinFunc(entries, byLow).low, top)
	return c
}

func byLow(a, b entry) int { return a.low - b.low }

func (w *words) shortTime(t time.Time) string {
	t = t.UTC()
	s := strconv.Itoa(t.Day()) + " " + w.Short[t.Month()-1] + " " + strconv.Itoa(t.Year())
	if !t.Equal(t.Truncate(24 * time.Hour)) {
		s += ", " + t.Format(w.T("clock"))
	}
	return s
}

// niceStep is a round distance of ticks, so that at most six stand on a scale
// from 0 to top.
func niceStep(top int) int {
	for e := 0; ; e++ {
		for _, m := range [...]int{1, 2, 5} {
			if step := m * int(math.Pow10(e)); top <= 5*step {
				return step
			}
		}
	}
}

// voiceForm sorts speakers by the form of their mark, so that nothing hangs on
// colour alone.
func voiceForm(role string) string {
	switch role {
	case conflict.RoleParty, conflict.RoleOfficial:
		return role
	}
	return "other"
}

// markPath draws a mark around a point: a diamond for a party, a square for an
// official, a circle for anyone else.
func markPath(form string, x, y int) string {
	switch form {
	case conflict.RoleParty:
		return fmt.Sprintf("M%d %dl7 7l-7 7l-7 -7z", x, y-7)
	case conflict.RoleOfficial:
		return fmt.Sprintf("M%d %dh10v10h-10z", x-5, y-5)
	}
	return fmt.Sprintf("M%d %da5 5 0 1 0 10 0a5 5 0 1 0 -10 0z", x-5, y)
}
