package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// live is a rig and a daemon that has read every feed of it once.
type live struct {
	rig *server
	*daemon
}

// live starts the rig with extra flags and the daemon on a folder of its own,
// and waits until the first round is over.
func (b *bench) live(name string, extra ...string) (*live, error) {
	rig, err := b.serve(extra...)
	if err != nil {
		return nil, err
	}
	d, err := b.daemon(filepath.Join(b.dir, name))
	if err != nil {
		rig.stop()
		return nil, err
	}
	l := &live{rig, d}
	// With the few pages that triage lets through: no round measured is to have them.
	if _, err := b.measured("sahelwatch", "crawl", "--config", d.conf); err != nil {
		l.stop()
		return nil, err
	}
	d.settle()
	return l, nil
}

func (l *live) stop() {
	l.daemon.stop()
	l.rig.stop()
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

// rounds polls every feed n times and gives the seconds that the daemon used.
func (d *daemon) rounds(n int) (float64, error) {
	before := d.cpu()
	for range n {
		if err := d.round(); err != nil {
			return 0, err
		}
	}
	return d.cpu() - before, nil
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
func (d *daemon) peak() float64 { return d.status("VmHWM") }

// forgetPeak gives the peak so far and begins to look for another (proc(5),
// clear_refs).
func (d *daemon) forgetPeak() (float64, error) {
	peak := d.peak()
	return peak, os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", d.cmd.Process.Pid), []byte("5"), 0)
}

// status gives a size of the daemon in MB, by its name in proc(5).
func (d *daemon) status(name string) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", d.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, name+":"); ok {
			kb, err := strconv.Atoi(strings.Fields(rest)[0])
			if err == nil {
				return float64(kb) / 1024
			}
		}
	}
	return 0
}
