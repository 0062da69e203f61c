package archive

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/textproto"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Entry is one record as it stands in a file.
type Entry struct {
	Offset int64 // of its member in the file
	Header textproto.MIMEHeader
	Block  []byte
}

// Type is the record's WARC-Type: warcinfo, response, request, resource.
func (e Entry) Type() string { return e.Header.Get("WARC-Type") }

// Payload gives the page itself: the block of a resource, the body of a
// response.
func (e Entry) Payload() ([]byte, error) {
	if e.Type() != "response" {
		return e.Block, nil
	}
	resp, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(e.Block)), nil)
	if err != nil {
		return nil, fmt.Errorf("response record: %w", err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, fmt.Errorf("response record: %w", err)
	}
	return body, nil
}

// Entries gives the records of a packed WARC file in order. After an error it
// ends.
func Entries(r io.Reader) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		in := &counted{r: bufio.NewReaderSize(r, 1<<16)}
		var z *gzip.Reader
		for {
			at := in.n
			if _, err := in.r.Peek(1); errors.Is(err, io.EOF) {
				return
			}
			var err error
			if z == nil {
				z, err = gzip.NewReader(in)
			} else {
				err = z.Reset(in)
			}
			var content []byte
			if err == nil {
				z.Multistream(false)
				content, err = io.ReadAll(z)
			}
			var e Entry
			if err == nil {
				e, err = parse(content)
			}
			e.Offset = at
			if err != nil {
				yield(e, fmt.Errorf("record at %d: %w", at, err))
				return
			}
			if !yield(e, nil) {
				return
			}
		}
	}
}

// counted counts the bytes taken. It reads byte by byte where gzip wants to, so
// that nothing behind a member is taken with it.
type counted struct {
	r *bufio.Reader
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func (c *counted) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}

// parse takes one unpacked record apart.
func parse(content []byte) (Entry, error) {
	in := bufio.NewReader(bytes.NewReader(content))
	version, err := in.ReadString('\n')
	if err != nil || strings.TrimRight(version, "\r\n") != "WARC/1.1" {
		return Entry{}, fmt.Errorf("not a WARC 1.1 record: %q", version[:min(len(version), 20)])
	}
	h, err := textproto.NewReader(in).ReadMIMEHeader()
	if err != nil {
		return Entry{}, fmt.Errorf("header: %w", err)
	}
	rest, err := io.ReadAll(in)
	if err != nil {
		return Entry{}, err
	}
	n, err := strconv.Atoi(h.Get("Content-Length"))
	if err != nil || n < 0 || len(rest) != n+4 || string(rest[n:]) != "\r\n\r\n" {
		return Entry{}, fmt.Errorf("block of %d bytes where %q are announced", max(len(rest)-4, 0), h.Get("Content-Length"))
	}
	return Entry{Header: h, Block: rest[:n]}, nil
}

// Read gives the record that a reference of Write names.
func Read(dir, ref string) (Entry, error) {
	name, offset, ok := strings.Cut(ref, ":")
	at, err := strconv.ParseInt(offset, 10, 64)
	if !ok || err != nil || at < 0 || name != filepath.Base(name) {
		return Entry{}, fmt.Errorf("archive reference %q is not FILE:OFFSET", ref)
	}
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return Entry{}, fmt.Errorf("read archive: %w", err)
	}
	defer f.Close()
	if _, err := f.Seek(at, io.SeekStart); err != nil {
		return Entry{}, fmt.Errorf("read archive: %w", err)
	}
	content, err := unpack(bufio.NewReader(f))
	if err != nil {
		return Entry{}, fmt.Errorf("read archive %s: %w", ref, err)
	}
	e, err := parse(content)
	e.Offset = at
	if err != nil {
		return Entry{}, fmt.Errorf("read archive %s: %w", ref, err)
	}
	return e, nil
}

// firstID gives the record id of a file's first record.
func firstID(f io.ReaderAt) (string, error) {
	content, err := unpack(io.NewSectionReader(f, 0, 1<<40))
	if err != nil {
		return "", err
	}
	e, err := parse(content)
	return e.Header.Get("WARC-Record-ID"), err
}
