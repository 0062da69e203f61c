package main

// cli is the command line.
type cli struct {
	flags

	Daemon      daemonCmd      `cmd:"" help:"Poll, link, send digests and serve the pages until stopped."`
	Crawl       crawlCmd       `cmd:"" help:"Read sources, or single article pages, once; print what is new."`
	Code        codeCmd        `cmd:"" help:"Code articles from JSON lines; needs no store and no network."`
	Extract     extractCmd     `cmd:"" help:"Read articles off HTML pages; needs no store and no network."`
	Import      importCmd      `cmd:"" help:"Run articles from JSON lines through coding, linking and the store."`
	Incidents   incidentsCmd   `cmd:"" help:"List and show incidents, and decide about them."`
	Digest      digestCmd      `cmd:"" help:"Print what a digest would hold now."`
	Export      exportCmd      `cmd:"" help:"Write incidents as JSON lines, CSV, GeoJSON, or in ACLED's or UCDP's columns."`
	Sources     sourcesCmd     `cmd:"" help:"Health of sources; try one; OPML in and out."`
	Notify      notifyCmd      `cmd:"" help:"Try a recipient, or take it up again."`
	Outbox      outboxCmd      `cmd:"" help:"Deliveries that wait or failed."`
	Replay      replayCmd      `cmd:"" help:"Code and link the stored articles again under the present rules."`
	Search      searchCmd      `cmd:"" help:"Search stored articles and incidents."`
	Backup      backupCmd      `cmd:"" help:"Write a consistent copy of the store."`
	Verify      verifyCmd      `cmd:"" help:"Check the store and its evidence."`
	Compact     compactCmd     `cmd:"" help:"Give the store's free space back to the disk."`
	CheckConfig checkConfigCmd `cmd:"" name:"check-config" help:"List all faults of the configuration, each with its line."`
	Health      healthCmd      `cmd:"" help:"Ask the running daemon; exit 0 when it lives."`
	Demo        demoCmd        `cmd:"" help:"A complete run on this machine, without network."`
}
