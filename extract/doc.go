// Package extract reads articles as a careful analyst codes them: who did what
// to whom, where, when, with which toll by whose word, and what the authorities
// say of it.
//
// Promise: Coder.Code is pure and safe for concurrent use: the same article and
// the same data give the same bytes. Every toll and claim carries the very bytes
// of the article that say it. A figure stays with its speaker; what is hedged is
// marked, not dropped; an actor who is not named is not guessed. Masked ranges of
// an article are not read.
//
// How: one pass finds the words of the lexicons and the names of the actors
// (reading.go); quantities get their noun, their measure and their speaker
// (quantity.go, harm.go, toll.go, speaker.go); sentences are gathered into
// events (event.go); each event becomes a report (report.go). Words live in the
// files of package lexicon, the grammar of combining them lives here.
//
// Limits: English, French and Arabic; one sentence after the other, without
// deep syntax. The conventions of docs/contract.md decide what a figure means.
//
// Failure: NewCoder fails on a damaged lexicon. Code never fails: a text that
// says nothing yields no report and a reason.
package extract
