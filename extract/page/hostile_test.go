// The race detector costs several times the time and memory that are measured here.

//go:build !race

package page

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Bars for any page, however broken.
const (
	maxSeconds = 2
	maxMemory  = 128 << 20
)

const hostileText = "Des hommes armés ont attaqué le village, ont dit des habitants, et plusieurs maisons ont brûlé, selon la mairie. "

// hostile are pages that are built to cost: each is made in the child process
// that reads it.
var hostile = map[string]func() string{
	"512 nested divs":      func() string { return nested("div", 512) },
	"600 nested divs":      func() string { return nested("div", 600) },
	"18,000 nested divs":   func() string { return nested("div", 17_900) },
	"18,000 nested spans":  func() string { return nested("span", 17_900) },
	"20,000 nested tables": func() string { return strings.Repeat("<table><tr><td>", 20_000) + hostileText },
	"20,000 nested lists":  func() string { return strings.Repeat("<ul><li>", 20_000) + hostileText },
	"5,000 nested quotes":  func() string { return nested("blockquote", 5_000) },
	"unclosed bold":        func() string { return strings.Repeat("<b><p>"+hostileText, 5_000) },
	"unclosed fonts":       func() string { return fonts(5_000) },
	"unclosed links":       func() string { return strings.Repeat(`<a href="/x"><div>`+hostileText, 5_000) },
	"misnested formatting": func() string { return strings.Repeat("<p><b><i><u><a>"+hostileText+"</p></b>", 5_000) },
	"9,000 links":          func() string { return strings.Repeat(`<p><a href="/x?page=2">Lire la suite</a></p>`, 8_950) },
	"18,000 empty divs":    func() string { return strings.Repeat("<div></div>", 17_900) },
	"18,000 breaks":        func() string { return strings.Repeat("x<br>", 17_900) },
	"9,000 double breaks":  func() string { return "<div>" + strings.Repeat("mot mot<br><br>", 8_950) },
	"5,000 paragraphs":     func() string { return strings.Repeat("<p>"+hostileText+"</p>", 5_000) },
	"18,000 spans":         func() string { return "<p>" + strings.Repeat("<span>mot </span>", 17_900) },
	"18,000 cells":         func() string { return "<table>" + strings.Repeat("<tr><td>1<td>2<td>3", 4_450) },
	"18,000 list items":    func() string { return "<ul>" + strings.Repeat("<li>"+"mot mot", 17_900) },
	"18,000 times":         func() string { return strings.Repeat(`<time datetime="28/07/2025 18:30 zzz">hier</time>`, 17_900) },
	"18,000 headings":      func() string { return strings.Repeat("<h1>Attaque à Dargo</h1>", 17_900) },
	"18,000 metas":         func() string { return strings.Repeat(`<meta name="author" content="x y">`, 17_900) },
	"18,000 authors":       func() string { return strings.Repeat(`<div class="author">`, 17_900) + hostileText },
	"9,000 images":         func() string { return strings.Repeat(`<figure><img src="a.jpg"></figure>`, 8_950) },
	"one word of 600 kB":   func() string { return "<p>" + strings.Repeat("a", 590_000) },
	"600 kB of blanks":     func() string { return "<p>" + strings.Repeat(" \n", 290_000) + hostileText },
	"600 kB of commas":     func() string { return "<p>" + strings.Repeat(",", 590_000) },
	"600 kB of text":       func() string { return "<p>" + strings.Repeat(hostileText, 5_000) },
	"600 kB of headline": func() string {
		return "<title>" + strings.Repeat(hostileText+" - ", 15_000) + "</title><h1>" + strings.Repeat(hostileText, 5_000)
	},
	"4 MB attribute":       func() string { return `<p class="` + strings.Repeat("a b ", 1_000_000) + `">` + hostileText },
	"50,000 attributes":    func() string { return "<p " + attributes(50_000) + ">" + hostileText },
	"9 MB comment":         func() string { return "<!--" + strings.Repeat("x", 9_000_000) + "--><p>" + hostileText },
	"9 MB script":          func() string { return "<script>" + strings.Repeat("x=1;", 2_200_000) + "</script><p>" + hostileText },
	"9 MB open comment":    func() string { return strings.Repeat("<!--", 2_200_000) },
	"2 million stray tags": func() string { return strings.Repeat("</p>", 2_000_000) },
	"JSON-LD of brackets":  func() string { return ld(strings.Repeat("[", 2_000_000)) },
	"JSON-LD of quotes":    func() string { return ld(strings.Repeat(`{"a":"`, 500_000)) },
	"JSON-LD of objects": func() string {
		return ld("[" + strings.Repeat(`{"@type":"NewsArticle","headline":"x"},`, 100_000) + "]")
	},
	"state of 8 MB": func() string {
		return `<script>window.__STATE__={"a":[` + strings.Repeat(`{"title":"t","body":"<p>x y</p>"},`, 200_000) + `]}</script>`
	},
	"no body":               func() string { return "<html><head><title>x</title></head></html>" },
	"nothing but a doctype": func() string { return "<!doctype html>" },
	"entities":              func() string { return "<p>" + strings.Repeat("&amp;&#x627;&notanentity;", 20_000) },
	"null bytes":            func() string { return "<p>" + hostileText + strings.Repeat("\x00", 4) + hostileText },
	"selects and options":   func() string { return strings.Repeat("<select><option>x", 15_000) },
	"svg and math":          func() string { return strings.Repeat("<svg><math><p>"+hostileText, 5_000) },
	"templates":             func() string { return strings.Repeat("<template><div>", 10_000) + hostileText },
	"frameset":              func() string { return "<frameset>" + strings.Repeat("<frame src=x>", 10_000) },
}

