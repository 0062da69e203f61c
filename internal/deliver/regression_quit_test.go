package deliver_test

import (
	"bufio"
	"net"
	"strings"
	"testing"
	"time"

	"sahelwatch/internal/deliver"
)

// mute answers every command but QUIT.
func mute(t *testing.T) *net.TCPAddr {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		say := func(s string) { c.Write([]byte(s + "\r\n")) }
		say("220 mx.example")
		inData := false
		for lines := bufio.NewScanner(c); lines.Scan(); {
			switch line := lines.Text(); {
			case inData && line == ".":
				inData = false
				say("250 accepted")
			case inData:
			case line == "DATA":
				inData = true
				say("354 go on")
			case !strings.HasPrefix(line, "QUIT"):
				say("250 fine")
			}
		}
	}()
	return l.Addr().(*net.TCPAddr)
}

// A server that never answers QUIT held a delivered mail until the deadline of
// the whole delivery.
func TestRegressionServerMuteAtQuit(t *testing.T) {
	d, err := deliver.New(deliver.Options{SMTP: deliver.SMTP{
		Host: "127.0.0.1", Port: mute(t).Port, From: "watch@watch.example", TLS: "starttls", Insecure: true, Timeout: 30 * time.Second,
	}})
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	wantOutcome(t, send(d, "a@desk.example"), deliver.Done)
	if took := time.Since(begin); took > 8*time.Second {
		t.Errorf("the goodbye took %s", took)
	}
}
