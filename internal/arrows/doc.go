// Package arrows holds one test: that the packages of the module depend on
// each other only in the direction that docs/architecture.md draws.
package arrows
