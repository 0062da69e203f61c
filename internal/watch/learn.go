package watch

import "sahelwatch/extract/page"

// knownParagraphs gives the test for boilerplate that was learned of the site
// of an address. Background that a newsroom repeats is none.
func (s *Service) knownParagraphs(address string) (func(string) bool, error) {
	b, err := s.store.Boilerplate(hostOf(address))
	if err != nil {
		return nil, err
	}
	return func(p string) bool { return b.Known(p) && !page.Background(p) }, nil
}

// learn counts an article's paragraphs among those of its site.
func (s *Service) learn(got fetched) error {
	return s.store.LearnBoilerplate(hostOf(got.article.URL), got.article.URL, got.paragraphs)
}

// SiteOf gives the name under which a site's paragraphs are learned, from its
// host name or any address on it.
func SiteOf(address string) string {
	if host := hostOf(address); host != "" {
		return host
	}
	return hostOf("https://" + address)
}
