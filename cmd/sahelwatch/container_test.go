package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestStaticBinaryOnReadOnlyRoot runs the binary as the container image does:
// static, in a root that holds nothing else and cannot be written, with the
// environment of the Dockerfile.
func TestStaticBinaryOnReadOnlyRoot(t *testing.T) {
	if _, err := exec.LookPath("bwrap"); err != nil {
		t.Skip("bubblewrap is not installed")
	}
	if out, err := exec.Command("bwrap", "--ro-bind", "/", "/", "true").CombinedOutput(); err != nil {
		t.Skipf("bubblewrap does not work here: %s", out)
	}
	dir := t.TempDir()
	bin, data := filepath.Join(dir, "sahelwatch"), filepath.Join(dir, "data")
	build := exec.Command("go", "build", "-trimpath", "-o", bin, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %s", out)
	}
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	conf := filepath.Join(dir, "config.yaml")
	if err := os.WriteFile(conf, []byte("recipients:\n  - {name: files, file: ./data/digests, timezone: Africa/Ouagadougou, schedule: \"0 7 * * *\"}\nsources: []\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) *exec.Cmd {
		cmd := exec.Command("bwrap", append([]string{"--ro-bind", bin, "/sahelwatch", "--ro-bind", conf, "/config.yaml",
			"--bind", data, "/data", "--dev", "/dev", "--proc", "/proc", "--die-with-parent", "--chdir", "/", "--clearenv",
			"--setenv", "SAHELWATCH_CONFIG", "/config.yaml", "--setenv", "SAHELWATCH_DATA", "/data",
			"--setenv", "SAHELWATCH_WEB_LISTEN", "127.0.0.1:0",
			"/sahelwatch"}, args...)...)
		return cmd
	}
	daemon := run("daemon")
	var log bytes.Buffer
	daemon.Stderr = &log
	daemon.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = syscall.Kill(-daemon.Process.Pid, syscall.SIGTERM)
		_ = daemon.Wait()
	}()
	var health []byte
	var err error
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if health, err = run("health").CombinedOutput(); err == nil {
			break
		}
	}
	if err != nil || !strings.Contains(string(health), "alive") {
		t.Fatalf("health: %v %s\ndaemon: %s", err, health, log.String())
	}
	if out, err := run("notify", "test", "files").CombinedOutput(); err != nil {
		t.Errorf("notify: %v %s", err, out)
	}
	if files, _ := filepath.Glob(filepath.Join(data, "digests", "*.txt")); len(files) != 1 {
		t.Errorf("digest files: %v", files)
	}
}
