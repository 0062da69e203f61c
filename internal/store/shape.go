package store

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
	"time"
)

// shapes turns the large records (incidents, articles) into bytes and back,
// several times faster than JSON does: linking reads a dozen records for each
// report. A struct is the number of its fields, then the fields in the order of
// a list that lies in the store. The list only grows, so that a program with
// new fields reads old records; one that lacks a field of the list is refused
// when it opens the store, rather than that it drops what it does not know.
type shapes struct {
	lists map[string][]string // type -> its fields, as "Name type"
	forms map[reflect.Type]form
	grown bool // lists hold more than the store's
}

// form encodes and decodes values of one type.
type form struct {
	enc func([]byte, reflect.Value) []byte
	dec func(*reader, reflect.Value)
}

// newShapes prepares types on the lists of a store, nil for a new one.
func newShapes(lists map[string][]string, types ...any) (*shapes, error) {
	sh := &shapes{lists: lists, forms: map[reflect.Type]form{}}
	if lists == nil {
		sh.lists = map[string][]string{}
	}
	for _, v := range types {
		if _, err := sh.form(reflect.TypeOf(v)); err != nil {
			return nil, err
		}
	}
	return sh, nil
}

// encode appends v, whose type was prepared.
func (sh *shapes) encode(buf []byte, v reflect.Value) []byte {
	return sh.forms[v.Type()].enc(buf, v)
}

// decode fills the zero value that v points to from content.
func (sh *shapes) decode(content string, v reflect.Value) error {
	r := reader{rest: content}
	sh.forms[v.Type().Elem()].dec(&r, v.Elem())
	if r.short || r.rest != "" {
		return fmt.Errorf("%w: %d bytes too many or few for %s", ErrDamaged, len(r.rest), v.Type().Elem())
	}
	return nil
}

func (sh *shapes) form(t reflect.Type) (form, error) {
	if f, ok := sh.forms[t]; ok {
		return f, nil
	}
	f, err := sh.make(t)
	if err != nil {
		return form{}, err
	}
	sh.forms[t] = f
	return f, nil
}

func (sh *shapes) make(t reflect.Type) (form, error) {
	if t == reflect.TypeFor[time.Time]() {
		return form{encodeTime, decodeTime}, nil
	}
	switch t.Kind() {
	case reflect.Struct:
		return sh.structForm(t)
	case reflect.Slice:
		elem, err := sh.form(t.Elem())
		return sliceForm(t, elem), err
	case reflect.Pointer:
		elem, err := sh.form(t.Elem())
		return pointerForm(t, elem), err
	case reflect.String:
		return form{
			func(b []byte, v reflect.Value) []byte {
				s := v.String()
				return append(binary.AppendUvarint(b, uint64(len(s))), s...)
			},
			func(r *reader, v reflect.Value) { v.SetString(r.text()) },
		}, nil
	case reflect.Bool:
		return form{
			func(b []byte, v reflect.Value) []byte { return append(b, byte(one(v.Bool()))) },
			func(r *reader, v reflect.Value) { v.SetBool(r.unsigned() != 0) },
		}, nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return form{
			func(b []byte, v reflect.Value) []byte { return binary.AppendVarint(b, v.Int()) },
			func(r *reader, v reflect.Value) { v.SetInt(r.number()) },
		}, nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return form{
			func(b []byte, v reflect.Value) []byte { return binary.AppendUvarint(b, v.Uint()) },
			func(r *reader, v reflect.Value) { v.SetUint(r.unsigned()) },
		}, nil
	case reflect.Float64:
		return form{
			func(b []byte, v reflect.Value) []byte {
				return binary.BigEndian.AppendUint64(b, math.Float64bits(v.Float()))
			},
			func(r *reader, v reflect.Value) { v.SetFloat(r.float()) },
		}, nil
	}
	return jsonForm(), nil
}

