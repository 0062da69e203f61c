// Package incident links coded reports to incidents and keeps each incident's
// ledger: who said what, when, in which version of which article.
//
// Promise: linking is pure apart from the Finder that is handed in. Which
// reports form one incident, and which of their figures are current, follows
// from the set of reports and the analyst's decisions alone, not from the
// order in which articles arrive. Ids live on: of two incidents that turn out
// to be one the older keeps its id and the other redirects to it; of one that
// falls apart the larger part keeps it. A change is told once, under an id that
// is the same on each attempt. No figure is overwritten: a later one, a
// correction and a withdrawal all stand beside the first.
//
// How: every pair of reports gets a score, the sum of the evidence that they
// tell one event (place, days, actors, targets, kind of event, shared rare
// names, shared figures, near-copies) with its reasons. Pairs at or over
// Threshold that have a place, or something that few reports tell, in common
// are joined from the strongest down; no join puts two reports of one cluster
// together that exclude each other: events three days apart, towns far apart,
// two reports of one article, or an analyst's word. An undated report that fits
// several events of its town joins none of them by its place and parties alone.
// A toll is evidence for a link, never against one.
//
// Limits: the neighbourhood that is clustered afresh for one article stops at
// regionLimit incidents; past that the result may depend on order. A report
// without a place joins only where days and figures, names or the very text
// agree. Reports that only recall an older event join it as a mention and add
// nothing; they, and what an article tells in passing without place or day, wait
// for other reports in a record that is marked Gone.
//
// Failure: the Finder's error, wrapped; nothing is half done.
package incident
