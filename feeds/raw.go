package feeds

// raw is a feed as its document has it, before any reading of dates, links and
// texts.
type raw struct {
	title, lang, link string
	ttl               string // minutes
	items             []rawItem
}

type rawItem struct {
	title, link, guid  string
	notPermalink       bool   // guid says that it is no address
	origLink           string // feedburner's word for the article's own address
	other              string // an address to fall back on: self, external_url
	published, updated string
	summary, content   string // HTML or plain text
	author             string
}
