package content

import (
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"tract/internal/config"
)

// TestForgetWaits has two that use a body at once: the first to be done does not take
// it from the other.
func TestForgetWaits(t *testing.T) {
	a, err := txtar.ParseFile("testdata/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	site := stamped(a)
	settings, _ := config.Load(site)
	c, _ := Load(site, settings, locales(t), Options{})
	d := c.Documents[0]
	for range 2 {
		if err := d.Restore(site); err != nil {
			t.Fatal(err)
		}
	}
	d.Forget()
	if len(d.Body.HTML) == 0 {
		t.Error("the body is gone while it is used")
	}
	d.Forget()
	if len(d.Body.HTML) > 0 {
		t.Error("the body stays when nobody uses it")
	}
}
