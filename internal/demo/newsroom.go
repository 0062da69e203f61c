package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"
)

// Newsroom serves every outlet of the story on loopback.
type Newsroom struct {
	outlets   []Outlet
	pages     []page
	now       atomic.Int64 // simulated moment, Unix seconds
	forbidden atomic.Int64 // requests for what robots.txt forbids
	servers   []*http.Server
}

// slowBy is how long the slow page takes: noticeable, below any time-out.
const slowBy = 300 * time.Millisecond

// Start opens the outlets. Their ports are read from portsFile, which is
// written when there is none.
func Start(portsFile string) (*Newsroom, error) {
	pages, err := readStory(storyText)
	if err != nil {
		return nil, err
	}
	n := &Newsroom{outlets: outlets(), pages: pages}
	ports, err := readPorts(portsFile)
	if err != nil {
		return nil, err
	}
	for i := range n.outlets {
		if err := n.serve(&n.outlets[i], ports); err != nil {
			n.Close()
			return nil, err
		}
	}
	return n, writePorts(portsFile, ports)
}

func (n *Newsroom) serve(o *Outlet, ports map[string]int) error {
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", ports[o.ID]))
	if err != nil {
		return fmt.Errorf("newsroom: %w", err)
	}
	ports[o.ID] = l.Addr().(*net.TCPAddr).Port
	base := "http://" + l.Addr().String()
	o.URL = base + "/feed"
	if o.form == "listing" {
		o.URL = base + "/"
	}
	s := &http.Server{Handler: n.handler(*o, base), ReadHeaderTimeout: 5 * time.Second,
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)}
	n.servers = append(n.servers, s)
	go func() { _ = s.Serve(l) }()
	return nil
}

// Outlets gives the publishers with the URLs that they are served at.
func (n *Newsroom) Outlets() []Outlet { return n.outlets }

// SetTime moves the newsroom to a simulated moment.
func (n *Newsroom) SetTime(t time.Time) { n.now.Store(t.Unix()) }

func (n *Newsroom) time() time.Time { return time.Unix(n.now.Load(), 0).UTC() }

// Forbidden counts requests for pages that robots.txt forbids.
func (n *Newsroom) Forbidden() int { return int(n.forbidden.Load()) }

// Close stops every outlet.
func (n *Newsroom) Close() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	for _, s := range n.servers {
		if s.Shutdown(ctx) != nil {
			s.Close()
		}
	}
}

func readPorts(file string) (map[string]int, error) {
	ports := map[string]int{}
	body, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ports, nil
	case err != nil:
		return nil, err
	}
	if err := json.Unmarshal(body, &ports); err != nil {
		return nil, fmt.Errorf("newsroom: %s: %w", file, err)
	}
	return ports, nil
}

func writePorts(file string, ports map[string]int) error {
	body, err := json.Marshal(ports)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	return os.WriteFile(file, body, 0o600)
}
