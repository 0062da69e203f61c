package egress

import (
	"fmt"
	"net/http"
	"time"
)

// Failure is a way in which a fetch, or the reading of what it brought, fails.
// Each failure is a variable, compared with errors.Is; it arrives wrapped with
// the URL or address that it is about.
type Failure struct {
	What  string // for a log
	Words string // for a person who reads the health of a source
}

func (f *Failure) Error() string { return f.What }

// Plain is the failure in plain words.
func (f *Failure) Plain() string { return f.Words }

// Failures of a fetch.
var (
	ErrPrivate = &Failure{"address is private or reserved",
		"the address is private or reserved and is not fetched; allow_private can permit it"}
	ErrTooLarge = &Failure{"answer is larger than allowed",
		"the answer is larger than allowed"}
	ErrRedirects = &Failure{"redirects lead nowhere",
		"the address redirects in a circle or too often"}
	ErrTimeout = &Failure{"no answer in time",
		"the site did not answer in time"}
	ErrScheme = &Failure{"only http and https are fetched",
		"the address is not an http or https URL"}
	ErrEncoding = &Failure{"compressed answer cannot be read",
		"the compressed answer is damaged"}
)

// StatusError is an answer whose status is no success.
type StatusError struct {
	URL    string
	Status int
	// RetryAfter is how long the host asks to be left alone; 0 when it does not say.
	RetryAfter time.Duration
	// Earlier is set when nothing was sent: the host had asked for a pause
	// before, and it is not over.
	Earlier bool
}

func (e *StatusError) Error() string {
	if e.Earlier {
		return fmt.Sprintf("%s: host asked for a pause (status %d), %s left", e.URL, e.Status, e.RetryAfter.Round(time.Second))
	}
	return fmt.Sprintf("%s: status %d %s", e.URL, e.Status, http.StatusText(e.Status))
}

// Gone reports whether the status says that the page no longer exists.
func (e *StatusError) Gone() bool {
	return e.Status == http.StatusNotFound || e.Status == http.StatusGone
}
