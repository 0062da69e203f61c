package store

// index holds the part of the search index that is still in memory.
type index struct{}

func (ix *index) note() {}
