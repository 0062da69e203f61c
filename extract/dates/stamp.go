package dates

import (
	"strings"
	"sync"
	"time"

	"sahelwatch/extract/internal/phrase"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/fold"
)

// longestStamp is the longest text, in bytes, that is read as a stamp.
const longestStamp = 200

// Stamp reads the date stamp of a page or feed, whole: "Publié le lundi 28
// juillet 2025 à 18h30", "Mon, 28 Jul 2025 18:30:00 +0100", "28 يوليو 2025 -
// 14:05", RFC 3339 and its neighbours. lang (ISO 639-1, "" when unknown) says
// which order of day and month numbers have and whose words come first.
//
// It is right or unknown: false for a stamp with two dates, a weekday that is
// not that of the date, 03/04/2025 in English or without a language, a day
// before 1990 or after 2100. A time in an unknown zone gives the day alone. A
// time without a zone is read as UTC, the clock of Mali and Burkina Faso; use
// StampIn where another is known. What is said to be an update is passed over
// behind another date.
func Stamp(s, lang string) (conflict.Moment, bool) { return StampIn(s, lang, time.UTC) }

// StampIn is Stamp with the zone of times that tell none.
func StampIn(s, lang string, local *time.Location) (conflict.Moment, bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > longestStamp {
		return conflict.Moment{}, false
	}
	langs, err := builtIn()
	if err != nil {
		return conflict.Moment{}, false
	}
	r := stampReader{text: s, words: fold.Words(nil, s), local: local, unclear: true}
	if l := langs[lang]; l != nil {
		r.add(l)
		r.unclear = l.MonthFirst
	}
	for _, code := range [...]string{"en", "fr", "ar"} {
		if code != lang {
			r.add(langs[code])
		}
	}
	return r.read()
}

// builtIn reads the embedded languages once; they never change.
var builtIn = sync.OnceValues(Load)

// stampReader is one reading of one stamp.
type stampReader struct {
	text    string
	words   []fold.Word
	langs   []phrase.Cursor // the stamp's own first
	local   *time.Location
	unclear bool
	used    int // words before this one are read
	date    Point
	clock   wallClock
	zone    *time.Location // nil: none told, or unknown
	noZone  bool           // a zone is told that is not known
}

func (r *stampReader) add(l *Lang) {
	r.langs = append(r.langs, l.table.Cursor(r.text, r.words))
}

// wallClock is a time of day.
type wallClock struct {
	told                       bool
	hour, minute, second, nsec int
}

func (r *stampReader) read() (conflict.Moment, bool) {
	if m, ok := epoch(r.text); ok {
		return m, true
	}
	day := 0
	for r.used < len(r.words) {
		i := r.used
		r.used++
		if !digitAt(r.words[i].Key) {
			if r.date != (Point{}) && r.lookup(i, modified) {
				break
			}
			if d, ok := r.weekday(i); ok {
				if day != 0 && day != d {
					return conflict.Moment{}, false
				}
				day = d
				continue
			}
			r.monthFirst(i)
			continue
		}
		if !r.number(i) {
			return conflict.Moment{}, false
		}
	}
	return r.moment(day)
}

// moment puts the parts together.
func (r *stampReader) moment(weekday int) (conflict.Moment, bool) {
	d := r.date
	if !valid(d) || d.Year < 1990 || weekday != 0 && weekday != number(d.day()) {
		return conflict.Moment{}, false
	}
	if !r.clock.told || r.noZone {
		return conflict.Moment{Time: d.day(), DayOnly: true}, true
	}
	zone := r.local
	if r.zone != nil {
		zone = r.zone
	}
	c := r.clock
	return conflict.Moment{Time: time.Date(d.Year, time.Month(d.Month), d.Day, c.hour, c.minute, c.second, c.nsec, zone)}, true
}

func digitAt(key string) bool { return key[0] >= '0' && key[0] <= '9' }

func (r *stampReader) find(i int, kind phrase.Kind) (int, int) {
	for k := range r.langs {
		if e, n := r.langs[k].Match(i, kind); n > 0 {
			return e.Value, n
		}
	}
	return 0, 0
}

