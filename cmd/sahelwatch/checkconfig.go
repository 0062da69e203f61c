package main

import "fmt"

type checkConfigCmd struct{}

func (checkConfigCmd) Help() string {
	return `Example:
  sahelwatch check-config --config /etc/sahelwatch/config.yaml`
}

// Run reads the configuration; its faults are the error.
func (checkConfigCmd) Run(s *session) error {
	cfg, err := s.config()
	if err != nil {
		return err
	}
	enabled := 0
	for _, src := range cfg.Sources {
		if src.Enabled {
			enabled++
		}
	}
	name := cfg.Path()
	if name == "" {
		name = "built-in defaults"
	}
	fmt.Fprintf(s.stdout, "%s: no faults; %s, %s\n", name, counted(enabled, "source"), counted(len(cfg.Recipients), "recipient"))
	return nil
}
