package deliver_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
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
