package store

import (
	"errors"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sahelwatch/internal/conflict"
)

// The same type as two versions of the program know it.
type (
	toll struct {
		Low  int
		Word string
	}
	tollLater struct {
		Word  string
		High  *int
		Low   int
		Names []string
	}
)

func TestARecordIsReadByAProgramWithMoreFields(t *testing.T) {
	older, err := newShapes(nil, toll{})
	if err != nil {
		t.Fatal(err)
	}
	old := older.encode(nil, reflect.ValueOf(toll{40, "forty"}))
	lists := map[string][]string{reflect.TypeFor[tollLater]().String(): older.lists[reflect.TypeFor[toll]().String()]}
	newer, err := newShapes(maps.Clone(lists), tollLater{})
	if err != nil || !newer.grown {
		t.Fatalf("grown %v, %v", newer.grown, err)
	}
	var got tollLater
	if err := newer.decode(string(old), reflect.ValueOf(&got)); err != nil || got.Low != 40 || got.Word != "forty" || got.High != nil {
		t.Errorf("%+v, %v", got, err)
	}
	again, err := newShapes(maps.Clone(newer.lists), tollLater{})
	if err != nil || again.grown {
		t.Errorf("a second start of the newer program: grown %v, %v", again.grown, err)
	}
	back := map[string][]string{reflect.TypeFor[toll]().String(): newer.lists[reflect.TypeFor[tollLater]().String()]}
	if _, err := newShapes(back, toll{}); err == nil {
		t.Error("a program that lacks fields of the store opens it, and would drop them")
	}
}

func TestRecordsComeBackAsTheyWent(t *testing.T) {
	s := openTest(t, Options{})
	high, lat, rabat := 60, 12.7, time.FixedZone("", 3600)
	r := inventedRecord(5)
	r.Outcomes, r.ClaimedBy, r.Claims = nil, []string{}, []conflict.Said{{At: time.Date(2025, 7, 28, 1, 2, 3, 4, rabat)}}
	r.Place.Lat, r.Killed = &lat, &conflict.Ledger{High: &high, By: []conflict.Entry{{Toll: conflict.Toll{Supersedes: &high}}}}
	r.Members[0].Published = conflict.Moment{Time: time.Date(2025, 7, 28, 0, 0, 0, 0, time.UTC), DayOnly: true}
	for _, v := range []any{r, inventedCommit(3).Article, PendingStub{Stub: conflict.Stub{Updated: conflict.Moment{Time: day0.In(rabat)}}}} {
		rec, err := s.codec.pack([]byte("k"), v)
		if err != nil {
			t.Fatal(err)
		}
		got := reflect.New(reflect.TypeOf(v))
		if err := s.codec.unpack("b", []byte("k"), rec, got.Interface()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(v, got.Elem().Interface(), cmp.Comparer(sameTime)); diff != "" {
			t.Errorf("%T (-want +got):\n%s", v, diff)
		}
		var damaged *CorruptError
		if err := s.codec.unpack("b", []byte("other key"), rec, got.Interface()); !errors.As(err, &damaged) {
			t.Errorf("a record under another key: %v", err)
		}
	}
}

// sameTime compares as RFC 3339 does: the instant and the offset.
func sameTime(a, b time.Time) bool {
	_, x := a.Zone()
	_, y := b.Zone()
	return a.Equal(b) && x == y
}

// FuzzRecordContent decodes what no checksum has vouched for.
func FuzzRecordContent(f *testing.F) {
	sh, err := newShapes(nil, conflict.Record{}, ArticleVersion{})
	if err != nil {
		f.Fatal(err)
	}
	r := inventedRecord(1)
	r.Members = r.Members[:1]
	r.Members[0].Fingerprint.Sig = nil
	f.Add(sh.encode(nil, reflect.ValueOf(r)))
	f.Add(sh.encode(nil, reflect.ValueOf(ArticleVersion{URL: "u"})))
	f.Fuzz(func(t *testing.T, b []byte) {
		var r conflict.Record
		if err := sh.decode(string(b), reflect.ValueOf(&r)); err == nil {
			again := sh.encode(nil, reflect.ValueOf(r))
			var same conflict.Record
			if err := sh.decode(string(again), reflect.ValueOf(&same)); err != nil {
				t.Errorf("what was decoded does not encode: %v", err)
			}
		}
		var v ArticleVersion
		_ = sh.decode(string(b), reflect.ValueOf(&v))
		rec := seal([]byte("k"), formPlain, b)
		_, _ = unpackSummary([]byte("k"), rec)
	})
}

// FuzzSearchText searches a small store for anything.
func FuzzSearchText(f *testing.F) {
	dir := f.TempDir()
	s, err := Open(dir+"/s.db", Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { s.Close() })
	storeArticles(f, s, library())
	for _, text := range []string{`dargo "deux mots" -jnim source:a`, "after:2025-07-28 before:", `"`, "-", "é:è", "الهجوم «x»", "a\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		found, err := s.Search(t.Context(), Search{Text: text, Limit: 3})
		var bad *QueryError
		if err != nil && !errors.As(err, &bad) {
			t.Errorf("search %q: %v", text, err)
		}
		if len(found.Articles) > 3 || found.Total < len(found.Articles) || found.Total > len(library()) {
			t.Errorf("search %q: %d of %d", text, len(found.Articles), found.Total)
		}
	})
}

// TestPostingsSurviveMerging compares merged postings with those of one
// segment built of all documents.
func TestPostingsSurviveMerging(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 5))
	var whole, merged list
	base := uint32(0)
	for range 6 {
		var part list
		docs := uint32(1 + rnd.IntN(30))
		for d := range docs {
			if rnd.IntN(3) == 0 {
				continue
			}
			var hits []hit
			for at := uint32(0); len(hits) < 1+rnd.IntN(4); {
				at += uint32(1 + rnd.IntN(300))
				hits = append(hits, hit{0, at})
			}
			part.add(d, hits)
			whole.add(base+d, hits)
		}
		merged.appendPostings(part.bytes(), base)
		base += docs
	}
	if !slices.Equal(merged.bytes(), whole.bytes()) {
		t.Errorf("merged\n%x\nwant\n%x", merged.bytes(), whole.bytes())
	}
}
