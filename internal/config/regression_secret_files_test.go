package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// An address that holds a password can stand in a file, and no fault shows it.
func TestAddressesThatAreSecretsStandInFiles(t *testing.T) {
	dir := t.TempDir()
	file := func(name, line string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(line+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	proxy := file("proxy", "http://user:hidden@proxy.example:3128")
	hook := file("hook", "https://hooks.example/hidden")
	body := "http: {proxy_file: '" + proxy + "'}\nrecipients:\n  - {name: a, webhook_file: '" + hook + "', secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw}\n"
	c, err := parse(t, body)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(c.HTTP.Proxy, "proxy.example:3128") || c.Recipients[0].Webhook != "https://hooks.example/hidden" {
		t.Errorf("proxy %q, webhook %q", c.HTTP.Proxy, c.Recipients[0].Webhook)
	}
	if _, err := parse(t, "http: {proxy: 'ftp://user:hidden@proxy.example'}\n"); err == nil || strings.Contains(err.Error(), "hidden") {
		t.Errorf("got %v", err)
	}
}
