package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"sahelwatch/internal/demo"
	"sahelwatch/internal/watch"
)

// TestKillLosesNothing kills the daemon at random points of its work, with
// kill -9, and starts it again. Every change in the end has reached a receiver
// that drops repeated ids, and none has reached it under two ids.
func TestKillLosesNothing(t *testing.T) {
	rounds := 8
	if os.Getenv("SAHELWATCH_SOAK") != "" {
		rounds = 200
	}
	k := newKillRig(t)
	for i := range rounds {
		k.publish(i)
		k.crawlAndKill(time.Duration(rand.IntN(400)) * time.Millisecond)
	}
	k.crawlToTheEnd(rounds)
	k.check()
}

// TestTermEndsWell stops the daemon with SIGTERM at random points of its work:
// it ends with exit 0 within five seconds and leaves a sound store.
func TestTermEndsWell(t *testing.T) {
	rounds := 4
	if os.Getenv("SAHELWATCH_SOAK") != "" {
		rounds = 100
	}
	k := newKillRig(t)
	for i := range rounds {
		k.publish(i)
		k.crawlAndTerm(time.Duration(rand.IntN(400)) * time.Millisecond)
	}
	if out, err := exec.Command(k.bin, "verify", "--config", k.config).CombinedOutput(); err != nil {
		t.Errorf("verify: %v\n%s", err, out)
	}
}

// killRig is a daemon in a process of its own, a newspaper and a receiver.
type killRig struct {
	t      *testing.T
	bin    string
	dir    string
	config string
	hook   *demo.Hook

	mu    sync.Mutex
	items []string
	pages map[string]string
}

func newKillRig(t *testing.T) *killRig {
	k := &killRig{t: t, dir: t.TempDir(), pages: map[string]string{}}
	k.bin = filepath.Join(k.dir, "sahelwatch")
	if out, err := exec.Command("go", "build", "-o", k.bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %s", out)
	}
	paper := httptest.NewServer(http.HandlerFunc(k.serve))
	t.Cleanup(paper.Close)
	var err error
	if k.hook, err = demo.OpenHook(demoSecret); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(k.hook.Close)
	k.config = filepath.Join(k.dir, "config.yaml")
	body := fmt.Sprintf(`store: {dir: %q}
http: {allow_private: [127.0.0.0/8], delay: 0s}
web: {listen: ""}
recipients:
  - {name: hook, webhook: %q, secret: %s, per_hour: 100000}
sources:
  - {id: paper, url: %q, language: en, country: BF, fetch: all}
`, filepath.Join(k.dir, "data"), k.hook.URL, demoSecret, paper.URL+"/feed")
	if err := os.WriteFile(k.config, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	k.crawlToTheEnd(0) // the first poll, and the recipient's start
	return k
}

// towns are places far enough apart that no two reports are one event.
func towns() []string {
	return []string{"Dargo", "Djibo", "Solhan", "Diapaga", "Nouna", "Barsalogho", "Titao", "Sebba", "Fada N'Gourma", "Kaya"}
}

func (k *killRig) publish(i int) {
	town := towns()[i%len(towns())]
	day := time.Now().UTC().AddDate(0, 0, -1)
	at := time.Now().UTC()
	path := fmt.Sprintf("/a/%s-%d", strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(town, " ", "-"), "'", "")), i)
	title := fmt.Sprintf("JNIM claims attack near %s in Burkina Faso, %d soldiers killed", town, 10+i)
	page := fmt.Sprintf(`<!DOCTYPE html><html lang="en"><head><title>%s</title><meta property="article:published_time" content="%s"></head>
<body><article><h1>%s</h1><p>The armed group JNIM claimed responsibility for an attack on the army base at %s in Burkina Faso on %s.</p>
<p>In a statement it said that its fighters killed %d soldiers and seized weapons. Report number %d of this newspaper.</p>
<p>The army has not commented on the attack.</p></article></body></html>`, title, at.Format(time.RFC3339), title, town, day.Format("Monday, January 2, 2006"), 10+i, i)
	k.mu.Lock()
	defer k.mu.Unlock()
	k.pages[path] = page
	k.items = append(k.items, fmt.Sprintf("<item><title>%s</title><link>HOST%s</link><pubDate>%s</pubDate></item>", title, path, at.Format(time.RFC1123Z)))
}

