package demo

import (
	"fmt"
	"io"
	"log"
	"net"
	"sync"
	"time"

	"github.com/emersion/go-smtp"
)

// Letter is one message that the mailbox received.
type Letter struct {
	ID      string // its Message-ID
	Subject string
	To      []string
	Raw     []byte
}

// Mailbox is an SMTP server on loopback that keeps what it is sent.
type Mailbox struct {
	Host string
	Port int

	mu      sync.Mutex
	letters []Letter
	server  *smtp.Server
	arrived func(Letter)
}

// OpenMailbox starts the server; arrived is called for each message whose id
// is new.
func OpenMailbox(arrived func(Letter)) (*Mailbox, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("mailbox: %w", err)
	}
	addr := l.Addr().(*net.TCPAddr)
	m := &Mailbox{Host: addr.IP.String(), Port: addr.Port, arrived: arrived}
	m.server = smtp.NewServer(m)
	m.server.Domain = "localhost"
	m.server.ReadTimeout, m.server.WriteTimeout = 10*time.Second, 10*time.Second
	m.server.MaxMessageBytes = 4 << 20
	m.server.ErrorLog = log.New(io.Discard, "", 0)
	go func() { _ = m.server.Serve(l) }()
	return m, nil
}

// Letters gives what arrived, in order, each Message-ID once.
func (m *Mailbox) Letters() []Letter {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]Letter(nil), m.letters...)
}

// Close stops the server.
func (m *Mailbox) Close() { m.server.Close() }

// NewSession begins one SMTP conversation.
func (m *Mailbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &smtpSession{box: m}, nil }

type smtpSession struct {
	box *Mailbox
	to  []string
}

func (s *smtpSession) Mail(string, *smtp.MailOptions) error { return nil }
func (s *smtpSession) Reset()                               { s.to = nil }
func (s *smtpSession) Logout() error                        { return nil }

func (s *smtpSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = append(s.to, to)
	return nil
}

func (s *smtpSession) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	return s.box.keep(raw, s.to)
}

func (m *Mailbox) keep(raw []byte, to []string) error {
	letter, err := readLetter(raw)
	if err != nil {
		return &smtp.SMTPError{Code: 554, Message: "not a mail message"}
	}
	letter.To = to
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, old := range m.letters {
		if old.ID == letter.ID {
			return nil
		}
	}
	m.letters = append(m.letters, letter)
	if m.arrived != nil {
		m.arrived(letter)
	}
	return nil
}
