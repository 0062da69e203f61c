package extract

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/fold"
)

// The shape of a signature: 64 slots in 16 bands of 4. Two texts that share
// half of their shingles share a band with 64%, four fifths with 99.98%.
const (
	slots   = 64
	bands   = 16
	shingle = 3 // words
	perWord = 5 // bytes of a short word and its space, to make room by
)

// Fingerprint gives what is kept of a text to find its near-copies: the
// SHA-256 of the text and a MinHash over triples of folded words. A text of
// fewer than three words has no bands.
func Fingerprint(text string) conflict.Fingerprint {
	sum := sha256.Sum256([]byte(text))
	words := fold.Words(make([]fold.Word, 0, len(text)/perWord), text)
	f := conflict.Fingerprint{Hash: hex.EncodeToString(sum[:]), Words: len(words)}
	if len(words) < shingle {
		return f
	}
	f.Sig = signature(words)
	f.Bands = bandsOf(f.Sig)
	return f
}

// signature keeps for each of the slots the least value of its hash over all
// shingles. One 64-bit hash of a shingle is spread by multiplying (Dietzfelbinger
// et al. 1997).
func signature(words []fold.Word) []uint32 {
	sig := make([]uint32, slots)
	for i := range sig {
		sig[i] = math.MaxUint32
	}
	first, second := wordHash(words[0].Key), wordHash(words[1].Key)
	for _, w := range words[shingle-1:] {
		third := wordHash(w.Key)
		h := first*0x9E3779B97F4A7C15 ^ second*0xC2B2AE3D27D4EB4F ^ third*0x165667B19E3779F9
		first, second = second, third
		h ^= h >> 29
		for s := range sig {
			v := uint32((h*multipliers[s] + multipliers[(s+7)%slots]) >> 32)
			if v < sig[s] {
				sig[s] = v
			}
		}
	}
	return sig
}

// wordHash is FNV-1a.
func wordHash(key string) uint64 {
	h := uint64(fnvOffset)
	for i := range len(key) {
		h = (h ^ uint64(key[i])) * fnvPrime
	}
	return h
}

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// multipliers are odd numbers of splitmix64 from seed 1: fixed for ever, since
// signatures are stored.
var multipliers = func() (m [slots]uint64) {
	x := uint64(1)
	for i := range m {
		x += 0x9E3779B97F4A7C15
		z := (x ^ x>>30) * 0xBF58476D1CE4E5B9
		z = (z ^ z>>27) * 0x94D049BB133111EB
		m[i] = (z ^ z>>31) | 1
	}
	return m
}()

// bandsOf gives the FNV-1a of each band's number and slots, in hexadecimal.
func bandsOf(sig []uint32) []string {
	const size = 16 // digits
	var all [bands * size]byte
	for b := range bands {
		var band [8 + 4*slots/bands]byte
		binary.LittleEndian.PutUint64(band[:], uint64(b))
		for i, v := range sig[b*slots/bands : (b+1)*slots/bands] {
			binary.LittleEndian.PutUint32(band[8+4*i:], v)
		}
		h := uint64(fnvOffset)
		for _, c := range band {
			h = (h ^ uint64(c)) * fnvPrime
		}
		var sum [size / 2]byte
		binary.BigEndian.PutUint64(sum[:], h)
		hex.Encode(all[b*size:], sum[:])
	}
	text := string(all[:])
	out := make([]string, bands)
	for b := range out {
		out[b] = text[b*size : (b+1)*size]
	}
	return out
}

// Similar estimates how much two texts share: the Jaccard index of their
// shingles, from 0 to 1. Texts with the same hash are 1.
func Similar(a, b conflict.Fingerprint) float64 {
	if a.Hash != "" && a.Hash == b.Hash {
		return 1
	}
	if len(a.Sig) != len(b.Sig) || len(a.Sig) == 0 {
		return 0
	}
	same := 0
	for i := range a.Sig {
		if a.Sig[i] == b.Sig[i] {
			same++
		}
	}
	return float64(same) / float64(len(a.Sig))
}
