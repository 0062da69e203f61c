package digest

import (
	"fmt"

	"sahelwatch/internal/conflict"
)

// Render gives d in every form. A panic of a template or of odd data comes
// back as an error, so that one digest cannot stop the others.
func Render(d conflict.Digest, t Templates) (out conflict.Rendered, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("render digest %s: %v", d.ID, p)
		}
	}()
	if out.Subject, err = Subject(d); err != nil {
		return out, err
	}
	if out.Text, err = Text(d, t); err != nil {
		return out, err
	}
	if out.HTML, err = HTML(d, t); err != nil {
		return out, err
	}
	if out.Short, err = Short(d); err != nil {
		return out, err
	}
	if out.JSON, err = JSON(d); err != nil {
		return out, err
	}
	out.Webhook, err = Webhook(d)
	return out, err
}
