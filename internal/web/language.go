package web

import (
	"cmp"
	"embed"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"sahelwatch/internal/names"
)

//go:embed lang/*.yaml
var langFiles embed.FS

// languages the pages exist in; the first is that of readers who want another.
var languages = [...]string{"en", "fr"}

// words is one language's file of lang/.
type words struct {
	Lang     string
	Months   []string          `yaml:"months"`
	Short    []string          `yaml:"short_months"`
	Text     map[string]string `yaml:"text"`
	Official map[string]string `yaml:"official"`
	Events   map[string]string `yaml:"events"`
	Victims  map[string]string `yaml:"victims"`
	Roles    map[string]string `yaml:"roles"`
	Measures map[string]string `yaml:"measures"`
	Fields   map[string]string `yaml:"fields"`
	Claims   map[string]string `yaml:"claims"`
	Types    map[string]string `yaml:"source_types"`

	names names.Names
}

func loadWords(lang string) (*words, error) {
	data, err := langFiles.ReadFile("lang/" + lang + ".yaml")
	if err != nil {
		return nil, fmt.Errorf("no words for language %q", lang)
	}
	w := &words{}
	if err := yaml.UnmarshalWithOptions(data, w, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("words of %q: %w", lang, err)
	}
	w.Lang = lang
	w.names, err = names.In(lang)
	return w, err
}

// T gives a phrase, with {0}, {1}, … filled in; {0|incident|incidents} is the
// form that goes with the number. A key without phrase shows as itself; a test
// keeps the two languages complete.
func (w *words) T(key string, args ...any) string {
	s, ok := w.Text[key]
	if !ok {
		return key
	}
	var b strings.Builder
	for {
		before, rest, open := strings.Cut(s, "{")
		field, after, closed := strings.Cut(rest, "}")
		b.WriteString(before)
		if !open || !closed {
			return b.String()
		}
		index, forms, counts := strings.Cut(field, "|")
		i, err := strconv.Atoi(index)
		switch {
		case err != nil || i >= len(args):
			b.WriteString("{" + field + "}")
		case counts:
			one, many, _ := strings.Cut(forms, "|")
			b.WriteString(w.form(args[i], one, many))
		default:
			fmt.Fprint(&b, args[i])
		}
		s = after
	}
}

// form is the form of a word that goes with a number: nought is singular in
// French and plural in English.
func (w *words) form(n any, one, many string) string {
	if number, ok := n.(int); ok && (number == 1 || number == 0 && w.Lang == "fr") {
		return one
	}
	return many
}

// Event names an event type in the reader's language.
func (w *words) Event(kind string) string { return cmp.Or(w.Events[kind], clean(kind)) }

// Country names a country by its code.
func (w *words) Country(code string) string { return cmp.Or(w.names.Countries[code], clean(code)) }

// Tongue names a language.
func (w *words) Tongue(code string) string { return cmp.Or(w.names.Languages[code], clean(code)) }

// Day says "28 July 2025".
func (w *words) Day(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return clean(day)
	}
	return w.date(t)
}

func (w *words) date(t time.Time) string {
	n := strconv.Itoa(t.Day())
	if w.Lang == "fr" && t.Day() == 1 {
		n = "1er"
	}
	return n + " " + w.Months[t.Month()-1] + " " + strconv.Itoa(t.Year())
}

// ShortDay says "28 Jul 2025".
func (w *words) ShortDay(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return clean(day)
	}
	return strconv.Itoa(t.Day()) + " " + w.Short[t.Month()-1] + " " + strconv.Itoa(t.Year())
}

// Time says an instant in UTC: "28 July 2025, 17:55"; a bare day, which the
// store keeps as midnight, without the time.
func (w *words) Time(t time.Time) string {
	if t.IsZero() {
		return w.T("never")
	}
	t = t.UTC()
	if t.Equal(t.Truncate(24 * time.Hour)) {
		return w.date(t)
	}
	return w.date(t) + ", " + t.Format(w.T("clock"))
}

// Span says how long something took, in the unit that reads best.
func (w *words) Span(d time.Duration) string {
	switch d = max(d, 0); {
	case d < 90*time.Second:
		return w.T("span_seconds", int(d.Seconds()))
	case d < 90*time.Minute:
		return w.T("span_minutes", int(d.Round(time.Minute).Minutes()))
	case d < 72*time.Hour:
		return w.T("span_hours", int(d.Round(time.Hour).Hours()))
	}
	return w.T("span_days", int(d.Hours()/24))
}

const langCookie = "sahelwatch_lang"

// chooseLanguage takes the reader's language from the address, the cookie that
// an earlier choice left, or the browser's list, in this order.
func chooseLanguage(w http.ResponseWriter, r *http.Request) string {
	if lang := r.URL.Query().Get("lang"); slices.Contains(languages[:], lang) {
		http.SetCookie(w, &http.Cookie{Name: langCookie, Value: lang, Path: "/", MaxAge: 365 * 24 * 3600,
			HttpOnly: true, SameSite: http.SameSiteLaxMode})
		return lang
	}
	if c, err := r.Cookie(langCookie); err == nil && slices.Contains(languages[:], c.Value) {
		return c.Value
	}
	return acceptLanguage(r.Header.Get("Accept-Language"))
}

// acceptLanguage picks from an Accept-Language header (RFC 9110, 12.5.4).
func acceptLanguage(header string) string {
	best, quality := languages[0], 0.0
	for part := range strings.SplitSeq(header, ",") {
		tag, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		q := 1.0
		if v, ok := strings.CutPrefix(strings.TrimSpace(params), "q="); ok {
			var err error
			if q, err = strconv.ParseFloat(v, 64); err != nil {
				continue
			}
		}
		tag, _, _ = strings.Cut(strings.ToLower(tag), "-")
		if q > quality && slices.Contains(languages[:], tag) {
			best, quality = tag, q
		}
	}
	return best
}
