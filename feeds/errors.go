package feeds

import "sahelwatch/internal/egress"

// Failures of a document.
var (
	ErrHTML = egress.NewFailure("an HTML page, not a feed",
		"this is an HTML page, not a feed; try sources test")
	ErrFormat = egress.NewFailure("not a feed of a known format",
		"this is no feed of a known format (RSS, RDF, Atom, JSON Feed); try sources test")
	ErrEmpty = egress.NewFailure("empty document",
		"the answer is empty, there is no feed in it")
	ErrComplex = egress.NewFailure("too deeply nested or too many elements",
		"the feed is nested too deeply or has too many elements to be safe")
	ErrBroken = egress.NewFailure("damaged beyond repair",
		"the feed is damaged and nothing in it can be read")
)
