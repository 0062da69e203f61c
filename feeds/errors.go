package feeds

// Error is a document that is no usable feed, with words for its reader.
type Error struct {
	what  string
	plain string
}

func (e *Error) Error() string { return e.what }

// Plain is the error in plain words, for the health of a source.
func (e *Error) Plain() string { return e.plain }

// Failures of a document.
var (
	ErrHTML = &Error{"an HTML page, not a feed",
		"this is an HTML page, not a feed; try sources test"}
	ErrFormat = &Error{"not a feed of a known format",
		"this is no feed of a known format (RSS, RDF, Atom, JSON Feed); try sources test"}
	ErrEmpty = &Error{"empty document",
		"the answer is empty, there is no feed in it"}
	ErrComplex = &Error{"too deeply nested or too many elements",
		"the feed is nested too deeply or has too many elements to be safe"}
	ErrBroken = &Error{"damaged beyond repair",
		"the feed is damaged and nothing in it can be read"}
)
