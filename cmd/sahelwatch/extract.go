package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"time"

	"sahelwatch/extract/page"
	"sahelwatch/internal/conflict"
)

type extractCmd struct {
	URL      string   `help:"Address that the page was read from." placeholder:"URL"`
	Manifest string   `help:"JSON lines {\"file\",\"url\"} that name the pages." placeholder:"FILE"`
	Files    []string `arg:"" optional:"" help:"HTML files; standard input when none." placeholder:"FILE"`
}

func (extractCmd) Help() string {
	return `Writes one article a line: url, title, byline, published, modified, lang,
canonical, site, text, published_from, confidence. A page that cannot be read is
a line with "error"; the rest goes on, and the exit code is 1.

Examples:
  sahelwatch extract --url https://example.org/2025/07/dargo page.html
  sahelwatch extract --manifest pages.jsonl > articles.jsonl`
}

// pageFile is one page to read; open is "" for standard input.
type pageFile struct {
	File string `json:"file"`
	URL  string `json:"url"`

	err error
}

// Run reads all pages, on all cores, in order.
func (c extractCmd) Run(s *session) error {
	list, err := c.list(s)
	if err != nil {
		return err
	}
	now := time.Now()
	out := bufio.NewWriter(s.stdout)
	bad := false
	err = inOrder(s, list, func(p pageFile) ([]byte, error) { return extractFile(s, p, now) }, func(b []byte, err error) error {
		if err != nil {
			bad = true
		}
		_, err = out.Write(b)
		return err
	})
	if err == nil {
		err = out.Flush()
	}
	if err == nil && bad {
		err = errQuiet
	}
	return err
}

func (c extractCmd) list(s *session) (iter.Seq[pageFile], error) {
	if c.Manifest == "" {
		if err := c.checkFiles(s); err != nil {
			return nil, err
		}
		return func(yield func(pageFile) bool) {
			if len(c.Files) == 0 {
				yield(pageFile{URL: c.URL})
			}
			for _, f := range c.Files {
				if !yield(pageFile{File: f, URL: c.URL}) {
					return
				}
			}
		}, nil
	}
	f, err := s.openFile(c.Manifest)
	if err != nil {
		return nil, err
	}
	dir := filepath.Dir(s.path(c.Manifest))
	return func(yield func(pageFile) bool) {
		defer f.Close()
		for l := range lines(f) {
			var p pageFile
			if p.err = l.err; p.err == nil {
				if err := json.Unmarshal(l.text, &p); err != nil || p.File == "" {
					p.err = fmt.Errorf("%s:%d: not a line {\"file\",\"url\"}", c.Manifest, l.number)
				}
			}
			p.File = besideManifest(s, dir, p.File)
			if !yield(p) {
				return
			}
		}
	}, nil
}

// checkFiles makes sure that the files named are there, before any is read.
func (c extractCmd) checkFiles(s *session) error {
	for _, name := range c.Files {
		if name == "-" {
			continue
		}
		f, err := s.openFile(name)
		if err != nil {
			return err
		}
		f.Close()
	}
	return nil
}

// besideManifest finds a page named in a manifest: from the working folder, or
// else from the manifest's own.
func besideManifest(s *session, dir, file string) string {
	if file == "" || filepath.IsAbs(file) {
		return file
	}
	if _, err := os.Stat(s.path(file)); err == nil {
		return s.path(file)
	}
	return filepath.Join(dir, file)
}

// failedPage is the line of a page that could not be read.
type failedPage struct {
	URL   string `json:"url"`
	File  string `json:"file,omitempty"`
	Error string `json:"error"`
}

func extractFile(s *session, p pageFile, now time.Time) ([]byte, error) {
	a, err := readPage(s, p, now)
	if err == nil {
		return marshalLine(a)
	}
	b, marshalErr := marshalLine(failedPage{URL: p.URL, File: p.File, Error: err.Error()})
	if marshalErr != nil {
		return nil, marshalErr
	}
	return b, err
}

func readPage(s *session, p pageFile, now time.Time) (conflict.Article, error) {
	if p.err != nil {
		return conflict.Article{}, p.err
	}
	var body []byte
	var err error
	if p.File == "" || p.File == "-" {
		body, err = io.ReadAll(s.stdin)
	} else {
		body, err = os.ReadFile(s.path(p.File))
	}
	if err != nil {
		return conflict.Article{}, err
	}
	out, err := page.Extract(page.Input{URL: p.URL, HTML: body, Now: now})
	return out.Article, err
}
