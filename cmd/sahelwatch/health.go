package main

import (
	"errors"
	"fmt"

	"sahelwatch/internal/watch"
)

type healthCmd struct{}

func (healthCmd) Help() string {
	return `Exit 0 when the daemon's store answers and its tick lives; for containers.

Example:
  sahelwatch health --data /data`
}

// healthCall is the word that the daemon's runner answers itself.
const healthCall = "health"

// Run asks the daemon of the data folder.
func (healthCmd) Run(s *session) error {
	if s.alive != nil {
		if err := s.alive(s); err != nil {
			return err
		}
		fmt.Fprintln(s.stdout, "alive")
		return s.quits(s.service)
	}
	cfg, err := s.config()
	if err != nil {
		return err
	}
	code, err := watch.CallDaemon(s, cfg.Store.Dir, watch.Call{
		Args: []string{healthCall}, Dir: s.dir, Stdout: s.stdout, Stderr: s.stderr,
	})
	if errors.Is(err, watch.ErrNoDaemon) {
		return fmt.Errorf("%w: %s", err, cfg.Store.Dir)
	}
	return errors.Join(err, codeError(code))
}
