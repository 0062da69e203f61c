package egress

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// forbidden holds forty forms of addresses that must never be dialled.
var forbidden = []string{
	"127.0.0.1", "127.255.255.254", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255", // loopback, private
	"169.254.169.254", "169.254.0.1", "100.64.0.1", "100.127.255.255", "0.0.0.0", "0.1.2.3", // metadata, link-local, CGNAT, this network
	"192.0.0.8", "192.0.2.1", "198.51.100.1", "203.0.113.1", "192.88.99.1", "198.18.0.1", "198.19.255.255", // assignments, documentation, 6to4 relay, benchmarking
	"224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", // multicast, reserved, broadcast
	"::1", "::", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::7f00:1", // loopback, unspecified, mapped, compatible
	"fe80::1", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", // link-local, unique local, site-local, multicast
	"64:ff9b::a00:1", "64:ff9b:1::a00:1", // NAT64
	"2002:a00:1::1", "2001:0:a00:1::1", "2001:db8::1", "3fff::1", "100::1", "5f00::1", // 6to4, Teredo, documentation, discard, SRv6
}

func TestPublicAddressesPass(t *testing.T) {
	for _, s := range []string{"8.8.8.8", "41.203.128.1", "100.63.255.255", "100.128.0.1", "172.32.0.1", "198.20.0.1", "223.255.255.255",
		"2606:4700::1111", "2a00:1450::1", "2c0f:f248::1", "2001:4860::8888", "::ffff:8.8.8.8"} {
		if err := (guard{}).check(netip.MustParseAddr(s)); err != nil {
			t.Error(err)
		}
	}
}

func TestAllowedNetworksPass(t *testing.T) {
	g := guard{allow: []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16"), netip.MustParsePrefix("fd00::/8")}}
	for s, want := range map[string]bool{"10.1.2.3": true, "::ffff:10.1.2.3": true, "10.2.0.1": false, "fd12::1": true, "127.0.0.1": false, "2002:a01:203::1": false} {
		if err := g.check(netip.MustParseAddr(s)); (err == nil) != want {
			t.Errorf("%s: %v", s, err)
		}
	}
}

// Each form is tried as the address itself, as the target of a redirect, as
// that of the robots.txt, and behind a name that was public a moment ago. The
// dialer reports every address that would have been connected to.
func TestForbiddenAddressesAreNeverConnectedTo(t *testing.T) {
	if len(forbidden) < 40 {
		t.Fatalf("%d forms", len(forbidden))
	}
	var connected atomic.Int32
	start := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.Query().Get("to"), http.StatusFound)
	}))
	start.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			connected.Add(1)
		}
	}
	start.Start()
	defer start.Close()
	for _, form := range forbidden {
		addr := netip.MustParseAddr(form)
		name := "[" + form + "]"
		if addr.Is4() {
			name = form
		}
		names := newNames(t)
		c := newClient(t, Options{Resolver: names.resolver()}, addr)
		before := connected.Load()
		for _, target := range []string{
			"http://" + name + "/", "https://" + name + ":8443/", "http://" + name + "/robots.txt",
			start.URL + "/?to=http://" + name + "/feed",
		} {
			if _, err := c.Get(t.Context(), Request{URL: target}); !errors.Is(err, ErrPrivate) {
				t.Errorf("%s: %v", target, err)
			}
		}
		if n := connected.Load() - before; addr.Unmap().IsLoopback() && n != 0 {
			t.Errorf("%s: %d connections", form, n)
		}
		names.answer(netip.MustParseAddr("8.8.8.8"))
		if got, err := c.resolver.LookupNetIP(t.Context(), "ip", "rebind.example"); err != nil || got[0].Unmap() != netip.MustParseAddr("8.8.8.8") {
			t.Fatalf("name first leads to %v, %v", got, err)
		}
		names.answer(addr)
		if _, err := c.Get(t.Context(), Request{URL: "http://rebind.example/"}); !errors.Is(err, ErrPrivate) {
			t.Errorf("rebinding name to %s: %v", form, err)
		}
	}
}

// newClient returns a client that may reach the test server on 127.0.0.1 unless
// the form under test is that address.
func newClient(t *testing.T, o Options, under netip.Addr) *Client {
	t.Helper()
	o.Timeout = 5 * time.Second
	// The test server listens on 127.0.0.1, which is itself among the forms:
	// its port cannot be told apart by prefix, so redirects from it are tested
	// with the allowance, and the loopback forms without a redirect.
	if !under.IsValid() || !under.Unmap().IsLoopback() {
		o.AllowPrivate = append(o.AllowPrivate, netip.MustParsePrefix("127.0.0.0/8"))
	}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// names is a DNS server whose answer can be changed.
type names struct {
	conn net.PacketConn
	addr atomic.Pointer[netip.Addr]
}

func newNames(t *testing.T) *names {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	n := &names{conn: conn}
	go n.serve()
	return n
}

func (n *names) answer(a netip.Addr) { n.addr.Store(&a) }

func (n *names) resolver() *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", n.conn.LocalAddr().String())
	}}
}

func (n *names) serve() {
	buf := make([]byte, 1500)
	for {
		size, from, err := n.conn.ReadFrom(buf)
		if err != nil {
			return
		}
		if reply, err := n.reply(buf[:size]); err == nil {
			n.conn.WriteTo(reply, from)
		}
	}
}

func (n *names) reply(query []byte) ([]byte, error) {
	var m dnsmessage.Message
	if err := m.Unpack(query); err != nil || len(m.Questions) != 1 {
		return nil, fmt.Errorf("query: %w", err)
	}
	q := m.Questions[0]
	m.Response, m.RecursionAvailable, m.Additionals = true, true, nil
	h := dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class, Type: q.Type}
	addr := *n.addr.Load()
	switch {
	case q.Type == dnsmessage.TypeA && addr.Is4():
		m.Answers = []dnsmessage.Resource{{Header: h, Body: &dnsmessage.AResource{A: addr.As4()}}}
	case q.Type == dnsmessage.TypeAAAA && addr.Is6():
		m.Answers = []dnsmessage.Resource{{Header: h, Body: &dnsmessage.AAAAResource{AAAA: addr.As16()}}}
	}
	return m.Pack()
}
