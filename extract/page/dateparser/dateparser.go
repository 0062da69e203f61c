// Package dateparser stands in for github.com/markusmobius/go-dateparser, which
// go-htmldate imports for its extensive search. That search invents dates and
// is never asked for here; but merely linking the module costs 124 ms at start
// and 65 MB of memory for its tables of 200 languages.
//
// Promise: the names that go-htmldate v1.10 uses, with the same types.
//
// Limits: Parse finds nothing. The texts of pages are read by extract/dates.
package dateparser

import (
	"errors"
	"time"
)

// ErrUnsupported is what every Parse answers.
var ErrUnsupported = errors.New("dateparser: free text is not read here")

// ParserType is a step of the parser.
type ParserType uint8

// Steps that go-htmldate names.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// PreferredDateSource says which of several readings is preferred.
type PreferredDateSource uint8

// Past prefers the latest reading that is not in the future.
const Past PreferredDateSource = 1

// Configuration is the part of the configuration that go-htmldate sets.
type Configuration struct {
	CurrentTime         time.Time
	PreferredDateSource PreferredDateSource
	StrictParsing       bool
}

// Parser is a chain of steps.
type Parser struct{ ParserTypes []ParserType }

// Date is a date that was found.
type Date struct{ Time time.Time }

// Parse finds nothing.
func (p *Parser) Parse(*Configuration, string, ...string) (Date, error) {
	return Date{}, ErrUnsupported
}
