// Package digest decides what a recipient is told, and says it: it filters
// changes, freezes them into a digest, and renders that digest as text, HTML,
// JSON, a short form for chat, a bounded webhook body and an Atom feed. It also
// reads schedules.
//
// Promise: everything here is a pure function of what it is handed, the clock
// included. The same changes for the same recipient give the same digest id.
// All renderings of one digest say the same. What a reader sees first is what
// changed; figures stand with who says them, and no side is taken. "No official
// word seen" means that none was read, and the official sources that were read
// and that failed stand beside it; silence of the authorities is told only in
// the words of an article. Each digest names the sources that failed or fell
// silent.
//
// Limits: the order of entries and the choice of words come from the incident
// as it stood when the digest was frozen. Words exist in English and French
// (lang/*.yaml, internal/names); quotes stay in their own language. A webhook body stays below
// WebhookLimit bytes, and says what it left out.
//
// Failure: Build cannot fail; it answers false when nothing is to be sent. A
// rendering fails on an unknown language or time zone and when a user's own
// template does. Text from outside is hostile: control and direction-override
// characters are removed, HTML is escaped, links are http or https.
package digest
