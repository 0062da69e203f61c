package watch

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"sahelwatch/internal/config"
	"sahelwatch/internal/deliver"
	"sahelwatch/internal/store"
	"sahelwatch/internal/web"
)

// unsubscribeAt gives the https address where one click takes a mail address
// off a recipient; "" where the config has no public https address.
func (s *Service) unsubscribeAt(cfg *config.Config) func(recipient, address string) string {
	base, err := url.Parse(cfg.Web.PublicURL)
	if err != nil || base.Scheme != "https" || cfg.Web.Listen == "" {
		return nil
	}
	return func(recipient, address string) string {
		key, err := s.store.Secret()
		if err != nil {
			s.log.Error("a mail leaves without a link to unsubscribe", "recipient", recipient, "error", err.Error())
			return ""
		}
		return base.JoinPath(web.UnsubscribePath, signature(key, recipient, address)).String()
	}
}

// signature of a mail address in the list of a recipient: what a link holds. It
// tells neither of the two.
func signature(key []byte, recipient, address string) string {
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "unsubscribe\n%s\n%s", recipient, address)
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// Subscription implements web.Subscriptions.
func (s *Service) Subscription(link string) (web.Subscription, error) {
	key, err := s.store.Secret()
	if err != nil {
		return web.Subscription{}, err
	}
	for _, out := range s.setup.Load().out.recipients {
		name := out.content.Name
		for _, address := range out.target.Email {
			if !hmac.Equal([]byte(signature(key, name, address)), []byte(link)) {
				continue
			}
			state, _, err := s.store.Recipient(name)
			return web.Subscription{Recipient: name, Address: address, Ended: state.Unsubscribed[address]}, err
		}
	}
	return web.Subscription{}, web.ErrNotFound
}

// Unsubscribe implements web.Subscriptions. Deliveries that wait leave the
// address out as well.
func (s *Service) Unsubscribe(link string) (web.Subscription, error) {
	sub, err := s.Subscription(link)
	if err != nil || !sub.Ended.IsZero() {
		return sub, err
	}
	if sub.Ended, err = s.store.Unsubscribe(sub.Recipient, sub.Address); err == nil {
		s.log.Info("unsubscribed", "recipient", sub.Recipient, "address", sub.Address)
	}
	return sub, err
}

// wanted is the target of a recipient without the addresses that unsubscribed;
// false when nobody is left.
func wanted(target deliver.Recipient, state store.RecipientState) (deliver.Recipient, bool) {
	if len(target.Email) == 0 || len(state.Unsubscribed) == 0 {
		return target, true
	}
	target.Email = slices.DeleteFunc(slices.Clone(target.Email), func(address string) bool {
		_, gone := state.Unsubscribed[address]
		return gone
	})
	return target, len(target.Email) > 0
}

// errUnsubscribed says why nothing is sent to a recipient.
func errUnsubscribed(name string) error {
	return fmt.Errorf("every address of %s has unsubscribed; sahelwatch notify resume %s ends that", name, name)
}

// Quit is a recipient that is sent nothing more, wholly or in part, because it
// asked for that.
type Quit struct {
	Name         string
	Disabled     bool               // its webhook answered 410
	Unsubscribed []web.Subscription // mail addresses, by name
}

// Quits gives the recipients of the config that asked for an end.
func (s *Service) Quits() ([]Quit, error) {
	var list []Quit
	for _, out := range s.setup.Load().out.recipients {
		state, _, err := s.store.Recipient(out.content.Name)
		if err != nil {
			return nil, err
		}
		q := Quit{Name: state.Name, Disabled: state.Disabled, Unsubscribed: endedOf(state)}
		if q.Disabled || len(q.Unsubscribed) > 0 {
			list = append(list, q)
		}
	}
	return list, nil
}

func endedOf(state store.RecipientState) []web.Subscription {
	var list []web.Subscription
	for address, since := range state.Unsubscribed {
		list = append(list, web.Subscription{Recipient: state.Name, Address: address, Ended: since})
	}
	slices.SortFunc(list, func(a, b web.Subscription) int { return strings.Compare(a.Address, b.Address) })
	return list
}

// Resume sends to a recipient again that had asked for an end. What became known
// meanwhile stays unsent.
func (s *Service) Resume(name string) error {
	last, err := s.store.LastSeq()
	if err != nil {
		return err
	}
	return s.store.Resume(name, last)
}
