// Package archive keeps the pages that articles were read from, as WARC 1.1
// files beside the store (ISO 28500): the evidence behind every quote.
//
// Promise: a Write that returned nil is on disk, as a record of its own in one
// gzip member, with SHA-1 digests of block and payload. The usual WARC tools
// read the files. A file is begun anew when it has reached the size asked for;
// what a crash left half written at the end of the last one is cut off when
// writing goes on. Each member names its own length (extra field "sl"), so that
// finding the end of a file does not mean to unpack it.
//
// Limits: the body of a page is kept as it was decoded, without the encodings
// of the transfer; headers that no longer apply are kept under the name
// X-Archive-Orig-*. A page is held in memory while it is written. One writer a
// file: a second process begins a file of its own.
//
// Failure: after an error of Write the file is as it was before. Verify tells
// every record whose bytes are not those that were written.
package archive