func nested(tag string, n int) string {
	return strings.Repeat("<"+tag+">", n) + hostileText + strings.Repeat("</"+tag+">", n)
}

func fonts(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<font size=%d><p>%s", i, hostileText)
	}
	return b.String()
}

func attributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%d=x ", i)
	}
	return b.String()
}

func ld(s string) string {
	return `<script type="application/ld+json">` + s + `</script><p>` + hostileText
}

// TestMain turns the test binary into the reader of one hostile page when the
// environment asks for it.
func TestMain(m *testing.M) {
	name := os.Getenv("PAGE_HOSTILE")
	if name == "" {
		os.Exit(m.Run())
	}
	page := []byte(hostile[name]())
	before := spent()
	_, err := Extract(Input{URL: "https://journal.example/a", HTML: page, ContentType: "text/html; charset=utf-8"})
	fmt.Printf("%d %d %v\n", (spent() - before).Milliseconds(), peak(), err)
	if err != nil && !errors.Is(err, ErrTooLarge) && !errors.Is(err, ErrEmpty) && !errors.Is(err, ErrNotHTML) {
		os.Exit(3)
	}
}

// spent is the processor time of this process so far: the machine may be busy
// with other things.
func spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// peak is the largest resident size of this process so far, in bytes. The
// kernel's count for getrusage begins with the size of the process that started
// this one, so the high-water mark of its own memory is read.
func peak() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, mark, _ := strings.Cut(string(status), "VmHWM:")
	kB, _, _ := strings.Cut(strings.TrimSpace(mark), " ")
	n, err := strconv.ParseInt(kB, 10, 64)
	if err != nil {
		return 0
	}
	return n << 10
}

// A page that is built to hang, to overflow or to fill memory ends in time,
// within bounds, and with one of the package's errors if any.
func TestHostilePagesEndWithinBounds(t *testing.T) {
	for name := range hostile {
		t.Run(name, func(t *testing.T) {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), "PAGE_HOSTILE="+name)
			out, err := cmd.Output()
			if err != nil {
				t.Fatalf("reader died: %v: %s", err, out)
			}
			f := strings.Fields(string(out))
			ms, _ := strconv.Atoi(f[0])
			bytes, _ := strconv.Atoi(f[1])
			t.Logf("%d ms, %d MB, %s", ms, bytes>>20, strings.Join(f[2:], " "))
			if ms > maxSeconds*1000 {
				t.Errorf("took %d ms", ms)
			}
			if bytes > maxMemory {
				t.Errorf("took %d MB", bytes>>20)
			}
		})
	}
}
