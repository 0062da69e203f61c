package egress

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"

	"golang.org/x/net/proxy"
)

// DialContext connects to a public or allowed address, through the proxy when
// there is one. Names are resolved here, and every address is checked after
// that, at the moment of the connection.
func (c *Client) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	if c.proxy == nil {
		return c.dialer.DialContext(ctx, network, address)
	}
	target, err := c.resolve(ctx, address)
	if err != nil {
		return nil, err
	}
	return c.throughProxy(ctx, target)
}

// control is the check of an address about to be dialled.
func (c *Client) control(_, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %s", ErrPrivate, address)
	}
	return c.guard.check(ap.Addr())
}

// resolve gives the address that the proxy is to connect to. The proxy never
// sees the name, so its own resolver cannot lead elsewhere.
func (c *Client) resolve(ctx context.Context, address string) (netip.AddrPort, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return netip.AddrPort{}, err
	}
	number, err := net.DefaultResolver.LookupPort(ctx, "tcp", port)
	if err != nil {
		return netip.AddrPort{}, err
	}
	addrs, err := c.resolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return netip.AddrPort{}, err
	}
	var refused error
	for _, a := range addrs {
		if refused = c.guard.check(a); refused == nil {
			return netip.AddrPortFrom(a.Unmap(), uint16(number)), nil
		}
	}
	if refused == nil {
		refused = &net.DNSError{Err: "no address", Name: host, IsNotFound: true}
	}
	return netip.AddrPort{}, refused
}

// throughProxy opens a tunnel to the target. The proxy itself was named by the
// operator, so it may stand on a private address.
func (c *Client) throughProxy(ctx context.Context, target netip.AddrPort) (net.Conn, error) {
	plain := &net.Dialer{Timeout: c.dialer.Timeout, Resolver: c.resolver}
	if c.proxy.Scheme == "socks5" || c.proxy.Scheme == "socks5h" {
		d, err := proxy.FromURL(c.proxy, plain)
		if err != nil {
			return nil, fmt.Errorf("proxy: %w", err)
		}
		return d.(proxy.ContextDialer).DialContext(ctx, "tcp", target.String())
	}
	conn, err := plain.DialContext(ctx, "tcp", proxyAddress(c.proxy))
	if err != nil {
		return nil, fmt.Errorf("proxy: %w", err)
	}
	if c.proxy.Scheme == "https" {
		conn = tls.Client(conn, &tls.Config{ServerName: c.proxy.Hostname(), RootCAs: c.roots, MinVersion: tls.VersionTLS12})
	}
	tunnel, err := connect(ctx, conn, c.proxy, target.String())
	if err != nil {
		conn.Close()
		return nil, fmt.Errorf("proxy: %w", err)
	}
	return tunnel, nil
}

func proxyAddress(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return net.JoinHostPort(u.Hostname(), port)
}

// connect asks an HTTP proxy for a tunnel (RFC 9110, section 9.3.6).
func connect(ctx context.Context, conn net.Conn, via *url.URL, target string) (net.Conn, error) {
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	req := &http.Request{Method: http.MethodConnect, URL: &url.URL{Opaque: target}, Host: target, Header: http.Header{}}
	if via.User != nil {
		password, _ := via.User.Password()
		token := base64.StdEncoding.EncodeToString([]byte(via.User.Username() + ":" + password))
		req.Header.Set("Proxy-Authorization", "Basic "+token)
	}
	if err := req.Write(conn); err != nil {
		return nil, err
	}
	br := bufio.NewReader(conn)
	resp, err := http.ReadResponse(br, req)
	if err != nil {
		return nil, err
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("refused the tunnel with status %d", resp.StatusCode)
	}
	if br.Buffered() > 0 {
		return nil, fmt.Errorf("sent data before the tunnel was used")
	}
	return conn, nil
}
