package gazetteer

import (
	"os"
	"strings"
	"testing"

	"sahelwatch/internal/fold"
)

// bestIn gives the best match in a country.
func bestIn(list []Match, country string) *Match {
	for i := range list {
		if list[i].Place.Country == country {
			return &list[i]
		}
	}
	return nil
}

func TestSpellingsOfThePressFindOnePlace(t *testing.T) {
	g := load(t)
	for _, c := range []struct{ country, name, spellings string }{
		{"NE", "Fambita", "Fambita|Fonbita|Fombita|Foumbita|Fambéta|فامبيتا|فومبيتا"},
		{"ML", "Tinzaouaten", "Tinzaouaten|Tinzaouatene|Tin Zaouaten|Tin-Zaouatène|Tinzawaten|Tinzaouatine|Tinzahuaten|تينزاوتين|تين زاوتين"},
		{"BF", "Djibo", "Djibo|DJIBO|Jibo|جيبو|دجيبو"},
		{"BF", "Gorom-Gorom", "Gorom-Gorom|Gorom Gorom|Goromgorom|غوروم غوروم|جوروم جوروم"},
		{"BF", "Barsalogo", "Barsalogho|Barsalogo|Barsalgho|Barsaloro|بارسالوغو"},
		{"BF", "Solhan", "Solhan|Sohlan|Solha|Solhane|سولهان"},
		{"ML", "Boulikessi", "Boulikessi|Boulkessi|Boulkessy|Boulikéssi|Boulekessi|بولكيسي"},
		{"ML", "Tombouctou", "Tombouctou|Timbuktu|Tombouktou|تمبكتو|تومبوكتو"},
		{"ML", "Ménaka", "Ménaka|Menaka|Minaka|ميناكا"},
		{"ML", "Anéfis", "Anéfis|Anefis|Anéfif|Aneffis|أنفيف"},
		{"ML", "I-n-Tillit", "In-Tillit|Intillit|Intilit|N'Tillit|I-n-Tillit"},
		{"BF", "Fada N'gourma", "Fada N'Gourma|Fada Ngourma|Fada-N’Gourma|فادا نغورما"},
		{"NE", "Nguigmi", "N'Guigmi|Nguigmi|Nguimi|N’Guigmi"},
		{"NE", "Chinagodrar", "Chinagodrar|Chinégodar|Shinagodar|شيناغودرار"},
		{"BF", "Ouahigouya", "Ouahigouya|Wahigouya|Ouahiguya|واهيغويا"},
		{"NG", "Maiduguri", "Maiduguri|Maïduguri|Maidougouri|مايدوغوري"},
		{"ML", "Indelimane", "Indelimane|In-Delimane|Indélimane|I-n-Déliman"},
		{"ML", "Labézanga", "Labbezanga|Labézanga|Labezanga|Labbézenga"},
	} {
		want := bestIn(g.Find(c.name), c.country)
		if want == nil {
			t.Errorf("%s is not found", c.name)
			continue
		}
		for spelling := range strings.SplitSeq(c.spellings, "|") {
			m := bestIn(g.Find(spelling), c.country)
			if m == nil || m.Place != want.Place {
				t.Errorf("%s: %s finds %v, want %s", c.name, spelling, m, want.Place.ID)
			}
		}
	}
}

func TestHowANameMatchedIsTold(t *testing.T) {
	g := load(t)
	for _, c := range []struct {
		name, country string
		how           How
		edits         int
	}{
		{"Djibo", "BF", Exact, 0},
		{"djibo", "BF", Exact, 0},
		{"Timbuctoo", "ML", Alternate, 0},
		{"Jiibo", "BF", Key, 0},
		{"مانسيلا", "BF", Alternate, 0},
		{"ماركويي", "BF", Sound, 0},
		{"Mansilla", "BF", Key, 0},
		{"Monsila", "BF", Near, 1},
		{"Tougouri Yalgou", "", Near, 0},
	} {
		m := bestIn(g.Find(c.name), c.country)
		if c.country == "" {
			if m != nil {
				t.Errorf("%s finds %v", c.name, m.Place)
			}
			continue
		}
		if m == nil || m.How != c.how || m.Edits != c.edits {
			t.Errorf("%s: %+v, want %v with %d edits", c.name, m, c.how, c.edits)
		}
	}
}

func TestMostPlacesOfTheNewsAreFoundInTheirCountry(t *testing.T) {
	g := load(t)
	text, err := os.ReadFile("testdata/reported.txt")
	if err != nil {
		t.Fatal(err)
	}
	all, recorded, key, near := 0, 0, 0, 0
	for line := range strings.Lines(string(text)) {
		country, name, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || country == "#" {
			continue
		}
		all++
		m := bestIn(g.Find(name), country)
		switch {
		case m == nil:
			t.Logf("%s %s: not found", country, name)
		case m.How <= Alternate:
			recorded++
		case m.How == Key:
			key++
		default:
			near++
		}
	}
	t.Logf("%d names: %d recorded, %d by spelling key, %d by a letter or two", all, recorded, key, near)
	if found := recorded + key + near; found < all*95/100 || recorded+key < all*90/100 {
		t.Errorf("%d of %d found, %d of them without an edit", found, all, recorded+key)
	}
}

