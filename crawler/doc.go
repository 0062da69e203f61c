// Package crawler fetches what has no feed: listing pages, news sitemaps and
// the article pages themselves.
//
// Promise:
//   - Each run has a collector of its own, on the one guarded transport of
//     egress: no run remembers another's visits, and no page is lost to it.
//   - robots.txt is obeyed as RFC 9309 says, for redirect targets too; what
//     cannot be read because the server fails counts as forbidden. Crawl-delay
//     is kept up to a minute.
//   - A page is returned as it came: bytes, content type, validators. It is
//     whole, or the error says why not (see egress); decoding it is the
//     reader's work.
//   - A panic while one page is read ends as the error of that page.
//
// Failures are those of egress, those in errors.go, and *PanicError.
package crawler
