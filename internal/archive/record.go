package archive

import (
	"bytes"
	"crypto/rand"
	"crypto/sha1"
	"encoding/base32"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Record is one page as it was read. Without a Status it becomes a resource
// record: the body alone. With one it becomes a request and a response record.
type Record struct {
	URL         string
	At          time.Time   // when the page was read
	ContentType string      // of Body; taken from Header where empty
	Body        []byte      // decoded
	Status      int         // of the response; 0: not known
	Header      http.Header // of the response
	Request     http.Header // sent; nil: none is recorded
	IP          string      // of the server; "" when not known
}

// field is one line of a record's header.
type field struct{ name, value string }

// entry is one WARC record to be.
type entry struct {
	kind   string
	id     string
	fields []field
	block  []byte
}

func newID() string {
	var b [16]byte
	rand.Read(b[:])
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// digest is "sha1:" with the sum in base 32, as WARC tools write it.
func digest(b []byte) string {
	s := sha1.Sum(b)
	return "sha1:" + base32.StdEncoding.EncodeToString(s[:])
}

// bytes gives the record as it stands in the file before packing.
func (e entry) bytes(at time.Time) []byte {
	var b bytes.Buffer
	line := func(name, value string) {
		if value = oneLine(value); value != "" {
			fmt.Fprintf(&b, "%s: %s\r\n", name, value)
		}
	}
	b.WriteString("WARC/1.1\r\n")
	line("WARC-Type", e.kind)
	line("WARC-Record-ID", e.id)
	line("WARC-Date", at.UTC().Format("2006-01-02T15:04:05.000000Z"))
	for _, f := range e.fields {
		line(f.name, f.value)
	}
	line("WARC-Block-Digest", digest(e.block))
	line("Content-Length", strconv.Itoa(len(e.block)))
	b.WriteString("\r\n")
	b.Write(e.block)
	b.WriteString("\r\n\r\n")
	return b.Bytes()
}

// oneLine keeps a value from outside from becoming a line of its own.
func oneLine(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s))
}

// entries gives the WARC records of r. The first is the one that holds the page.
func (r Record) entries(info string) []entry {
	common := []field{{"WARC-Warcinfo-ID", info}, {"WARC-Target-URI", r.URL}, {"WARC-IP-Address", r.IP}}
	if r.Status == 0 {
		kind := r.ContentType
		if kind == "" {
			kind = "application/octet-stream"
		}
		return []entry{{"resource", newID(), append(common, field{"WARC-Payload-Digest", digest(r.Body)}, field{"Content-Type", kind}), r.Body}}
	}
	response := entry{"response", newID(), append(common[:3:3], field{"WARC-Payload-Digest", digest(r.Body)},
		field{"Content-Type", "application/http;msgtype=response"}), r.response()}
	if r.Request == nil {
		return []entry{response}
	}
	request := entry{"request", newID(), append(common[:3:3], field{"WARC-Concurrent-To", response.id},
		field{"Content-Type", "application/http;msgtype=request"}), r.request()}
	return []entry{response, request}
}

// response is the response as HTTP, its body decoded and its headers to match.
func (r Record) response() []byte {
	h := r.Header.Clone()
	if h == nil {
		h = http.Header{}
	}
	for _, name := range []string{"Content-Encoding", "Transfer-Encoding", "Content-Length"} {
		if v := h.Values(name); len(v) > 0 {
			h["X-Archive-Orig-"+name] = v
			h.Del(name)
		}
	}
	if r.ContentType != "" {
		h.Set("Content-Type", r.ContentType)
	}
	h.Set("Content-Length", strconv.Itoa(len(r.Body)))
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %03d %s\r\n", r.Status, http.StatusText(r.Status))
	writeHeader(&b, h)
	b.Write(r.Body)
	return b.Bytes()
}

func (r Record) request() []byte {
	var b bytes.Buffer
	target, host := "/", ""
	if u, err := url.Parse(r.URL); err == nil {
		target, host = u.RequestURI(), u.Host
	}
	fmt.Fprintf(&b, "GET %s HTTP/1.1\r\nHost: %s\r\n", oneLine(target), oneLine(host))
	writeHeader(&b, r.Request)
	return b.Bytes()
}

// writeHeader writes the lines of a header in the order of their names, and
// the empty line behind them. What tells a secret stays out.
func writeHeader(b *bytes.Buffer, h http.Header) {
	for _, name := range slices.Sorted(maps.Keys(h)) {
		switch http.CanonicalHeaderKey(name) {
		case "Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "Host":
			continue
		}
		for _, v := range h[name] {
			fmt.Fprintf(b, "%s: %s\r\n", oneLine(name), oneLine(v))
		}
	}
	b.WriteString("\r\n")
}
