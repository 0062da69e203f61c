package main

import (
	"bytes"
	"encoding/json"
	"errors"
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
	// Without stories of conflict triage leaves the pages out: feeds alone count.
	args := append([]string{"serve", "-feeds", strconv.Itoa(b.feeds), "-hosts", strconv.Itoa(b.hosts), "-conflict", "0", "-emit", b.dir}, extra...)
	cmd := exec.Command(filepath.Join(b.dir, "rig"), args...)
	var log bytes.Buffer
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	for range 600 {
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

// daemon is a running sahelwatch daemon.
type daemon struct {
	b    *bench
	cmd  *exec.Cmd
	conf string
}

func (b *bench) daemon(data string) (*daemon, error) {
	conf, err := b.config(data)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(filepath.Join(b.dir, "sahelwatch"), "daemon", "--config", conf)
	var log bytes.Buffer
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	d := &daemon{b, cmd, conf}
	for range 400 {
		if exec.Command(filepath.Join(b.dir, "sahelwatch"), "health", "--config", conf).Run() == nil {
			return d, nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	d.stop()
	return nil, fmt.Errorf("the daemon does not answer: %s", tail(log.String()))
}

func (d *daemon) stop() {
	_ = d.cmd.Process.Signal(syscall.SIGTERM)
	_ = d.cmd.Wait()
}

// settle waits until the daemon has done what it began by itself at its start.
func (d *daemon) settle() {
	for before := -1.0; d.cpu() > before; time.Sleep(time.Second) {
		before = d.cpu()
	}
}

// round polls every feed once, through the daemon's socket.
func (d *daemon) round() error {
	_, err := d.b.measured("sahelwatch", "crawl", "--feeds-only", "--config", d.conf)
	return err
}

// cpu gives the seconds that the daemon has used so far.
func (d *daemon) cpu() float64 {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", d.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	user, errU := strconv.Atoi(fields[11])
	system, errS := strconv.Atoi(fields[12])
	if errors.Join(errU, errS) != nil {
		return 0
	}
	return float64(user+system) / 100
}

// peak gives the largest resident set so far, in MB.
func (d *daemon) peak() float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", d.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, err := strconv.Atoi(strings.Fields(rest)[0])
			if err == nil {
				return float64(kb) / 1024
			}
		}
	}
	return 0
}