func TestHomonymsAreAllReturnedBestFirst(t *testing.T) {
	g := load(t)
	list := g.Find("Koro")
	countries := map[string]bool{}
	for i, m := range list {
		countries[m.Place.Country] = true
		if i > 0 && byMerit(list[i-1], m) > 0 {
			t.Errorf("%v stands before %v", list[i-1].Place, m.Place)
		}
	}
	if len(list) < 10 || len(countries) < 4 {
		t.Errorf("%d places in %d countries are called Koro", len(list), len(countries))
	}
	if p := list[0].Place; p.Country != "ML" || p.Code != "PPLA2" {
		t.Errorf("the first Koro is %+v", p)
	}
}

func TestScanTakesTheLongestName(t *testing.T) {
	g := load(t)
	for _, c := range []struct {
		text string
		want int
	}{
		{"Fada N'Gourma, chef-lieu de l'Est", 3},
		{"Gorom-Gorom et Dori", 2},
		{"Bobo-Dioulasso hier", 2},
		{"Djibo Gorom-Gorom", 1},
		{"Djibo, Dori", 1},
		{"Tin. Akoff", 1},
		{"غوروم غوروم في", 2},
		{"xyzzyq", 0},
		{"", 0},
	} {
		n, ok := g.Scan(c.text, fold.Words(nil, c.text))
		if n != c.want || ok != (c.want > 0) {
			t.Errorf("%q: %d words, %v, want %d", c.text, n, ok, c.want)
		}
	}
}

func TestStartsNeverMissesTheBeginningOfAName(t *testing.T) {
	g := load(t)
	var words []fold.Word
	multi := 0
	for i := range g.made {
		words = fold.Words(words[:0], g.nameOf(i))
		var key []byte
		for n, w := range words {
			key = fold.AppendKey(key, w.Key)
			if n < len(words)-1 && !g.Starts(key) {
				t.Fatalf("%q: Starts(%q) is false", g.nameOf(i), key)
			}
		}
		if len(words) > 1 {
			multi++
		}
	}
	yes := 0
	for i := range 20000 {
		if g.Starts([]byte{'z', 'q', byte(i), byte(i >> 8), 'x'}) {
			yes++
		}
	}
	if yes > 20000/20 {
		t.Errorf("%d of 20000 beginnings of no name pass", yes)
	}
	t.Logf("%d names of several words", multi)
}

func TestNamesThatAreWordsOrPersonsSaySo(t *testing.T) {
	g := load(t)
	for name, why := range map[string]string{"Karma": "word", "Boni": "person", "Man": "word", "Pô": "river", "Traoré": "person", "Mera": "person",
		"Niger": "country", "Burkina": "country", "Est": "direction", "Djibo": "", "Solhan": "", "Gao": ""} {
		if got := g.Doubtful(name); got != why {
			t.Errorf("Doubtful(%q) = %q, want %q", name, got, why)
		}
	}
	if list := g.Find("Karma"); list[0].Ambiguous != "word" {
		t.Errorf("a match of Karma is not marked: %+v", list[0])
	}
}

func TestLookingUpDoesNotAllocate(t *testing.T) {
	g := load(t)
	text := sample
	words := fold.Words(nil, text)
	room := g.Append(nil, "Djibo")
	for what, f := range map[string]func(){
		"Scan":   func() { g.Scan(text, words) },
		"Append": func() { room = g.Append(room[:0], "Djibo") },
		"absent": func() { room = g.Append(room[:0], "Xyzzyqu") },
	} {
		if n := testing.AllocsPerRun(50, f); n != 0 {
			t.Errorf("%s allocates %v times", what, n)
		}
	}
}

func TestNearAgreesWithEveryPairOfKeys(t *testing.T) {
	var p pattern
	for _, c := range []struct {
		a, b string
		d    int
	}{{"djibo", "djibo", 0}, {"jibu", "jibi", 1}, {"barsalugu", "barsalgu", 1}, {"kitten", "sitting", 3}, {"abc", "", 3}, {"a", "bcd", 3},
		{strings.Repeat("ab", 32), strings.Repeat("ba", 32), 2}} {
		p = pattern{}
		p.set([]byte(c.a))
		if d := p.distance(c.b); d != c.d {
			t.Errorf("distance of %q and %q is %d, want %d", c.a, c.b, d, c.d)
		}
	}
}
