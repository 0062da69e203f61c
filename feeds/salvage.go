package feeds

import (
	"bytes"
	"fmt"
)

const (
	maxSalvage     = 2000     // items that are read one by one
	maxSalvageWork = 32 << 20 // bytes that are read to do so
)

// read parses a guarded document, and where the parser fails or loses items,
// each item by itself. lost counts items that began but could not be read.
func read(s scan) (r raw, lost int, warnings []string, err error) {
	r, err = parseGofeed(s.clean)
	if err == nil && len(r.items) >= len(s.starts) {
		return r, 0, nil, nil
	}
	if len(s.starts) == 0 {
		return raw{}, 0, nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	saved := salvage(s)
	if err == nil && len(r.items) >= len(saved.items) {
		saved.items = r.items
	}
	lost = len(s.starts) - len(saved.items)
	if len(saved.items) == 0 {
		if err == nil {
			err = fmt.Errorf("none of %d items has an end", len(s.starts))
		}
		return raw{}, lost, nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	if err == nil { // the frame was readable
		saved.title, saved.lang, saved.link, saved.ttl = r.title, r.lang, r.link, r.ttl
	}
	return saved, lost, []string{damage(lost, s)}, nil
}

// damage puts into words what is wrong with a feed.
func damage(lost int, s scan) string {
	what := "is damaged"
	if s.cut {
		what = "breaks off"
	}
	if lost == 0 {
		return "the feed " + what + "; all items that it shows could be read"
	}
	return fmt.Sprintf("the feed %s: %d of %d items could not be read", what, lost, len(s.starts))
}

// salvage reads the items one by one, each inside of the elements that were
// open where the first began.
func salvage(s scan) raw {
	before := s.clean[:s.starts[0]]
	opening, closing := openElements(before)
	frame, _ := parseGofeed(append(bytes.Clone(before), closing...))
	work := 0
	for i, start := range s.starts[:min(len(s.starts), maxSalvage)] {
		end := len(s.clean)
		if i+1 < len(s.starts) {
			end = s.starts[i+1]
		}
		item := wholeItem(s.clean[start:end], i+1 < len(s.starts))
		if item == nil {
			continue
		}
		doc := make([]byte, 0, len(opening)+len(item)+len(closing))
		doc = append(append(append(doc, opening...), item...), closing...)
		if work += len(doc); work > maxSalvageWork {
			break
		}
		one, err := parseGofeed(doc)
		if err == nil && len(one.items) == 1 {
			frame.items = append(frame.items, one.items[0])
		}
	}
	return frame
}

// wholeItem cuts a piece at its own end tag. A piece without one is closed by
// force when another item follows: then it is its end tag that is missing. The
// last piece may be cut off anywhere, so it is dropped.
func wholeItem(piece []byte, followed bool) []byte {
	name := piece[1:nameEnd(piece, 1)]
	end := append([]byte("</"), name...)
	if i := bytes.LastIndex(piece, end); i >= 0 {
		if j := bytes.IndexByte(piece[i:], '>'); j >= 0 {
			return piece[:i+j+1]
		}
	}
	if !followed {
		return nil
	}
	return append(append(bytes.Clone(piece), end...), '>')
}

// openElements gives the start tags of the elements that are open at the end of
// a guarded text, and the end tags that close them.
func openElements(text []byte) (opening, closing []byte) {
	type element struct{ tag, name []byte }
	var stack []element
	for i := 0; i < len(text); {
		lt := bytes.IndexByte(text[i:], '<')
		if lt < 0 {
			break
		}
		i += lt
		n, kind := token(text[i:])
		switch {
		case kind == tokenStart:
			stack = append(stack, element{text[i : i+n], text[i+1 : i+nameEnd(text[i:], 1)]})
		case kind == tokenEnd && len(stack) > 0:
			name := text[i+2 : i+nameEnd(text[i:], 2)]
			for j := len(stack) - 1; j >= 0; j-- {
				if bytes.Equal(stack[j].name, name) {
					stack = stack[:j]
					break
				}
			}
		}
		i += n
	}
	for _, e := range stack {
		opening = append(opening, e.tag...)
		closing = append(append(append([]byte("</"), e.name...), '>'), closing...)
	}
	return opening, closing
}
