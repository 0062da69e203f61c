package watch

// knownParagraphs gives the test for boilerplate that was learned of the site
// of an address.
func (s *Service) knownParagraphs(address string) (func(string) bool, error) {
	b, err := s.store.Boilerplate(hostOf(address))
	if err != nil {
		return nil, err
	}
	return b.Known, nil
}

// learn counts an article's paragraphs among those of its site.
func (s *Service) learn(got fetched) error {
	return s.store.LearnBoilerplate(hostOf(got.article.URL), got.article.URL, got.paragraphs)
}
