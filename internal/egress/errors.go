package egress

import (
	"errors"
	"fmt"
	"net/http"
	"time"
)

// Failures of a fetch. Each arrives wrapped, with the URL or address it is about.
var (
	ErrPrivate   = errors.New("address is private or reserved")
	ErrTooLarge  = errors.New("answer is larger than allowed")
	ErrRedirects = errors.New("redirects lead nowhere")
	ErrTimeout   = errors.New("no answer in time")
	ErrScheme    = errors.New("only http and https are fetched")
	ErrEncoding  = errors.New("compressed answer cannot be read")
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
