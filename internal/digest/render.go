package digest

import (
	"fmt"

	"sahelwatch/internal/conflict"
)

// Text renders d as plain text of at most Columns columns; only an address or
// a word that is longer stands over.
func Text(d conflict.Digest, t Templates) (string, error) {
	v, err := NewView(d)
	if err != nil {
		return "", err
	}
	return t.runText(v)
}

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

// Short renders d for chat: one paragraph for each of the first incidents, its
// page or newest article, and the line about sources; at most ShortLimit bytes.
func Short(d conflict.Digest) (string, error) {
	v, err := NewView(d)
	if err != nil {
		return "", err
	}
	return short(v), nil
}

// JSON renders d as an indented Document.
func JSON(d conflict.Digest) ([]byte, error) {
	v, err := NewView(d)
	if err != nil {
		return nil, err
	}
	return indented(newDocument(d, v))
}

// Webhook renders d as the body of a Standard Webhooks call, below
// WebhookLimit bytes. What does not fit is left out in this order: all but the
// newest articles, figures and claims of an incident, then the least important
// incidents. The body says so in truncated and omitted; the sentences stay
// those of the whole digest, and each incident's url leads on.
func Webhook(d conflict.Digest) ([]byte, error) {
	v, err := NewView(d)
	if err != nil {
		return nil, err
	}
	return webhook(newDocument(d, v), v.words)
}

// Render gives d in every form. A panic of a template or of odd data comes
// back as an error, so that one digest cannot stop the others.
func Render(d conflict.Digest, t Templates) (out conflict.Rendered, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("render digest %s: %v", d.ID, p)
		}
	}()
	v, err := NewView(d)
	if err != nil {
		return out, err
	}
	out.Subject, out.Short = v.Subject, short(v)
	if out.Text, err = t.runText(v); err != nil {
		return out, err
	}
	if out.HTML, err = t.runHTML(v); err != nil {
		return out, err
	}
	doc := newDocument(d, v)
	if out.JSON, err = indented(doc); err != nil {
		return out, err
	}
	out.Webhook, err = webhook(doc, v.words)
	return out, err
}
