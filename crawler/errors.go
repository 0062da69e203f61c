package crawler

// Error is a page that cannot be used, with words for its reader.
type Error struct{ what, plain string }

func (e *Error) Error() string { return e.what }

// Plain is the error in plain words, for the health of a source.
func (e *Error) Plain() string { return e.plain }

// Failures beside those of egress.
var (
	ErrRobots = &Error{"robots.txt forbids it",
		"the site's robots.txt does not allow programs to read this page, or cannot be read itself"}
	ErrMedia = &Error{"a media file or document, not a page",
		"this is a picture, sound, film or document file, not a page with text"}
	ErrNoArticles = &Error{"no links that look like articles",
		"nothing on the page looks like an article; a selector in the configuration can name what does"}
	ErrNotSitemap = &Error{"not a sitemap",
		"this is no sitemap; try sources test"}
	ErrComplex = &Error{"page has too many elements",
		"the page has too many elements or is nested too deeply to be read safely"}
	ErrNothingFound = &Error{"no feed, sitemap or listing found",
		"no feed, sitemap or list of articles was found at or near this address"}
)
