package charset

import (
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

const (
	french = "L’armée a annoncé jeudi la mort de quarante civils près de Boulsa ; où sont passés les déplacés ?"
	arabic = "أعلنت وزارة الدفاع مقتل أربعين مدنيا في هجوم على قرية دارغو"
)

func TestUTF8ReadsWhatSitesSend(t *testing.T) {
	latin := func(s string) string { return must(charmap.Windows1252.NewEncoder().String(s)) }
	windows := func(s string) string { return must(charmap.Windows1256.NewEncoder().String(s)) }
	wide := func(e unicode.Endianness, b unicode.BOMPolicy, s string) string {
		return must(unicode.UTF16(e, b).NewEncoder().String(s))
	}
	tests := []struct {
		name, in, header, declared, want string
	}{
		{"UTF-8", french, "text/html; charset=utf-8", "", french},
		{"UTF-8 with mark", "\ufeff" + french, "", "", french},
		{"UTF-8 labelled ISO-8859-1", french, "text/html; charset=ISO-8859-1", "", french},
		{"UTF-8 without label", arabic, "text/html", "", arabic},
		{"windows-1252 by header", latin(french), "text/html; charset=windows-1252", "", french},
		{"windows-1252 as ISO-8859-1", latin(french), "text/html; charset=iso-8859-1", "", french},
		{"windows-1252 labelled UTF-8", latin(french), "text/xml; charset=utf-8", "utf-8", french},
		{"windows-1252 declared only", latin(french), "text/html", "windows-1252", french},
		{"windows-1252 without label", latin(french), "", "", french},
		{"header against declaration", latin(french), "text/xml; charset=iso-8859-1", "utf-8", french},
		{"windows-1256 declared only", windows(arabic), "text/html", "windows-1256", arabic},
		{"windows-1256 without label", windows(arabic), "", "", arabic},
		{"windows-1256 labelled UTF-8", windows(arabic), "text/html; charset=utf-8", "", arabic},
		{"UTF-16 with mark", wide(unicode.LittleEndian, unicode.UseBOM, french), "", "", french},
		{"UTF-16 big endian without mark", wide(unicode.BigEndian, unicode.IgnoreBOM, "<p>"+arabic), "", "", "<p>" + arabic},
		{"UTF-16 little endian without mark", wide(unicode.LittleEndian, unicode.IgnoreBOM, "<p>"+french), "text/xml", "", "<p>" + french},
		{"a stray byte in UTF-8", french + latin("é"), "", "", french + "é"},
		{"label nobody knows", french, "text/html; charset=none", "x-unknown", french},
		{"windows-1256 called ISO-8859-1", windows(arabic), "text/html; charset=iso-8859-1", "windows-1252", arabic},
		{"dashes and dots in windows-1252", latin("Bilan —— « dix » … —— été"), "", "iso-8859-1", "Bilan —— « dix » … —— été"},
		{"UTF-8 with a stray byte, labelled ISO-8859-1", french + french + latin("é"), "text/html; charset=iso-8859-1", "", french + french + "é"},
		{"ASCII", "Dargo", "text/html; charset=utf-16", "", "Dargo"},
	}
	for _, tt := range tests {
		got, name := UTF8([]byte(tt.in), tt.header, tt.declared)
		if string(got) != tt.want {
			t.Errorf("%s: read as %s: %q", tt.name, name, got)
		}
	}
}

func must(s string, err error) string {
	if err != nil {
		panic(err)
	}
	return s
}

func FuzzUTF8(f *testing.F) {
	f.Add([]byte(french), "text/html; charset=utf-8", "")
	f.Add([]byte("\xff\xfe<\x00p\x00"), "", "")
	f.Add([]byte("\x1b$B0l"), "text/html; charset=iso-2022-jp", "")
	f.Add([]byte("\xe9t\xe9"), "", "koi8-r")
	f.Fuzz(func(t *testing.T, body []byte, header, declared string) {
		got, _ := UTF8(body, header, declared)
		if !utf8.Valid(got) {
			t.Errorf("%q is not UTF-8", got)
		}
		if len(got) > 4*len(body)+4 {
			t.Errorf("%d bytes became %d", len(body), len(got))
		}
	})
}
