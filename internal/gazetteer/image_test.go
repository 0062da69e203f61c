package gazetteer

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"
)

func TestTheImageIsBuiltFromTheFilesBitForBit(t *testing.T) {
	image, err := Compile(os.DirFS("data"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(image, []byte(builtIn)) {
		t.Error("gazetteer.bin is not what the files under data give: run go generate")
	}
}

func TestTheImageIsSmallAndLoadsFast(t *testing.T) {
	if len(builtIn) > 8<<20 {
		t.Errorf("%d bytes, want under 8 MB", len(builtIn))
	}
	g, fastest := load(t), time.Hour
	for range 5 {
		start := time.Now()
		g = load(t)
		fastest = min(fastest, time.Since(start))
	}
	if fastest > 100*time.Millisecond {
		t.Errorf("loading took %v at best", fastest)
	}
	if g.Len() < 133_900 {
		t.Errorf("%d places", g.Len())
	}
	if v := g.Version(); len(v) != versionLen || strings.Trim(v, "0123456789abcdef") != "" || v != load(t).Version() {
		t.Errorf("version %q", v)
	}
}

func TestADamagedImageIsRefused(t *testing.T) {
	for what, data := range map[string]string{
		"empty":     "",
		"other":     strings.Repeat("x", 1000),
		"cut":       builtIn[:len(builtIn)-1],
		"longer":    builtIn + "x",
		"head only": builtIn[:len(magic)+versionLen+4*sectionCount],
	} {
		if _, err := open(data); err == nil {
			t.Errorf("%s is opened", what)
		}
	}
	tables := []byte(builtIn)
	for i := len(tables) - 2000; i < len(tables)-1900; i++ {
		tables[i] = 0xFF
	}
	if _, err := open(string(tables)); err == nil {
		t.Error("damaged tables are opened")
	}
}

func TestAttributionNamesTheLicences(t *testing.T) {
	readme, err := os.ReadFile("data/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"GeoNames", "UCDP", "CC BY 4.0"} {
		if !strings.Contains(Attribution(), want) || !strings.Contains(string(readme), want) {
			t.Errorf("%s is not named", want)
		}
	}
}
