package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A retry that does not arrive is a failure: exit 1 and the reason.
func TestRetryThatDoesNotArriveFails(t *testing.T) {
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusInternalServerError)
	}))
	defer hook.Close()
	dir := t.TempDir()
	now := time.Now().UTC()
	article, err := json.Marshal(map[string]string{
		"url": "https://example.org/1", "title": "JNIM claims attack on army base at Dargo",
		"text":      "JNIM claimed responsibility for an attack on the army base at Dargo in Burkina Faso on " + now.Format("2 January 2006") + ". It said its fighters killed 40 soldiers.",
		"published": now.Format(time.RFC3339),
	})
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{
		"in.jsonl": string(article),
		"c.yaml":   "http: {allow_private: [127.0.0.0/8]}\nsources: []\nrecipients:\n  - {name: hook, webhook: '" + hook.URL + "', secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw}\n",
	}
	for name, body := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	do := func(args ...string) (code int, out, errors string) {
		var stdout, stderr bytes.Buffer
		code = run(t.Context(), call{
			args: append(args, "--config", "c.yaml", "--data", "d"), dir: dir,
			stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr,
		})
		return code, stdout.String(), stderr.String()
	}
	if code, _, text := do("import", "--notify", "in.jsonl"); code != exitDone {
		t.Fatalf("import: exit %d: %s", code, text)
	}
	_, list, _ := do("outbox", "list")
	id, _, ok := strings.Cut(list, " ")
	if !ok || !strings.Contains(list, "waiting") {
		t.Fatalf("outbox: %q", list)
	}
	if code, _, text := do("outbox", "retry", id); code != exitFailed || !strings.Contains(text, id+" has not arrived: webhook at") {
		t.Errorf("retry: exit %d: %s", code, text)
	}
}
