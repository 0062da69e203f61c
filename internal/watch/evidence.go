package watch

import (
	"context"
	"fmt"
	"path/filepath"

	"sahelwatch/internal/archive"
)

// archive keeps the page that an article was read from, where the config asks
// for it, and gives its place in the archive. A text that no page gave, or that
// a feed carried, is not archived.
func (s *Service) archive(got fetched) (string, error) {
	w := s.setup.Load().archive
	if w == nil || len(got.page.Body) == 0 {
		return "", nil
	}
	ref, err := w.Write(archive.Record{URL: got.page.URL, At: s.now(), ContentType: got.page.ContentType,
		Body: got.page.Body, Status: got.page.Status})
	if err != nil {
		return "", fmt.Errorf("archive %s: %w", got.page.URL, err)
	}
	return ref, nil
}

// VerifyArchive checks every record of the page archive; no archive is no fault.
func (s *Service) VerifyArchive(ctx context.Context) (archive.Report, error) {
	return archive.Verify(ctx, filepath.Join(s.Config().Store.Dir, ArchiveDir), nil)
}
