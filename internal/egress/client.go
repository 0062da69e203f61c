package egress

import (
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"
)

// Options of a Client. The zero value is a usable, polite client.
type Options struct {
	UserAgent    string          // product token and version; default "sahelwatch/1"
	Contact      string          // URL or mail address, added to the User-Agent
	Timeout      time.Duration   // of one request from its start to the end of its body, half of it for the first byte; default 30 s
	PerHost      int             // requests, and connections, to a host at a time; default 1
	Delay        time.Duration   // between the starts of two requests to a host; 0: none
	Hosts        map[string]Pace // hosts with a pace of their own, by the host of their URLs
	AllowPrivate []netip.Prefix  // private networks that may be reached all the same
	Proxy        string          // http, https or socks5 URL; "" for none
	MaxBody      int64           // bytes of an answer, unpacked; default 10 MiB
	Clock        func() time.Time
	Resolver     *net.Resolver  // default: the system's
	Roots        *x509.CertPool // certificate authorities; default: the system's
}

// Client fetches. It is safe for concurrent use; one serves a whole program.
type Client struct {
	guard       guard
	pacer       pacer
	pace        Pace
	hosts       map[string]Pace
	most        int // requests at a time to any host
	base        *http.Transport
	dialer      *net.Dialer
	resolver    *net.Resolver
	proxy       *url.URL
	roots       *x509.CertPool
	timeout     time.Duration
	maxBody     int64
	clock       func() time.Time
	agent       string
	agentHeader []string
	encodings   []string
	dec         decoders
	bodies      bodies
}

// New returns a client; the only error is an unusable proxy URL.
func New(o Options) (*Client, error) {
	c := &Client{
		guard:     guard{allow: o.AllowPrivate},
		pacer:     pacer{gates: map[string]*gate{}},
		pace:      Pace{PerHost: max(o.PerHost, 1), Delay: max(o.Delay, 0)},
		resolver:  o.Resolver,
		roots:     o.Roots,
		timeout:   o.Timeout,
		maxBody:   o.MaxBody,
		clock:     o.Clock,
		agent:     agent(o.UserAgent, o.Contact),
		encodings: []string{"gzip, br, zstd"},
	}
	c.agentHeader = []string{c.agent}
	c.most = c.pace.PerHost
	c.hosts = make(map[string]Pace, len(o.Hosts))
	for host, p := range o.Hosts {
		if p.PerHost <= 0 {
			p.PerHost = c.pace.PerHost
		}
		c.most = max(c.most, p.PerHost)
		c.hosts[host] = p
	}
	if c.timeout <= 0 {
		c.timeout = 30 * time.Second
	}
	if c.maxBody <= 0 {
		c.maxBody = 10 << 20
	}
	if c.clock == nil {
		c.clock = time.Now
	}
	if c.resolver == nil {
		c.resolver = net.DefaultResolver
	}
	if o.Proxy != "" {
		u, err := url.Parse(o.Proxy)
		if err != nil {
			return nil, fmt.Errorf("proxy: %w", err)
		}
		switch u.Scheme {
		case "http", "https", "socks5", "socks5h":
		default:
			return nil, fmt.Errorf("proxy %s: scheme must be http, https or socks5", u.Redacted())
		}
		c.proxy = u
	}
	c.dialer = &net.Dialer{Timeout: min(c.timeout/2, 10*time.Second), KeepAlive: 30 * time.Second, Resolver: c.resolver, Control: c.control}
	c.base = newBase(c)
	return c, nil
}

func agent(product, contact string) string {
	if product == "" {
		product = "sahelwatch/1"
	}
	if contact != "" {
		product += " (+" + contact + ")"
	}
	return product
}

// Transport gives the guarded transport for other HTTP clients. Bodies arrive
// decompressed.
func (c *Client) Transport() http.RoundTripper { return transport{c, c.pace} }

// Paced is Transport with a pace of its own.
func (c *Client) Paced(p Pace) http.RoundTripper { return transport{c, p} }

// Pace is the client's usual pace.
func (c *Client) Pace() Pace { return c.pace }

// PaceOf is the pace at which a host is asked: its own, or the usual one.
func (c *Client) PaceOf(host string) Pace {
	if p, ok := c.hosts[host]; ok {
		return p
	}
	return c.pace
}

// Now is the client's clock.
func (c *Client) Now() time.Time { return c.clock() }

// UserAgent is what the client calls itself.
func (c *Client) UserAgent() string { return c.agent }

// MaxBody is the largest answer in bytes, unpacked.
func (c *Client) MaxBody() int64 { return c.maxBody }

// Close drops idle connections.
func (c *Client) Close() { c.base.CloseIdleConnections() }
