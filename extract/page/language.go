package page

import (
	"strings"
	"unicode"
)

// functionWords are frequent words that tell the languages apart that use the
// Latin script.
var functionWords = map[string][]string{
	"fr": {"le", "la", "les", "des", "du", "et", "dans", "une", "est", "par", "pour", "sur", "que", "qui", "au", "aux", "ont", "été", "avec", "selon", "ce", "cette", "ses", "leur", "plusieurs"},
	"en": {"the", "of", "and", "to", "in", "was", "were", "that", "is", "for", "with", "by", "said", "has", "have", "from", "at", "their", "which", "had", "it", "as", "been"},
	"es": {"el", "los", "las", "del", "y", "una", "por", "con", "para", "fue", "como", "más", "pero", "sus"},
	"pt": {"o", "os", "do", "da", "dos", "das", "em", "um", "uma", "não", "com", "para", "foi", "ao", "mais"},
	"de": {"der", "die", "das", "und", "den", "von", "mit", "ist", "auf", "für", "im", "nicht", "ein", "eine", "sich", "dem"},
	"it": {"il", "di", "che", "della", "dei", "delle", "gli", "sono", "nel", "anche", "più", "ha", "alla"},
}

const languageSample = 3000 // bytes of text that are enough to tell

// language gives the language of the text: what the text itself shows where it
// shows it clearly, else the page's own word. Many sites of the region leave
// their system's "en-US" on French pages.
func (p *page) language(body, title string) string {
	shown, clear := languageOf(body + " " + title)
	said := p.saidLanguage()
	if clear || said == "" {
		return shown
	}
	return said
}

func (p *page) saidLanguage() string {
	candidates := []string{p.lang, p.meta("content-language", "language", "dc.language", "inlanguage"), p.meta("og:locale")}
	for _, o := range p.articles() {
		candidates = append(candidates, text(o["inLanguage"]))
	}
	for _, c := range candidates {
		code, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(c)), "_", "-"), "-")
		switch {
		case len(code) == 2 && isASCIILetter(code[0]):
			return code
		case code == "french" || code == "français":
			return "fr"
		case code == "english":
			return "en"
		case code == "arabic" || code == "العربية":
			return "ar"
		}
	}
	return ""
}

// languageOf tells the language by script and function words; clear says that
// there was enough text to be sure.
func languageOf(s string) (lang string, clear bool) {
	if len(s) > languageSample {
		s = s[:languageSample]
	}
	arabic, latin := 0, 0
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Arabic, r):
			arabic++
		case unicode.Is(unicode.Latin, r):
			latin++
		}
	}
	if arabic > latin {
		return arabicScript(s), arabic > 60
	}
	if latin == 0 {
		return "", false
	}
	counts := map[string]int{}
	ws := words(s)
	for _, w := range ws {
		for l, list := range functionWords {
			for _, f := range list {
				if f == w {
					counts[l]++
				}
			}
		}
	}
	best, second := "", 0
	for _, l := range []string{"fr", "en", "es", "pt", "de", "it"} {
		switch n := counts[l]; {
		case best == "" || n > counts[best]:
			if best != "" {
				second = counts[best]
			}
			best = l
		case n > second:
			second = n
		}
	}
	n := counts[best]
	if n == 0 {
		return "", false
	}
	return best, n >= 5 && n*10 >= len(ws) && n >= second*3/2
}

// arabicScript tells Arabic from Persian and Urdu, which have letters of their own.
func arabicScript(s string) string {
	if strings.ContainsAny(s, "ٹڈڑے") {
		return "ur"
	}
	if strings.Count(s, "ی")+strings.Count(s, "پ")+strings.Count(s, "گ") > strings.Count(s, "ي")+strings.Count(s, "ة") {
		return "fa"
	}
	return "ar"
}
