package page

import (
	"strings"
	"time"
)

// clocks are the offsets from UTC, in hours, of the countries of the region
// whose clock is not UTC and never changes, by top-level domain. A page that
// tells a time for readers without its zone means the clock of its country.
var clocks = map[string]int{
	"ne": 1, "ng": 1, "bj": 1, "td": 1, "cm": 1, "cf": 1, "ga": 1, "cg": 1, "gq": 1, "dz": 1, "tn": 1, "ao": 1,
	"ly": 2, "sd": 2, "rw": 2, "bi": 2, "za": 2, "zm": 2, "zw": 2, "mz": 2,
	"ke": 3, "et": 3, "so": 3, "ug": 3, "tz": 3, "dj": 3, "sa": 3, "qa": 3, "iq": 3,
}

// clock gives the zone of times that tell none.
func (p *page) clock() *time.Location {
	host := p.host()
	if h, ok := clocks[host[strings.LastIndexByte(host, '.')+1:]]; ok {
		return time.FixedZone("", h*3600)
	}
	return time.UTC
}
