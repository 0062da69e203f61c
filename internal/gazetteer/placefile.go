package gazetteer

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"sahelwatch/internal/conflict"
)

// source is one row of a places file.
type source struct {
	Place
	alternates []string
}

// readPlaces reads a CSV file whose header names its columns: id, name,
// country, lat and lon are required (lat and lon may be blank together);
// alternates (separated by |), fclass, fcode, admin1, admin2, population and
// tier may be there, and further columns are ignored. All faults are told at once.
func readPlaces(file string, r io.Reader) ([]source, error) {
	rows := csv.NewReader(r)
	rows.ReuseRecord = true
	header, err := rows.Read()
	if err == io.EOF {
		return nil, &FaultyLine{file, 1, "empty file, want a header with id, name, country, lat and lon"}
	}
	if err != nil {
		return nil, csvFault(file, err)
	}
	f := placeFile{column: map[string]int{}}
	for i, name := range header {
		f.column[strings.TrimSpace(strings.TrimPrefix(name, "\ufeff"))] = i
	}
	for _, need := range []string{"id", "name", "country", "lat", "lon"} {
		if _, ok := f.column[need]; !ok {
			return nil, &FaultyLine{file, 1, "the header lacks the column " + need}
		}
	}
	return f.rows(file, rows)
}

type placeFile struct {
	column map[string]int
	row    []string
}

func (f *placeFile) rows(file string, rows *csv.Reader) ([]source, error) {
	var list []source
	var faults []error
	seen := map[conflict.PlaceID]int{}
	for {
		row, err := rows.Read()
		if err == io.EOF {
			return list, errors.Join(faults...)
		}
		if err != nil {
			faults = append(faults, csvFault(file, err))
			if !errors.Is(err, csv.ErrFieldCount) {
				return nil, errors.Join(faults...)
			}
			continue
		}
		line, _ := rows.FieldPos(0)
		f.row = row
		p, err := f.place()
		if first, twice := seen[p.ID]; err == nil && twice {
			err = fmt.Errorf("place %q stands already in line %d", p.ID, first)
		}
		if err != nil {
			faults = append(faults, &FaultyLine{file, line, err.Error()})
			continue
		}
		seen[p.ID] = line
		list = append(list, p)
	}
}

func (f *placeFile) get(name string) string {
	i, ok := f.column[name]
	if !ok || i >= len(f.row) {
		return ""
	}
	return strings.TrimSpace(strings.Clone(f.row[i]))
}

func (f *placeFile) place() (p source, err error) {
	p.ID, p.Name, p.Country = placeID(f.get("id")), f.get("name"), f.get("country")
	p.Admin1, p.Admin2 = plainUnit(f.get("admin1")), plainUnit(f.get("admin2"))
	p.Class, p.Code = f.get("fclass"), f.get("fcode")
	if p.Class == "" {
		p.Class, p.Code = "P", "PPL"
	}
	switch {
	case p.ID == "" || p.Name == "":
		return p, errors.New("id or name is empty")
	case len(p.Name) > 200 || len(p.ID) > 100:
		return p, errors.New("id or name is too long")
	case len(p.Country) != 2 || strings.ToUpper(p.Country) != p.Country:
		return p, fmt.Errorf("country %q is no ISO code of two capitals", p.Country)
	}
	if p.Lat, p.Lon, err = position(f.get("lat"), f.get("lon")); err != nil {
		return p, err
	}
	if p.Population, err = whole(f.get("population"), 0, math.MaxInt32); err != nil {
		return p, fmt.Errorf("population: %w", err)
	}
	if p.Tier, err = whole(f.get("tier"), 2, 4); err != nil {
		return p, fmt.Errorf("tier: %w", err)
	}
	for other := range strings.SplitSeq(f.get("alternates"), "|") {
		if other = strings.TrimSpace(other); other != "" && len(other) <= 200 {
			p.alternates = append(p.alternates, other)
		}
	}
	return p, nil
}

// placeID gives bare numbers their authority.
func placeID(s string) conflict.PlaceID {
	if _, err := strconv.ParseUint(s, 10, 31); err == nil {
		return conflict.PlaceID("geonames:" + s)
	}
	return conflict.PlaceID(s)
}

func position(lat, lon string) (float64, float64, error) {
	if lat == "" && lon == "" {
		return math.NaN(), math.NaN(), nil
	}
	a, errA := strconv.ParseFloat(lat, 64)
	b, errB := strconv.ParseFloat(lon, 64)
	if errA != nil || errB != nil || !(math.Abs(a) <= 90) || !(math.Abs(b) <= 180) {
		return 0, 0, fmt.Errorf("position %q, %q is not in degrees", lat, lon)
	}
	return a, b, nil
}

func whole(s string, otherwise, most int) (int, error) {
	if s == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > most {
		return 0, fmt.Errorf("%q is not a number from 0 to %d", s, most)
	}
	return n, nil
}

// plainUnit gives the bare name of an administrative unit: "Province du Soum"
// and "Soum Province" are Soum. Of two units, and of notes in brackets, the first counts.
func plainUnit(s string) string {
	s, _, _ = strings.Cut(s, " (")
	s, _, _ = strings.Cut(s, "/")
	for _, word := range []string{"Province", "Région", "Region", "Département", "Departement", "Cercle", "District", "Préfecture",
		"Commune", "Wilaya", "Ville"} {
		rest, ok := strings.CutPrefix(s, word+" ")
		if !ok {
			continue
		}
		for _, article := range []string{"de la ", "de l'", "de l’", "du ", "des ", "de ", "d'", "d’", "of "} {
			if bare, ok := strings.CutPrefix(rest, article); ok {
				return strings.TrimSpace(bare)
			}
		}
	}
	for _, word := range []string{" Province", " Region", " State", " District", " Department", " Cercle", " Prefecture", " Division"} {
		if bare, ok := strings.CutSuffix(s, word); ok {
			return bare
		}
	}
	return s
}

// unitNames adds the bare name to the names of an administrative unit.
func (p *source) unitNames() []string {
	if bare := plainUnit(p.Name); p.Class == "A" && bare != p.Name && !slices.Contains(p.alternates, bare) {
		return append(slices.Clone(p.alternates), bare)
	}
	return p.alternates
}

func csvFault(file string, err error) error {
	var at *csv.ParseError
	if errors.As(err, &at) {
		return &FaultyLine{file, at.Line, at.Err.Error()}
	}
	return fmt.Errorf("read %s: %w", file, err)
}
