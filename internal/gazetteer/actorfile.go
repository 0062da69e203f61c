package gazetteer

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// FaultyLine is a fault in one line of a data file.
type FaultyLine struct {
	File string // "actors", "places", …
	Line int    // from 1
	What string
}

func (e *FaultyLine) Error() string { return fmt.Sprintf("%s, line %d: %s", e.File, e.Line, e.What) }

// maxSource is the most bytes of a data file that are read.
const maxSource = 64 << 20

// readActors reads a YAML file: a list of actors under `actors`. Each has id,
// name, type and country, and under each language code its names in that language;
// cs and ctx list the names with those match rules. All faults are told at once.
func readActors(file string, r io.Reader) ([]Actor, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxSource))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	tree, err := parser.ParseBytes(text, 0)
	if err != nil {
		return nil, yamlFault(file, err)
	}
	f := actorFile{name: file, seen: map[string]int{}}
	for _, doc := range tree.Docs {
		if doc.Body != nil {
			f.document(doc.Body)
		}
	}
	return f.actors, errors.Join(f.faults...)
}

type actorFile struct {
	name   string
	actors []Actor
	seen   map[string]int // line of each id
	faults []error
}

func (f *actorFile) fault(n ast.Node, format string, args ...any) {
	line := 1
	if n != nil && n.GetToken() != nil {
		line = n.GetToken().Position.Line
	}
	f.faults = append(f.faults, &FaultyLine{f.name, line, fmt.Sprintf(format, args...)})
}

func (f *actorFile) document(body ast.Node) {
	for _, pair := range pairs(body) {
		list, ok := pair.Value.(*ast.SequenceNode)
		if pair.Key.String() != "actors" || !ok {
			f.fault(pair, "want a list under `actors`, found %q", pair.Key.String())
			continue
		}
		for _, n := range list.Values {
			f.actor(n)
		}
	}
	if pairs(body) == nil {
		f.fault(body, "want a list under `actors`")
	}
}

// pairs gives the entries of a mapping; a mapping of one entry has its own kind of node.
func pairs(n ast.Node) []*ast.MappingValueNode {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	}
	return nil
}

func (f *actorFile) actor(n ast.Node) {
	var a Actor
	var exact, context []string
	for _, pair := range pairs(n) {
		switch key := pair.Key.String(); key {
		case "cs":
			exact = f.list(pair.Value)
		case "ctx":
			context = f.list(pair.Value)
		case "country":
			a.Countries = f.list(pair.Value)
		case "src":
			f.list(pair.Value)
		default:
			f.field(&a, key, pair)
		}
	}
	if a.ID == "" || a.Name == "" || a.Type == "" {
		f.fault(n, "an actor needs id, name and type (id %q, name %q, type %q)", a.ID, a.Name, a.Type)
		return
	}
	if line, twice := f.seen[a.ID]; twice {
		f.fault(n, "actor %q stands already in line %d", a.ID, line)
		return
	}
	f.rules(n, &a, exact, context)
	f.seen[a.ID] = n.GetToken().Position.Line
	f.actors = append(f.actors, a)
}

func (f *actorFile) field(a *Actor, key string, pair *ast.MappingValueNode) {
	text := map[string]*string{"id": &a.ID, "name": &a.Name, "type": &a.Type, "parent": &a.Parent, "affil": &a.Affiliation,
		"side": &a.Side, "acled": &a.ACLED, "amb": &a.Note}
	switch to := text[key]; {
	case to != nil:
		*to = f.scalar(pair.Value)
	case key == "ucdp":
		n, err := strconv.Atoi(f.scalar(pair.Value))
		if err != nil {
			f.fault(pair.Value, "ucdp wants a number")
		}
		a.UCDP = n
	case isLanguage(key):
		for _, name := range f.list(pair.Value) {
			a.Aliases = append(a.Aliases, Alias{Text: name, Lang: key, Rule: defaultRule(name)})
		}
	default:
		f.fault(pair, "unknown field %q", key)
	}
}

// isLanguage reports whether key has the form of an ISO 639 code.
func isLanguage(key string) bool {
	if len(key) != 2 && len(key) != 3 {
		return false
	}
	for i := range len(key) {
		if key[i] < 'a' || key[i] > 'z' {
			return false
		}
	}
	return true
}

// rules gives the named aliases their match rule.
func (f *actorFile) rules(n ast.Node, a *Actor, exact, context []string) {
	for i := range a.Aliases {
		switch text := a.Aliases[i].Text; {
		case slices.Contains(context, text):
			a.Aliases[i].Rule = InContext
		case slices.Contains(exact, text):
			a.Aliases[i].Rule = CaseExact
		}
	}
	for _, text := range slices.Concat(exact, context) {
		if !slices.ContainsFunc(a.Aliases, func(al Alias) bool { return al.Text == text }) {
			f.fault(n, "actor %q: rule for %q, which is none of its names", a.ID, text)
		}
	}
}

func (f *actorFile) scalar(n ast.Node) string {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value
	case *ast.NullNode:
		return ""
	case ast.ScalarNode:
		return n.GetToken().Value
	}
	f.fault(n, "want one value, found a list or mapping")
	return ""
}

func (f *actorFile) list(n ast.Node) []string {
	seq, ok := n.(*ast.SequenceNode)
	if !ok {
		f.fault(n, "want a list")
		return nil
	}
	list := make([]string, 0, len(seq.Values))
	for _, v := range seq.Values {
		s := f.scalar(v)
		if s == "" {
			f.fault(v, "an empty entry")
			continue
		}
		list = append(list, s)
	}
	return list
}

// yamlFault turns a syntax error of the YAML parser into a line and a sentence.
func yamlFault(file string, err error) error {
	var at yaml.Error
	if errors.As(err, &at) && at.GetToken() != nil {
		return &FaultyLine{file, at.GetToken().Position.Line, at.GetMessage()}
	}
	return &FaultyLine{file, 1, err.Error()}
}
