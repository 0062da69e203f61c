// Package conflict holds the vocabulary of Sahelwatch: articles, the reports
// coded from them, the incidents that reports tell of, the changes an incident
// goes through, and the digests that carry changes to readers.
//
// Promise: types and their JSON only. The JSON names are fixed by
// docs/contract.md; users' scripts rely on them. Actor, event and role names
// are those of the field (ACLED, UCDP).
//
// Limits: no I/O, no clock, no knowledge of languages. The package imports the
// standard library alone and every other package may import it.
//
// Failure: only decoding can fail, with the error of encoding/json or a
// sentence that quotes the word that was not understood.
package conflict
