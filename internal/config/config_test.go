package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func parse(t *testing.T, body string, environ ...string) (*Config, error) {
	t.Helper()
	return Parse("config.yaml", []byte(body), environ)
}

func TestShippedConfigIsValid(t *testing.T) {
	c, err := Load("../../config.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Sources) < 100 {
		t.Errorf("only %d sources", len(c.Sources))
	}
	official := map[string]bool{}
	for _, s := range c.Sources {
		if s.Conflict().Official() {
			official[s.Country] = true
		}
	}
	for _, country := range []string{"BF", "ML", "NE", "TD", "MR"} {
		if !official[country] {
			t.Errorf("no official or state source of %s", country)
		}
	}
	if len(c.Recipients) != 2 || c.Web.Listen != "127.0.0.1:8787" {
		t.Errorf("recipients %v, web %q", c.Recipients, c.Web.Listen)
	}
}

func TestAllFaultsAtOnceWithTheirLines(t *testing.T) {
	_, err := parse(t, `store:
  dir: ./data
  max_age: fortnight
http:
  per_hots: 2
web:
  listen: nowhere
sources:
  - {id: one, url: https://one.example/feed}
  - id: one
    url: ftp://one.example
    kind: fed
recipients:
  - name: desk
    terminal: true
    schedule: "0 0 31 2 *"
`)
	var faults *Faults
	if !errors.As(err, &faults) {
		t.Fatalf("got %v, want faults", err)
	}
	for _, want := range []string{
		`config.yaml:3: store.max_age: "fortnight" is not a duration`,
		`config.yaml:5: http.per_hots: unknown key; did you mean per_host?`,
		`config.yaml:7: web.listen: "nowhere" is not HOST:PORT`,
		`config.yaml:10: sources[2]: the id one stands at sources[1] already`,
		`config.yaml:11: sources[2].url: "ftp://one.example" is not an http or https URL`,
		`config.yaml:12: sources[2].kind: "fed" is not one of feed, listing, sitemap; did you mean feed?`,
		`config.yaml:16: recipients[1].schedule: schedule "0 0 31 2 *"`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("missing: %s", want)
		}
	}
	if n := strings.Count(err.Error(), "\n") + 1; n != 7 {
		t.Errorf("%d lines, want 7:\n%s", n, err)
	}
}

func TestEnvironmentSetsScalarsAndSecrets(t *testing.T) {
	c, err := parse(t, `recipients:
  - {name: alerts, webhook: "https://hooks.example/x"}
sources:
  - {id: aib-burkina, url: "https://aib.example/feed"}
`,
		"SAHELWATCH_WEB_LISTEN=0.0.0.0:9000",
		"SAHELWATCH_STORE_MAX_AGE=3d",
		"SAHELWATCH_RECIPIENTS_ALERTS_SECRET=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
		"SAHELWATCH_SOURCES_AIB_BURKINA_ENABLED=false",
		"SAHELWATCH_HTTP_ALLOW_PRIVATE=10.0.0.0/8, 127.0.0.0/8",
		"OTHER=x")
	if err != nil {
		t.Fatal(err)
	}
	if c.Web.Listen != "0.0.0.0:9000" || c.Store.MaxAge != 72*time.Hour || c.Sources[0].Enabled || len(c.HTTP.Allowed) != 2 {
		t.Errorf("got %+v", c)
	}
	if !strings.HasPrefix(c.Recipients[0].Secret, "whsec_") {
		t.Error("the secret was not set")
	}
}

func TestMistypedVariableIsAFault(t *testing.T) {
	_, err := parse(t, "", "SAHELWATCH_WEB_LISTN=127.0.0.1:1")
	if err == nil || !strings.Contains(err.Error(), "SAHELWATCH_WEB_LISTN") {
		t.Errorf("got %v", err)
	}
}

func TestSecretFromFileNeverInErrors(t *testing.T) {
	file := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(file, []byte("not-a-webhook-secret\nsecond line\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := parse(t, "recipients:\n  - {name: a, webhook: 'https://h.example', secret_file: '"+file+"'}\n")
	if err == nil || strings.Contains(err.Error(), "not-a-webhook-secret") {
		t.Errorf("got %v", err)
	}
	_, err = parse(t, "recipients:\n  - {name: a, webhook: 'https://h.example', secret_file: /nowhere/secret}\n")
	if err == nil || !strings.Contains(err.Error(), "/nowhere/secret: no such file") {
		t.Errorf("got %v", err)
	}
}

func TestRecipientNeedsExactlyOneTarget(t *testing.T) {
	for body, n := range map[string]string{
		"{name: a}":                            "has 0",
		"{name: a, terminal: true, file: ./x}": "has 2",
	} {
		if _, err := parse(t, "recipients:\n  - "+body+"\n"); err == nil || !strings.Contains(err.Error(), n) {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestMissingNamedFileIsAnError(t *testing.T) {
	if _, err := Load(filepath.Join(t.TempDir(), "none.yaml"), nil); err == nil {
		t.Error("no error")
	}
}

func TestMissingDefaultFileMeansDefaults(t *testing.T) {
	t.Chdir(t.TempDir())
	c, err := Load("", nil)
	if err != nil || c.Web.Listen != "127.0.0.1:8787" || c.Path() != "" {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestBadSyntaxNamesItsLine(t *testing.T) {
	_, err := parse(t, "store:\n  dir: [\nweb: {}\n")
	if err == nil || !strings.Contains(err.Error(), "line ") {
		t.Errorf("got %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("store: {dir: x}\nsources:\n  - {id: a, url: 'http://a.example'}\n")
	f.Add("recipients: [1, {name: [x]}]\nhttp: 3\n? a\n: b\n")
	f.Fuzz(func(t *testing.T, body string) {
		if c, err := Parse("f", []byte(body), nil); err == nil && c.Store.MaxAge <= 0 {
			t.Error("accepted a config without a max_age")
		}
	})
}
