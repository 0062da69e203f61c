package config

import (
	"strings"
	"testing"
)

// A mistyped type made an official source one of many, without a word.
func TestWordsOfASourceAreChecked(t *testing.T) {
	_, err := parse(t, `sources:
  - {id: a, url: "https://a.example", type: offical, language: french, country: Burkina}
  - {id: b, url: "https://b.example", type: official, language: ff, country: BF}
  - {id: c, url: "https://c.example", type: tv}
`)
	if err == nil {
		t.Fatal("no fault found")
	}
	got := strings.Split(err.Error(), "\n")
	want := []string{
		`"offical" is no type that the program knows; did you mean official?`,
		`"french" is not a language's ISO code, such as fr`,
		`"Burkina" is not a country's ISO code, such as BF`,
	}
	if len(got) != len(want) {
		t.Fatalf("faults:\n%s", err)
	}
	for i := range want {
		if !strings.HasSuffix(got[i], want[i]) {
			t.Errorf("%s, want %s", got[i], want[i])
		}
	}
}
