package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/alecthomas/kong"

	"sahelwatch/internal/config"
	"sahelwatch/internal/store"
	"sahelwatch/internal/watch"
)

// flags are those of every command.
type flags struct {
	Config  string           `help:"Configuration file (default ./config.yaml)." placeholder:"FILE" env:"SAHELWATCH_CONFIG"`
	Version kong.VersionFlag `help:"Print the version and leave."`

	Data string `help:"Data folder, in place of store.dir." placeholder:"DIR" env:"SAHELWATCH_DATA"`
}

// session is one call with its flags: what a command works with.
type session struct {
	context.Context
	call
	flags flags
	draw  *screen   // nil in a pipe
	bare  io.Writer // the terminal itself, for what draw draws
}

// path makes a path of the command line absolute in the caller's folder.
func (s *session) path(p string) string {
	if p == "" || filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(s.dir, p)
}

// config reads the configuration with the flags applied.
func (s *session) config() (*config.Config, error) {
	c, err := config.Load(s.path(s.flags.Config), s.environ)
	if err != nil {
		var faults *config.Faults
		if !errors.As(err, &faults) {
			err = usageError{err.Error()}
		}
		return nil, err
	}
	if s.flags.Data != "" {
		c.Store.Dir = s.flags.Data
	}
	c.Store.Dir = s.path(c.Store.Dir)
	return c, nil
}

// serve runs a store command: in the daemon of the data folder, else here.
func (s *session) serve(cmd storeCommand) error {
	cfg, err := s.config()
	if err != nil {
		return err
	}
	for wait := 50 * time.Millisecond; ; wait *= 2 {
		code, err := watch.CallDaemon(s, cfg.Store.Dir, watch.Call{
			Args: s.args, Dir: s.dir, Terminal: s.terminal, Columns: s.columns, Width: s.width,
			Stdin: s.stdin, Stdout: s.stdout, Stderr: s.stderr,
		})
		if !errors.Is(err, watch.ErrNoDaemon) {
			return errors.Join(err, codeError(code))
		}
		_, missing := os.Stat(filepath.Join(cfg.Store.Dir, watch.StoreFile))
		if _, needs := cmd.(existing); needs && errors.Is(missing, fs.ErrNotExist) {
			return fmt.Errorf("%s holds no store", cfg.Store.Dir) // a mistyped folder is no empty store
		}
		service, err := s.open(cfg, s.quietLogger(cfg))
		if errors.Is(err, store.ErrLocked) && wait < 2*time.Second {
			time.Sleep(wait) // another command, or a daemon that has no socket yet
			continue
		}
		if err != nil {
			return err
		}
		if _, fills := cmd.(filling); missing != nil && !fills {
			fmt.Fprintf(s.stderr, "a new store was made in %s\n", cfg.Store.Dir)
		}
		return errors.Join(cmd.Serve(s, service), service.Close())
	}
}

func codeError(code int) error {
	if code == 0 {
		return nil
	}
	return exitError(code)
}

// open opens the service on the store in this process. Libraries that bring no
// HTTP client of their own, as that for most chat services, use the process's
// transport: from here on it is the service's guarded one.
func (s *session) open(cfg *config.Config, log *slog.Logger) (*watch.Service, error) {
	service, err := watch.Open(s, watch.Options{
		Config: cfg, Log: log, Terminal: s.stdout, Clock: time.Now,
	})
	if err == nil {
		http.DefaultTransport = service.Outbound()
	}
	return service, err
}

func (s *session) logger(cfg *config.Config) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(cfg.Log.Level)); err != nil {
		level = slog.LevelInfo
	}
	opts := &slog.HandlerOptions{Level: level}
	if cfg.Log.Format == "json" || cfg.Log.Format == "auto" && !s.terminal {
		return slog.New(slog.NewJSONHandler(s.stderr, opts))
	}
	return slog.New(slog.NewTextHandler(s.stderr, opts))
}

// quietLogger is the log of a command that says itself what failed: it holds
// what nobody foresaw, or everything where the config asks for that.
func (s *session) quietLogger(cfg *config.Config) *slog.Logger {
	if cfg.Log.Level == "debug" {
		return s.logger(cfg)
	}
	return slog.New(slog.NewTextHandler(s.stderr, &slog.HandlerOptions{Level: slog.LevelError}))
}

// send freezes and sends what is due, and says what came of it.
func (s *session) send(svc *watch.Service) error {
	frozen, arrived, err := svc.Send(s)
	if err != nil || frozen+arrived == 0 {
		return err
	}
	open, err := svc.Store().Outbox(store.Waiting, store.Failed, store.Aside)
	fmt.Fprintf(s.stderr, "%s made, %d arrived", counted(frozen, "message"), arrived)
	if len(open) > 0 {
		fmt.Fprintf(s.stderr, ", %d wait or failed: sahelwatch outbox list", len(open))
	}
	fmt.Fprintln(s.stderr)
	return err
}

// inputs opens the files named, or gives stdin when none is.
func (s *session) inputs(files []string, each func(name string, r io.Reader) error) error {
	if len(files) == 0 {
		return each("stdin", s.stdin)
	}
	for _, name := range files {
		if err := s.input(name, each); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) input(name string, each func(string, io.Reader) error) error {
	if name == "-" {
		return each("stdin", s.stdin)
	}
	f, err := s.openFile(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return each(name, f)
}

// openFile opens a file that the command line names. What cannot be opened is
// named wrongly.
func (s *session) openFile(name string) (*os.File, error) {
	f, err := os.Open(s.path(name))
	if err != nil {
		return nil, usageError{fmt.Sprintf("%s: %s", name, errors.Unwrap(err))}
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, errors.Join(usagef("%s is a folder", name), f.Close())
	}
	return f, nil
}
