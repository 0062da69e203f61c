// Package dates reads dates: those of running text, told against the day of
// publication ("lundi", "il y a dix jours", "ليلة السبت"), and the stamps of
// pages and feeds ("Publié le lundi 28 juillet 2025 à 18h30").
//
// Promise: right or unknown. Find and Resolve are pure and safe for concurrent
// use; there is no clock in this package. Nothing is resolved past the day of
// publication. What cannot be settled, such as a bare weekday without a day of
// publication or 03/04/2025 in English, is unknown.
//
// The rules of resolving:
//   - A bare weekday, or a day and month, needs a full date of publication and
//     is the latest such day up to it. A weekday with day and month needs none:
//     it is the latest year that fits, no later than the publication or, where
//     none is known, than the horizon that the language file names.
//   - "Last week" is Monday to Sunday, precision week.
//   - A night from X to Y is the range X to Y, unless an hour after midnight is
//     told with it: then it is the day Y.
//   - "The next day" is relative to another date of the text: RelativeTo resolves it.
//     "Two days after" names what it counts from: Behind.
//   - An hour after midnight told within a few sentences of a night makes it the day Y too.
//
// Limits: Hijri dates are passed over. Which date is that of the event, of a
// statement or of history is for the caller.
//
// Failure: only reading a language file can fail, with its line.
package dates
