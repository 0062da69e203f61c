package web_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"sahelwatch/internal/config"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/demo"
	"sahelwatch/internal/store"
	"sahelwatch/internal/watch"
	"sahelwatch/internal/web"
)

// list is a recipient with two mail addresses, the mailbox that its digests
// arrive in, and the pages under a public https address.
type list struct {
	t       *testing.T
	svc     *watch.Service
	cfg     *config.Config
	mailbox *demo.Mailbox
	server  *httptest.Server
}

func newList(t *testing.T) *list {
	t.Helper()
	l := &list{t: t, server: httptest.NewUnstartedServer(nil)}
	var err error
	if l.mailbox, err = demo.OpenMailbox(nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.mailbox.Close)
	l.cfg, err = config.Parse("test", fmt.Appendf(nil, `store: {dir: %q}
smtp: {host: %s, port: %d, from: watch@watch.example, insecure: true}
web: {listen: "127.0.0.1:8787", public_url: "https://%s"}
recipients:
  - {name: desk, email: [ada@desk.example, ben@desk.example], schedule: immediate}
`, filepath.Join(t.TempDir(), "data"), l.mailbox.Host, l.mailbox.Port, l.server.Listener.Addr()), nil)
	if err != nil {
		t.Fatal(err)
	}
	l.open()
	l.server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		o := web.Options{Listen: l.cfg.Web.Listen, PublicURL: l.cfg.Web.PublicURL, Links: l.svc, Clock: now}
		web.New(o, l.svc.Reader()).ServeHTTP(w, r)
	})
	l.server.StartTLS()
	t.Cleanup(func() {
		l.server.Close()
		if err := l.svc.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

func (l *list) open() {
	l.t.Helper()
	var err error
	if l.svc, err = watch.Open(context.Background(), watch.Options{Config: l.cfg, Clock: now}); err != nil {
		l.t.Fatal(err)
	}
}

// send delivers a digest and gives the letters that it made.
func (l *list) send(id string) []demo.Letter {
	l.t.Helper()
	before := len(l.mailbox.Letters())
	d := conflict.Digest{ID: id, Recipient: "desk", Kind: "test", Language: "en", Timezone: "UTC", At: now()}
	if _, err := l.svc.Store().FreezeDigests([]conflict.Digest{d}, 0); err != nil {
		l.t.Fatal(err)
	}
	if _, err := l.svc.DeliverDue(l.t.Context()); err != nil {
		l.t.Fatal(err)
	}
	return l.mailbox.Letters()[before:]
}

// link is the https address that a letter offers for one click.
func (l *list) link(letter demo.Letter) string {
	l.t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(letter.Raw))
	if err != nil {
		l.t.Fatal(err)
	}
	if got := m.Header.Get("List-Unsubscribe-Post"); got != "List-Unsubscribe=One-Click" {
		l.t.Fatalf("List-Unsubscribe-Post is %q", got)
	}
	first, _, _ := strings.Cut(m.Header.Get("List-Unsubscribe"), ",")
	link := strings.Trim(first, "<> ")
	if !strings.HasPrefix(link, l.server.URL+web.UnsubscribePath) || strings.Contains(link, "desk") {
		l.t.Fatalf("the link is %q", link)
	}
	return link
}

// ask sends a request over TLS and gives the status and the page in words.
func (l *list) ask(method, link, form string, headers ...string) (int, string) {
	l.t.Helper()
	r, err := http.NewRequestWithContext(l.t.Context(), method, link, strings.NewReader(form))
	if err != nil {
		l.t.Fatal(err)
	}
	if form != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	client := l.server.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	resp, err := client.Do(r)
	if err != nil {
		l.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		l.t.Fatal(err)
	}
	return resp.StatusCode, words(string(body))
}

const oneClick = "List-Unsubscribe=One-Click"

func TestOneClickEndsTheSubscriptionOfOneAddressForGood(t *testing.T) {
	l := newList(t)
	first := l.send("one")
	if len(first) != 1 || first[0].To[0] != "ada@desk.example" { // the mailbox keeps one copy
		t.Fatalf("letters: %+v", first)
	}
	ada := l.link(first[0])
	for range 2 {
		if code, page := l.ask("GET", ada, ""); code != 200 || !strings.Contains(page, "ada@desk.example gets the digests for desk. Send no more") {
			t.Errorf("looking: %d %s", code, page)
		}
	}
	if code, page := l.ask("POST", ada, ""); code != 400 || !strings.Contains(page, oneClick) {
		t.Errorf("without the form: %d %s", code, page)
	}
	// A mail program posts without cookies, and a reader's browser from the page of a web mailer.
	if code, page := l.ask("POST", ada, oneClick, "Origin", "https://mail.example", "Sec-Fetch-Site", "cross-site"); code != 200 || !strings.Contains(page, "ada@desk.example gets no more digests for desk. Unsubscribed: 31 July 2025, 09:00") {
		t.Fatalf("one click: %d %s", code, page)
	}
	if err := l.svc.Close(); err != nil {
		t.Fatal(err)
	}
	l.open()
	if code, page := l.ask("GET", ada, ""); code != 200 || !strings.Contains(page, "gets no more digests") {
		t.Errorf("after a restart: %d %s", code, page)
	}
	second := l.send("two")
	if len(second) != 1 || second[0].To[0] != "ben@desk.example" {
		t.Fatalf("after ada left: %+v", second)
	}
	if code, _ := l.ask("POST", l.link(second[0]), oneClick); code != 200 {
		t.Fatalf("ben's click: %d", code)
	}
	if third := l.send("three"); len(third) != 0 {
		t.Errorf("after both left: %+v", third)
	}
	aside, err := l.svc.Store().Outbox(store.Aside)
	if err != nil || len(aside) != 1 || !strings.Contains(aside[0].LastError, "every address of desk has unsubscribed") {
		t.Errorf("outbox: %+v, %v", aside, err)
	}
	_, page := l.ask("GET", l.server.URL+"/deliveries?lang=en", "")
	wants(t, page, "ada@desk.example unsubscribed, 31 July 2025, 09:00 ben@desk.example unsubscribed", "every address of desk has unsubscribed")
	if err := l.svc.SendTest(t.Context(), "desk"); err == nil || !strings.Contains(err.Error(), "unsubscribed") {
		t.Errorf("a test message: %v", err)
	}
	if err := l.svc.Resume("desk"); err != nil {
		t.Fatal(err)
	}
	if again := l.send("four"); len(again) != 1 {
		t.Errorf("after the desk was taken up again: %+v", again)
	}
}

func TestAMultipartFormUnsubscribesAsWell(t *testing.T) {
	l := newList(t)
	link := l.link(l.send("one")[0])
	form := "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n"
	if code, page := l.ask("POST", link, form, "Content-Type", "multipart/form-data; boundary=b"); code != 200 || !strings.Contains(page, "gets no more digests") {
		t.Errorf("%d %s", code, page)
	}
}

func TestForgedLinksUnsubscribeNobody(t *testing.T) {
	l := newList(t)
	link := l.link(l.send("one")[0])
	u, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	for _, forged := range []string{"", "ada@desk.example", strings.Repeat("A", 43), u.Path[len(web.UnsubscribePath) : len(u.Path)-1], strings.Repeat("x", 5000)} {
		if code, _ := l.ask("POST", l.server.URL+web.UnsubscribePath+url.PathEscape(forged), oneClick); code != 404 {
			t.Errorf("%.50q: %d", forged, code)
		}
	}
	state, _, err := l.svc.Store().Recipient("desk")
	if err != nil || len(state.Unsubscribed) != 0 {
		t.Errorf("unsubscribed: %v, %v", state.Unsubscribed, err)
	}
}
