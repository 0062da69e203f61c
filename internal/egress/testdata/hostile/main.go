// Command hostile reads one document through the fetching packages and tells
// how it ended, how long it took, how much of that was work of the processor,
// and how much memory the process had at most:
// hostile page|listing|selector|sitemap|feed URL.
package main

import (
	"context"
	"encoding/json"
	"net/netip"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"sahelwatch/crawler"
	"sahelwatch/feeds"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/egress"
)

func main() {
	client, err := egress.New(egress.Options{Timeout: time.Second, AllowPrivate: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	if err != nil {
		panic(err)
	}
	kind, address := os.Args[1], os.Args[2]
	src := conflict.Source{Kind: kind, URL: address}
	start := time.Now()
	switch kind {
	case "page":
		_, err = crawler.New(client, crawler.Options{}).Page(context.Background(), address, crawler.Validators{})
	case "feed":
		_, err = feeds.Fetch(context.Background(), client, src, conflict.Health{})
	case "selector":
		src.Selector = "a"
		fallthrough
	default:
		_, err = crawler.New(client, crawler.Options{}).List(context.Background(), src, conflict.Health{})
	}
	out := struct {
		Error string
		MS    int64
		CPU   int64 // in ms
		MB    int
	}{MS: time.Since(start).Milliseconds(), CPU: work(), MB: peak() >> 10}
	if err != nil {
		out.Error = err.Error()
	}
	json.NewEncoder(os.Stdout).Encode(out)
}

// work gives the processor time of the process in ms.
func work() int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return (u.Utime.Nano() + u.Stime.Nano()) / 1e6
}

// peak gives the largest resident set so far in kB.
func peak() int {
	b, _ := os.ReadFile("/proc/self/status")
	for l := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(l, "VmHWM:"); ok {
			n, _ := strconv.Atoi(strings.Fields(rest)[0])
			return n
		}
	}
	return 0
}
