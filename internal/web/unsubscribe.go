package web

import (
	"net/http"
	"time"
)

// UnsubscribePath is where the links of mails lead; what follows it names the
// subscription and is hard to guess.
const UnsubscribePath = "/unsubscribe/"

// Subscription is what the link of a mail stands for.
type Subscription struct {
	Recipient string // name in the config
	Address   string // mail address
	Ended     time.Time
}

// Subscriptions finds and ends them by their links.
type Subscriptions interface {
	// Subscription answers ErrNotFound for a link that was never given.
	Subscription(link string) (Subscription, error)
	// Unsubscribe ends it for good; a second time changes nothing.
	Unsubscribe(link string) (Subscription, error)
}

// unsubscribePage asks whether the reader wants no more mails. Looking changes
// nothing: programs that follow the links of a mail unsubscribe nobody.
func (s *server) unsubscribePage(w *words, r *http.Request, v *view) error {
	if s.opts.Links == nil {
		return errNoPage
	}
	sub, err := s.opts.Links.Subscription(r.PathValue("link"))
	return v.subscription(w, sub, err)
}

// unsubscribe ends a subscription, on the form of RFC 8058 that mail programs
// send by themselves and the page's button alike.
func (s *server) unsubscribe(w *words, r *http.Request, v *view) error {
	const formLimit = 4 << 10
	if s.opts.Links == nil {
		return errNoPage
	}
	r.Body = http.MaxBytesReader(nil, r.Body, formLimit)
	if r.PostFormValue("List-Unsubscribe") != "One-Click" {
		return &BadQuery{w.T("unsubscribe_form")}
	}
	sub, err := s.opts.Links.Unsubscribe(r.PathValue("link"))
	return v.subscription(w, sub, err)
}

func (v *view) subscription(w *words, sub Subscription, err error) error {
	if err != nil {
		return err
	}
	sub.Recipient, sub.Address = clean(sub.Recipient), clean(sub.Address)
	v.Page, v.Title, v.Data, v.Other = "unsubscribe", w.T("unsubscribe"), sub, nil
	return nil
}
