package web_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"sahelwatch/internal/web"
)

func TestOnlyKnownNamesAreAnswered(t *testing.T) {
	d := newsroom(t, web.Options{Listen: "192.0.2.7:8787", Hosts: []string{"watch.lan"}, PublicURL: "https://watch.example/"})
	for host, want := range map[string]int{
		"localhost:8787": 200, "127.0.0.1": 200, "[::1]:8787": 200, "192.0.2.7:8787": 200, "WATCH.lan": 200, "watch.example": 200, "watch.example.": 200,
		"evil.example": 421, "127.0.0.1.evil.example": 421, "localhost.evil.example:8787": 421, "": 421, "10.0.0.1": 421,
	} {
		for _, target := range []string{"/incidents", "/api/v1/sources", "/metrics", "/-/healthy"} {
			if got := d.ask("GET", target, "Host", host).StatusCode; got != want {
				t.Errorf("%s for host %q: %d, want %d", target, host, got, want)
			}
		}
	}
}

func TestOtherSitesChangeNothing(t *testing.T) {
	reloads := 0
	d := newsroom(t, web.Options{Token: "s3cret", Reload: func() error { reloads++; return nil }})
	good := []string{"Authorization", "Bearer s3cret"}
	for _, c := range []struct {
		name    string
		headers []string
		want    int
	}{
		{"no token", nil, 401},
		{"wrong token", []string{"Authorization", "Bearer s3creT"}, 401},
		{"part of the token", []string{"Authorization", "Bearer s3c"}, 401},
		{"empty token", []string{"Authorization", "Bearer "}, 401},
		{"other scheme", []string{"Authorization", "Basic s3cret"}, 401},
		{"other origin", append([]string{"Origin", "https://evil.example"}, good...), 403},
		{"origin null", append([]string{"Origin", "null"}, good...), 403},
		{"other port", append([]string{"Origin", "http://localhost:9999"}, good...), 403},
		{"cross-site", append([]string{"Sec-Fetch-Site", "cross-site"}, good...), 403},
		{"same site", append([]string{"Sec-Fetch-Site", "same-site"}, good...), 403},
		{"no page at all", good, 200},
		{"own page", append([]string{"Origin", "http://localhost:8787", "Sec-Fetch-Site", "same-origin"}, good...), 200},
	} {
		before := reloads
		if got := d.ask("POST", "/-/reload", c.headers...).StatusCode; got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
		if ran := reloads > before; ran != (c.want == 200) {
			t.Errorf("%s: reloaded is %v", c.name, ran)
		}
	}
	if got := d.ask("GET", "/-/reload", good...).StatusCode; got == 200 || reloads != 2 {
		t.Errorf("GET reloads: %d", got)
	}
}

func TestWithoutTokenNothingReloads(t *testing.T) {
	d := newsroom(t, web.Options{Reload: func() error { t.Error("reloaded"); return nil }})
	for _, token := range []string{"", "Bearer ", "Bearer x"} {
		if got := d.ask("POST", "/-/reload", "Authorization", token).StatusCode; got != 401 {
			t.Errorf("token %q: %d", token, got)
		}
	}
}

func TestWrongConfigIsSaid(t *testing.T) {
	d := newsroom(t, web.Options{Token: "x", Reload: func() error { return errors.New("config.yaml:3: unknown key") }})
	resp := d.ask("POST", "/-/reload", "Authorization", "Bearer x")
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(string(body), "config.yaml:3") {
		t.Errorf("%d %s %v", resp.StatusCode, body, err)
	}
}

func TestEveryAnswerForbidsTheOutside(t *testing.T) {
	d := newsroom(t, web.Options{})
	for _, target := range []string{"/incidents", "/incidents/dargo", "/map", "/api/v1/incidents", "/nope", "/export/csv", "/assets/app.js"} {
		h := d.ask("GET", target).Header
		if p := h.Get("Content-Security-Policy"); !strings.Contains(p, "default-src 'self'") || strings.Contains(p, "unsafe") {
			t.Errorf("%s: policy %q", target, p)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: headers %v", target, h)
		}
	}
}

func TestHealthAndProfiles(t *testing.T) {
	alive := errors.New("the last tick ended 9m0s ago")
	d := newsroom(t, web.Options{Alive: func(context.Context) error { return alive }})
	if got := d.ask("GET", "/-/healthy").StatusCode; got != 503 {
		t.Errorf("a dead tick is healthy: %d", got)
	}
	alive = nil
	for target, want := range map[string]int{"/-/healthy": 200, "/-/ready": 200, "/debug/pprof/": 404} {
		if got := d.ask("GET", target).StatusCode; got != want {
			t.Errorf("%s: %d, want %d", target, got, want)
		}
	}
	if got := newsroom(t, web.Options{Pprof: true}).ask("GET", "/debug/pprof/").StatusCode; got != 200 {
		t.Errorf("profiles asked for: %d", got)
	}
}

func TestMetricsCountWhatIsStored(t *testing.T) {
	d := newsroom(t, web.Options{Counts: func() web.Counts { return web.Counts{Polls: 12, FailedPolls: 3, Coded: 40} }})
	wants(t, d.text("/metrics"), "sahelwatch_incidents 8\n", "sahelwatch_articles 10\n", "sahelwatch_changes_total 9\n",
		`sahelwatch_sources{state="failed"} 1`, `sahelwatch_source_failures{source="gov"} 9`, `sahelwatch_source_lag_seconds{source="lefaso"} 0`,
		`sahelwatch_polls_total{outcome="failed"} 3`, "sahelwatch_articles_coded_total 40", `sahelwatch_deliveries{state="waiting"} 0`, "sahelwatch_store_size_bytes ")
}
