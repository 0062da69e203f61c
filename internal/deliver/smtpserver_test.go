package deliver_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"sahelwatch/internal/deliver"
)

// mailServer is a real SMTP server on loopback that behaves as told and keeps
// what it accepted.
type mailServer struct {
	offerTLS    bool             // STARTTLS
	implicitTLS bool             // TLS from the first byte
	rcpt        map[string]error // answers to RCPT by address
	data        error            // answer to DATA
	dropAfter   int              // connections to cut after that many accepted DATA, before the answer
	hang        bool             // never answer DATA
	user, pass  string           // credentials it asks for
	greeting    string           // sent in place of a session, then the line is cut

	addr  *net.TCPAddr
	roots *x509.CertPool

	mu       sync.Mutex
	accepted []accepted
	drops    int
}

type accepted struct {
	from string
	to   []string
	body []byte
	tls  bool
}

// certificate borrows the loopback certificate of net/http/httptest.
func certificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	s := httptest.NewTLSServer(nil)
	defer s.Close()
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	return s.TLS.Certificates[0], roots
}

func (m *mailServer) start(t *testing.T) *mailServer {
	t.Helper()
	cert, roots := certificate(t)
	m.roots = roots
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m.addr = listener.Addr().(*net.TCPAddr)
	if m.greeting != "" {
		go m.greet(listener)
		t.Cleanup(func() { listener.Close() })
		return m
	}
	server := smtp.NewServer(m)
	server.Domain = "mx.example"
	server.AllowInsecureAuth = true
	server.ReadTimeout, server.WriteTimeout = 5*time.Second, 5*time.Second
	server.ErrorLog = quiet{}
	config := &tls.Config{Certificates: []tls.Certificate{cert}}
	if m.offerTLS {
		server.TLSConfig = config
	}
	if m.implicitTLS {
		listener = tls.NewListener(listener, config)
	}
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })
	return m
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

func (m *mailServer) greet(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		io.WriteString(c, m.greeting)
		c.Close()
	}
}

// options are those of a client that knows the server's certificate.
func (m *mailServer) options() deliver.SMTP {
	s := deliver.SMTP{
		Host: "127.0.0.1", Port: m.addr.Port, From: "Sahelwatch <watch@watch.example>", TLS: "starttls",
		RootCAs: m.roots, Timeout: 5 * time.Second, User: m.user, Password: m.pass,
	}
	if m.implicitTLS {
		s.TLS = "tls"
	}
	return s
}

func (m *mailServer) deliverer(t *testing.T, change func(*deliver.SMTP)) *deliver.Deliverer {
	t.Helper()
	s := m.options()
	if change != nil {
		change(&s)
	}
	d, err := deliver.New(deliver.Options{SMTP: s})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (m *mailServer) got() []accepted {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.accepted)
}

// NewSession begins one client's session.
func (m *mailServer) NewSession(c *smtp.Conn) (smtp.Session, error) {
	return &session{server: m, conn: c}, nil
}

type session struct {
	server   *mailServer
	conn     *smtp.Conn
	from     string
	to       []string
	loggedIn bool
}

func (s *session) AuthMechanisms() []string {
	if s.server.user == "" {
		return nil
	}
	return []string{sasl.Plain}
}

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, pass string) error {
		if user != s.server.user || pass != s.server.pass {
			return smtp.ErrAuthFailed
		}
		s.loggedIn = true
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if s.server.user != "" && !s.loggedIn {
		return smtp.ErrAuthRequired
	}
	s.from = from
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if err := s.server.rcpt[to]; err != nil {
		return err
	}
	s.to = append(s.to, to)
	return nil
}

func (s *session) Data(r io.Reader) error {
	body, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	m := s.server
	if m.hang {
		time.Sleep(3 * time.Second)
		return errors.New("too late")
	}
	if m.data != nil {
		return m.data
	}
	_, secured := s.conn.TLSConnectionState()
	m.mu.Lock()
	m.accepted = append(m.accepted, accepted{s.from, s.to, bytes.Clone(body), secured})
	cut := m.drops < m.dropAfter
	m.drops++
	m.mu.Unlock()
	if cut {
		s.conn.Conn().Close()
	}
	return nil
}

func (s *session) Reset()        { s.from, s.to = "", nil }
func (s *session) Logout() error { return nil }
