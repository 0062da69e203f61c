package dates

// Kind says against what an Expr is resolved.
type Kind uint8

// Kinds of an Expr.
const (
	Calendar Kind = iota // days, months, years and weekdays
	Ago                  // counted back from the publication: yesterday, last week
	Relative             // counted from another date of the text: the next day
	Since                // everything from a date on: a figure beside it is cumulative
)

// Unit is what an Expr of kind Ago or Relative counts.
type Unit uint8

// Units.
const (
	Days Unit = iota
	Weeks
	Weekends
	Months
	Years
)

// Part is the part of a month or year that is told.
type Part uint8

// Parts.
const (
	Whole Part = iota
	Early
	Mid
	Late
)

// Point is a day, a month or a year with the parts that the text tells; zero
// is not told.
type Point struct {
	Year, Month, Day int
	Weekday          int // 1 Monday .. 7 Sunday
}

// Expr is one date expression of a text.
type Expr struct {
	Kind       Kind
	Start, End int    // bytes of the text
	Text       string // text[Start:End]
	Word, Next int    // words [Word, Next) of the text
	From, To   Point  // To is zero but for ranges and nights
	Offset     int    // Ago: units back; Relative: units on, negative before
	Unit       Unit   // of Offset
	Part       Part   // of the month or year
	Night      bool   // From's night, that ends on To or the day after From
	Last       bool   // "lundi dernier": not the day of publication itself
	Behind     bool   // Relative: what it is counted from stands behind it: "two days after the attack"
	Hour       int    // told with the date, -1 when none is
	Minute     int

	horizon int // of the language
}
