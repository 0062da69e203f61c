package deliver

import (
	"bytes"
	"net/mail"
	"slices"
	"strings"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
)

var knownHeaders = []string{
	"Auto-Submitted", "Content-Type", "Date", "From", "List-Id", "List-Unsubscribe", "Message-Id", "Mime-Version", "Subject", "To",
	"In-Reply-To", "References", "List-Unsubscribe-Post",
}

// checkHeaders is what holds for each mail, whatever the digest said.
func checkHeaders(t *testing.T, raw []byte) {
	t.Helper()
	for i, line := range bytes.Split(raw, []byte("\r\n")) {
		if len(line) > 998 {
			t.Fatalf("line %d has %d octets", i+1, len(line))
		}
		if bytes.ContainsAny(line, "\r\x00") {
			t.Fatalf("line %d has a bare control character: %q", i+1, line)
		}
	}
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	for name, values := range m.Header {
		if !slices.Contains(knownHeaders, name) || len(values) != 1 {
			t.Fatalf("%d headers %q that nobody asked for: %q", len(values), name, values)
		}
	}
}

func FuzzNothingInADigestAddsAHeader(f *testing.F) {
	f.Add("Dargo\r\nBcc: all@desk.example", "news\r\nroom", "inc\nX-Evil: 1")
	f.Add(strings.Repeat("é", 3000), strings.Repeat("n", 500), strings.Repeat("i", 5000))
	f.Add("a\u2028b\u0085c\x00d=?utf-8?q?=0D=0ABcc:_x?=", "«»", "\x1b[31m")
	f.Add(strings.Repeat("x", 1500), "", "")
	f.Add("Dargo", "news\r\nro"+strings.Repeat("B", 3800)+"om", "inc") // a link too long for a line
	d, err := New(Options{
		SMTP:        SMTP{Host: "mx.example", Port: 25, From: "Sahelwatch <watch@watch.example>", TLS: "tls"},
		Unsubscribe: func(recipient, _ string) string { return "https://watch.example/unsubscribe?" + recipient },
	})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, subject, name, incident string) {
		dg := conflict.Digest{
			ID: incident, Kind: "immediate", At: time.Date(2025, 7, 30, 18, 0, 0, 0, time.UTC),
			Incidents: []conflict.DigestEntry{{Incident: conflict.Incident{ID: incident}}},
		}
		m, err := d.compose(Recipient{Name: name}, "a@desk.example", dg, Rendered{Subject: subject, Text: subject, HTML: subject})
		if err != nil {
			t.Fatal(err)
		}
		var raw bytes.Buffer
		if _, err := m.WriteTo(&raw); err != nil {
			t.Fatal(err)
		}
		checkHeaders(t, raw.Bytes())
	})
}
