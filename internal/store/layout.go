package store

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"time"

	"go.etcd.io/bbolt"
)

// format is the version of the layout below. A store of another one is refused.
const format = 1

// Buckets. Volumes that grow with the news have time-ordered keys, so that
// writing appends; only "address", "key" and "member" are looked up by name or
// by hash.
var (
	bMeta        = []byte("meta")        // format, creation time
	bSource      = []byte("source")      // source id -> sourceRecord
	bHealth      = []byte("health")      // source id -> conflict.Health
	bSkipped     = []byte("skipped")     // source id -> items that were left out lately
	bListing     = []byte("listing")     // source id -> hashes of the GUIDs it lately gave
	bAddress     = []byte("address")     // address -> 'p' pending, 'a' article id, 's' skipped
	bHashed      = []byte("url")         // the same under hashes, in stores of older programs
	bPending     = []byte("pending")     // seq -> PendingStub
	bDue         = []byte("due")         // time, seq of a pending stub
	bArticle     = []byte("article")     // article id, version -> ArticleVersion
	bPage        = []byte("page")        // article id -> pageState
	bRefetch     = []byte("refetch")     // time, article id
	bIncident    = []byte("incident")    // incident id -> conflict.Record
	bKey         = []byte("key")         // index key, 0, incident id
	bSummary     = []byte("summary")     // day, incident id -> Summary
	bLatest      = []byte("latest")      // time of the latest change, incident id -> summary key
	bMember      = []byte("member")      // hash of an article's URL, incident id
	bChange      = []byte("change")      // seq -> conflict.Change
	bRecipient   = []byte("recipient")   // name -> RecipientState
	bDelivery    = []byte("delivery")    // seq -> conflict.Delivery
	bDigest      = []byte("digest")      // digest id -> seq of its delivery
	bQueue       = []byte("queue")       // recipient, 0, seq of a waiting delivery
	bBoilerplate = []byte("boilerplate") // site, 0, article id -> hashes of its paragraphs
	bPhrase      = []byte("phrase")      // site, 0, hash -> text of a repeated paragraph
	bSegment     = []byte("segment")     // segment, term -> postings
	bTail        = []byte("tail")        // article id, not yet in a segment
)

func buckets() [][]byte {
	return [][]byte{bMeta, bSource, bHealth, bSkipped, bListing, bAddress, bHashed, bPending, bDue, bArticle, bPage, bRefetch, bIncident,
		bKey, bSummary, bLatest, bMember, bChange, bRecipient, bDelivery, bDigest, bQueue, bBoilerplate,
		bPhrase, bSegment, bTail}
}

// layOut creates the buckets of a new store and checks the format of an old one.
func layOut(tx *bbolt.Tx, now time.Time) error {
	for _, name := range buckets() {
		if _, err := tx.CreateBucketIfNotExists(name); err != nil {
			return fmt.Errorf("bucket %s: %w", name, err)
		}
	}
	meta := tx.Bucket(bMeta)
	if v := meta.Get([]byte("format")); v != nil {
		return checkFormat(v)
	}
	if err := meta.Put([]byte("created"), []byte(now.UTC().Format(time.RFC3339))); err != nil {
		return err
	}
	return meta.Put([]byte("format"), u64(format))
}

func checkFormat(v []byte) error {
	if len(v) != 8 {
		return fmt.Errorf("%w: no layout number", ErrDamaged)
	}
	if n := binary.BigEndian.Uint64(v); n != format {
		return fmt.Errorf("store has layout %d, this program reads %d: export with the program that wrote it", n, format)
	}
	return nil
}

func u64(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// pair is a time-ordered or grouped key of two numbers.
func pair(a, b uint64) []byte {
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(make([]byte, 0, 16), a), b)
}

// joined is a, 0, b: all keys that begin with a, 0 stand together.
func joined(a string, b []byte) []byte {
	key := make([]byte, 0, len(a)+1+len(b))
	return append(append(append(key, a...), 0), b...)
}

// stamp orders times as numbers: microseconds since 1970, 0 for all before.
func stamp(t time.Time) uint64 {
	if t.IsZero() || t.UnixMicro() < 0 {
		return 0
	}
	return uint64(t.UnixMicro())
}

func unstamp(n uint64) time.Time { return time.UnixMicro(int64(n)).UTC() }

// digestSize is the length of a name's digest in bytes: among a million names
// the chance that two meet is below 10^-17.
const digestSize = 12

// digestOf shortens a name to a key.
func digestOf(kind byte, parts ...string) []byte {
	buf := make([]byte, 0, 256)
	buf = append(buf, kind)
	for _, p := range parts {
		buf = append(append(buf, p...), 0)
	}
	h := sha256.Sum256(buf)
	return h[:digestSize:digestSize]
}
