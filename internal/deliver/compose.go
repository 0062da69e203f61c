package deliver

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	netmail "net/mail"
	"strings"
	"unicode"

	"github.com/wneessen/go-mail"

	"sahelwatch/internal/conflict"
)

// compose makes the message of a digest to one address. The same digest gives
// the same bytes each time.
func (d *Deliverer) compose(r Recipient, address string, dg conflict.Digest, msg Rendered) (*mail.Msg, error) {
	domain, err := domainOf(d.o.SMTP.From)
	if err != nil {
		return nil, err
	}
	m := mail.NewMsg(mail.WithNoDefaultUserAgent(), mail.WithBoundary("digest-"+token(dg.ID)))
	if err := m.From(d.o.SMTP.From); err != nil {
		return nil, fmt.Errorf("sender: %w", err)
	}
	if err := m.To(address); err != nil {
		return nil, fmt.Errorf("recipient: %w", err)
	}
	m.Subject(oneLine(msg.Subject))
	m.SetDateWithValue(dg.At)
	m.SetMessageIDWithValue(messageID(dg.ID, domain))
	if dg.Kind == "immediate" && len(dg.Incidents) == 1 {
		root := "<" + messageID("incident "+r.Name+" "+dg.Incidents[0].Incident.ID, domain) + ">"
		m.SetGenHeader(mail.HeaderInReplyTo, root)
		m.SetGenHeader(mail.HeaderReferences, root)
	}
	m.SetGenHeader("List-Id", "<"+label(r.Name)+"."+domain+">")
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	d.unsubscribe(m, r.Name, address)
	m.SetBodyString(mail.TypeTextPlain, msg.Text)
	m.AddAlternativeString(mail.TypeTextHTML, msg.HTML)
	return m, nil
}

// longestLink is how many octets an address in a header may have: it cannot be
// folded, and a line has 998 at most (RFC 5322, 2.1.1).
const longestLink = 900

// unsubscribe offers a mailto and, where an https address takes the POST of
// RFC 8058, one click.
func (d *Deliverer) unsubscribe(m *mail.Msg, recipient, address string) {
	sender, err := netmail.ParseAddress(d.o.SMTP.From)
	if err != nil {
		return
	}
	mailto := "<mailto:" + sender.Address + "?subject=unsubscribe%20" + label(recipient) + ">"
	if d.o.Unsubscribe != nil {
		if page := oneLine(d.o.Unsubscribe(recipient, address)); strings.HasPrefix(page, "https://") && len(page) <= longestLink {
			m.SetGenHeader(mail.HeaderListUnsubscribe, "<"+page+">", mailto)
			m.SetGenHeader(mail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
			return
		}
	}
	m.SetGenHeader(mail.HeaderListUnsubscribe, mailto)
}

// messageID is the id of what is named, within domain. It is the same on each
// attempt, so that mail programs drop the copy that a lost answer causes.
func messageID(name, domain string) string { return token(name) + "@" + domain }

func token(name string) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:16])
}

// domainOf is the domain of an address.
func domainOf(address string) (string, error) {
	a, err := netmail.ParseAddress(address)
	if err != nil {
		return "", fmt.Errorf("%q is not a mail address", address)
	}
	return a.Address[strings.LastIndex(a.Address, "@")+1:], nil
}

// label makes a recipient's name fit for a List-Id: letters, digits and dashes.
func label(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-':
			return r
		}
		return '-'
	}, name[:min(len(name), maxLabel)])
}

// maxLabel is how many octets of a recipient's name stand in a header: as many
// as a label of a host name has, whose form a List-Id borrows (RFC 2919).
const maxLabel = 63

// maxSubject keeps a subject's encoded header within 998 octets.
const maxSubject = 200

// oneLine makes a header's value harmless: no control characters, no line
// ends, bounded length.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > maxSubject {
		s = string(runes[:maxSubject-1]) + "…"
	}
	return s
}
