// Package page reads one web page as its editor meant it: the article's text
// as paragraphs in reading order, and what the page says of itself (title,
// byline, dates, language, section, agency).
//
// Promise: Extract is pure. It opens no file and no connection, reads no
// clock, and gives the same output for the same input. It is safe for
// concurrent use. No page makes it panic or recurse without bound: input size,
// number of elements and depth of nesting are bounded before the extractors
// see the page, and a panic inside an extractor costs that extractor's voice
// only.
//
// The text is what two independent extractors agree on (see agree), less the
// furniture that both take for text: "read also" lines, captions, share and
// subscription lines, tag lists. Paragraphs that a site repeats over articles
// (Input.Known) stay in the text and are reported as ranges in
// Article.Masked, so that two versions of a page can be compared in full while
// readers skip the masked part.
//
// The day of publication is what JSON-LD or <meta> says by a clear name, else
// the date around the headline for which most speaks: a label ("Publié le"), its
// markup, its place (shown.go). Today's date in the masthead, the date of a
// change, of a related article or of a comment is none.
//
// Dates are never invented: a date in the future of Input.Now (or, without it,
// two weeks after the page's own modified date) or before 1990 is unknown; a
// date that was only guessed has a Confidence below 0.5. An instant told in UTC
// is given in the offset of the day that the page shows (see localday.go).
//
// Failure: ErrNotHTML for what is no HTML page, ErrTooLarge for more bytes,
// text or elements than the limits allow, ErrEmpty for a page without title
// and text. Walls and "not found" pages answered with status 200 are no
// errors: Article.Wall names them and Text holds the stub.
package page
