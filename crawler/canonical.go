package crawler

import (
	"bytes"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/idna"
)

// Canonical folds the forms under which one article is linked into one:
// tracking parameters, AMP and mobile addresses, a trailing index file,
// fragments, default ports and the case of the host. It is for comparing; the
// page is fetched at the address that was given. What is no http(s) URL comes
// back as it is.
func Canonical(address string) string {
	// One form may hide another: an AMP cache of a mobile page. Each pass only
	// takes away, so a few reach the end.
	for range 8 {
		next := canonicalStep(address)
		if next == address {
			break
		}
		address = next
	}
	return address
}

func canonicalStep(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return address
	}
	if inner := amped(u); inner != nil {
		u = inner
	}
	host := plainHost(u.Host)
	if host == "" {
		return address
	}
	u.Scheme = "https"
	u.User = nil
	u.Host = host
	u.Fragment, u.RawFragment = "", ""
	u.RawQuery = plainQuery(u.RawQuery)
	u.ForceQuery = false
	plainPath(u)
	return u.String()
}

// plainHost drops the default port and the mobile and AMP labels.
func plainHost(host string) string {
	host = strings.ToLower(host)
	for _, port := range []string{":80", ":443"} {
		host = strings.TrimSuffix(host, port)
	}
	host = strings.TrimRight(host, ".")
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	for _, label := range []string{"www.", "m.", "mobile.", "amp.", "mobi."} {
		if rest, ok := strings.CutPrefix(host, label); ok && strings.Contains(rest, ".") {
			return strings.TrimPrefix(rest, "www.")
		}
	}
	return host
}

// amped gives the page behind an AMP cache or viewer address.
func amped(u *url.URL) *url.URL {
	var rest string
	switch {
	case strings.HasSuffix(u.Host, ".cdn.ampproject.org"):
		rest = strings.TrimPrefix(u.Path, "/")
		for _, kind := range []string{"c/", "v/", "wp/"} {
			rest = strings.TrimPrefix(rest, kind)
		}
		if after, ok := strings.CutPrefix(rest, "s/"); ok {
			rest = after
		}
	case strings.HasPrefix(u.Path, "/amp/s/") && strings.HasPrefix(u.Host, "www.google."):
		rest = strings.TrimPrefix(u.Path, "/amp/s/")
	default:
		return nil
	}
	inner, err := url.Parse("https://" + rest)
	if err != nil || !strings.Contains(inner.Host, ".") {
		return nil
	}
	inner.RawQuery = u.RawQuery
	return inner
}

// plainQuery drops what only tells where a reader came from, and sorts the rest.
func plainQuery(raw string) string {
	if raw == "" {
		return ""
	}
	values, err := url.ParseQuery(raw)
	if err != nil {
		return raw
	}
	for name := range values {
		if tracking(strings.ToLower(name)) {
			delete(values, name)
		}
	}
	return values.Encode()
}

func tracking(name string) bool {
	for _, p := range []string{"utm_", "mc_", "pk_", "mtm_", "at_", "hsa_", "_hs", "ns_", "vero_", "oly_"} {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	switch name {
	case "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "igshid", "twclid", "ttclid", "xtor",
		"ref", "ref_src", "referrer", "cmpid", "cmp", "ocid", "ito", "ncid", "sr_share", "smid", "share", "sharesource",
		"amp", "outputtype", "output", "platform", "source", "src", "from", "feature", "spm", "_ga", "_gl", "mkt_tok", "s_cid", "wt_mc", "rss", "feed":
		return true
	}
	return false
}

// plainPath drops AMP and mobile marks, index files and a final slash.
func plainPath(u *url.URL) {
	p := u.EscapedPath()
	if i := strings.IndexByte(p, ';'); i >= 0 && strings.HasPrefix(strings.ToLower(p[i:]), ";jsessionid=") {
		p = p[:i]
	}
	for _, suffix := range []string{"/amp/", "/amp", ".amp", "/index.html", "/index.htm", "/index.php"} {
		if rest, ok := strings.CutSuffix(p, suffix); ok {
			p = rest
			break
		}
	}
	p = strings.TrimSuffix(p, ".amp.html")
	if rest, ok := strings.CutPrefix(p, "/amp/"); ok {
		p = "/" + rest
	}
	for strings.Contains(p, "//") {
		p = strings.ReplaceAll(p, "//", "/")
	}
	p = normalPath(strings.TrimRight(p, "/"))
	if decoded, err := url.PathUnescape(p); err == nil {
		u.Path, u.RawPath = decoded, p
	}
}

// headSize is how much of a page is searched for its canonical link.
const headSize = 256 << 10

// canonicalOf reads the page's own word (link rel=canonical, og:url), which for
// a syndicated copy leads to the site that it was taken from. A word
// that leads to the root of a site is no use: themes often get it wrong.
func canonicalOf(p Page) string {
	base, err := url.Parse(p.URL)
	if err != nil {
		return Canonical(p.URL)
	}
	link, og := headLinks(p.Body[:min(len(p.Body), headSize)])
	for _, ref := range []string{link, og} {
		if ref == "" {
			continue
		}
		target, err := base.Parse(ref)
		if err != nil || target.Scheme != "http" && target.Scheme != "https" {
			continue
		}
		if target.Path == "" || target.Path == "/" {
			continue
		}
		return Canonical(target.String())
	}
	return Canonical(p.URL)
}

func headLinks(head []byte) (link, og string) {
	z := html.NewTokenizer(bytes.NewReader(head))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return link, og
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			tag := atom.Lookup(name)
			if tag == atom.Body {
				return link, og
			}
			if tag != atom.Link && tag != atom.Meta || !more {
				continue
			}
			a := attributes(z)
			switch {
			case tag == atom.Link && link == "" && strings.EqualFold(a["rel"], "canonical"):
				link = a["href"]
			case tag == atom.Meta && og == "" && a["property"] == "og:url":
				og = a["content"]
			}
		}
	}
}

func attributes(z *html.Tokenizer) map[string]string {
	out := map[string]string{}
	for {
		k, v, more := z.TagAttr()
		if _, ok := out[string(k)]; !ok {
			out[string(k)] = strings.TrimSpace(string(v))
		}
		if !more {
			return out
		}
	}
}
