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
	what  string // for a log
	words string // for a person who reads the health of a source
}

// NewFailure returns a failure with its text for a log and its plain words.
func NewFailure(what, words string) *Failure { return &Failure{what, words} }

func (f *Failure) Error() string { return f.what }

// Plain is the failure in plain words.
func (f *Failure) Plain() string { return f.words }

// Failures of a fetch.
var (
	ErrPrivate = NewFailure("address is private or reserved",
		"the address is private or reserved and is not fetched; allow_private can permit it")
	ErrTooLarge = NewFailure("answer is larger than allowed",
		"the answer is larger than allowed")
	ErrRedirects = NewFailure("redirects lead nowhere",
		"the address redirects in a circle or too often")
	ErrTimeout = NewFailure("no answer in time",
		"the site did not answer in time")
	ErrScheme = NewFailure("only http and https are fetched",
		"the address is not an http or https URL")
	ErrEncoding = NewFailure("compressed answer cannot be read",
		"the compressed answer is damaged")
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
