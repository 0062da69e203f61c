package digest

import (
	"embed"
	"fmt"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"sahelwatch/internal/names"
)

//go:embed lang/*.yaml
var langFiles embed.FS

// Languages that a digest can be written in.
func Languages() []string { return []string{"en", "fr"} }

// words is one language's file of lang/.
type words struct {
	Months    []string            `yaml:"months"`
	Day       string              `yaml:"day"`
	FirstDay  string              `yaml:"first_day"`
	Clock     string              `yaml:"clock"`
	And       string              `yaml:"list_and"`
	Colon     string              `yaml:"colon"`
	Semicolon string              `yaml:"semicolon"`
	Quote     string              `yaml:"quote"`
	Figures   map[string]string   `yaml:"figures"`
	Vague     map[int][]string    `yaml:"vague"`
	Victims   map[string][]string `yaml:"victims"`
	Measures  map[string][]string `yaml:"measures"`
	Nobody    map[string]string   `yaml:"nobody"`
	People    string              `yaml:"people"`
	Speakers  map[string]string   `yaml:"speakers"`
	Places    map[string]string   `yaml:"places"`
	InCountry map[string]string   `yaml:"in_country"`
	Events    map[string]string   `yaml:"events"`
	Told      string              `yaml:"told"`
	Outcomes  map[string]string   `yaml:"outcomes"`
	Claims    map[string]string   `yaml:"claims"`
	Phrases   map[string]string   `yaml:"phrases"`
	Changes   map[string]string   `yaml:"changes"`
	Late      string              `yaml:"late"`
	Time      map[string]string   `yaml:"time"`
	Table     map[string]string   `yaml:"table"`
	Labels    map[string]string   `yaml:"labels"`
	Official  map[string]string   `yaml:"official"`
	Context   map[string]string   `yaml:"context"`
	Problems  map[string]string   `yaml:"problems"`
	Sources   map[string]string   `yaml:"sources"`
	Subject   map[string]string   `yaml:"subject"`
	Digest    map[string]string   `yaml:"digest"`

	names names.Names
}

func loadWords(lang string) (*words, error) {
	data, err := langFiles.ReadFile("lang/" + lang + ".yaml")
	if err != nil {
		return nil, fmt.Errorf("no words for language %q; there are %s", lang, strings.Join(Languages(), ", "))
	}
	w := new(words)
	if err := yaml.UnmarshalWithOptions(data, w, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("read words of %q: %w", lang, err)
	}
	w.names, err = names.In(lang)
	return w, err
}

// fill puts values for the {name}s of a phrase: name, value, name, value, …
func (w *words) fill(phrase string, pairs ...string) string {
	if !strings.Contains(phrase, "{") {
		return phrase
	}
	args := make([]string, 0, len(pairs)+2)
	for i := 0; i+1 < len(pairs); i += 2 {
		args = append(args, "{"+pairs[i]+"}", pairs[i+1])
	}
	return strings.NewReplacer(append(args, "{colon}", w.Colon)...).Replace(phrase)
}

// day says "28 July", with the year where it is not that of now.
func (w *words) day(t, now time.Time) string {
	form := w.Day
	if t.Day() == 1 {
		form = w.FirstDay
	}
	s := w.fill(form, "day", fmt.Sprint(t.Day()), "month", w.Months[t.Month()-1])
	if t.Year() != now.Year() {
		s += fmt.Sprintf(" %d", t.Year())
	}
	return s
}

// moment says "28 July 17:55".
func (w *words) moment(t, now time.Time) string { return w.day(t, now) + " " + t.Format(w.Clock) }

// among lists parts: "a, b and c".
func (w *words) among(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], ", ") + w.And + parts[last]
}

// form picks one of a word's forms; "" where the word is not known.
func form(forms []string, i int) string {
	if len(forms) == 0 {
		return ""
	}
	return forms[min(i, len(forms)-1)]
}
