package archive

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Options of Open. The zero value serves.
type Options struct {
	MaxSize  int64            // bytes after which a file is not continued; default 256 MiB
	Software string           // named in each file; default "sahelwatch"
	Clock    func() time.Time // default time.Now; names files
}

// Writer appends to the archive. It is safe for concurrent use.
type Writer struct {
	dir string
	opt Options

	mu   sync.Mutex
	f    *os.File // nil until the first Write
	name string
	info string // id of the file's warcinfo record
	size int64
}

const (
	prefix = "sahelwatch-"
	suffix = ".warc.gz"
)

// Open opens the archive in the folder dir, which it makes (mode 0700) where
// there is none. Files are touched by the first Write only.
func Open(dir string, opt Options) (*Writer, error) {
	if opt.MaxSize <= 0 {
		opt.MaxSize = 256 << 20
	}
	if opt.Software == "" {
		opt.Software = "sahelwatch"
	}
	if opt.Clock == nil {
		opt.Clock = time.Now
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open archive: %w", err)
	}
	return &Writer{dir: dir, opt: opt}, nil
}

// Write appends a page and waits until it is on disk. The reference names the
// file and the place in it, for Read.
func (w *Writer) Write(r Record) (ref string, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.f != nil && w.size >= w.opt.MaxSize {
		if err := w.closeFile(); err != nil {
			return "", fmt.Errorf("archive %s: %w", r.URL, err)
		}
	}
	if w.f == nil {
		if err := w.openFile(); err != nil {
			return "", fmt.Errorf("archive %s: %w", r.URL, err)
		}
	}
	at := w.size
	if err := w.append(r.At, r.entries(w.info)...); err != nil {
		return "", fmt.Errorf("archive %s: %w", r.URL, err)
	}
	return w.name + ":" + strconv.FormatInt(at, 10), nil
}

// append writes records together; after an error the file is as before.
func (w *Writer) append(at time.Time, list ...entry) error {
	var all []byte
	for _, e := range list {
		member, err := pack(e.bytes(at))
		if err != nil {
			return err
		}
		all = append(all, member...)
	}
	_, err := w.f.WriteAt(all, w.size)
	if err == nil {
		err = w.f.Sync()
	}
	if err != nil {
		return errors.Join(err, w.f.Truncate(w.size))
	}
	w.size += int64(len(all))
	return nil
}

// openFile goes on with the newest file, when it has room and no other process
// writes it, or begins one.
func (w *Writer) openFile() error {
	names, err := files(w.dir)
	if err != nil {
		return err
	}
	if len(names) > 0 {
		ok, err := w.goOn(names[len(names)-1])
		if ok || err != nil {
			return err
		}
	}
	return w.begin(len(names))
}

func (w *Writer) goOn(name string) (bool, error) {
	f, err := os.OpenFile(filepath.Join(w.dir, name), os.O_RDWR, 0o600)
	if err != nil {
		return false, err
	}
	if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil {
		return false, f.Close() // another process writes it
	}
	info, err := f.Stat()
	if err != nil {
		return false, errors.Join(err, f.Close())
	}
	end, err := wholeUntil(f, info.Size())
	if err != nil || end >= w.opt.MaxSize || end == 0 {
		return false, errors.Join(err, f.Close())
	}
	if end < info.Size() {
		err = errors.Join(f.Truncate(end), f.Sync())
	}
	if err != nil {
		return false, errors.Join(err, f.Close())
	}
	w.f, w.name, w.size = f, name, end
	w.info, err = firstID(f)
	return true, err
}

// begin makes a new file with the record that describes it.
func (w *Writer) begin(count int) error {
	for n := count + 1; ; n++ {
		name := fmt.Sprintf("%s%s-%05d%s", prefix, w.opt.Clock().UTC().Format("20060102150405"), n, suffix)
		f, err := os.OpenFile(filepath.Join(w.dir, name), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, os.ErrExist) {
			continue
		}
		if err != nil {
			return err
		}
		if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
			return errors.Join(err, f.Close())
		}
		w.f, w.name, w.size, w.info = f, name, 0, newID()
		about := entry{"warcinfo", w.info, []field{{"WARC-Filename", name}, {"Content-Type", "application/warc-fields"}},
			[]byte("software: " + oneLine(w.opt.Software) + "\r\nformat: WARC File Format 1.1\r\n" +
				"conformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n")}
		err = w.append(w.opt.Clock(), about)
		if err != nil {
			err = errors.Join(err, w.closeFile(), os.Remove(filepath.Join(w.dir, name)))
			return err
		}
		return syncDir(w.dir)
	}
}

// Close ends writing; the writer may be used again, which goes on.
func (w *Writer) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.f == nil {
		return nil
	}
	return w.closeFile()
}

func (w *Writer) closeFile() error {
	f := w.f
	w.f = nil
	return f.Close()
}

// files gives the names of the archive's files, oldest first.
func files(dir string) ([]string, error) {
	list, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range list {
		if name := e.Name(); strings.HasPrefix(name, prefix) && strings.HasSuffix(name, suffix) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names, nil
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
