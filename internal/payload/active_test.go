package payload

import "testing"

// TestActive shows that the oracle sees what does something, and nothing else.
func TestActive(t *testing.T) {
	for _, markup := range []string{
		"<script>x</script>", "<ScRiPt src=//a.example>", "<style>x</style>", "<p onclick=x>", "<a href=\" java\tscript:x\">", "<a href=\"\\\\a.example\">", "<a href=//a.example>",
		"<a href=data:text/html,x>", "<iframe>", "<svg/onload=x>", "<img src=x>", "<form>", "<meta http-equiv=refresh>", "<base href=/a>", "<p style=x>", "<math>", "<link href=vbscript:x>",
	} {
		if len(Active([]byte(markup))) == 0 {
			t.Errorf("%s is taken for harmless", markup)
		}
	}
	for _, markup := range []string{
		"", "script", "&lt;script>", "<p id=on>onclick=x</p>", "<a href=\"../a?b:c#d:e\">x</a>", "<a href=\"HTTPS://a.example/\">x</a>", "<a href=\"mailto:a@a.example\">x</a>", "<a href=\"tel:1\">x</a>",
		"<?xml version=\"1.0\"?><feed><link href=\"https://a.example/\"/><title>&lt;script&gt;</title></feed>",
	} {
		if faults := Active([]byte(markup)); len(faults) > 0 {
			t.Errorf("%s: %q", markup, faults)
		}
	}
}
