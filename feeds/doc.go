// Package feeds reads news feeds: RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0, JSON
// Feed.
//
// Promise:
//   - A feed is asked for only what is new: conditional GET, and a body like the
//     last one counts as not modified.
//   - No feed can crash or stall the program. Size (4 MB), depth (64), number of
//     tokens (200,000) and the cost of joining text are checked before the
//     parser sees it.
//   - Damage is repaired where the meaning is plain: charset, junk before the
//     document, missing ends. No item is lost silently: Lost counts the items
//     that began but could not be read, and a warning says so.
//   - A date is right or unknown, never guessed and never in the future.
//
// Clean RSS 2.0 and Atom 1.0 goes through a scanner that is strict about its
// input; anything that it is not sure of goes to gofeed. Both give the same
// stubs.
//
// A feed is made for programs and is asked for because the operator named it:
// robots.txt is not consulted.
//
// Failures are those of egress, and ErrHTML, ErrFormat, ErrEmpty, ErrComplex,
// ErrBroken.
package feeds
