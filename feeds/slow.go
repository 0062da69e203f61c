package feeds

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/mmcdole/gofeed"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"
)

// parseGofeed reads a guarded document.
func parseGofeed(doc []byte) (r raw, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("parser failed: %v", v)
		}
	}()
	p := gofeed.NewParser()
	p.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	p.KeepOriginalFeed = true
	feed, err := p.Parse(bytes.NewReader(doc))
	if err != nil {
		return raw{}, err
	}
	r = raw{title: feed.Title, lang: feed.Language, link: feed.Link}
	original, _ := feed.OriginalFeed().(*rss.Feed)
	if original != nil {
		r.ttl = original.TTL
	}
	for i, item := range feed.Items {
		it := fromGofeed(item)
		if original != nil && i < len(original.Items) && original.Items[i].GUID != nil {
			it.notPermalink = strings.EqualFold(strings.TrimSpace(original.Items[i].GUID.IsPermalink), "false")
		}
		r.items = append(r.items, it)
	}
	return r, nil
}

func fromGofeed(item *gofeed.Item) rawItem {
	it := rawItem{
		title: item.Title, link: item.Link, guid: item.GUID,
		published: item.Published, updated: item.Updated,
		summary: item.Description, content: item.Content,
		origLink: extension(item.Extensions, "feedburner", "origLink"),
	}
	if len(item.Authors) > 0 {
		it.author = item.Authors[0].Name
	}
	if dc := item.DublinCoreExt; it.author == "" && dc != nil && len(dc.Creator) > 0 && !strings.Contains(dc.Creator[0], "@") {
		it.author = dc.Creator[0] // with more in brackets, which gofeed takes for an address
	}
	if item.Link == "" && len(item.Links) > 0 {
		it.other = item.Links[0]
	}
	return it
}

func extension(all ext.Extensions, prefix, name string) string {
	if values := all[prefix][name]; len(values) > 0 {
		return values[0].Value
	}
	return ""
}
