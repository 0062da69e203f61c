package egress

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

const (
	// maxRatio is how much more than it takes on the wire an answer may unpack
	// to once it is over ratioFrom bytes. Real pages stay below 100.
	maxRatio  = 300
	ratioFrom = 1 << 20
	// maxWindow is the memory that a zstd frame may ask for (RFC 8878 asks
	// decoders to support 8 MiB).
	maxWindow = 8 << 20
)

// decoders are kept for reuse: a gzip reader holds some 40 kB.
type decoders struct {
	buffers sync.Pool // *bufio.Reader
	gzips   sync.Pool // *gzip.Reader
}

// decode unpacks a body by its Content-Encoding. Files that are gzip of
// themselves (sitemap.xml.gz) are unpacked too, told by their first bytes; what
// only claims to be gzip is passed as it is. free gives the buffers back.
func (c *Client) decode(encoding string, raw io.Reader) (r io.Reader, free func(), err error) {
	in := &counter{r: raw, limit: c.maxBody}
	buf := c.dec.buffer(in)
	free = func() { c.dec.buffers.Put(buf) }
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "", "identity", "gzip", "x-gzip":
		return c.gunzip(in, buf, free)
	case "br":
		r = brotli.NewReader(buf)
	case "zstd":
		z, err := zstd.NewReader(buf, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderMaxMemory(uint64(c.maxBody)+maxWindow))
		if err != nil {
			return nil, free, fmt.Errorf("%w: %w", ErrEncoding, err)
		}
		r, free = z, func() { z.Close(); c.dec.buffers.Put(buf) }
	default:
		return nil, free, fmt.Errorf("%w: unknown Content-Encoding %q", ErrEncoding, encoding)
	}
	return &capped{r: r, in: in, limit: c.maxBody}, free, nil
}

// gunzip unpacks up to two layers of gzip: a .gz file that is also compressed
// on its way has both.
func (c *Client) gunzip(in *counter, buf *bufio.Reader, free func()) (io.Reader, func(), error) {
	for range 2 {
		head, err := buf.Peek(2)
		if err != nil && err != io.EOF {
			return nil, free, err
		}
		if len(head) < 2 || head[0] != 0x1f || head[1] != 0x8b {
			break
		}
		z, err := c.dec.gzip(buf)
		if err != nil {
			return nil, free, fmt.Errorf("%w: %w", ErrEncoding, err)
		}
		inner, layer := free, c.dec.buffer(z)
		buf = layer
		free = func() {
			c.dec.buffers.Put(layer)
			c.dec.gzips.Put(z)
			inner()
		}
	}
	return &capped{r: buf, in: in, limit: c.maxBody}, free, nil
}

func (d *decoders) buffer(r io.Reader) *bufio.Reader {
	if b, ok := d.buffers.Get().(*bufio.Reader); ok {
		b.Reset(r)
		return b
	}
	return bufio.NewReaderSize(r, 16<<10)
}

func (d *decoders) gzip(r io.Reader) (*gzip.Reader, error) {
	if z, ok := d.gzips.Get().(*gzip.Reader); ok {
		return z, z.Reset(r)
	}
	return gzip.NewReader(r)
}

// counter bounds and counts what comes off the wire.
type counter struct {
	r     io.Reader
	n     int64
	limit int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if c.n > c.limit {
		return n, fmt.Errorf("%w: over %d bytes", ErrTooLarge, c.limit)
	}
	return n, err
}

// capped bounds what comes out of the decoder, by size and by ratio.
type capped struct {
	r     io.Reader
	in    *counter
	n     int64
	limit int64
}

func (c *capped) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	switch {
	case c.n > c.limit:
		return 0, fmt.Errorf("%w: over %d bytes", ErrTooLarge, c.limit)
	case c.n > ratioFrom && c.n/maxRatio > c.in.n:
		return 0, fmt.Errorf("%w: %d bytes unpacked to over %d", ErrTooLarge, c.in.n, c.n)
	case err != nil && err != io.EOF && damaged(err):
		err = fmt.Errorf("%w: %w", ErrEncoding, err)
	}
	return n, err
}

// damaged tells a fault of the compressed data from one of the connection.
func damaged(err error) bool {
	for _, fault := range []error{gzip.ErrChecksum, gzip.ErrHeader, zstd.ErrMagicMismatch, zstd.ErrWindowSizeExceeded, zstd.ErrDecoderSizeExceeded} {
		if errors.Is(err, fault) {
			return true
		}
	}
	// The others have no error to compare with.
	return strings.HasPrefix(err.Error(), "brotli") || strings.HasPrefix(err.Error(), "flate")
}
