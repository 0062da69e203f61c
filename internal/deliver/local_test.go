package deliver_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sahelwatch/internal/deliver"
)

func TestFilesAppearOnceAndWhole(t *testing.T) {
	d, err := deliver.New(deliver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "digests")
	del, msg := message()
	r := deliver.Recipient{Name: "archive", File: dir}
	for range 2 { // the second attempt after a crash finds all of it done
		wantOutcome(t, d.Send(context.Background(), r, del, msg), deliver.Done)
	}
	for ext, want := range map[string]string{".txt": msg.Text, ".html": msg.HTML, ".json": string(msg.JSON)} {
		got, err := os.ReadFile(filepath.Join(dir, "20250730T180000Z-dg-0123456789ab"+ext))
		if err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", ext, got, err)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 3 {
		t.Errorf("%d files in %s (%v), three wanted", len(entries), dir, err)
	}
}

func TestDirectoryThatCannotBeMadeIsTriedAgain(t *testing.T) {
	d, err := deliver.New(deliver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	del, msg := message()
	wantOutcome(t, d.Send(context.Background(), deliver.Recipient{Name: "archive", File: filepath.Join(file, "sub")}, del, msg), deliver.Temporary)
}

func TestTerminalObeysNothingInADigest(t *testing.T) {
	var out bytes.Buffer
	d, err := deliver.New(deliver.Options{Terminal: &out})
	if err != nil {
		t.Fatal(err)
	}
	del, msg := message()
	msg.Text = "Dargo\x1b]0;owned\x07\x1b[2J\r\x9b31m\u202etxt.exe\u2066 été\tبيان\n"
	wantOutcome(t, d.Send(context.Background(), deliver.Recipient{Name: "me", Terminal: true}, del, msg), deliver.Done)
	if want := "Dargo]0;owned[2J31mtxt.exe été\tبيان\n\n"; out.String() != want {
		t.Errorf("the terminal was sent %q, want %q", out.String(), want)
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left") }

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { panic("the writer is broken") }

func TestWriterThatFailsOrPanics(t *testing.T) {
	del, msg := message()
	for want, w := range map[deliver.Outcome]io.Writer{deliver.Temporary: fullDisk{}, deliver.Poison: brokenWriter{}, deliver.Permanent: nil} {
		d, err := deliver.New(deliver.Options{Terminal: w})
		if err != nil {
			t.Fatal(err)
		}
		wantOutcome(t, d.Send(context.Background(), deliver.Recipient{Name: "me", Terminal: true}, del, msg), want)
	}
}

func TestChatSendsTheShortForm(t *testing.T) {
	var got string
	status := http.StatusOK
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got = string(body)
		w.WriteHeader(status)
	}))
	defer s.Close()
	d, err := deliver.New(deliver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	del, msg := message()
	r := deliver.Recipient{Name: "chat", Chat: "generic://" + strings.TrimPrefix(s.URL, "http://") + "/in/token-that-is-secret?disabletls=yes"}
	wantOutcome(t, d.Send(context.Background(), r, del, msg), deliver.Done)
	if !strings.Contains(got, msg.Short) {
		t.Errorf("the service was sent %q", got)
	}

	status = http.StatusInternalServerError
	res := d.Send(context.Background(), r, del, msg)
	wantOutcome(t, res, deliver.Temporary)
	if strings.Contains(res.Err.Error(), "token-that-is-secret") {
		t.Errorf("the error tells the secret: %v", res.Err)
	}

	r.Chat = "telegram://110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
	res = d.Send(context.Background(), r, del, msg)
	wantOutcome(t, res, deliver.Permanent)
	if strings.Contains(res.Err.Error(), "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw") {
		t.Errorf("the error tells the token: %v", res.Err)
	}
}

func TestChatServicesTakeTheMessage(t *testing.T) {
	var path, got string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		path, got = r.URL.Path, string(body)
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, `{"ok":true,"id":1,"timestamp":"1"}`)
	}))
	defer s.Close()
	d, err := deliver.New(deliver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	host := strings.TrimPrefix(s.URL, "http://")
	del, msg := message()
	for address, want := range map[string]string{
		"ntfy://" + host + "/dargo-desk?scheme=http":                     "/dargo-desk",
		"signal://" + host + "/+22670000000/+22670000001?disabletls=yes": "/v2/send",
		"mattermost://" + host + "/tokenC1234?disabletls=yes":            "/hooks/tokenC1234",
	} {
		path, got = "", ""
		res := d.Send(context.Background(), deliver.Recipient{Name: "chat", Chat: address}, del, msg)
		if res.Outcome != deliver.Done || path != want || !strings.Contains(got, msg.Short) {
			t.Errorf("%s: %s (%v), the service was sent %q at %s", address, res.Outcome, res.Err, got, path)
		}
	}
}

func TestRecipientWithoutTargetAndOptionsThatCannotWork(t *testing.T) {
	d, err := deliver.New(deliver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	del, msg := message()
	wantOutcome(t, d.Send(context.Background(), deliver.Recipient{Name: "nobody"}, del, msg), deliver.Permanent)
	for name, s := range map[string]deliver.SMTP{
		"sender": {Host: "mx.example", From: "not an address", TLS: "tls"},
		"tls":    {Host: "mx.example", From: "a@b.example", TLS: "maybe"},
	} {
		if _, err := deliver.New(deliver.Options{SMTP: s}); err == nil {
			t.Errorf("%s: taken as it is", name)
		}
	}
}
