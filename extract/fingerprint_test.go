package extract

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func TestNearCopiesShareABand(t *testing.T) {
	text := readGold(t, "dev")[2].Text
	copied := Fingerprint(text + " Avec AFP.")
	whole := Fingerprint(text)
	if s := Similar(whole, copied); s < 0.8 {
		t.Errorf("a copy with two words more is %.2f alike", s)
	}
	shared := slices.ContainsFunc(whole.Bands, func(b string) bool { return slices.Contains(copied.Bands, b) })
	if !shared {
		t.Error("no band is shared")
	}
	if s := Similar(whole, Fingerprint(strings.ToUpper(text))); s != 1 {
		t.Errorf("capitals make a difference: %.2f", s)
	}
}

func TestDifferentTextsAreNotAlike(t *testing.T) {
	gold := readGold(t, "dev")
	a, b := Fingerprint(gold[2].Text), Fingerprint(gold[50].Text)
	if s := Similar(a, b); s > 0.1 {
		t.Errorf("two reports are %.2f alike", s)
	}
	for _, band := range a.Bands {
		if slices.Contains(b.Bands, band) {
			t.Error("a band is shared")
		}
	}
}

func TestSimilarEstimatesJaccard(t *testing.T) {
	var words []string
	for i := range 400 {
		words = append(words, "mot"+string(rune('a'+i%26))+string(rune('a'+i/26)))
	}
	whole := Fingerprint(strings.Join(words, " "))
	for _, share := range []float64{0.9, 0.7, 0.5} {
		n := int(share * float64(len(words)))
		part := Fingerprint(strings.Join(words[:n], " "))
		if got := Similar(whole, part); math.Abs(got-share) > 0.2 {
			t.Errorf("share %.1f estimated as %.2f", share, got)
		}
	}
}

func TestShortTextsHaveNoBands(t *testing.T) {
	f := Fingerprint("deux mots")
	if f.Bands != nil || f.Sig != nil || f.Words != 2 || len(f.Hash) != 64 {
		t.Errorf("got %+v", f)
	}
	if Similar(f, Fingerprint("autres mots")) != 0 || Similar(f, f) != 1 {
		t.Error("short texts are alike only when equal")
	}
}
