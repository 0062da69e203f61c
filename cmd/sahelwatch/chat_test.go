package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestChatReachesPrivateAddressesOnlyWhereAllowed sends a test message to chat
// services of several kinds on this machine.
func TestChatReachesPrivateAddressesOnlyWhereAllowed(t *testing.T) {
	usual := http.DefaultTransport
	t.Cleanup(func() { http.DefaultTransport = usual })
	asked := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"ok":true,"success":true,"code":200}`)
	}))
	defer s.Close()
	host := strings.TrimPrefix(s.URL, "http://")
	for _, chat := range []string{
		"generic://" + host + "/in?disabletls=yes",
		"signal://" + host + "/+22670000000/+22670000001?disabletls=yes",
		"bark://:key1234@" + host + "/?scheme=http",
		"ntfy://" + host + "/dargo-desk?scheme=http",
		"mattermost://" + host + "/tokenC1234?disabletls=yes",
	} {
		for _, allowed := range []string{"", "127.0.0.0/8"} {
			asked = 0
			said, code := notifyTest(t, chat, allowed)
			if allowed == "" && (asked > 0 || code != exitFailed || !strings.Contains(said, "private")) {
				t.Errorf("%s: asked %d times, exit %d: %s", chat, asked, code, said)
			}
			if allowed != "" && (asked != 1 || code != exitDone) {
				t.Errorf("%s, allowed: asked %d times, exit %d: %s", chat, asked, code, said)
			}
		}
	}
}

func notifyTest(t *testing.T, chat, allowed string) (said string, code int) {
	t.Helper()
	dir := t.TempDir()
	conf := fmt.Sprintf("store: {dir: %q}\nhttp: {allow_private: [%s]}\nsources: []\nrecipients:\n  - {name: room, chat: %q, schedule: immediate}\n", filepath.Join(dir, "data"), allowed, chat)
	if err := os.WriteFile(filepath.Join(dir, "config.yaml"), []byte(conf), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	code = run(context.Background(), call{args: []string{"notify", "test", "room", "--config", filepath.Join(dir, "config.yaml")}, dir: dir, stdin: strings.NewReader(""), stdout: &out, stderr: &out})
	return out.String(), code
}
