// Package demo is a small newsroom on loopback, with receivers for the digests
// that come of it: what `sahelwatch demo` and the end-to-end tests run against.
//
// Promise: real HTTP, real SMTP, real signed webhooks; nothing leaves this
// machine. The newsroom shows at each simulated moment exactly what its story
// (story.txtar) has published by then: RSS, Atom, a listing page without a
// feed, an outlet that answers 500, a slow page, a path that robots.txt
// forbids, an article that is edited. The story is invented for this project
// around publicly known facts.
//
// Limits: one address, one port an outlet. Ports are kept in a file of the data
// folder, so that a second run on the same data meets the same URLs.
//
// Failure: Start fails when a port cannot be had; a broken story fails the
// tests, not the run.
package demo
