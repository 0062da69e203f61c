package egress

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"syscall"
	"time"
)

// Explain says in plain words what went wrong, for the health of a source. An
// error with a method Plain() string, such as a *Failure, has words of its own.
func Explain(err error) string {
	var own interface{ Plain() string }
	var status *StatusError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &own):
		return own.Plain()
	case errors.As(err, &status):
		return explainStatus(status)
	case errors.Is(err, context.Canceled):
		return "stopped before the answer came"
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "the connection broke off in the middle of the answer"
	}
	return explainNetwork(err)
}

func explainNetwork(err error) string {
	var dns *net.DNSError
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var roots x509.SystemRootsError
	var record tls.RecordHeaderError
	var op *net.OpError
	var timeout net.Error
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return fmt.Sprintf("the name %s does not exist", dns.Name)
	case errors.As(err, &dns):
		return fmt.Sprintf("the name %s could not be looked up; is this machine online?", dns.Name)
	case errors.As(err, &unknown):
		return "the site's certificate comes from an unknown authority"
	case errors.As(err, &name):
		return "the site's certificate is for another name"
	case errors.As(err, &invalid):
		return "the site's certificate has expired or is not valid"
	case errors.As(err, &roots):
		return "this machine knows no certificate authorities; are its ca-certificates installed?"
	case errors.As(err, &op) && op.Op == "remote error": // an alert of crypto/tls, whose type has no name outside
		return "the site and this program agree on no way to encrypt"
	case errors.As(err, &record):
		return "the site does not speak HTTPS at this address"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "the site refuses connections"
	case errors.Is(err, syscall.ECONNRESET):
		return "the site broke the connection off"
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return "the site cannot be reached from here; is this machine online?"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return "the site did not answer in time"
	}
	return err.Error()
}

func explainStatus(e *StatusError) string {
	switch {
	case e.Earlier:
		return fmt.Sprintf("the site asked to be left alone for another %s", e.RetryAfter.Round(time.Second))
	case e.Status == http.StatusTooManyRequests:
		return "the site says that it was asked too often (429)"
	case e.Status == http.StatusNotFound:
		return "there is nothing at this address (404)"
	case e.Status == http.StatusGone:
		return "the site has removed it for good (410)"
	case e.Status == http.StatusUnauthorized, e.Status == http.StatusForbidden, e.Status == http.StatusUnavailableForLegalReasons:
		return fmt.Sprintf("the site refuses access (%d)", e.Status)
	case e.Status >= 500:
		return fmt.Sprintf("the site has a fault of its own (%d)", e.Status)
	case e.Status >= 300 && e.Status < 400:
		return fmt.Sprintf("the site redirects without saying where (%d)", e.Status)
	}
	return fmt.Sprintf("the site answered with status %d %s", e.Status, http.StatusText(e.Status))
}