// jsonForm serves what has no form of its own, as maps: its JSON, as a text.
func jsonForm() form {
	return form{
		func(b []byte, v reflect.Value) []byte {
			text, err := json.Marshal(v.Interface())
			if err != nil {
				panic(fmt.Errorf("store: %s has no JSON: %w", v.Type(), err)) // a type that no record should have
			}
			return append(binary.AppendUvarint(b, uint64(len(text))), text...)
		},
		func(r *reader, v reflect.Value) {
			if text := r.text(); !r.short && json.Unmarshal([]byte(text), v.Addr().Interface()) != nil {
				r.short = true
			}
		},
	}
}

// structForm merges the fields of t with the stored list.
func (sh *shapes) structForm(t reflect.Type) (form, error) {
	name := t.String()
	have := map[string]int{}
	names := slices.Clone(sh.lists[name])
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.IsExported() {
			return jsonForm(), nil
		}
		entry := f.Name + " " + f.Type.String()
		have[entry] = i
		if !slices.Contains(names, entry) {
			names = append(names, entry)
			sh.grown = true
		}
	}
	sh.lists[name] = names
	type field struct {
		at int
		form
	}
	fields := make([]field, len(names))
	for i, entry := range names {
		at, ok := have[entry]
		if !ok {
			return form{}, fmt.Errorf("the store holds %s of %s, which this program does not know", entry, name)
		}
		f, err := sh.form(t.Field(at).Type)
		if err != nil {
			return form{}, err
		}
		fields[i] = field{at, f}
	}
	return form{
		func(b []byte, v reflect.Value) []byte {
			b = binary.AppendUvarint(b, uint64(len(fields)))
			for i := range fields {
				b = fields[i].enc(b, v.Field(fields[i].at))
			}
			return b
		},
		func(r *reader, v reflect.Value) {
			n := r.length()
			if n > len(fields) {
				r.short, n = true, len(fields)
			}
			for i := range fields[:n] {
				fields[i].dec(r, v.Field(fields[i].at))
			}
		},
	}, nil
}

// sliceForm writes the length plus one; 0 is nil.
func sliceForm(t reflect.Type, elem form) form {
	return form{
		func(b []byte, v reflect.Value) []byte {
			if v.IsNil() {
				return append(b, 0)
			}
			n := v.Len()
			b = binary.AppendUvarint(b, uint64(n)+1)
			for i := range n {
				b = elem.enc(b, v.Index(i))
			}
			return b
		},
		func(r *reader, v reflect.Value) {
			n := r.unsigned()
			if n == 0 {
				return
			}
			if n--; n > uint64(len(r.rest)) {
				r.short, r.rest = true, ""
				return
			}
			list := reflect.MakeSlice(t, int(n), int(n))
			for i := range int(n) {
				elem.dec(r, list.Index(i))
			}
			v.Set(list)
		},
	}
}

func pointerForm(t reflect.Type, elem form) form {
	return form{
		func(b []byte, v reflect.Value) []byte {
			if v.IsNil() {
				return append(b, 0)
			}
			return elem.enc(append(b, 1), v.Elem())
		},
		func(r *reader, v reflect.Value) {
			if r.unsigned() == 0 {
				return
			}
			p := reflect.New(t.Elem())
			elem.dec(r, p.Elem())
			v.Set(p)
		},
	}
}

// A time is 0 for the zero time, else 1, seconds since 1970, nanoseconds and
// the zone's offset: what RFC 3339 tells.
func encodeTime(b []byte, v reflect.Value) []byte {
	t := v.Interface().(time.Time)
	if t.IsZero() {
		return append(b, 0)
	}
	_, offset := t.Zone()
	b = binary.AppendVarint(append(b, 1), t.Unix())
	b = binary.AppendUvarint(b, uint64(t.Nanosecond()))
	return binary.AppendVarint(b, int64(offset))
}

func decodeTime(r *reader, v reflect.Value) {
	if r.unsigned() == 0 {
		return
	}
	t := time.Unix(r.number(), int64(r.unsigned())).UTC()
	if offset := r.number(); offset != 0 {
		t = t.In(time.FixedZone("", int(offset)))
	}
	v.Set(reflect.ValueOf(t))
}
