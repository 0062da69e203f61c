// Package watch knows the order of things: which source is read when, how an
// announced article becomes a coded version, linked incidents and changes, when
// digests are frozen and deliveries attempted. Service is what commands call,
// in their own process or inside the daemon; Daemon runs it day and night.
//
// Promise: each step ends in one committed verb of the store, so that a kill at
// any point loses nothing and repeats nothing but a delivery, under its old id.
// Articles older than the configured age when first seen are stored, not sent.
// Every failure of a source stands in its health in plain words, and in the
// digests. All waits end with the context.
//
// Limits: one Service works on a store at a time; other processes reach it
// through the control socket beside the database. Linking is serial: one
// article after the other. The clock is handed in; only Daemon itself ticks by
// the wall clock.
//
// Failure: errors of one source or one article are noted and the rest goes on;
// an error of the store ends the step and is returned.
package watch
