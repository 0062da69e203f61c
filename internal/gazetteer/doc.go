// Package gazetteer knows the places, the armed and official actors and the
// countries of the Sahel by all the names that reports give them.
//
// Promise: Load reads an image that is built into the program; it touches no
// file and no network, and the same image gives the same answers in the same
// order. Find returns every place that a name may mean, best first, and says
// how each was matched; it never settles a homonym silently: Choose does that
// with what a text tells, and says why. A Gazetteer is safe for concurrent use
// once Extend has returned. Version names the data, the user's files included.
//
// Limits: places are complete for Burkina Faso, Mali, Niger, Senegal,
// Mauritania, Benin, Togo and the northern parts of Nigeria, Ghana, Cameroon
// and Côte d'Ivoire, thin for Chad and absent elsewhere. Coordinates are kept
// to 0.00001 degree and are NaN where no verified position is known. Admin1
// and Admin2 are the units before Burkina Faso's reform of July 2025, which
// Admin1New and Admin2New follow.
//
// Failure: Load fails only on a damaged image. Extend refuses a file as a
// whole and names the line of each fault.
//
// The image gazetteer.bin is built from the text files under data by
// `go generate`, bit for bit the same on every machine.
package gazetteer

//go:generate go run ./gen