func (k *killRig) serve(w http.ResponseWriter, r *http.Request) {
	k.mu.Lock()
	defer k.mu.Unlock()
	switch page := k.pages[r.URL.Path]; {
	case r.URL.Path == "/feed":
		w.Header().Set("Content-Type", "application/rss+xml")
		old := "<item><title>Market day</title><link>HOST/a/market</link><pubDate>Mon, 28 Jul 2025 08:00:00 +0000</pubDate></item>"
		items := strings.ReplaceAll(old+strings.Join(k.items, ""), "HOST", "http://"+r.Host)
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>Paper</title>%s</channel></rss>`, items)
	case page != "":
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, page)
	default:
		http.NotFound(w, r)
	}
}

// daemon starts a daemon and waits for its socket.
func (k *killRig) daemon() *exec.Cmd {
	k.t.Helper()
	cmd := exec.Command(k.bin, "daemon", "--config", k.config)
	var log strings.Builder
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if code, err := k.call(context.Background(), "health"); err == nil && code == 0 {
			return cmd
		}
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	k.t.Fatalf("the daemon does not answer:\n%s", log.String())
	return nil
}

func (k *killRig) call(ctx context.Context, args ...string) (int, error) {
	return watch.CallDaemon(ctx, filepath.Join(k.dir, "data"), watch.Call{Args: args, Dir: k.dir, Stdout: io.Discard, Stderr: io.Discard})
}

func (k *killRig) crawlAndKill(after time.Duration) {
	cmd := k.daemon()
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = k.call(context.Background(), "crawl") // broken off by the kill
	}()
	time.Sleep(after)
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	<-done
}

func (k *killRig) crawlAndTerm(after time.Duration) {
	k.t.Helper()
	cmd := k.daemon()
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = k.call(context.Background(), "crawl") // broken off by the stop
	}()
	time.Sleep(after)
	k.terminate(cmd)
	<-done
}

// terminate asks the daemon to stop and checks how it does.
func (k *killRig) terminate(cmd *exec.Cmd) {
	k.t.Helper()
	begin := time.Now()
	_ = cmd.Process.Signal(syscall.SIGTERM)
	if err := cmd.Wait(); err != nil {
		k.t.Errorf("the daemon ended with %v", err)
	}
	if took := time.Since(begin); took > 5*time.Second {
		k.t.Errorf("the daemon took %s to stop", took)
	}
}

// crawlToTheEnd lets a daemon finish until n articles are stored and all that
// became known is told, and stops it with SIGTERM.
func (k *killRig) crawlToTheEnd(n int) {
	k.t.Helper()
	cmd := k.daemon()
	for end := time.Now().Add(60 * time.Second); ; {
		if _, err := k.call(context.Background(), "crawl"); err != nil {
			k.t.Fatal(err)
		}
		if articles, untold := k.stored(); articles >= n && len(untold) == 0 || time.Now().After(end) {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	k.terminate(cmd)
}

// delivered gives the changes that arrived: id -> how many messages told it.
func (k *killRig) delivered() map[string]int {
	told := map[string]int{}
	for _, body := range k.hook.Bodies() {
		var msg struct {
			Data struct {
				Incidents []struct{ Changes []struct{ ID string } }
			}
		}
		if err := json.Unmarshal(body, &msg); err != nil {
			k.t.Fatal(err)
		}
		for _, i := range msg.Data.Incidents {
			for _, c := range i.Changes {
				told[c.ID]++
			}
		}
	}
	return told
}

// stored asks the store for its articles and for the changes that were not told.
func (k *killRig) stored() (articles int, untold []string) {
	k.t.Helper()
	out, err := exec.Command(k.bin, "incidents", "list", "--json", "--config", k.config).Output()
	if err != nil {
		k.t.Fatal(err)
	}
	told := k.delivered()
	for line := range strings.Lines(string(out)) {
		var inc struct {
			Changes []struct {
				ID   string
				Late bool
			}
			Articles []struct{ URL string }
		}
		if err := json.Unmarshal([]byte(line), &inc); err != nil {
			k.t.Fatal(err)
		}
		articles += len(inc.Articles)
		for _, c := range inc.Changes {
			if !c.Late && told[c.ID] == 0 {
				untold = append(untold, c.ID)
			}
		}
	}
	return articles, untold
}

func (k *killRig) check() {
	for id, n := range k.delivered() {
		if n != 1 {
			k.t.Errorf("change %s was told in %d messages", id, n)
		}
	}
	articles, untold := k.stored()
	if articles != len(k.items) {
		k.t.Errorf("%d articles in incidents, %d published", articles, len(k.items))
	}
	if len(untold) > 0 {
		k.t.Errorf("changes never told: %v", untold)
	}
}
