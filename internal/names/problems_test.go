package names_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"
	"testing"
	"time"

	"sahelwatch/crawler"
	"sahelwatch/feeds"
	"sahelwatch/internal/egress"
	"sahelwatch/internal/names"
)

// Whatever keeps a source from being read is told in the reader's language.
func TestEveryProblemOfASourceIsSaidInFrench(t *testing.T) {
	problems := []error{
		feeds.ErrHTML, feeds.ErrFormat, feeds.ErrEmpty, feeds.ErrComplex, feeds.ErrBroken,
		crawler.ErrRobots, crawler.ErrRobotsUnread, crawler.ErrMedia, crawler.ErrNoArticles, crawler.ErrNotSitemap, crawler.ErrComplex, crawler.ErrNothingFound,
		egress.ErrPrivate, egress.ErrTooLarge, egress.ErrRedirects, egress.ErrTimeout, egress.ErrScheme, egress.ErrEncoding,
		context.Canceled, io.ErrUnexpectedEOF, syscall.ECONNREFUSED, syscall.ECONNRESET, syscall.ENETUNREACH, context.DeadlineExceeded,
		&net.DNSError{Name: "news.example", IsNotFound: true}, &net.DNSError{Name: "news.example"},
		x509.UnknownAuthorityError{}, x509.HostnameError{Certificate: new(x509.Certificate)}, x509.CertificateInvalidError{}, x509.SystemRootsError{}, &net.OpError{Op: "remote error", Err: errors.New("tls: handshake failure")}, tls.RecordHeaderError{},
		&egress.StatusError{Earlier: true, RetryAfter: time.Minute},
	}
	for _, code := range []int{302, 401, 404, 410, 418, 429, 451, 500, 503} {
		problems = append(problems, &egress.StatusError{Status: code})
	}
	en, errEnglish := names.In("en")
	fr, errFrench := names.In("fr")
	if err := errors.Join(errEnglish, errFrench); err != nil {
		t.Fatal(err)
	}
	for _, err := range problems {
		text := egress.Explain(err)
		if en.Problem(text) != text {
			t.Errorf("%q becomes %q in English", text, en.Problem(text))
		}
		said := fr.Problem(text)
		if said == text || strings.Contains(said, "{0}") {
			t.Errorf("%q is not said in French: %q", text, said)
		}
	}
	for text, want := range map[string]string{
		"the name news.example does not exist":                                      "le nom news.example n’existe pas",
		"the site has a fault of its own (503)":                                     "le site est lui-même en panne (503)",
		"words that nobody knows":                                                   "words that nobody knows",
		crawler.ErrRobotsUnread.Plain() + ": the site has a fault of its own (503)": "le robots.txt du site est illisible, et aucune page du site n’est lue d’ici là : le site est lui-même en panne (503)",
		"the site refuses connections to nobody":                                    "the site refuses connections to nobody",
	} {
		if got := fr.Problem(text); got != want {
			t.Errorf("%q is said %q, want %q", text, got, want)
		}
	}
}
