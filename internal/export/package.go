package export

import (
	"encoding/json"
	"io"
	"time"
)

// dataPackage is the description beside a table (Frictionless Data Package 1.0).
type dataPackage struct {
	Profile   string     `json:"profile"`
	Name      string     `json:"name"`
	Title     string     `json:"title"`
	Created   string     `json:"created"`
	Resources []resource `json:"resources"`
}

type resource struct {
	Profile  string  `json:"profile,omitempty"`
	Name     string  `json:"name"`
	Path     string  `json:"path"`
	Format   string  `json:"format"`
	Encoding string  `json:"encoding"`
	Schema   *schema `json:"schema,omitempty"`
}

type schema struct {
	Fields []field `json:"fields"`
}

type field struct {
	Name        string `json:"name"`
	Type        string `json:"type"`
	Description string `json:"description"`
}

// DataPackage describes the file path of a format: datapackage.json. The
// columns of a table come with their type and meaning.
func DataPackage(w io.Writer, f Format, path string, now time.Time) error {
	r := resource{Name: "incidents-" + f.Name, Path: path, Format: f.kind(), Encoding: "utf-8"}
	if f.columns != nil {
		r.Profile, r.Schema = "tabular-data-resource", &schema{}
		for _, c := range f.columns() {
			r.Schema.Fields = append(r.Schema.Fields, field{c.name, c.kind, c.about})
		}
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(dataPackage{Profile: "data-package", Name: "sahelwatch-" + f.Name, Title: "Incidents of armed conflict in the Sahel, with who said what",
		Created: now.UTC().Format(time.RFC3339), Resources: []resource{r}})
}

// kind is the short name of the file's format.
func (f Format) kind() string {
	if f.columns != nil {
		return "csv"
	}
	return f.Name
}
