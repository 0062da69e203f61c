// Package numbers reads quantities in running text: "quarante (40)", "plus
// d'une centaine", "dozens", "40-50", "ما لا يقل عن ٤٠".
//
// Promise: At is pure and safe for concurrent use. What it returns lies in the
// text at [Start, End). Words of approximation become a range and a qualifier
// by the conventions of docs/contract.md: "dozens" is 24 and open, "une
// cinquantaine" is 50 and about, "at least N" is N and open.
//
// Limits: a quantity is recognised, not what it counts; whether 40 are
// soldiers, goats or kilometres is for the caller, though a unit that stands
// beside the number is told. Numbers above a thousand million are refused.
// Refused too are dates, times of day, ordinals, decimals, telephone numbers
// and the numbers in names ("AK-47", "RN4").
//
// The words of a language stand in data/*.txt and only there; the grammar here
// is told by the data in which order a language speaks its numbers. A further
// language is a further file, read with Parse.
//
// Failure: only reading a language file can fail, with its line.
package numbers
