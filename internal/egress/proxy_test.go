package egress

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"sync"
	"testing"
)

// tunnels is a proxy that notes what it is asked to connect to.
type tunnels struct {
	mu    sync.Mutex
	asked []string
	auth  string
}

func (p *tunnels) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.asked = append(p.asked, r.Method+" "+r.Host)
	p.auth = r.Header.Get("Proxy-Authorization")
	p.mu.Unlock()
	if r.Method != http.MethodConnect {
		http.Error(w, "tunnels only", http.StatusMethodNotAllowed)
		return
	}
	target, err := net.Dial("tcp", r.Host)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		target.Close()
		return
	}
	fmt.Fprint(conn, "HTTP/1.1 200 OK\r\n\r\n")
	go func() { io.Copy(target, conn); target.Close() }()
	go func() { io.Copy(conn, target); conn.Close() }()
}

func TestAProxyGetsCheckedAddressesOnly(t *testing.T) {
	p := &tunnels{}
	proxy := httptest.NewServer(p)
	defer proxy.Close()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.Host) }))
	defer site.Close()
	u, _ := url.Parse(site.URL)
	names := newNames(t)
	via, _ := url.Parse(proxy.URL)
	via.User = url.UserPassword("reader", "secret")
	c := newClient(t, Options{Proxy: via.String(), Resolver: names.resolver()}, netip.Addr{})

	names.answer(netip.MustParseAddr("127.0.0.1"))
	named := "sahel.example:" + u.Port()
	resp, err := c.Get(t.Context(), Request{URL: "http://" + named + "/"})
	if err != nil || string(resp.Body) != named {
		t.Fatalf("through the proxy: %v", err)
	}
	if len(p.asked) != 1 || p.asked[0] != "CONNECT 127.0.0.1:"+u.Port() {
		t.Errorf("the proxy was asked for %v; it must get the checked address, not the name", p.asked)
	}
	if p.auth != "Basic cmVhZGVyOnNlY3JldA==" {
		t.Errorf("authorization %q", p.auth)
	}
	p.asked = nil
	names.answer(netip.MustParseAddr("169.254.169.254"))
	for _, target := range []string{"http://meta.example/", "https://meta.example/", "http://10.0.0.1/", "http://[::ffff:10.0.0.1]/"} {
		if _, err := c.Get(t.Context(), Request{URL: target}); !errors.Is(err, ErrPrivate) {
			t.Errorf("%s: %v", target, err)
		}
	}
	if len(p.asked) != 0 {
		t.Errorf("the proxy was asked for %v", p.asked)
	}
}

func TestASocksProxyGetsAddressesToo(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "Dargo") }))
	defer site.Close()
	kinds := make(chan byte, 1)
	go func() { // RFC 1928: greeting, then one request
		conn, err := l.Accept()
		if err != nil {
			return
		}
		r := bufio.NewReader(conn)
		head := make([]byte, 2)
		io.ReadFull(r, head)
		io.CopyN(io.Discard, r, int64(head[1]))
		conn.Write([]byte{5, 0})
		req := make([]byte, 10)
		io.ReadFull(r, req)
		kinds <- req[3]
		target, err := net.Dial("tcp", site.Listener.Addr().String())
		if err != nil {
			return
		}
		conn.Write([]byte{5, 0, 0, 1, 127, 0, 0, 1, 0, 0})
		go io.Copy(target, r)
		io.Copy(conn, target)
	}()
	names := newNames(t)
	names.answer(netip.MustParseAddr("127.0.0.1"))
	c := newClient(t, Options{Proxy: "socks5://" + l.Addr().String(), Resolver: names.resolver()}, netip.Addr{})
	resp, err := c.Get(t.Context(), Request{URL: "http://sahel.example/"})
	if err != nil || string(resp.Body) != "Dargo" {
		t.Fatalf("through the proxy: %v", err)
	}
	if kind := <-kinds; kind != 1 {
		t.Errorf("the proxy got an address of kind %d, want 1 (IPv4)", kind)
	}
}

func TestNewRefusesAnUnusableProxy(t *testing.T) {
	for _, p := range []string{"ftp://x", "://", "host:3128"} {
		if _, err := New(Options{Proxy: p}); err == nil {
			t.Errorf("%q was taken", p)
		}
	}
}
