package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"sahelwatch/extract"
	"sahelwatch/extract/page"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/watch"
)

type codeCmd struct {
	HTML  bool     `help:"Read HTML files in place of JSON lines."`
	Files []string `arg:"" optional:"" help:"Files to read; standard input when none." placeholder:"FILE"`
}

func (codeCmd) Help() string {
	return `Reads articles as JSON lines ({"url","title","text","published",...}) and writes
one coded article a line, in the order of the input. A line that cannot be read
is named on standard error; the rest goes on, and the exit code is 1.

Example:
  sahelwatch code articles.jsonl > coded.jsonl`
}

// Run codes all input.
func (c codeCmd) Run(s *session) error {
	cfg, err := s.config()
	if err != nil {
		return err
	}
	coder, err := watch.NewCoder(cfg)
	if err != nil {
		return err
	}
	if c.HTML {
		return c.pages(s, coder)
	}
	out := bufio.NewWriterSize(s.stdout, 1<<16)
	bad := false
	err = s.inputs(c.Files, func(name string, r io.Reader) error {
		return inOrder(s, lines(r), func(l line) ([]byte, error) { return codeLine(coder, name, l) }, func(b []byte, err error) error {
			if err != nil && s.Err() != nil {
				return s.Err() // the input ended because the command was stopped
			}
			if err != nil {
				bad = true
				fmt.Fprintln(s.stderr, err)
				return nil
			}
			_, err = out.Write(b)
			return err
		})
	})
	if err == nil {
		err = out.Flush()
	}
	if err == nil && bad {
		err = errQuiet
	}
	return err
}

func codeLine(coder *extract.Coder, name string, l line) ([]byte, error) {
	if l.err != nil {
		return nil, fmt.Errorf("%s:%d: %w", name, l.number, l.err)
	}
	a, err := readArticle(l.text)
	if err != nil {
		return nil, fmt.Errorf("%s:%d: %w", name, l.number, err)
	}
	return marshalLine(coder.Code(a))
}

// readArticle reads one line of input and checks what the contract requires.
func readArticle(text []byte) (conflict.Article, error) {
	var a conflict.Article
	if err := json.Unmarshal(text, &a); err != nil {
		return a, fmt.Errorf("not an article: %w", err)
	}
	switch {
	case a.URL == "":
		return a, fmt.Errorf("article without url")
	case a.Title == "" && a.Text == "":
		return a, fmt.Errorf("article %s has neither title nor text", a.URL)
	}
	return a, nil
}

// marshalLine writes JSON as people wrote it, without escapes for < and >.
func marshalLine(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return b.Bytes(), err
}

// pages codes HTML files; the file's name stands for its address.
func (c codeCmd) pages(s *session, coder *extract.Coder) error {
	bad := false
	err := s.inputs(c.Files, func(name string, r io.Reader) error {
		body, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		out, err := page.Extract(page.Input{URL: "file:" + name, HTML: body})
		if err != nil {
			bad = true
			fmt.Fprintf(s.stderr, "%s: %s\n", name, err)
			return nil
		}
		b, err := marshalLine(coder.Code(out.Article))
		if err != nil {
			return err
		}
		_, err = s.stdout.Write(b)
		return err
	})
	if err == nil && bad {
		err = errQuiet
	}
	return err
}
