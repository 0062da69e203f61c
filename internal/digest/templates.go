package digest

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	htmltemplate "html/template"
	"io/fs"
	texttemplate "text/template"
	"time"

	"sahelwatch/internal/conflict"
)

//go:embed templates/*.tmpl
var builtin embed.FS

// Names of the template files; a user's own files bear the same names.
const (
	TextTemplate = "digest.txt.tmpl"
	HTMLTemplate = "digest.html.tmpl"
)

// Templates are the forms of text and HTML. The zero value is the built-in ones.
type Templates struct {
	text string
	html string
}

// LoadTemplates reads a user's own templates from dir, whose files replace the
// built-in ones of the same name. It fails when one cannot be read, parsed, or
// run on a sample digest, so that a mistake shows at the start and not in the
// night.
func LoadTemplates(dir fs.FS) (Templates, error) {
	var t Templates
	for name, into := range map[string]*string{TextTemplate: &t.text, HTMLTemplate: &t.html} {
		data, err := fs.ReadFile(dir, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return Templates{}, fmt.Errorf("read template: %w", err)
		}
		*into = string(data)
	}
	if _, err := Text(sample(), t); err != nil {
		return Templates{}, err
	}
	if _, err := HTML(sample(), t); err != nil {
		return Templates{}, err
	}
	return t, nil
}

// sample is a digest that uses each part of the templates.
func sample() conflict.Digest {
	at := time.Date(2025, 7, 29, 18, 0, 0, 0, time.UTC)
	n := 12
	toll := conflict.Toll{Measure: conflict.Killed, Victims: conflict.Soldiers, Low: n, High: &n, Scope: conflict.ScopeIncident}
	inc := conflict.Incident{
		ID: "sample", Place: &conflict.Place{Name: "Sample", Country: "BF"}, FirstSeen: at.Add(-time.Hour), Official: conflict.OfficialSilent,
		Killed:   &conflict.Ledger{Low: n, High: &n, By: []conflict.Entry{{Toll: toll, At: at, URL: "https://example.org/a"}}},
		Articles: []conflict.Mention{{URL: "https://example.org/a", Title: "Sample", Source: "sample", Lang: "en"}},
		Claims:   []conflict.Said{{Claim: conflict.Claim{Kind: conflict.ClaimSilence, Evidence: conflict.Span{Text: "No word."}}, At: at}},
	}
	change := conflict.Change{ID: "c", Type: conflict.IncidentNew, Incident: inc.ID, Evidence: conflict.Quote{URL: "https://example.org/a", Text: "Twelve."}}
	return conflict.Digest{
		ID: "dg_sample", Recipient: "sample", Kind: "digest", At: at, Since: at.Add(-24 * time.Hour), Language: "en", Timezone: "UTC",
		Incidents: []conflict.DigestEntry{{Incident: inc, Changes: []conflict.Change{change}}}, Omitted: 2, BaseURL: "https://example.org",
	}
}

func source(own, name string) (string, error) {
	if own != "" {
		return own, nil
	}
	data, err := builtin.ReadFile("templates/" + name)
	return string(data), err
}

func (t Templates) runText(v View) (string, error) {
	src, err := source(t.text, TextTemplate)
	if err != nil {
		return "", err
	}
	tmpl, err := texttemplate.New(TextTemplate).Funcs(textFuncs(v.words)).Parse(src)
	if err != nil {
		return "", fmt.Errorf("template: %w", err)
	}
	var b bytes.Buffer
	if err := tmpl.Execute(&b, v); err != nil {
		return "", fmt.Errorf("template: %w", err)
	}
	return b.String(), nil
}

func (t Templates) runHTML(v View) (string, error) {
	src, err := source(t.html, HTMLTemplate)
	if err != nil {
		return "", err
	}
	tmpl, err := htmltemplate.New(HTMLTemplate).Funcs(htmltemplate.FuncMap{"bidi": bidi}).Parse(src)
	if err != nil {
		return "", fmt.Errorf("template: %w", err)
	}
	var b bytes.Buffer
	if err := tmpl.Execute(&b, v); err != nil {
		return "", fmt.Errorf("template: %w", err)
	}
	return b.String(), nil
}
