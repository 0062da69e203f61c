package watch

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Call is a command that runs inside the daemon on behalf of another process:
// the same command line, with the caller's folder and streams.
type Call struct {
	Args     []string `json:"args"`
	Dir      string   `json:"dir"` // the caller's working folder: relative paths count from here
	Terminal bool     `json:"terminal"`
	Columns  int      `json:"columns"`
	Width    int      `json:"width"` // of the caller's standard output, in columns; 0 is no limit

	Stdin  io.Reader `json:"-"`
	Stdout io.Writer `json:"-"`
	Stderr io.Writer `json:"-"`
}

// Runner carries out a call and gives its exit code. The context ends when the
// caller goes away.
type Runner func(context.Context, Call) int

// Frames of the control socket: one byte of kind, four bytes of length, payload.
const (
	frameCall   = 'c'
	frameStdin  = 'i'
	frameStdout = 'o'
	frameStderr = 'e'
	frameExit   = 'x'
	maxFrame    = 1 << 20
)

// maxSocketPath is what sun_path holds on the narrowest system served, less
// the closing zero.
const maxSocketPath = 103

// SocketPath gives the control socket of a data folder: beside the database
// or, where that path is too long for a socket, in the runtime folder under a
// name made from the data folder's path.
func SocketPath(dataDir string) (string, error) {
	abs, err := filepath.Abs(dataDir)
	if err != nil {
		return "", err
	}
	if p := filepath.Join(abs, "control.sock"); len(p) <= maxSocketPath {
		return p, nil
	}
	runtime := os.Getenv("XDG_RUNTIME_DIR")
	if runtime == "" {
		runtime = os.TempDir()
	}
	sum := sha256.Sum256([]byte(abs))
	return filepath.Join(runtime, "sahelwatch-"+hex.EncodeToString(sum[:8])+".sock"), nil
}

// listenControl opens the socket, replacing one that a dead daemon left. The
// caller holds the store's lock, so a socket in the way has no owner.
func listenControl(dataDir string) (net.Listener, error) {
	path, err := SocketPath(dataDir)
	if err != nil {
		return nil, err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("control socket: %w", err)
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, fmt.Errorf("control socket: %w", err)
	}
	return l, os.Chmod(path, 0o600)
}

// serveControl answers calls until the context ends.
func serveControl(ctx context.Context, l net.Listener, run Runner) {
	stop := context.AfterFunc(ctx, func() { l.Close() })
	defer stop()
	var calls sync.WaitGroup
	defer calls.Wait()
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		calls.Go(func() { serveCall(ctx, conn, run) })
	}
}

func serveCall(ctx context.Context, conn net.Conn, run Runner) {
	defer conn.Close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	in := bufio.NewReader(conn)
	kind, body, err := readFrame(in)
	if err != nil || kind != frameCall {
		return
	}
	var call Call
	if err := json.Unmarshal(body, &call); err != nil {
		return
	}
	stdin, feed := io.Pipe()
	go func() {
		defer cancel()
		feed.CloseWithError(copyStdin(in, feed))
	}()
	out := &frameWriter{w: conn}
	call.Stdin = stdin
	call.Stdout = frameStream{out, frameStdout}
	call.Stderr = frameStream{out, frameStderr}
	code := run(ctx, call)
	stdin.Close()
	out.frame(frameExit, []byte{byte(code)})
}

// copyStdin moves the caller's input until its connection closes. An empty
// frame ends the input but not the call.
func copyStdin(in *bufio.Reader, feed *io.PipeWriter) error {
	for {
		kind, body, err := readFrame(in)
		switch {
		case err != nil:
			return io.ErrUnexpectedEOF
		case kind == frameStdin && len(body) == 0:
			feed.Close()
		case kind == frameStdin:
			if _, err := feed.Write(body); err != nil && !errors.Is(err, io.ErrClosedPipe) {
				return err
			}
		}
	}
}

// ErrNoDaemon says that no daemon answers on a data folder.
var ErrNoDaemon = errors.New("no daemon runs on this data folder")

// CallDaemon runs a command inside the daemon of dataDir and gives its exit
// code. The error is ErrNoDaemon when none answers.
func CallDaemon(ctx context.Context, dataDir string, call Call) (int, error) {
	path, err := SocketPath(dataDir)
	if err != nil {
		return 1, err
	}
	d := net.Dialer{Timeout: 2 * time.Second}
	conn, err := d.DialContext(ctx, "unix", path)
	if err != nil {
		return 1, ErrNoDaemon
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	body, err := json.Marshal(call)
	if err != nil {
		return 1, err
	}
	out := &frameWriter{w: conn}
	out.frame(frameCall, body)
	go sendStdin(out, call.Stdin)
	return receive(ctx, bufio.NewReader(conn), call)
}

func sendStdin(out *frameWriter, in io.Reader) {
	if in != nil {
		io.Copy(frameStream{out, frameStdin}, in) //nolint:errcheck // a closed pipe on either side ends the call
	}
	out.frame(frameStdin, nil)
}

func receive(ctx context.Context, in *bufio.Reader, call Call) (int, error) {
	for {
		kind, body, err := readFrame(in)
		if err != nil {
			if ctx.Err() != nil {
				return 1, ctx.Err()
			}
			return 1, errors.New("the daemon stopped before the command was done")
		}
		switch kind {
		case frameStdout:
			if _, err := call.Stdout.Write(body); err != nil {
				return 1, err
			}
		case frameStderr:
			if _, err := call.Stderr.Write(body); err != nil {
				return 1, err
			}
		case frameExit:
			if len(body) != 1 {
				return 1, errors.New("the daemon gave no exit code")
			}
			return int(body[0]), nil
		}
	}
}

func readFrame(in *bufio.Reader) (byte, []byte, error) {
	var head [5]byte
	if _, err := io.ReadFull(in, head[:]); err != nil {
		return 0, nil, err
	}
	n := binary.BigEndian.Uint32(head[1:])
	if n > maxFrame {
		return 0, nil, fmt.Errorf("frame of %d bytes", n)
	}
	body := make([]byte, n)
	_, err := io.ReadFull(in, body)
	return head[0], body, err
}

// frameWriter writes whole frames from several goroutines.
type frameWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (f *frameWriter) frame(kind byte, body []byte) error {
	head := [5]byte{kind}
	binary.BigEndian.PutUint32(head[1:], uint32(len(body)))
	f.mu.Lock()
	defer f.mu.Unlock()
	_, err := (&net.Buffers{head[:], body}).WriteTo(f.w)
	return err
}

// frameStream is one stream inside the frames.
type frameStream struct {
	out  *frameWriter
	kind byte
}

func (s frameStream) Write(p []byte) (int, error) {
	for done := 0; done < len(p); done += maxFrame {
		if err := s.out.frame(s.kind, p[done:min(done+maxFrame, len(p))]); err != nil {
			return done, err
		}
	}
	return len(p), nil
}