func (r *stampReader) lookup(i int, kind phrase.Kind) bool {
	_, n := r.find(i, kind)
	return n > 0
}

// weekday reads a weekday's name; "mar" is one where another month is told.
func (r *stampReader) weekday(i int) (int, bool) {
	d, n := r.find(i, weekday)
	if n == 0 {
		if d, n = r.find(i, shortDay); n == 0 {
			return 0, false
		}
		if _, m := r.month(i); m > 0 && !r.monthLater(i+n) {
			return 0, false
		}
	}
	r.used = i + n
	return d, true
}

func (r *stampReader) monthLater(i int) bool {
	for ; i < len(r.words); i++ {
		if _, n := r.month(i); n > 0 {
			return true
		}
	}
	return false
}

// month reads a month's name in any of the languages.
func (r *stampReader) month(i int) (int, int) {
	if m, n := r.find(i, month); n > 0 {
		if end := i + n; end < len(r.words) && strings.Trim(r.text[r.words[end-1].End:r.words[end].Start], " ") == "/" {
			if again, k := r.find(end, month); k > 0 && again == m {
				return m, n + k
			}
		}
		return m, n
	}
	return r.find(i, shortMonth)
}

// number reads the date or time that starts with the digits of words[i].
func (r *stampReader) number(i int) bool {
	at := r.words[i].Start
	if end, ok := r.time(i); ok {
		r.pass(end)
		r.zoneBehind(end)
		return true
	}
	if r.date != (Point{}) {
		return r.lateYear(i)
	}
	pt, end, ok := numericAt(r.text, at, r.unclear)
	if !ok {
		pt, end, ok = shortNumeric(r.text, at, r.unclear)
	}
	if !ok {
		pt, end, ok = compact(r.text, at)
	}
	if ok {
		r.date = pt
		r.pass(r.isoTime(end))
		return true
	}
	return r.dayFirst(i)
}

// pass marks the words up to the byte end as read.
func (r *stampReader) pass(end int) {
	for r.used < len(r.words) && r.words[r.used].Start < end {
		r.used++
	}
}

// dayFirst reads "28 juillet 2025", "28-Jul-25", "28 July".
func (r *stampReader) dayFirst(i int) bool {
	day, rest := leadingInt(r.words[i].Key)
	if day < 1 || day > 31 || rest != "" && rest != "er" && rest != "st" && rest != "nd" && rest != "rd" && rest != "th" {
		return false
	}
	j := i + 1
	if r.lookup(j, article) {
		j++
	}
	m, n := r.month(j)
	if n == 0 {
		return false
	}
	r.date = Point{Month: m, Day: day}
	r.used = j + n
	r.year()
	return true
}

// monthFirst reads "July 28, 2025", "Jul 28 18:30:00 2025".
func (r *stampReader) monthFirst(i int) {
	m, n := r.month(i)
	if n == 0 || r.date != (Point{}) || i+n >= len(r.words) {
		return
	}
	day, rest := leadingInt(r.words[i+n].Key)
	if day < 1 || day > 31 || rest != "" && rest != "st" && rest != "nd" && rest != "rd" && rest != "th" {
		return
	}
	r.date = Point{Month: m, Day: day}
	r.used = i + n + 1
	r.year()
}

// year reads the year behind day and month, of four digits or two.
func (r *stampReader) year() {
	i := r.used
	if i >= len(r.words) {
		return
	}
	if _, isTime := r.timeAt(r.words[i].Start); isTime {
		return
	}
	key := strings.TrimSuffix(r.words[i].Key, "م")
	v, n, end := digits(key, 0)
	if end != len(key) || n != 4 && n != 2 {
		return
	}
	if n == 2 {
		v = century(v)
	}
	r.date.Year = v
	r.used++
}

// lateYear reads the year that stands behind the time, as in asctime.
func (r *stampReader) lateYear(i int) bool {
	v, n, end := digits(r.words[i].Key, 0)
	if r.date.Year != 0 || n != 4 || end != len(r.words[i].Key) {
		return false
	}
	r.date.Year = v
	return true
}

// century places a year of two digits.
func century(y int) int {
	if y >= 70 {
		return 1900 + y
	}
	return 2000 + y
}
