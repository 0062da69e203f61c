package store

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"reflect"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// A record is a checksum (CRC-32C over key and rest), one byte that tells the
// form, and the content. The key is part of the sum so that a record in the
// wrong place is noticed too.
const (
	formJSON    = 'j'
	formPlain   = 'p' // bytes in the bucket's own layout
	formShape   = 's' // fields in the order of shapes
	formSqueeze = 'S' // the same, compressed

	headLen     = 5
	compressMin = 400  // bytes below which compression gains nothing
	briefMin    = 4096 // bytes below which it costs more than it gains in a record that soon goes
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// codec compresses records; its coders are safe for concurrent use.
type codec struct {
	shapes *shapes
	enc    *zstd.Encoder
	dec    *zstd.Decoder
	buf    sync.Pool
}

func newCodec(shapes *shapes) (*codec, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest),
		zstd.WithWindowSize(128<<10), zstd.WithEncoderConcurrency(2), zstd.WithLowerEncoderMem(true))
	if err != nil {
		return nil, fmt.Errorf("zstd: %w", err)
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(2),
		zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(256<<20))
	if err != nil {
		return nil, fmt.Errorf("zstd: %w", err)
	}
	return &codec{shapes: shapes, enc: enc, dec: dec, buf: sync.Pool{New: func() any { return new([]byte) }}}, nil
}

func (c *codec) close() {
	c.enc.Close()
	c.dec.Close()
}

// pack makes a record of v, whose type shapes knows, compressed where it is long.
func (c *codec) pack(key []byte, v any) ([]byte, error) { return c.packFrom(compressMin, key, v) }

// packBrief is pack for a record that is soon deleted or replaced.
func (c *codec) packBrief(key []byte, v any) ([]byte, error) { return c.packFrom(briefMin, key, v) }

func (c *codec) packFrom(least int, key []byte, v any) ([]byte, error) {
	buf := c.buf.Get().(*[]byte)
	defer c.buf.Put(buf)
	*buf = c.shapes.encode((*buf)[:0], reflect.ValueOf(v))
	if len(*buf) < least {
		return seal(key, formShape, *buf), nil
	}
	out := make([]byte, headLen, headLen+len(*buf)/2)
	out = c.enc.EncodeAll(*buf, out)
	out[4] = formSqueeze
	sum(key, out)
	return out, nil
}

// flat makes a record of v as plain JSON, for small or short-lived records.
func flat(key []byte, v any) ([]byte, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encode record: %w", err)
	}
	return seal(key, formJSON, text), nil
}

// seal puts the head before content.
func seal(key []byte, form byte, content []byte) []byte {
	out := make([]byte, headLen+len(content))
	out[4] = form
	copy(out[headLen:], content)
	sum(key, out)
	return out
}

func sum(key, record []byte) {
	crc := crc32.Update(crc32.Checksum(key, castagnoli), castagnoli, record[4:])
	binary.BigEndian.PutUint32(record, crc)
}

// check gives the content of a record and its form after checking the sum.
func check(bucket string, key, record []byte) (content []byte, form byte, err error) {
	if len(record) < headLen {
		return nil, 0, &CorruptError{bucket, string(key)}
	}
	crc := crc32.Update(crc32.Checksum(key, castagnoli), castagnoli, record[4:])
	if binary.BigEndian.Uint32(record) != crc {
		return nil, 0, &CorruptError{bucket, string(key)}
	}
	return record[headLen:], record[4], nil
}

// unpack reads what pack and flat wrote into the zero value that v points to.
func (c *codec) unpack(bucket string, key, record []byte, v any) error {
	content, form, err := check(bucket, key, record)
	if err != nil {
		return err
	}
	switch form {
	case formJSON:
		err = json.Unmarshal(content, v)
	case formShape:
		err = c.shapes.decode(string(content), reflect.ValueOf(v))
	case formSqueeze:
		buf := c.buf.Get().(*[]byte)
		defer c.buf.Put(buf)
		if *buf, err = c.dec.DecodeAll(content, (*buf)[:0]); err == nil {
			err = c.shapes.decode(string(*buf), reflect.ValueOf(v))
		}
	default:
		err = fmt.Errorf("%w: unknown form %q", ErrDamaged, form)
	}
	if err != nil {
		return fmt.Errorf("record %q of %s: %w", key, bucket, err)
	}
	return nil
}
