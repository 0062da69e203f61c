// Command gen builds gazetteer.bin from the files under data.
package main

import (
	"fmt"
	"os"

	"sahelwatch/internal/gazetteer"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	image, err := gazetteer.Compile(os.DirFS("data"))
	if err != nil {
		return err
	}
	return os.WriteFile("gazetteer.bin", image, 0o644)
}
