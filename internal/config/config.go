// Package config reads config.yaml: strict, complete and with every fault at
// once, each with its line.
//
// Promise: Load gives a Config in which every value is usable as it stands
// (durations positive, schedules that fire, zones that exist, ids unique), or
// a Faults error that lists all that is wrong. An unknown key is a fault, with
// the nearest known one named. Every scalar can be set by the environment:
// web.listen is SAHELWATCH_WEB_LISTEN, the secret of recipient "desk" is
// SAHELWATCH_RECIPIENTS_DESK_SECRET. A key that ends in _file names a file
// whose first line is the value; a secret is never printed.
//
// Limits: YAML anchors and merge keys are not read. A file over 4 MB is refused.
//
// Failure: a named file that cannot be read is an error; a missing default
// file means the built-in defaults.
package config

import (
	"net/netip"
	"time"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/digest"
)

// Config is the whole configuration. The yaml tags are the keys of the file.
type Config struct {
	Store      Store       `yaml:"store"`
	HTTP       HTTP        `yaml:"http"`
	Sources    []Source    `yaml:"sources"`
	Actors     string      `yaml:"actors"` // the user's own actors, a YAML file
	Places     string      `yaml:"places"` // the user's own places, a CSV file
	Recipients []Recipient `yaml:"recipients"`
	Templates  string      `yaml:"templates"` // folder with the user's own digest templates
	SMTP       SMTP        `yaml:"smtp"`
	Web        Web         `yaml:"web"`
	Archive    string      `yaml:"archive"` // "" or "warc"
	Log        Log         `yaml:"log"`

	path string // of the file; "" for the built-in defaults
}

// Store says where the data lives and how long.
type Store struct {
	Dir       string        `yaml:"dir"`
	MaxAge    time.Duration `yaml:"max_age"`   // older news is stored, not sent
	Retention time.Duration `yaml:"retention"` // of page text; 0 keeps it for ever
}

// HTTP says how pages are fetched.
type HTTP struct {
	UserAgent    string        `yaml:"user_agent"`
	Contact      string        `yaml:"contact"`
	Timeout      time.Duration `yaml:"timeout"`
	PerHost      int           `yaml:"per_host"` // connections to one host
	Delay        time.Duration `yaml:"delay"`    // between two requests to one host
	AllowPrivate []string      `yaml:"allow_private"`
	Proxy        string        `yaml:"proxy"` // may hold a password
	ProxyFile    string        `yaml:"proxy_file"`

	Allowed []netip.Prefix `yaml:"-"` // AllowPrivate, read
}

// Source is one entry of sources.
type Source struct {
	ID       string        `yaml:"id"`
	Name     string        `yaml:"name"`
	URL      string        `yaml:"url"`
	Kind     string        `yaml:"kind"`
	Language string        `yaml:"language"`
	Country  string        `yaml:"country"`
	Type     string        `yaml:"type"`
	Family   string        `yaml:"family"`
	Schedule string        `yaml:"schedule"`
	Fetch    string        `yaml:"fetch"`
	Selector string        `yaml:"selector"`
	Enabled  bool          `yaml:"enabled"`
	PerHost  int           `yaml:"per_host"` // 0: as http.per_host
	Delay    time.Duration `yaml:"delay"`    // 0: as http.delay

	at string // its place in the file: sources[3]
}

// Conflict gives the source in the project's vocabulary.
func (s Source) Conflict() conflict.Source {
	return conflict.Source{
		ID: s.ID, Name: s.Name, URL: s.URL, Kind: s.Kind, Language: s.Language, Country: s.Country,
		Type: s.Type, Family: s.Family, Fetch: s.Fetch, Selector: s.Selector, Schedule: s.Schedule,
		Enabled: s.Enabled,
	}
}

// Recipient is one reader of digests. Exactly one of Email, Webhook, Chat,
// File and Terminal is set.
type Recipient struct {
	Name       string        `yaml:"name"`
	Email      []string      `yaml:"email"`
	Webhook    string        `yaml:"webhook"`
	Chat       string        `yaml:"chat"`
	File       string        `yaml:"file"`
	Terminal   bool          `yaml:"terminal"`
	ChatFile   string        `yaml:"chat_file"`
	HookFile   string        `yaml:"webhook_file"` // the address may itself be a secret
	Secret     string        `yaml:"secret"`       // of a webhook: whsec_…
	SecretFile string        `yaml:"secret_file"`
	Former     string        `yaml:"secret_old"` // signs too, while a secret is rotated
	FormerFile string        `yaml:"secret_old_file"`
	Schedule   string        `yaml:"schedule"` // "immediate" or a cron line
	Timezone   string        `yaml:"timezone"`
	Language   string        `yaml:"language"`
	Filter     digest.Filter `yaml:"filter"`
	Heartbeat  string        `yaml:"heartbeat"`
	Quiet      string        `yaml:"quiet"`    // "22:00-06:00"
	PerHour    int           `yaml:"per_hour"` // cap for immediate messages; the rest flows into one digest

	at string // its place in the file: sources[3]
}

// SMTP is the mail server that digests leave through.
type SMTP struct {
	Host         string        `yaml:"host"`
	Port         int           `yaml:"port"`
	User         string        `yaml:"user"`
	Password     string        `yaml:"password"`
	PasswordFile string        `yaml:"password_file"`
	From         string        `yaml:"from"`
	TLS          string        `yaml:"tls"` // starttls, tls
	Insecure     bool          `yaml:"insecure"`
	CAFile       string        `yaml:"ca_file"` // further authority for the server's certificate
	Timeout      time.Duration `yaml:"timeout"`
}

// Web is the daemon's own web server.
type Web struct {
	Listen    string   `yaml:"listen"` // "" serves no pages
	Hosts     []string `yaml:"hosts"`
	PublicURL string   `yaml:"public_url"`
	Token     string   `yaml:"token"`
	TokenFile string   `yaml:"token_file"`
	Pprof     bool     `yaml:"pprof"`
}

// Log says what the daemon writes to stderr.
type Log struct {
	Level  string `yaml:"level"`
	Format string `yaml:"format"` // auto, text, json
}

// Default gives the built-in defaults: no sources, digests to terminal and files.
func Default() *Config {
	return &Config{
		Store: Store{Dir: "./data", MaxAge: 48 * time.Hour},
		HTTP: HTTP{
			UserAgent: "Sahelwatch/1.0", Timeout: 30 * time.Second, PerHost: 1, Delay: time.Second,
		},
		SMTP: SMTP{Port: 587, TLS: "starttls", Timeout: time.Minute},
		Web:  Web{Listen: "127.0.0.1:8787"},
		Log:  Log{Level: "info", Format: "auto"},
		Recipients: []Recipient{
			{Name: "terminal", Terminal: true, Schedule: Immediate, Language: "en", Timezone: "UTC"},
		},
	}
}

// Immediate is the schedule of a recipient who hears at once.
const Immediate = "immediate"

// Path is the file that the config was read from; "" for built-in defaults.
func (c *Config) Path() string { return c.path }

// Source gives the source with that id.
func (c *Config) Source(id string) (Source, bool) {
	for _, s := range c.Sources {
		if s.ID == id {
			return s, true
		}
	}
	return Source{}, false
}

// Recipient gives the recipient with that name.
func (c *Config) Recipient(name string) (Recipient, bool) {
	for _, r := range c.Recipients {
		if r.Name == name {
			return r, true
		}
	}
	return Recipient{}, false
}
