package config

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"
)

// decoder fills a Config from YAML nodes and goes on after each fault, so that
// all of them are found in one run.
type decoder struct{ faults *Faults }

var durationType = reflect.TypeFor[time.Duration]()

func (d decoder) value(n ast.Node, v reflect.Value, path string) {
	if _, null := n.(*ast.NullNode); null {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), path)
	case reflect.Struct:
		d.mapping(n, v, path)
	case reflect.Slice:
		d.list(n, v, path)
	default:
		text, ok := scalar(n)
		if !ok {
			d.faults.add(path, "must be one value, not a list or a mapping")
			return
		}
		if err := setScalar(v, text); err != nil {
			d.faults.add(path, "%s", err)
		}
	}
}

func (d decoder) mapping(n ast.Node, v reflect.Value, path string) {
	var pairs []*ast.MappingValueNode
	switch m := n.(type) {
	case *ast.MappingNode:
		pairs = m.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{m}
	default:
		d.faults.add(path, "must hold keys with values")
		return
	}
	seen := map[string]bool{}
	for _, pair := range pairs {
		key := pair.Key.GetToken().Value
		at := join(path, key)
		field, ok := fieldOf(v, key)
		switch {
		case !ok:
			d.faults.lines[at] = lineOf(pair.Key)
			d.faults.add(at, "unknown key%s", didYouMean(key, keysOf(v)))
		case seen[key]:
			d.faults.lines[at] = lineOf(pair.Key)
			d.faults.add(at, "stands here twice")
		default:
			d.faults.lines[at] = lineOf(pair.Key)
			d.value(pair.Value, field, at)
		}
		seen[key] = true
	}
}

func (d decoder) list(n ast.Node, v reflect.Value, path string) {
	seq, ok := n.(*ast.SequenceNode)
	if !ok {
		if text, ok := scalar(n); ok && v.Type().Elem().Kind() == reflect.String {
			v.Set(reflect.ValueOf([]string{text}))
			return
		}
		d.faults.add(path, "must be a list")
		return
	}
	out := reflect.MakeSlice(v.Type(), 0, len(seq.Values))
	for i, item := range seq.Values {
		e := reflect.New(v.Type().Elem()).Elem()
		at := fmt.Sprintf("%s[%d]", path, i+1)
		d.faults.lines[at] = itemLine(item)
		switch x := e.Addr().Interface().(type) {
		case *Source:
			x.Enabled, x.at = true, at
		case *Recipient:
			x.at = at
		}
		d.value(item, e, at)
		out = reflect.Append(out, e)
	}
	v.Set(out)
}

// itemLine is the line of an entry's first key: the token of a block mapping
// is the colon of its first pair.
func itemLine(n ast.Node) int {
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 {
		return lineOf(m.Values[0].Key)
	}
	return lineOf(n)
}

func scalar(n ast.Node) (string, bool) {
	switch x := n.(type) {
	case *ast.LiteralNode:
		return x.Value.Value, true
	case *ast.StringNode:
		return x.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	}
	return "", false
}

func setScalar(v reflect.Value, text string) error {
	if v.Type() == durationType {
		return setDuration(v, text)
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Bool:
		b, err := strconv.ParseBool(text)
		if err != nil {
			return fmt.Errorf("%q is neither true nor false", text)
		}
		v.SetBool(b)
	case reflect.Int:
		n, err := strconv.Atoi(text)
		if err != nil {
			return fmt.Errorf("%q is not a whole number", text)
		}
		v.SetInt(int64(n))
	case reflect.Float64:
		f, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return fmt.Errorf("%q is not a number", text)
		}
		v.SetFloat(f)
	}
	return nil
}

// setDuration reads 15m, 48h and, beyond Go's own form, days as 90d.
func setDuration(v reflect.Value, text string) error {
	t, err := ParseDuration(text)
	if err != nil {
		return err
	}
	v.SetInt(int64(t))
	return nil
}

// ParseDuration reads a duration of at least zero: 30s, 15m, 48h, 7d, 0.
func ParseDuration(text string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(text, "d"); ok {
		if n, err := strconv.Atoi(days); err == nil && n >= 0 && n < 36500 {
			return time.Duration(n) * 24 * time.Hour, nil
		}
	}
	t, err := time.ParseDuration(text)
	switch {
	case err != nil:
		return 0, fmt.Errorf("%q is not a duration such as 30s, 15m, 48h or 7d", text)
	case t < 0:
		return 0, fmt.Errorf("%q is negative", text)
	}
	return t, nil
}

func fieldOf(v reflect.Value, key string) (reflect.Value, bool) {
	for i := range v.NumField() {
		if tag := v.Type().Field(i).Tag.Get("yaml"); tag == key && tag != "-" && tag != "" {
			return v.Field(i), true
		}
	}
	return reflect.Value{}, false
}

func keysOf(v reflect.Value) []string {
	var keys []string
	for i := range v.NumField() {
		if tag := v.Type().Field(i).Tag.Get("yaml"); tag != "" && tag != "-" {
			keys = append(keys, tag)
		}
	}
	return keys
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// didYouMean names the known word nearest to a mistyped one, at most two
// letters away.
func didYouMean(word string, known []string) string {
	best, dist := "", 3
	for _, k := range known {
		if d := editDistance(word, k); d < dist {
			best, dist = k, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %s?", best)
}

func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diag := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			diag, row[j] = row[j], min(row[j]+1, row[j-1]+1, diag+cost)
		}
	}
	return row[len(b)]
}
