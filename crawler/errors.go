package crawler

import (
	"errors"
	"fmt"

	"sahelwatch/internal/egress"
)

// Failures beside those of egress.
var (
	ErrRobots = egress.NewFailure("robots.txt forbids it",
		"the site's robots.txt does not allow programs to read this page")
	// ErrRobotsUnread passes: until the file can be read nothing is fetched (RFC 9309, 2.3.1.4).
	ErrRobotsUnread = egress.NewFailure("robots.txt cannot be read",
		"the site's robots.txt cannot be read, and until it can no page of the site is")
	ErrMedia = egress.NewFailure("a media file or document, not a page",
		"this is a picture, sound, film or document file, not a page with text")
	ErrNoArticles = egress.NewFailure("no links that look like articles",
		"nothing on the page looks like an article; a selector in the configuration can name what does")
	ErrNotSitemap = egress.NewFailure("not a sitemap",
		"this is no sitemap; try sources test")
	ErrComplex = egress.NewFailure("page has too many elements",
		"the page has too many elements or is nested too deeply to be read safely")
	ErrNothingFound = egress.NewFailure("no feed, sitemap or listing found",
		"no feed, sitemap or list of articles was found at or near this address")
)

// unreadRobots is an ErrRobotsUnread with its cause. The cause is told, not
// wrapped: its status is that of robots.txt, and no page's.
type unreadRobots struct {
	host  string
	cause error
}

func (e *unreadRobots) Error() string {
	return fmt.Sprintf("%s: %s: %s", ErrRobotsUnread, e.host, e.cause)
}
func (e *unreadRobots) Unwrap() error { return ErrRobotsUnread }

// Plain names the cause alone where the site gave no answer at all, since then
// robots.txt has no part in it.
func (e *unreadRobots) Plain() string {
	why := egress.Explain(e.cause)
	var status *egress.StatusError
	if errors.As(e.cause, &status) || errors.Is(e.cause, egress.ErrEncoding) {
		return ErrRobotsUnread.Plain() + ": " + why
	}
	return why
}
