package digest

import "sahelwatch/internal/conflict"

// HTML renders d as one page for mail programs: inline styles, tables, nothing
// remote, a dark form by media query, right-to-left passages marked as such.
func HTML(d conflict.Digest, t Templates) (string, error) {
	v, err := NewView(d)
	if err != nil {
		return "", err
	}
	return t.runHTML(v)
}

// Subject is d in one line for a mail's subject or a message's title.
func Subject(d conflict.Digest) (string, error) {
	v, err := NewView(d)
	return v.Subject, err
}
