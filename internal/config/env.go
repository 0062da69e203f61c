package config

import (
	"reflect"
	"slices"
	"strings"
)

// EnvPrefix begins every environment variable that the program reads.
const EnvPrefix = "SAHELWATCH_"

// notSettings are variables of that prefix that are not keys of the config:
// the flags --config and --data, and the switch of the long tests.
var notSettings = []string{"CONFIG", "DATA", "SOAK", "SOCKET"}

// applyEnv sets scalars from the environment. Sources and recipients are
// addressed by their id or name. A variable that names no key is a fault: a
// mistyped secret must not be silently ignored.
func applyEnv(c *Config, environ []string, faults *Faults) {
	for _, kv := range environ {
		name, value, _ := strings.Cut(kv, "=")
		key, ok := strings.CutPrefix(name, EnvPrefix)
		if !ok || slices.Contains(notSettings, key) {
			continue
		}
		target, ok := envTarget(reflect.ValueOf(c).Elem(), key)
		if !ok {
			faults.add(name, "this variable names no key of the config")
			continue
		}
		if target.Kind() == reflect.Slice {
			target.Set(reflect.ValueOf(splitList(value)))
		} else if err := setScalar(target, value); err != nil {
			faults.add(name, "%s", err)
		}
	}
}

// envTarget finds the field that a name such as WEB_LISTEN stands for.
func envTarget(v reflect.Value, key string) (reflect.Value, bool) {
	for i := range v.NumField() {
		tag := v.Type().Field(i).Tag.Get("yaml")
		if tag == "" || tag == "-" {
			continue
		}
		field, name := v.Field(i), envName(tag)
		if key == name && isScalar(field) {
			return field, true
		}
		rest, ok := strings.CutPrefix(key, name+"_")
		if !ok {
			continue
		}
		if found, ok := envInside(field, rest); ok {
			return found, true
		}
	}
	return reflect.Value{}, false
}

func envInside(field reflect.Value, rest string) (reflect.Value, bool) {
	switch {
	case field.Kind() == reflect.Struct:
		return envTarget(field, rest)
	case field.Kind() == reflect.Slice && field.Type().Elem().Kind() == reflect.Struct:
		for i := range field.Len() {
			e := field.Index(i)
			label := e.Field(0).String() // id of a source, name of a recipient
			if key, ok := strings.CutPrefix(rest, envName(label)+"_"); ok && label != "" {
				return envTarget(e, key)
			}
		}
	}
	return reflect.Value{}, false
}

func isScalar(v reflect.Value) bool {
	if v.Kind() == reflect.Slice {
		return v.Type().Elem().Kind() == reflect.String
	}
	return v.Kind() != reflect.Struct && v.Kind() != reflect.Pointer
}

func envName(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			return r
		}
		return '_'
	}, s)
}

func splitList(s string) []string {
	var out []string
	for part := range strings.SplitSeq(s, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
