package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"sahelwatch/internal/conflict"
)

// filter is what an address selects. The address holds all of it, so that a
// view can be sent to somebody else, exported or followed as a feed.
type filter struct {
	Query
	values url.Values // the parameters that were understood and set
}

// filterNames are the parameters of a filter, in the order of an address.
var filterNames = [...]string{"country", "actor", "type", "from", "to", "claimed", "official", "min", "q"}

const (
	maxListed = 30  // values of one parameter
	maxValue  = 120 // characters of one value
	maxKilled = 1_000_000
)

// BadFilter is a parameter that is not understood.
type BadFilter struct{ Field, Problem string }

func (e *BadFilter) Error() string { return e.Field + ": " + e.Problem }

// parseFilter reads a filter from the parameters of an address. Empty ones
// count as absent: a form sends them all.
func parseFilter(v url.Values) (filter, error) {
	f := filter{values: url.Values{}}
	for _, name := range filterNames {
		for _, list := range v[name] {
			for value := range strings.SplitSeq(list, ",") {
				if value = strings.TrimSpace(clean(value)); value == "" {
					continue
				}
				if utf8.RuneCountInString(value) > maxValue || len(f.values[name]) == maxListed {
					return f, &BadFilter{name, "is too long"}
				}
				if err := f.take(name, value); err != nil {
					return f, err
				}
			}
		}
	}
	return f, nil
}

// take adds one value of a parameter.
func (f *filter) take(name, value string) error {
	switch name {
	case "country":
		value = strings.ToUpper(value)
		if len(value) != 2 {
			return &BadFilter{name, "is no ISO 3166-1 code of two letters: " + value}
		}
		f.Countries = append(f.Countries, value)
	case "actor":
		f.Actors = append(f.Actors, value)
	case "type":
		f.Types = append(f.Types, value)
	case "from", "to":
		if _, err := time.Parse(conflict.Day, value); err != nil {
			return &BadFilter{name, "is not a day such as 2025-07-28: " + value}
		}
		f.setDay(name, value)
	case "claimed":
		yes := value == "yes"
		if !yes && value != "no" {
			return &BadFilter{name, "is neither yes nor no: " + value}
		}
		f.Claimed = &yes
	case "official":
		if !slices.Contains(officialWords[:], value) {
			return &BadFilter{name, "is none of " + strings.Join(officialWords[:], ", ") + ": " + value}
		}
		f.Official = append(f.Official, value)
	case "min":
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 || n > maxKilled {
			return &BadFilter{name, "is no number of people: " + value}
		}
		f.MinKilled = n
	case "q":
		f.Text = strings.TrimSpace(f.Text + " " + value)
		f.values.Set(name, f.Text)
		return nil
	}
	f.values.Add(name, value)
	return nil
}

func (f *filter) setDay(name, day string) {
	if name == "from" {
		f.From = day
	} else {
		f.To = day
	}
}

// officialWords are the values of the official word.
var officialWords = [...]string{conflict.OfficialConfirmed, conflict.OfficialDenied, conflict.OfficialSilent, conflict.OfficialUnknown}

// Address gives path with the filter and further parameters: name, value, …
// An empty value takes a parameter out.
func (f filter) Address(path string, more ...string) string {
	v := url.Values{}
	for name, list := range f.values {
		v[name] = list
	}
	for i := 0; i+1 < len(more); i += 2 {
		if v.Del(more[i]); more[i+1] != "" {
			v.Set(more[i], more[i+1])
		}
	}
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// Has reports whether a parameter has a value; the forms ask it.
func (f filter) Has(name, value string) bool { return slices.Contains(f.values[name], value) }

// Get gives the first value of a parameter.
func (f filter) Get(name string) string { return f.values.Get(name) }

// Set reports whether anything is filtered.
func (f filter) Set() bool { return len(f.values) > 0 }

// pageLimit reads the limit of an answer.
func pageLimit(v url.Values, preset int) (int, error) {
	s := v.Get("limit")
	if s == "" {
		return preset, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > APILimit {
		return 0, &BadFilter{"limit", fmt.Sprintf("is no number from 1 to %d: %s", APILimit, clean(s))}
	}
	return n, nil
}
