package page

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/fold"
)

//go:embed data/ago.txt
var agoData string

// agoWords gives what a folded word or phrase of data/ago.txt is.
var agoWords = sync.OnceValue(func() map[string]string {
	kinds := map[string]string{}
	for line := range strings.Lines(agoData) {
		kind, list, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || line[0] == '#' {
			continue
		}
		for _, phrase := range strings.Split(list, " | ") {
			kinds[keyOf(fold.Words(nil, phrase))] = kind
		}
	}
	return kinds
})

// sureAgo is the confidence of a day that is counted from now.
const sureAgo = 0.55

// datesAgo gives the day of "il y a 3 heures" near the headline, counted from
// the time at which the page came from its server. A page that was kept tells
// nothing by it.
func (p *page) datesAgo(in Input) []claim {
	if !in.Live || in.Now.IsZero() {
		return nil
	}
	from, to := p.nearTitle(6, 14)
	for i := from; i < to; i++ {
		s := p.snips[i]
		if utf8.RuneCountInString(s.text) > 40 {
			continue
		}
		d, ok := ago(s.text)
		if !ok {
			continue
		}
		if _, ok = p.weighPlace(s.parent, i); !ok {
			continue
		}
		y, m, day := in.Now.Add(-d).In(p.clock()).Date()
		when := conflict.Moment{Time: time.Date(y, m, day, 0, 0, 0, 0, time.UTC), DayOnly: true}
		return []claim{{when: when, from: "text", confidence: sureAgo}}
	}
	return nil
}

// ago reads the distance that opens a line: "il y a 3 heures · 1 min", "2
// days ago", "منذ ساعتين".
func ago(line string) (time.Duration, bool) {
	kinds, ws := agoWords(), fold.Words(nil, line)
	i, before := 0, false
	for n := min(3, len(ws)); n > 0 && !before; n-- {
		if before = kinds[keyOf(ws[:n])] == "before"; before {
			i = n
		}
	}
	number, unit := 0, ""
	for ; i < len(ws) && unit == ""; i++ {
		key := ws[i].Key
		n, err := strconv.Atoi(key)
		switch kind := kinds[key]; {
		case err == nil && number == 0:
			number = n
		case kind == "one" && number == 0:
			number = 1
		case kind == "two" && number == 0:
			number = 2
		case strings.HasPrefix(kind, "two ") && number == 0:
			number, unit = 2, kind[len("two "):]
		case kind == "minute" || kind == "hour" || kind == "day":
			unit = kind
		default:
			return 0, false
		}
	}
	after := i < len(ws) && kinds[ws[i].Key] == "after"
	if unit == "" || !before && !after || number > 48 && unit != "minute" {
		return 0, false
	}
	each := map[string]time.Duration{"minute": time.Minute, "hour": time.Hour, "day": 24 * time.Hour}[unit]
	return time.Duration(max(number, 1)) * each, true
}
