// Package store keeps everything Sahelwatch knows in one bbolt file, behind
// verbs of the domain. No other package knows the engine.
//
// Promise: a verb that returned nil is on disk. What belongs together is
// committed together with one fsync: an article version with its incidents and
// changes, a frozen digest with the recipient's cursor. After a crash at any
// point the store holds each verb either whole or not at all. The
// exceptions are the health of a source that had nothing new, which a crash only
// makes due again, and what is learned of a site's boilerplate: these are
// written within two seconds. Every record carries a checksum over its key and content.
//
// Limits: one process at a time opens a store for writing, any number read a
// backup of it. Candidates, commits and date-ordered listings cost the same at
// ten thousand and at a million incidents, give or take the depth of a tree. No
// verb touches the network, and none holds a transaction while the caller
// works, except the iterators: leave their loops soon, for pages freed
// meanwhile cannot be reused. Linking reads candidates and commits what it made
// of them: callers serialise the two, or one of two writers' records is lost.
//
// Failure: ErrLocked names the process that holds the store. ErrDamaged means
// that a file is refused rather than opened as an empty one; the backup is the
// way back. ErrFull means that the disk is full: nothing of the verb is stored,
// all that was there is, and the same verb works once there is space.
package store
