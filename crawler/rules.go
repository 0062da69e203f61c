package crawler

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// rules is what a robots.txt says to one program (RFC 9309).
type rules struct {
	unread   error // why the file could not be read: all is forbidden
	lines    []rule
	delay    time.Duration
	sitemaps []string
}

type rule struct {
	pattern string // with * and a final $
	allow   bool
}

// group is the rules under one run of User-agent lines.
type group struct {
	agents []string
	lines  []rule
	delay  time.Duration
}

// parseRobots reads the rules for a product token such as "sahelwatch". Groups
// of the same agent count as one; without a group of its own the program is
// under "*", and without that, free (RFC 9309, section 2.2.1).
func parseRobots(body []byte, token string) rules {
	var out rules
	groups := readGroups(body, &out)
	token = strings.ToLower(token)
	for _, name := range []string{token, "*"} {
		found := false
		for _, g := range groups {
			for _, a := range g.agents {
				if a == name {
					found = true
					out.lines = append(out.lines, g.lines...)
					out.delay = max(out.delay, g.delay)
				}
			}
		}
		if found {
			break
		}
	}
	return out
}

func readGroups(body []byte, out *rules) []group {
	var groups []group
	naming := false // the last line was a User-agent line
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	for line := range bytes.FieldsFuncSeq(body, func(r rune) bool { return r == '\n' || r == '\r' }) {
		text, _, _ := strings.Cut(string(line), "#")
		key, value, ok := strings.Cut(text, ":")
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		key = strings.ToLower(strings.TrimSpace(key))
		switch key {
		case "user-agent":
			if !naming {
				groups = append(groups, group{})
			}
			g := &groups[len(groups)-1]
			g.agents = append(g.agents, productToken(value))
			naming = true
			continue
		case "sitemap":
			out.sitemaps = append(out.sitemaps, value)
			continue // stands outside of groups
		case "allow", "disallow", "crawl-delay":
			naming = false
		default:
			continue
		}
		if len(groups) == 0 {
			continue
		}
		g := &groups[len(groups)-1]
		switch {
		case key == "crawl-delay":
			if s, err := strconv.ParseFloat(value, 64); err == nil && s > 0 {
				g.delay = time.Duration(min(s, 3600) * float64(time.Second))
			}
		case value != "":
			g.lines = append(g.lines, rule{pattern: normalPath(value), allow: key == "allow"})
		}
	}
	return groups
}

// productToken is the name part of a user agent: letters, "-" and "_".
func productToken(s string) string {
	s = strings.ToLower(s)
	if s == "*" {
		return s
	}
	end := strings.IndexFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && r != '-' && r != '_'
	})
	if end >= 0 {
		s = s[:end]
	}
	return s
}

// permits reports whether a path with its query may be fetched: the longest
// matching rule decides, and of equal ones the one that allows (section 2.2.2).
func (r rules) permits(path string) bool {
	path = normalPath(path)
	if path == "/robots.txt" {
		return true
	}
	if r.unread != nil {
		return false
	}
	best, allowed := -1, true
	for _, l := range r.lines {
		if n := len(l.pattern); n > best || n == best && l.allow {
			if matches(l.pattern, path) {
				best, allowed = n, l.allow
			}
		}
	}
	return allowed
}

// matches tests a pattern against the start of a path; * stands for any run of
// bytes and a final $ for the end. It takes len(pattern)*len(path) steps at most.
func matches(pattern, path string) bool {
	anchored := strings.HasSuffix(pattern, "$")
	pattern = strings.TrimSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(path, parts[0]) {
		return false
	}
	rest := path[len(parts[0]):]
	if len(parts) == 1 {
		return !anchored || rest == ""
	}
	last := len(parts) - 1
	for _, part := range parts[1:last] {
		i := strings.Index(rest, part)
		if i < 0 {
			return false
		}
		rest = rest[i+len(part):]
	}
	if anchored {
		return strings.HasSuffix(rest, parts[last])
	}
	return strings.Contains(rest, parts[last])
}

// normalPath brings percent-encoding into one form: bytes outside of printable
// ASCII are encoded, encoded unreserved characters are decoded, hex is upper case.
func normalPath(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '%' && i+2 < len(s):
			n, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
			switch {
			case err != nil:
				b.WriteByte(c)
				continue
			case unreserved(byte(n)):
				b.WriteByte(byte(n))
			default:
				b.WriteString(strings.ToUpper(s[i : i+3]))
			}
			i += 2
		case c <= ' ' || c >= 0x7f:
			const hex = "0123456789ABCDEF"
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func plain(s string) bool {
	for i := range len(s) {
		if s[i] == '%' || s[i] <= ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~'
}
