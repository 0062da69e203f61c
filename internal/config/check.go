package config

import (
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"sahelwatch/internal/digest"
)

var (
	idForm       = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]*$`)
	languageForm = regexp.MustCompile(`^[a-z]{2,3}$`)
	countryForm  = regexp.MustCompile(`^[A-Z]{2,3}$`)
)

// check validates what decoding cannot see and resolves the _file twins.
func (c *Config) check(f *Faults) {
	c.checkStore(f)
	c.checkHTTP(f)
	c.checkWeb(f)
	c.checkSMTP(f)
	c.checkSources(f)
	c.checkRecipients(f)
	c.checkNames(f)
	if c.Templates != "" {
		if _, err := os.Stat(c.Templates); err != nil {
			f.add("templates", "%s", plain(err))
		}
	}
	oneOf(f, "archive", c.Archive, "", "warc")
	oneOf(f, "log.level", c.Log.Level, "debug", "info", "warn", "error")
	oneOf(f, "log.format", c.Log.Format, "auto", "text", "json")
}

func (c *Config) checkStore(f *Faults) {
	if c.Store.Dir == "" {
		f.add("store.dir", "is empty")
	}
	if c.Store.MaxAge == 0 {
		f.add("store.max_age", "must be longer than 0")
	}
}

func (c *Config) checkHTTP(f *Faults) {
	if c.HTTP.Timeout == 0 {
		f.add("http.timeout", "must be longer than 0")
	}
	if c.HTTP.PerHost < 1 || c.HTTP.PerHost > 16 {
		f.add("http.per_host", "%d is not between 1 and 16", c.HTTP.PerHost)
	}
	if strings.ContainsAny(c.HTTP.UserAgent+c.HTTP.Contact, "\r\n") {
		f.add("http.user_agent", "holds a line break")
	}
	c.HTTP.Allowed = nil
	for _, s := range c.HTTP.AllowPrivate {
		p, err := netip.ParsePrefix(s)
		if err != nil {
			f.add("http.allow_private", "%q is not an address range such as 10.0.0.0/8", s)
			continue
		}
		c.HTTP.Allowed = append(c.HTTP.Allowed, p)
	}
	readSecret(f, "http.proxy_file", c.HTTP.ProxyFile, &c.HTTP.Proxy)
	if c.HTTP.Proxy != "" && !isURL(c.HTTP.Proxy, "http", "https", "socks5") {
		f.add("http.proxy", "is not an http, https or socks5 URL")
	}
}

func (c *Config) checkWeb(f *Faults) {
	if c.Web.Listen != "" {
		_, port, err := net.SplitHostPort(c.Web.Listen)
		if n, bad := strconv.Atoi(port); err != nil || bad != nil || n < 0 || n > 65535 {
			f.add("web.listen", "%q is not HOST:PORT", c.Web.Listen)
		}
	}
	if c.Web.PublicURL != "" && !isURL(c.Web.PublicURL, "http", "https") {
		f.add("web.public_url", "%q is not an http or https URL", c.Web.PublicURL)
	}
	readSecret(f, "web.token_file", c.Web.TokenFile, &c.Web.Token)
}

func (c *Config) checkSMTP(f *Faults) {
	readSecret(f, "smtp.password_file", c.SMTP.PasswordFile, &c.SMTP.Password)
	oneOf(f, "smtp.tls", c.SMTP.TLS, "starttls", "tls")
	if c.SMTP.Port < 1 || c.SMTP.Port > 65535 {
		f.add("smtp.port", "%d is not a port", c.SMTP.Port)
	}
	if c.SMTP.Timeout == 0 {
		f.add("smtp.timeout", "must be longer than 0")
	}
	if c.SMTP.From != "" {
		if _, err := mail.ParseAddress(c.SMTP.From); err != nil {
			f.add("smtp.from", "%q is not a mail address", c.SMTP.From)
		}
	}
}

func (c *Config) checkSources(f *Faults) {
	seen := map[string]string{}
	for _, s := range c.Sources {
		key := s.at
		if !idForm.MatchString(s.ID) {
			f.add(key+".id", "id %q is not made of a-z, 0-9, dot, dash and underscore", s.ID)
			continue
		}
		if first, twice := seen[s.ID]; twice {
			f.add(key, "the id %s stands at %s already", s.ID, first)
		}
		seen[s.ID] = s.at
		if !isURL(s.URL, "http", "https") {
			f.add(key+".url", "%q is not an http or https URL", s.URL)
		}
		s.checkWords(f, key)
		if s.Schedule != "" {
			checkSchedule(f, key+".schedule", s.Schedule, "UTC")
		}
		if s.PerHost < 0 || s.PerHost > 16 {
			f.add(key+".per_host", "%d is not between 1 and 16", s.PerHost)
		}
	}
}

// sourceTypes are the types of source that the program knows; a config may have
// others of its own.
var sourceTypes = []string{"official", "state", "wire", "national", "local", "regional", "international", "aggregator", "monitor", "ngo", "un"}

// checkWords checks what a source is. A mistyped type would make an official
// voice one of many, and a country's name would match no incident's code.
func (s *Source) checkWords(f *Faults, key string) {
	oneOf(f, key+".kind", s.Kind, "feed", "listing", "sitemap")
	oneOf(f, key+".fetch", s.Fetch, "triage", "all")
	const short = 4 // letters: too few to tell a slip from another word
	if meant := didYouMean(s.Type, sourceTypes); meant != "" && len(s.Type) > short && !slices.Contains(sourceTypes, s.Type) {
		f.add(key+".type", "%q is no type that the program knows%s", s.Type, meant)
	}
	if code := strings.ToUpper(s.Country); countryForm.MatchString(code) {
		s.Country = code
	}
	if s.Language != "" && !languageForm.MatchString(s.Language) {
		f.add(key+".language", "%q is not a language's ISO code, such as fr", s.Language)
	}
	if s.Country != "" && !countryForm.MatchString(s.Country) {
		f.add(key+".country", "%q is not a country's ISO code, such as BF", s.Country)
	}
}

func (c *Config) checkRecipients(f *Faults) {
	seen := map[string]string{}
	for i := range c.Recipients {
		r := &c.Recipients[i]
		key := r.at
		if !idForm.MatchString(r.Name) {
			f.add(key+".name", "name %q is not made of a-z, 0-9, dot, dash and underscore", r.Name)
			continue
		}
		if first, twice := seen[r.Name]; twice {
			f.add(key, "the name %s stands at %s already", r.Name, first)
		}
		seen[r.Name] = r.at
		c.checkTarget(f, r, key)
		if _, err := time.LoadLocation(r.Timezone); err != nil || r.Timezone == "Local" {
			f.add(key+".timezone", "%q is not an IANA time zone such as Africa/Ouagadougou", r.Timezone)
			checkRecipientSchedule(f, key, r.Schedule, "UTC")
		} else {
			checkRecipientSchedule(f, key, r.Schedule, r.Timezone)
		}
		oneOf(f, key+".language", r.Language, "en", "fr")
		oneOf(f, key+".heartbeat", r.Heartbeat, "", "daily", "weekly")
		if r.Quiet != "" {
			if _, err := digest.ParseQuiet(r.Quiet); err != nil {
				f.add(key+".quiet", "%s", err)
			}
		}
		checkFilter(f, r, key+".filter")
	}
}

func checkRecipientSchedule(f *Faults, key, schedule, zone string) {
	if schedule != Immediate {
		checkSchedule(f, key+".schedule", schedule, zone)
	}
}

func (c *Config) checkTarget(f *Faults, r *Recipient, key string) {
	readSecret(f, key+".webhook_file", r.HookFile, &r.Webhook)
	readSecret(f, key+".chat_file", r.ChatFile, &r.Chat)
	readSecret(f, key+".secret_file", r.SecretFile, &r.Secret)
	readSecret(f, key+".secret_old_file", r.FormerFile, &r.Former)
	targets := 0
	for _, set := range []bool{len(r.Email) > 0, r.Webhook != "", r.Chat != "", r.File != "", r.Terminal} {
		if set {
			targets++
		}
	}
	if targets != 1 {
		f.add(key, "needs exactly one of email, webhook, chat, file and terminal, and has %d", targets)
	}
	for _, a := range r.Email {
		if _, err := mail.ParseAddress(a); err != nil {
			f.add(key+".email", "%q is not a mail address", a)
		}
	}
	if len(r.Email) > 0 && (c.SMTP.Host == "" || c.SMTP.From == "") {
		f.add(key+".email", "needs smtp.host and smtp.from")
	}
	if r.Webhook != "" && !isURL(r.Webhook, "http", "https") {
		f.add(key+".webhook", "is not an http or https URL")
	}
	if r.Webhook != "" && !strings.HasPrefix(r.Secret, "whsec_") {
		f.add(key+".secret", "a webhook needs a secret of the form whsec_ and 24 to 64 bytes in base64")
	}
}

func checkFilter(f *Faults, r *Recipient, key string) {
	n := r.Filter.Radius
	if n != nil && (n.Km <= 0 || n.Lat < -90 || n.Lat > 90 || n.Lon < -180 || n.Lon > 180) {
		f.add(key+".radius", "needs lat, lon and km above 0")
	}
	if r.Filter.MinToll < 0 {
		f.add(key+".min_toll", "%d is negative", r.Filter.MinToll)
	}
}

// readSecret puts the first line of file into value, unless value is set.
func readSecret(f *Faults, key, file string, value *string) {
	if file == "" || *value != "" {
		return
	}
	body, err := os.ReadFile(file)
	if err != nil {
		f.add(key, "%s", plain(err))
		return
	}
	first, _, _ := strings.Cut(string(body), "\n")
	if *value = strings.TrimSpace(first); *value == "" {
		f.add(key, "the first line of %s is empty", file)
	}
}

// plain drops the name of the system call from a file error.
func plain(err error) string {
	if pe, ok := err.(*os.PathError); ok {
		return pe.Path + ": " + pe.Err.Error()
	}
	return err.Error()
}

func oneOf(f *Faults, key, value string, allowed ...string) {
	if slices.Contains(allowed, value) {
		return
	}
	var names []string
	for _, a := range allowed {
		if a != "" {
			names = append(names, a)
		}
	}
	f.add(key, "%q is not one of %s%s", value, strings.Join(names, ", "), didYouMean(value, names))
}

func isURL(s string, schemes ...string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Host != "" && slices.Contains(schemes, u.Scheme)
}
