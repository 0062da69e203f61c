package gazetteer

import (
	"encoding/csv"
	"io"
	"strings"
)

// change is one province of Burkina Faso since July 2025 and what it was before.
type change struct {
	region, province       string
	oldRegion, oldProvince string
	split                  bool // one of several provinces made of the old one
}

// readReform reads bf_admin_2025.csv.
func readReform(r io.Reader) ([]change, error) {
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return nil, csvFault("bf_admin_2025.csv", err)
	}
	var list []change
	times := map[string]int{}
	for _, row := range rows[min(1, len(rows)):] {
		if len(row) < 5 {
			return nil, &FaultyLine{"bf_admin_2025.csv", len(list) + 2, "want five columns"}
		}
		old := strings.TrimSuffix(row[4], " (part)")
		times[old]++
		list = append(list, change{region: row[0], province: row[3], oldRegion: row[2], oldProvince: old})
	}
	for i := range list {
		list[i].split = times[list[i].oldProvince] > 1
	}
	return list, nil
}

// reformed gives the new units of a place from its old ones: the province is ""
// where its name stayed or the old one was split, the region is "" where it cannot be told.
func reformed(rows []change, admin1, admin2 string) (region, province string) {
	regions := map[string]bool{}
	for _, r := range rows {
		if r.oldProvince == admin2 {
			if r.split || r.province == r.oldProvince {
				return r.region, ""
			}
			return r.region, r.province
		}
		if r.oldRegion == admin1 {
			regions[r.region] = true
			region = r.region
		}
	}
	if len(regions) == 1 {
		return region, ""
	}
	return "", ""
}
