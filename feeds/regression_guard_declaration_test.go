package feeds

import (
	"errors"
	"strings"
	"testing"
)

// A mark inside of the quotes of a declaration used to hide all that follows
// from the guard, but not from the parser.
func TestADeclarationHidesNothingFromTheGuard(t *testing.T) {
	for _, hide := range []string{`<!0"<![CDATA[">`, `<!x '<!--'>`, `<!x "<?">`} {
		if _, err := guard([]byte(hide + strings.Repeat("<a>", 65))); !errors.Is(err, ErrComplex) {
			t.Errorf("%s: %v", hide, err)
		}
	}
}
