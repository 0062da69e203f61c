package lexicon

import (
	"fmt"
	"io"
	"io/fs"
)

// LoadSections is Load for files whose sections are the caller's own: a
// reading with other questions than the grammar's. Values below Function are
// free; [prefix] means what it means in the reviewed files.
func LoadSections(fsys fs.FS, sections map[string]Class) (map[string]*Lexicon, error) {
	folders, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("read lexicons: %w", err)
	}
	all := map[string]*Lexicon{}
	for _, d := range folders {
		if !d.IsDir() {
			continue
		}
		if all[d.Name()], err = load(fsys, d.Name(), sections, io.Discard); err != nil {
			return nil, err
		}
	}
	return all, nil
}
