package fold

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestSpellingsThatMeanTheSameMeet(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Tillabéri", "tillaberi"},
		{"TILLABE\u0301RI", "tillaberi"},
		{"Pô, Djôrô, Goulmou", "po, djoro, goulmou"},
		{"Sœur cœur ŒUVRE", "soeur coeur oeuvre"},
		{"Straße", "strasse"},
		{"l’armée d‘hier d`ici", "l'armee d'hier d'ici"},
		{"Bobo‑Dioulasso – Koutougou", "bobo-dioulasso - koutougou"},
		{"10\u202f000\u00a0morts", "10 000 morts"},
		{"so\u00adldats", "soldats"},
		{"Ɗan Ƙasa Ɓe", "dan kasa be"},
		{"أنصار إسلام آمن ٱلله", "انصار اسلام امن الله"},
		{"نصرة", "نصره"},
		{"قتلى", "قتلي"},
		{"جَمَاعَة", "جماعه"},
		{"قتيـــل", "قتيل"},
		{"مسؤول هيئة", "مسوول هييه"},
		{"٢٥ جنديا و۱۲", "25 جنديا و12"},
		{"ﻣﺎﻟﻲ", "مالي"},
		{"ﬁn", "fin"},
		{"\u200fغاو\u200e", "غاو"},
		{"50² soldats", "50² soldats"},
	} {
		if got := String(c.in); got != c.want {
			t.Errorf("String(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestAppendKeepsWhatIsThere(t *testing.T) {
	if got := string(Append([]byte("à: "), "Gorom-Gorom")); got != "à: gorom-gorom" {
		t.Errorf("got %q", got)
	}
}

func TestWordsCarryOffsetsIntoTheOriginal(t *testing.T) {
	text := "L’armée burkinabè a perdu 1,200 hommes (27e BIR) à Bobo-Dioulasso."
	var got []string
	for _, w := range Words(nil, text) {
		got = append(got, text[w.Start:w.End]+"="+w.Key)
	}
	want := []string{"L=l", "armée=armee", "burkinabè=burkinabe", "a=a", "perdu=perdu", "1,200=1,200", "hommes=hommes",
		"27e=27e", "BIR=bir", "à=a", "Bobo=bobo", "Dioulasso=dioulasso"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestWordsInArabic(t *testing.T) {
	text := "قُتل ٤٠ جنديًّا، وفق بيانٍ لجماعة «نصرة الإسلام»."
	var got []string
	for _, w := range Words(nil, text) {
		got = append(got, w.Key)
	}
	want := strings.Fields("قتل 40 جنديا وفق بيان لجماعه نصره الاسلام")
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestMarksAndInvisiblesDoNotSplitAWord(t *testing.T) {
	for _, c := range []struct{ text, word, key string }{
		{"x-Se\u0301nou.", "Se\u0301nou", "senou"},
		{"sol\u00addats\u00ad ", "sol\u00addats", "soldats"},
		{"(كيـدال)", "كيـدال", "كيدال"},
	} {
		words := Words(nil, c.text)
		last := words[len(words)-1]
		if c.text[last.Start:last.End] != c.word || last.Key != c.key {
			t.Errorf("%q: got %q key %q", c.text, c.text[last.Start:last.End], last.Key)
		}
	}
}

func TestNumbersEndAtASentence(t *testing.T) {
	var got []string
	for _, w := range Words(nil, "in 2025. Then 3,5 and 7,") {
		got = append(got, w.Key)
	}
	if d := cmp.Diff([]string{"in", "2025", "then", "3,5", "and", "7"}, got); d != "" {
		t.Error(d)
	}
}

func TestFewAllocations(t *testing.T) {
	text := strings.Repeat("L'armée burkinabè annonce la mort d'une cinquantaine de soldats à Djibo. ", 60)
	dst := make([]Word, 0, 2000)
	if n := testing.AllocsPerRun(20, func() { dst = Words(dst[:0], text) }); n > 1 {
		t.Errorf("Words allocated %v times", n)
	}
	if n := testing.AllocsPerRun(20, func() { String("deja en forme") }); n != 0 {
		t.Errorf("String of plain text allocated %v times", n)
	}
}

func FuzzFold(f *testing.F) {
	f.Add("L’armée à Djibo: 1,200 morts", "أنصار ـ ٢٥")
	f.Add("Se\u0301nou \u00ad\xff\xc3", "İ ẞ K")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > 2000 {
			t.Skip("looking up boundaries is quadratic")
		}
		form := String(a)
		if !utf8.ValidString(form) {
			t.Fatalf("String(%q) = %q is not UTF-8", a, form)
		}
		if again := String(form); again != form {
			t.Fatalf("not idempotent: %q then %q", form, again)
		}
		if utf8.ValidString(a) && String(a+b) != form+String(b) {
			t.Fatalf("form of %q+%q is not the sum of the forms", a, b)
		}
		end := 0
		for _, w := range Words(nil, a) {
			if w.Start < end || w.End <= w.Start || w.End > len(a) {
				t.Fatalf("%q: word %+v after %d", a, w, end)
			}
			if !boundary(a, w.Start) || !boundary(a, w.End) {
				t.Fatalf("%q: word %+v cuts a code point", a, w)
			}
			if w.Key == "" || w.Key != String(a[w.Start:w.End]) {
				t.Fatalf("%q: word %+v has the wrong key", a, w)
			}
			end = w.End
		}
	})
}

// boundary reports whether decoding s from its beginning arrives at i.
func boundary(s string, i int) bool {
	for at := range s {
		if at == i {
			return true
		}
	}
	return i == len(s)
}

func BenchmarkWords(b *testing.B) {
	text := strings.Repeat("L'armée burkinabè annonce la mort d'une cinquantaine de soldats à Djibo. ", 68)
	dst := make([]Word, 0, 2000)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		dst = Words(dst[:0], text)
	}
}

func BenchmarkWordsArabic(b *testing.B) {
	text := strings.Repeat("أعلنت الحكومة مقتل أربعين جنديًّا في هجوم على قاعدة عسكرية شمال بوركينا فاسو. ", 36)
	dst := make([]Word, 0, 2000)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		dst = Words(dst[:0], text)
	}
}

func TestLettersOfAfricanAndEuropeanLanguages(t *testing.T) {
	for in, want := range map[string]string{"Ŋɲɛɔǝ": "nnyeoe", "ƴ ƁƊƘ": "y bdk", "Þæðłø đı": "thaedlo di", "ɣ ʒ ʃ": "gh j j", "ك ک گ": "ك ك ك",
		"ي ی ى": "ي ي ي", "٣٫٥ ١٬٢٠٠": "3.5 1,200", "²½": "²½", "\u2028\u0085x": "  x", "": ""} {
		if got := String(in); got != want {
			t.Errorf("String(%q) = %q, want %q", in, got, want)
		}
	}
}
