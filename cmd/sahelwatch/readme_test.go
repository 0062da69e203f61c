package main

import (
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"sahelwatch/internal/config"
)

// Each command that the documents show is one, with flags that it has.
func TestCommandsOfTheDocumentsAreCommands(t *testing.T) {
	shown := regexp.MustCompile(`(?m)(?:^(?:\$ )?|\x60)(?:go run \./cmd/)?sahelwatch ([a-z][^\n\x60#]*)`)
	for name, least := range map[string]int{"README.md": 25, "docs/digests.md": 2, "docs/own-data.md": 2, "config.yaml": 1} {
		text, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		found := shown.FindAllStringSubmatch(string(text), -1)
		if len(found) < least {
			t.Errorf("%s: only %d commands found", name, len(found))
		}
		for _, m := range found {
			line, _, _ := strings.Cut(m[1], ">")
			line, _, _ = strings.Cut(line, "&&")
			parser, err := kong.New(new(cli), kong.Vars{"version": "test"}, kong.Writers(io.Discard, io.Discard))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := parser.Parse(words(line)); err != nil {
				t.Errorf("%s: sahelwatch %s: %v", name, line, err)
			}
		}
	}
}

// words splits a line as a shell does, as far as the documents need it.
func words(line string) []string {
	quoted := regexp.MustCompile(`'[^']*'|\S+`)
	var list []string
	for _, w := range quoted.FindAllString(line, -1) {
		list = append(list, strings.Trim(w, "'"))
	}
	return list
}

// The recipients and the number of sources that the README names are those of
// the configuration that comes with it.
func TestReadmeKnowsTheConfiguration(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Load("../../config.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	if told := regexp.MustCompile(`(\d+) sources`).FindStringSubmatch(string(readme)); told == nil || told[1] != strconv.Itoa(len(cfg.Sources)) {
		t.Errorf("the README tells of %v, the configuration holds %d", told, len(cfg.Sources))
	}
	for _, m := range regexp.MustCompile(`(?m)sahelwatch .*(?:--to|notify test) ([a-z]+)`).FindAllStringSubmatch(string(readme), -1) {
		if _, ok := cfg.Recipient(m[1]); !ok {
			t.Errorf("no recipient of the configuration has the name %q: %s", m[1], m[0])
		}
	}
}
