package extract

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sahelwatch/feeds"
)

// TestTriageOnTheRig compares the verdicts with the truth of the load rig: its
// 200 feeds over loopback, titles and summaries as the feeds have them. Stories
// from Sudan are outside the region.
func TestTriageOnTheRig(t *testing.T) {
	if os.Getenv("SAHELWATCH_SOAK") == "" {
		t.Skip("set SAHELWATCH_SOAK=1 to run the load rig")
	}
	admin, list := startRig(t)
	truth := rigTruth(t, admin)
	titled, alone := map[string]*tally{}, map[string]*tally{}
	seen := 0
	for _, url := range list {
		body, kind := get(t, url)
		feed, err := feeds.Parse(body, kind, url)
		if err != nil {
			t.Fatalf("%s: %v", url, err)
		}
		for _, stub := range feed.Stubs {
			story, ok := truth[stub.URL]
			if !ok || story.Country == "SD" {
				continue
			}
			seen++
			v := coder().Triage(stub.Title, stub.Summary, story.Lang)
			count(titled, story.Lang, story.Conflict, v.Fetch)
			if story.Conflict && !v.Fetch {
				t.Errorf("missed: %s | %s: %s", stub.Title, stub.Summary, v.Reason)
			}
			v = coder().Triage(stub.Title, "", story.Lang)
			count(alone, story.Lang, story.Conflict, v.Fetch)
			if story.Conflict && !v.Fetch {
				t.Errorf("missed by its title: %s: %s", stub.Title, v.Reason)
			}
		}
	}
	if seen < 5000 {
		t.Fatalf("only %d items of the feeds are in the truth", seen)
	}
	for lang, all := range titled {
		t.Logf("%s, title and summary: %v", lang, all)
		t.Logf("%s, title alone:       %v", lang, alone[lang])
		if !all.holds() || !alone[lang].holds() {
			t.Errorf("%s: below the bars", lang)
		}
	}
}

func count(groups map[string]*tally, name string, wanted, fetch bool) {
	if groups[name] == nil {
		groups[name] = &tally{}
	}
	groups[name].add(wanted, fetch)
}

type rigStory struct {
	URL, Lang, Country string
	Conflict           bool
}

func rigTruth(t *testing.T, admin string) map[string]rigStory {
	t.Helper()
	body, _ := get(t, admin+"/truth.jsonl")
	all := map[string]rigStory{}
	for line := range strings.Lines(string(body)) {
		var s rigStory
		if err := json.Unmarshal([]byte(line), &s); err != nil {
			t.Fatal(err)
		}
		all[s.URL] = s
	}
	return all
}

// startRig builds and starts the rig with 200 feeds on 20 hosts and gives the
// address of its admin interface and those of its feeds.
func startRig(t *testing.T) (admin string, list []string) {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "rig")
	if out, err := exec.Command("go", "build", "-o", bin, "sahelwatch/internal/bench/rig").CombinedOutput(); err != nil {
		t.Fatalf("build the rig: %v\n%s", err, out)
	}
	port, adminPort := freePort(t), freePort(t)
	admin = "http://127.0.0.1:" + adminPort
	rig := exec.Command(bin, "serve", "-feeds", "200", "-hosts", "20", "-port", port, "-admin", "127.0.0.1:"+adminPort)
	rig.Stderr = os.Stderr
	if err := rig.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = rig.Process.Kill()
		_ = rig.Wait()
	})
	for range 100 {
		if r, err := http.Get(admin + "/stats"); err == nil {
			r.Body.Close()
			body, _ := get(t, admin+"/lists/feeds.txt")
			lines := bufio.NewScanner(strings.NewReader(string(body)))
			for lines.Scan() {
				list = append(list, strings.Fields(lines.Text())[0])
			}
			return admin, list
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the rig does not answer")
	return "", nil
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

func get(t *testing.T, url string) (body []byte, kind string) {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err = io.ReadAll(r.Body)
	if err == nil && r.StatusCode != http.StatusOK {
		err = fmt.Errorf("get %s: status %d", url, r.StatusCode)
	}
	if err != nil {
		t.Fatal(err)
	}
	return body, r.Header.Get("Content-Type")
}
