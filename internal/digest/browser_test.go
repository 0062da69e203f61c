package digest_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// A digest fits the screen it is read on, and its dark form is dark: measured
// in a real browser, where there is one.
func TestPageFitsPhoneAndDesk(t *testing.T) {
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium here")
	}
	file := filepath.Join(t.TempDir(), "digest.html")
	if err := os.WriteFile(file, []byte(render(t, busy(t, "fr", "Europe/Paris")).HTML), 0o644); err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	alloc, stop := chromedp.NewExecAllocator(context.Background(), options...)
	defer stop()
	ctx, cancel := chromedp.NewContext(alloc)
	defer cancel()
	ctx, done := context.WithTimeout(ctx, 40*time.Second)
	defer done()
	for _, width := range []int64{320, 390, 900} {
		for scheme, want := range map[string]string{"light": "rgb(244, 242, 237)", "dark": "rgb(22, 24, 27)"} {
			media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
			if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
				t.Fatal(err)
			}
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 800), chromedp.Navigate("file://"+file)); err != nil {
				t.Fatal(err)
			}
			content, err := chromedp.Run(ctx, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`))
			if err != nil {
				t.Fatal(err)
			}
			styles, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`(() => {
				const quote = getComputedStyle(document.querySelector('.quote[lang="ar"]'))
				return [getComputedStyle(document.body).backgroundColor, quote.textAlign + " " + quote.direction]
			})()`))
			if err != nil {
				t.Fatal(err)
			}
			background, quote := styles[0], styles[1]
			if content > width {
				t.Errorf("%d px, %s: the page is %d px wide", width, scheme, content)
			}
			if background != want {
				t.Errorf("%d px, %s: background %s", width, scheme, background)
			}
			if quote != "start rtl" {
				t.Errorf("%d px: the Arabic quote is set %s", width, quote)
			}
		}
	}
}
