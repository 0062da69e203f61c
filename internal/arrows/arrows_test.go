package arrows

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// floors are the lines of the drawing in docs/architecture.md, top first. A
// package may import only packages of lower floors.
var floors = [][]string{
	{"cmd/sahelwatch"},
	{"internal/watch", "internal/demo"},
	{"internal/config"},
	{"feeds", "crawler", "extract", "internal/incident", "internal/store", "internal/digest", "internal/deliver",
		"internal/web", "internal/export", "internal/archive"},
	{"internal/egress", "extract/page"},
	{"extract/numbers", "extract/dates", "extract/lexicon"},
	{"internal/gazetteer"},
	{"internal/fold", "internal/charset", "internal/names"},
	{"internal/conflict"},
}

// onlyFor names packages that a single floor's packages may import.
var onlyFor = map[string][]string{
	"internal/egress":    {"feeds", "crawler", "internal/deliver", "internal/watch"},
	"internal/gazetteer": {"extract", "internal/incident", "internal/config", "internal/watch", "cmd/sahelwatch"},
	"internal/charset":   {"feeds", "crawler", "extract/page"},
	"internal/names":     {"internal/digest", "internal/web", "cmd/sahelwatch"},
	"internal/config":    {"cmd/sahelwatch", "internal/watch"},
	"internal/demo":      {"cmd/sahelwatch"},
	"extract/page":       {"extract", "internal/watch", "cmd/sahelwatch"},
	"extract/lexicon":    {"extract"},
}

// apart are packages outside the drawing: tests, benchmarks, generators.
func apart(name string) bool {
	return name == "internal/arrows" || strings.HasPrefix(name, "internal/bench") || strings.Contains(name, "/gen") ||
		strings.Contains(name, "/internal/")
}

func TestArrowsGoDown(t *testing.T) {
	for name, imports := range packages(t) {
		if apart(name) {
			continue
		}
		at := floorOf(name)
		if at < 0 {
			t.Errorf("%s stands on no floor of docs/architecture.md", name)
			continue
		}
		for _, to := range imports {
			if below := floorOf(to); !apart(to) && below <= at {
				t.Errorf("%s (floor %d) imports %s (floor %d)", name, at, to, below)
			}
			if allowed, ok := onlyFor[to]; ok && !slices.Contains(allowed, name) {
				t.Errorf("%s imports %s, which only %v may", name, to, allowed)
			}
		}
	}
}

func TestVocabularyNeedsStandardLibraryOnly(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "sahelwatch/internal/conflict").Output()
	if err != nil {
		t.Fatal(err)
	}
	for dep := range strings.FieldsSeq(string(out)) {
		if strings.Contains(dep, ".") {
			t.Errorf("internal/conflict depends on %s", dep)
		}
	}
}

func TestOnlyStoreKnowsBbolt(t *testing.T) {
	for name, imports := range packages(t) {
		if name != "internal/store" && !apart(name) && slices.Contains(imports, "go.etcd.io/bbolt") {
			t.Errorf("%s imports bbolt", name)
		}
	}
}

// packages gives each package of the module with its imports: own ones by
// their path inside the module, others in full.
func packages(t *testing.T) map[string][]string {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "sahelwatch/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		var own []string
		for _, i := range p.Imports {
			if in, ok := strings.CutPrefix(i, "sahelwatch/"); ok {
				own = append(own, in)
			} else if i == "go.etcd.io/bbolt" {
				own = append(own, i)
			}
		}
		all[strings.TrimPrefix(p.ImportPath, "sahelwatch/")] = own
	}
}

func floorOf(name string) int {
	for i, floor := range floors {
		if slices.Contains(floor, name) {
			return i
		}
	}
	return len(floors) // the outside: below everything
}
