// Package egress is the one way out of the program: every byte that is fetched
// passes its transport.
//
// Promise:
//   - No connection is made to a private, reserved or otherwise non-public
//     address, whatever name, redirect or DNS answer leads there. The check
//     stands in the dialer, after name resolution. With a proxy the target is
//     resolved and checked here and the proxy is handed the address.
//   - A host gets at most PerHost requests at a time and, between the starts of
//     two, the delay; what it asks for with Retry-After is kept.
//   - A body is whole or an error: never cut off silently. Its size is bounded
//     before and after decompression (gzip, br, zstd).
//   - Every wait ends with its context, and every request after the timeout.
//
// Failures are typed: ErrPrivate, ErrTooLarge, ErrRedirects, ErrTimeout,
// ErrScheme, ErrEncoding, *StatusError. Explain puts any of them into plain
// words.
//
// Limits: GET only through Get; others may use Transport with a client of
// their own. Cookies are never kept.
package egress
