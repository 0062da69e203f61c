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

// workplace is a folder with a configuration and one fresh article, in.jsonl.
type workplace struct {
	t   *testing.T
	dir string
}

func newWorkplace(t *testing.T, config string) *workplace {
	t.Helper()
	w := &workplace{t: t, dir: t.TempDir()}
	now := time.Now().UTC()
	article, err := json.Marshal(map[string]string{
		"url": "https://example.org/1", "title": "JNIM claims attack on army base at Dargo",
		"text":      "JNIM claimed responsibility for an attack on the army base at Dargo in Burkina Faso on " + now.Format("2 January 2006") + ". It said its fighters killed 40 soldiers.",
		"published": now.Format(time.RFC3339),
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]string{"in.jsonl": string(article), "c.yaml": config} {
		if err := os.WriteFile(filepath.Join(w.dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// do runs one command and gives its exit code and what it said.
func (w *workplace) do(args ...string) (code int, out, errors string) {
	w.t.Helper()
	var stdout, stderr bytes.Buffer
	code = run(w.t.Context(), call{
		args: append(args, "--config", "c.yaml", "--data", "d"), dir: w.dir,
		stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr,
	})
	return code, stdout.String(), stderr.String()
}

// told imports the article and gives the deliveries that it made, by recipient.
func (w *workplace) told() map[string]string {
	w.t.Helper()
	if code, _, text := w.do("import", "--notify", "in.jsonl"); code != exitDone || !strings.Contains(text, "1 wait or failed: sahelwatch outbox list") {
		w.t.Fatalf("import: exit %d: %s", code, text)
	}
	_, list, _ := w.do("outbox", "list", "--all")
	ids := map[string]string{}
	for line := range strings.Lines(list) {
		if f := strings.Fields(line); len(f) > 2 {
			ids[f[1]] = f[0]
		}
	}
	return ids
}

// A retry that does not arrive is a failure: exit 1 and the reason.
func TestRetryThatDoesNotArriveFails(t *testing.T) {
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusInternalServerError)
	}))
	defer hook.Close()
	w := newWorkplace(t, "http: {allow_private: [127.0.0.0/8]}\nsources: []\nrecipients:\n  - {name: hook, webhook: '"+hook.URL+"', secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw}\n")
	id := w.told()["hook"]
	if code, _, text := w.do("outbox", "retry", id); id == "" || code != exitFailed || !strings.Contains(text, id+" has not arrived: webhook at") {
		t.Errorf("retry of %q: exit %d: %s", id, code, text)
	}
}

// What arrived can neither be dropped nor sent again; what can be dropped is
// dropped all the same.
func TestDeliveredDigestsAreNeitherDroppedNorSentAgain(t *testing.T) {
	w := newWorkplace(t, "sources: []\nrecipients:\n  - {name: desk, file: out}\n  - {name: nowhere, file: /dev/null/none}\n")
	t.Chdir(w.dir)
	ids := w.told()
	for _, verb := range []string{"retry", "drop"} {
		if code, _, text := w.do("outbox", verb, ids["desk"]); code != exitFailed || ids["desk"] == "" || !strings.Contains(text, ids["desk"]+" was delivered already") {
			t.Errorf("%s of what arrived: exit %d: %s", verb, code, text)
		}
	}
	code, _, text := w.do("outbox", "drop", "nosuch", ids["desk"], ids["nowhere"])
	if code != exitFailed || !strings.Contains(text, "1 dropped") || !strings.Contains(text, `no delivery has the id "nosuch"`) {
		t.Errorf("drop of three: exit %d: %s", code, text)
	}
	if _, left, _ := w.do("outbox", "list"); left != "" {
		t.Errorf("left: %s", left)
	}
}
