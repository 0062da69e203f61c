package deliver

import (
	"net/url"
	"strings"
)

// partsOf gives the parts of an address that may be secret: user, password,
// path segments and query values, as written and decoded, and, for chat
// addresses, the host, which is often a token. Parts of fewer than six
// characters are words of the protocol rather than secrets.
func partsOf(address string) []string {
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	var parts []string
	add := func(list ...string) {
		for _, s := range list {
			if len(s) >= 6 {
				parts = append(parts, s)
				if esc := url.QueryEscape(s); esc != s {
					parts = append(parts, esc)
				}
			}
		}
	}
	if u.User != nil {
		password, _ := u.User.Password()
		add(u.User.Username(), password)
	}
	add(strings.Split(u.Path, "/")...)
	add(strings.Split(u.EscapedPath(), "/")...)
	for _, values := range u.Query() {
		add(values...)
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		add(u.Host)
	}
	return parts
}
