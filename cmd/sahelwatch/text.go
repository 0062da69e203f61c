package main

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"sahelwatch/internal/config"
)

// plainText makes text from outside safe for a terminal: control characters
// and marks that turn the direction of writing are dropped.
func plainText(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x200E, r == 0x200F:
			return -1
		}
		return r
	}, s)
}

// counted says a number of things: "1 article", "2 articles"; forms are the
// singular and, where it is not the singular with an s, the plural.
func counted(n int, forms ...string) string {
	switch {
	case n == 1:
		return "1 " + forms[0]
	case len(forms) > 1:
		return fmt.Sprintf("%d %s", n, forms[1])
	}
	return fmt.Sprintf("%d %ss", n, forms[0])
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// days checks the days of --from and --to.
func days(from, to string) error {
	for _, day := range []string{from, to} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			return usagef("%q is not a day such as 2025-07-28", day)
		}
	}
	if from != "" && to != "" && to < from {
		return usagef("--to %s lies before --from %s", to, from)
	}
	return nil
}

// upper gives country codes as the store has them.
func upper(codes []string) []string {
	out := make([]string, 0, len(codes))
	for _, c := range codes {
		out = append(out, strings.ToUpper(c))
	}
	return out
}

// sinceTime reads a span before now (7d, 48h), a day or an instant; "" is the
// beginning of time.
func sinceTime(s string, now time.Time) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if d, err := config.ParseDuration(s); err == nil {
		return now.Add(-d), nil
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, nil
		}
	}
	return time.Time{}, usagef("%q is neither a span such as 7d or 48h nor a day such as 2025-07-28", s)
}
