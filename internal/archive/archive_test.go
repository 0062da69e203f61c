package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nlnwa/gowarc/v3"
)

var readAt = time.Date(2025, 7, 28, 9, 30, 0, 0, time.UTC)

func page(n int) Record {
	return Record{URL: fmt.Sprintf("https://a.example/%d?q=é", n), At: readAt, ContentType: "text/html; charset=utf-8",
		Body: []byte(fmt.Sprintf("<p>Attaque à Dargo, %d.</p>", n) + strings.Repeat("<p>Au moins cinquante morts.</p>", 50))}
}

func exchange() Record {
	r := page(7)
	r.Status, r.IP = 200, "192.0.2.7"
	r.Header = http.Header{"Content-Type": {"text/html"}, "Content-Encoding": {"gzip"}, "Content-Length": {"5"},
		"X-Odd": {"a\r\nInjected: yes"}, "Set-Cookie": {"secret=1"}}
	r.Request = http.Header{"User-Agent": {"sahelwatch"}, "Authorization": {"Bearer secret"}}
	return r
}

func open(t *testing.T, dir string, opt Options) *Writer {
	t.Helper()
	w, err := Open(dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}

func write(t *testing.T, w *Writer, r Record) string {
	t.Helper()
	ref, err := w.Write(r)
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

func verify(t *testing.T, dir string) Report {
	t.Helper()
	rep, err := Verify(context.Background(), dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

func TestAPageIsReadBackByItsReference(t *testing.T) {
	dir := t.TempDir()
	w := open(t, dir, Options{})
	resource, response := write(t, w, page(1)), write(t, w, exchange())
	for ref, want := range map[string]Record{resource: page(1), response: exchange()} {
		e, err := Read(dir, ref)
		if err != nil {
			t.Fatal(err)
		}
		body, err := e.Payload()
		if err != nil || !bytes.Equal(body, want.Body) {
			t.Errorf("%s: payload of %d bytes, %v; want %d", ref, len(body), err, len(want.Body))
		}
		if e.Header.Get("WARC-Target-URI") != want.URL || e.Header.Get("WARC-Date") != "2025-07-28T09:30:00.000000Z" {
			t.Errorf("%s: header %v", ref, e.Header)
		}
	}
	if rep := verify(t, dir); !rep.OK() || rep.Files != 1 || rep.Records != 4 { // about the file, a resource, a response and its request
		t.Errorf("verify: %+v", rep)
	}
	for _, ref := range []string{"", "x", "../x:0", resource + "1", strings.Replace(resource, ":", ":-", 1)} {
		if _, err := Read(dir, ref); err == nil {
			t.Errorf("Read of %q succeeds", ref)
		}
	}
}

func TestWhatCameFromOutsideMakesNoHeaderAndNoSecretIsKept(t *testing.T) {
	dir := t.TempDir()
	w := open(t, dir, Options{})
	r := exchange()
	r.URL = "https://a.example/x\r\nWARC-Type: forged"
	ref := write(t, w, r)
	e, err := Read(dir, ref)
	if err != nil {
		t.Fatal(err)
	}
	if e.Type() != "response" || len(e.Header["Warc-Type"]) != 1 {
		t.Errorf("header %v", e.Header)
	}
	if block := string(e.Block); strings.Contains(block, "\nInjected") || strings.Contains(block, "secret") ||
		!strings.Contains(block, "X-Archive-Orig-Content-Encoding: gzip\r\n") || !strings.Contains(block, fmt.Sprintf("Content-Length: %d\r\n", len(r.Body))) {
		t.Errorf("response:\n%.400s", block)
	}
	f, err := os.Open(filepath.Join(dir, strings.Split(ref, ":")[0]))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for e, err := range Entries(f) {
		if err != nil || strings.Contains(string(e.Block), "secret") {
			t.Errorf("%v %s", err, e.Block)
		}
	}
}

func TestAFileThatIsFullIsFollowedByAnother(t *testing.T) {
	dir := t.TempDir()
	w := open(t, dir, Options{MaxSize: 2000})
	refs := map[string]bool{}
	for n := range 20 {
		refs[strings.Split(write(t, w, page(n)), ":")[0]] = true
	}
	if rep := verify(t, dir); !rep.OK() || rep.Files != len(refs) || rep.Files < 3 || rep.Records != 20+rep.Files {
		t.Errorf("verify: %+v, references to %d files", rep, len(refs))
	}
	names, err := files(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names[:len(names)-1] {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() < 2000 || info.Size() > 3000 {
			t.Errorf("%s has %d bytes, %v", name, info.Size(), err)
		}
	}
}

func TestWritingGoesOnBehindTheLastWholeRecord(t *testing.T) {
	full := t.TempDir()
	w := open(t, full, Options{})
	refs := []string{write(t, w, page(1)), write(t, w, exchange()), write(t, w, page(2))}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	name := strings.Split(refs[0], ":")[0]
	file, err := os.ReadFile(filepath.Join(full, name))
	if err != nil {
		t.Fatal(err)
	}
	for cut := 1; cut < len(file); cut += 13 {
		torn := append([]byte(nil), file[:cut]...)
		if cut%2 == 0 { // the size was written, the bytes were not
			torn = append(torn, make([]byte, min(100, len(file)-cut))...)
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), torn, 0o600); err != nil {
			t.Fatal(err)
		}
		w := open(t, dir, Options{})
		ref := write(t, w, page(3))
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(dir, ref); err != nil {
			t.Errorf("cut at %d: %v", cut, err)
		}
		for i, kept := range refs[:2] {
			if _, err := Read(dir, kept); err != nil && endOf(t, full, refs[i+1]) <= int64(cut) {
				t.Errorf("cut at %d: record %d is lost: %v", cut, i, err)
			}
		}
		// A file whose very first record is torn stays as it is: a new one is begun.
		if rep := verify(t, dir); !rep.OK() && strings.HasPrefix(ref, name) {
			t.Errorf("cut at %d: %+v", cut, rep)
		}
	}
}

// endOf is where the record before ref ends.
func endOf(t *testing.T, dir, ref string) int64 {
	t.Helper()
	e, err := Read(dir, ref)
	if err != nil {
		t.Fatal(err)
	}
	return e.Offset
}

func TestTwoWritersUseTwoFiles(t *testing.T) {
	dir := t.TempDir()
	a, b := open(t, dir, Options{}), open(t, dir, Options{})
	for n := range 3 {
		write(t, a, page(n))
		write(t, b, page(n))
	}
	if rep := verify(t, dir); !rep.OK() || rep.Files != 2 || rep.Records != 8 {
		t.Errorf("verify: %+v", rep)
	}
}

func TestVerifyTellsEveryChangedByte(t *testing.T) {
	dir := t.TempDir()
	w := open(t, dir, Options{})
	ref := write(t, w, page(1))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, strings.Split(ref, ":")[0])
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for at := range file {
		changed := bytes.Clone(file)
		changed[at] ^= 0x10
		if err := os.WriteFile(path, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		if rep := verify(t, dir); rep.OK() && !slices.Equal(blocks(t, changed), blocks(t, file)) {
			t.Errorf("a change at %d of %d is not noticed", at, len(file))
		}
	}
}

// blocks gives what a file's records hold: some bits of a packed file carry
// nothing, such as the time of packing.
func blocks(t *testing.T, file []byte) []string {
	t.Helper()
	var list []string
	for e, err := range Entries(bytes.NewReader(file)) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, fmt.Sprint(e.Header, string(e.Block)))
	}
	return list
}

// TestAnotherReaderAgrees reads the files with the National Library of
// Norway's reader, which fails on the first breach of the standard.
func TestAnotherReaderAgrees(t *testing.T) {
	dir := t.TempDir()
	w := open(t, dir, Options{})
	refs := []string{write(t, w, page(1)), write(t, w, exchange()), write(t, w, page(2))}
	in, err := gowarc.NewWarcFileReader(filepath.Join(dir, strings.Split(refs[0], ":")[0]), 0, gowarc.WithStrictValidation())
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var kinds, offsets []string
	for {
		rec, err := in.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil || len(rec.Validation) > 0 {
			t.Fatalf("record %d: %v %v", len(kinds), err, rec.Validation)
		}
		kinds = append(kinds, rec.WarcRecord.Type().String())
		offsets = append(offsets, fmt.Sprint(rec.Offset))
		if err := rec.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if want := []string{"warcinfo", "resource", "response", "request", "resource"}; !slices.Equal(kinds, want) {
		t.Errorf("records %q; want %q", kinds, want)
	}
	for i, at := range map[int]int{0: 1, 1: 2, 2: 4} {
		if _, offset, _ := strings.Cut(refs[i], ":"); offset != offsets[at] {
			t.Errorf("reference %s; the reader finds the record at %s", refs[i], offsets[at])
		}
	}
}

func FuzzEntries(f *testing.F) {
	dir := f.TempDir()
	w, err := Open(dir, Options{})
	if err != nil {
		f.Fatal(err)
	}
	ref, err := w.Write(exchange())
	if err != nil {
		f.Fatal(err)
	}
	w.Close()
	file, err := os.ReadFile(filepath.Join(dir, strings.Split(ref, ":")[0]))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(file)
	f.Add([]byte("WARC/1.1\r\nContent-Length: 1\r\n\r\nx\r\n\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for e, err := range Entries(bytes.NewReader(b)) {
			if err == nil {
				e.Payload()
			}
		}
		if e, err := parse(b); err == nil {
			if _, err := e.Payload(); err == nil && e.check() == nil && e.Header.Get("WARC-Block-Digest") == "" {
				t.Error("a record without digest passes")
			}
		}
	})
}
