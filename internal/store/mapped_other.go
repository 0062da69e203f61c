//go:build !linux

package store

import "go.etcd.io/bbolt"

// unmap does nothing: the system takes pages back when it needs the memory.
func unmap(*bbolt.Tx) {}
