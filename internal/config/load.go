package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"reflect"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// DefaultFile is read when no file is named.
const DefaultFile = "./config.yaml"

const maxFile = 4 << 20

// Load reads the file at path; "" means DefaultFile, which may be missing. The
// environment (as os.Environ gives it) overrides what the file says.
func Load(path string, environ []string) (*Config, error) {
	named := path != ""
	if !named {
		path = DefaultFile
	}
	body, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !named:
		return Parse("", nil, environ)
	case err != nil:
		return nil, fmt.Errorf("config: %w", err)
	case len(body) > maxFile:
		return nil, fmt.Errorf("config: %s is larger than 4 MB", path)
	}
	return Parse(path, body, environ)
}

// Parse reads a config from bytes; name stands in its faults. A nil body gives
// the built-in defaults under the environment.
func Parse(name string, body []byte, environ []string) (*Config, error) {
	c := Default()
	c.path = name
	if name == "" {
		name = "environment"
	}
	faults := &Faults{File: name, lines: map[string]int{}}
	if body != nil {
		c.Recipients = nil
		if err := c.decode(body, faults); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	c.fillSources()
	c.fillRecipients()
	applyEnv(c, environ, faults)
	c.check(faults)
	if len(faults.List) > 0 {
		return nil, faults
	}
	return c, nil
}

func (c *Config) decode(body []byte, faults *Faults) error {
	file, err := parser.ParseBytes(body, 0)
	if err != nil {
		return syntaxError(err)
	}
	if len(file.Docs) > 1 {
		return errors.New("more than one YAML document")
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return nil
	}
	d := decoder{faults: faults}
	d.value(file.Docs[0].Body, reflect.ValueOf(c).Elem(), "")
	return nil
}

// syntaxError keeps the line of a parser error and drops its source excerpt,
// which could hold a secret.
func syntaxError(err error) error {
	var at interface {
		GetMessage() string
		GetToken() *token.Token
	}
	if errors.As(err, &at) && at.GetToken() != nil && at.GetToken().Position != nil {
		return fmt.Errorf("line %d: %s", at.GetToken().Position.Line, at.GetMessage())
	}
	return errors.New("not YAML")
}

func lineOf(n ast.Node) int {
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 0
}

// fillSources gives each source what its entry leaves out.
func (c *Config) fillSources() {
	for i := range c.Sources {
		s := &c.Sources[i]
		if s.Name == "" {
			s.Name = s.ID
		}
		if s.Kind == "" {
			s.Kind = "feed"
		}
		if s.Fetch == "" {
			s.Fetch = "triage"
		}
		if s.Family == "" {
			s.Family = s.ID
		}
	}
}

// fillRecipients gives each recipient what its entry leaves out.
func (c *Config) fillRecipients() {
	for i := range c.Recipients {
		r := &c.Recipients[i]
		if r.Schedule == "" {
			r.Schedule = Immediate
		}
		if r.Timezone == "" {
			r.Timezone = "UTC"
		}
		if r.Language == "" {
			r.Language = "en"
		}
		if r.PerHour == 0 {
			r.PerHour = 20
		}
	}
}
