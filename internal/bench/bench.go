package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	admin   = "http://127.0.0.1:8899"
	timeout = 5 * time.Second // of one request, in the config of the bench
)

// bench holds what all steps share.
type bench struct {
	dir                  string
	feeds, hosts, rounds int
	articles             int    // in the larger store of step growth
	gone                 bool   // article pages answer 410: the daemon's first round is over soon
	filled               string // where filled stores are kept for later runs; nowhere when empty
}

// cost is what one run of a program took.
type cost struct {
	cpu  float64 // seconds, user and system
	wall float64
	peak float64 // MB
}

func (b *bench) row(work string, floor, own float64, bar string) {
	fmt.Printf("| %s | %.3f | %.3f | %.2f | %s |\n", work, floor, own, own/floor, bar)
}

func median(list []float64) float64 {
	slices.Sort(list)
	return list[len(list)/2]
}

// server is a running rig.
type server struct{ cmd *exec.Cmd }

func (b *bench) serve(extra ...string) (*server, error) {
	// Without stories of conflict triage leaves nearly all pages out: feeds count.
	args := append([]string{"serve", "-feeds", strconv.Itoa(b.feeds), "-hosts", strconv.Itoa(b.hosts), "-conflict", "0", "-emit", b.dir}, extra...)
	if b.gone {
		args = append(args, "-article-faults", "410=1")
	}
	cmd := exec.Command(filepath.Join(b.dir, "rig"), args...)
	var log bytes.Buffer
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	for end := time.Now().Add(time.Minute + time.Duration(b.feeds)*20*time.Millisecond); time.Now().Before(end); { // it makes all feeds first
		if resp, err := http.Get(admin + "/stats"); err == nil {
			resp.Body.Close()
			return &server{cmd}, nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	_ = cmd.Process.Kill()
	return nil, fmt.Errorf("the rig does not answer: %s", log.String())
}

func (s *server) stop() {
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	_ = s.cmd.Wait()
}

// round lets a share of the feeds get new items.
func (s *server) round(changed float64) error {
	resp, err := http.Post(fmt.Sprintf("%s/round?changed=%g", admin, changed), "", nil)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func (b *bench) floor(mode string, args ...string) (cost, error) {
	return b.measured("floor", append([]string{"-mode", mode, "-list", filepath.Join(b.dir, "feeds.txt")}, args...)...)
}

func (b *bench) crawl(data string) (cost, error) {
	conf, err := b.config(data)
	if err != nil {
		return cost{}, err
	}
	return b.measured("sahelwatch", "crawl", "--feeds-only", "--config", conf)
}

func (b *bench) measured(name string, args ...string) (cost, error) {
	cmd := exec.Command(filepath.Join(b.dir, name), args...)
	var log bytes.Buffer
	cmd.Stderr = &log
	begin := time.Now()
	if err := cmd.Run(); err != nil {
		return cost{}, fmt.Errorf("%s %v: %w\n%s", name, args, err, tail(log.String()))
	}
	u := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return cost{cpu: seconds(u.Utime) + seconds(u.Stime), wall: time.Since(begin).Seconds(), peak: float64(u.Maxrss) / 1024}, nil
}

func seconds(t syscall.Timeval) float64 { return float64(t.Sec) + float64(t.Usec)/1e6 }

func tail(s string) string { return s[max(0, len(s)-500):] }

// config writes a config with every feed of the rig as a source.
func (b *bench) config(data string) (string, error) {
	list, err := os.ReadFile(filepath.Join(b.dir, "feeds.txt"))
	if err != nil {
		return "", err
	}
	var out strings.Builder
	fmt.Fprintf(&out, "store: {dir: %q}\nhttp: {allow_private: [127.0.0.0/8], delay: 0s, timeout: %s}\nweb: {listen: \"\"}\nlog: {level: error}\nrecipients: []\nsources:\n", data, timeout)
	for i, url := range strings.Fields(string(list)) {
		entry, err := json.Marshal(map[string]string{"id": fmt.Sprintf("f%d", i), "url": url, "kind": "feed"})
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&out, "  - %s\n", entry)
	}
	name := data + ".yaml"
	return name, os.WriteFile(name, []byte(out.String()), 0o600)
}
