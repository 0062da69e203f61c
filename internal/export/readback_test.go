package export_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/twpayne/go-geom"
	"github.com/twpayne/go-geom/encoding/geojson"

	"sahelwatch/internal/export"
)

// A reader that is not ours finds every incident, and the located one at its place.
func TestGeoJSONIsReadByAnotherReader(t *testing.T) {
	nowhere := dargo()
	nowhere.ID, nowhere.Place = "nowhere", nil
	var b bytes.Buffer
	if err := export.GeoJSON(&b, rows(dargo(), nowhere)); err != nil {
		t.Fatal(err)
	}
	var c geojson.FeatureCollection
	if err := json.Unmarshal(b.Bytes(), &c); err != nil {
		t.Fatal(err)
	}
	if len(c.Features) != 2 {
		t.Fatalf("%d features, want 2", len(c.Features))
	}
	placed, bare := c.Features[0], c.Features[1]
	if p, ok := placed.Geometry.(*geom.Point); !ok || p.X() != -0.2849 || p.Y() != 12.7157 {
		t.Errorf("geometry %+v", placed.Geometry)
	}
	if bare.ID != "nowhere" || bare.Geometry != nil {
		t.Errorf("feature without a place: %+v", bare)
	}
	if placed.Properties["source_urls"] == nil {
		t.Error("no source URLs")
	}
}
