package deliver_test

import (
	"bytes"
	"context"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"slices"
	"strings"
	"testing"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/deliver"
)

// parts takes a message to pieces as a mail program does.
func parts(t *testing.T, raw []byte) (mail.Header, map[string]string, []string) {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("content type %q: %v", m.Header.Get("Content-Type"), err)
	}
	texts := map[string]string{}
	var order []string
	r := multipart.NewReader(m.Body, params["boundary"])
	for {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return m.Header, texts, order
		}
		if err != nil {
			t.Fatal(err)
		}
		kind, params, err := mime.ParseMediaType(p.Header.Get("Content-Type"))
		if err != nil || !strings.EqualFold(params["charset"], "utf-8") {
			t.Fatalf("part of type %q: %v", p.Header.Get("Content-Type"), err)
		}
		var body io.Reader = p
		if p.Header.Get("Content-Transfer-Encoding") == "quoted-printable" {
			body = quotedprintable.NewReader(p)
		}
		text, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		texts[kind] = strings.ReplaceAll(string(text), "\r\n", "\n")
		order = append(order, kind)
	}
}

func deliverOne(t *testing.T, m *mailServer, o deliver.Options, del conflict.Delivery, msg deliver.Rendered) []byte {
	t.Helper()
	o.SMTP = m.options()
	d, err := deliver.New(o)
	if err != nil {
		t.Fatal(err)
	}
	res := d.Send(context.Background(), deliver.Recipient{Name: "newsroom", Email: []string{"a@desk.example"}}, del, msg)
	wantOutcome(t, res, deliver.Done)
	got := m.got()
	return got[len(got)-1].body
}

func TestMailCarriesBothFormsWhole(t *testing.T) {
	m := (&mailServer{offerTLS: true}).start(t)
	del, msg := message()
	msg.Text += "« Aucune parole officielle vue » — بيان\n.\n" + strings.Repeat("a long line ", 200) + "\n"
	msg.HTML += "<p dir=\"rtl\">" + strings.Repeat("بيان الجماعة ", 300) + "</p>\n"
	head, texts, order := parts(t, deliverOne(t, m, deliver.Options{}, del, msg))
	if !slices.Equal(order, []string{"text/plain", "text/html"}) {
		t.Errorf("parts %s: the plainest comes first", order)
	}
	if texts["text/plain"] != msg.Text {
		t.Errorf("text arrived as\n%s", texts["text/plain"])
	}
	if texts["text/html"] != msg.HTML {
		t.Errorf("HTML arrived as\n%s", texts["text/html"])
	}
	want := map[string]string{
		"From": "\"Sahelwatch\" <watch@watch.example>", "To": "<a@desk.example>", "Auto-Submitted": "auto-generated",
		"List-Id": "<newsroom.watch.example>", "Date": "Wed, 30 Jul 2025 18:00:00 +0000", "Subject": msg.Subject,
		"List-Unsubscribe": "<mailto:watch@watch.example?subject=unsubscribe%20newsroom>",
		"In-Reply-To":      "", "List-Unsubscribe-Post": "",
	}
	for name, value := range want {
		if got := head.Get(name); got != value {
			t.Errorf("%s: %q, want %q", name, got, value)
		}
	}
}

func TestImmediateMailsOfOneIncidentThread(t *testing.T) {
	m := (&mailServer{offerTLS: true}).start(t)
	mailOf := func(digestID, incident string) mail.Header {
		del, msg := message()
		del.Digest.ID, del.Digest.Kind = digestID, "immediate"
		del.Digest.Incidents = []conflict.DigestEntry{{Incident: conflict.Incident{ID: incident}}}
		head, _, _ := parts(t, deliverOne(t, m, deliver.Options{}, del, msg))
		return head
	}
	first, second, other := mailOf("dg_1", "inc-dargo"), mailOf("dg_2", "inc-dargo"), mailOf("dg_3", "inc-diapaga")
	if first.Get("Message-ID") == second.Get("Message-ID") {
		t.Error("two messages share a Message-ID")
	}
	for _, name := range []string{"In-Reply-To", "References"} {
		if first.Get(name) == "" || first.Get(name) != second.Get(name) {
			t.Errorf("%s: %q and %q: one incident, one thread", name, first.Get(name), second.Get(name))
		}
		if first.Get(name) == other.Get(name) {
			t.Errorf("%s: two incidents share a thread", name)
		}
	}
}

func TestOneClickUnsubscribeOnlyWithAnHTTPSAddress(t *testing.T) {
	m := (&mailServer{offerTLS: true}).start(t)
	del, msg := message()
	for page, oneClick := range map[string]bool{"https://watch.example/unsubscribe/abc": true, "http://127.0.0.1:8787/unsubscribe/abc": false, "": false} {
		o := deliver.Options{Unsubscribe: func(_, _ string) string { return page }}
		head, _, _ := parts(t, deliverOne(t, m, o, del, msg))
		if got := head.Get("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"; got != oneClick {
			t.Errorf("%q: one click %v", page, got)
		}
		if !strings.Contains(head.Get("List-Unsubscribe"), "mailto:watch@watch.example") {
			t.Errorf("%q: no mailto in %q", page, head.Get("List-Unsubscribe"))
		}
	}
}
