package asset_test

import (
	"fmt"
	"strings"
	"testing"

	"tract/internal/golden"
	"tract/internal/promise"
)

// TestX12Documents puts PDFs under static/ that would run, start, send or fetch something,
// carry another file, or let nobody look: as they stand, by escaped names, and packed.
// Each is refused; one that only shows pages is published.
func TestX12Documents(t *testing.T) {
	cases := 0
	try := func(name string, refused bool, objects ...string) {
		t.Helper()
		cases++
		content, faults := published("a.pdf", []byte("%PDF-1.7\n"+strings.Join(objects, "\n")+"\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"))
		if (content == nil) != refused || faults.HasErrors() != refused {
			t.Errorf("%s: %d bytes, %s", name, len(content), golden.Printed(t, "en", faults))
		}
	}
	stream := func(dictionary string, body []byte) string {
		return fmt.Sprintf("7 0 obj\n<<%s /Length %d>>\nstream\r\n%s\nendstream\nendobj", dictionary, len(body), body)
	}
	objects := "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"
	for _, acts := range []string{
		"<</S /JavaScript /JS (app.alert\\(1\\))>>", "<</S/JavaScript/JS 9 0 R>>", "<</Names <</JavaScript 9 0 R>>>>", "<</S /Launch /F (cmd.exe)>>", "<</S /SubmitForm /F (https://evil.example)>>", "<</S/ImportData/F(x)>>",
		"<</Names<</EmbeddedFiles 9 0 R>>>>", "<</Type/EmbeddedFile>>", "<</AcroForm<</XFA 9 0 R>>>>", "<</AcroForm<</XFA[(a)9 0 R]>>>>", "<</Subtype/RichMedia>>", "<</S/GoToE/T 9 0 R>>",
		"<</JS 9 0 R/S /JavaScript>>", "<</S/JavaScript%\n/JS 9 0 R>>", "<</S/JavaScript\x00/JS 9 0 R>>", "<</JS{}/S/JavaScript{}>>", "<</S 9 0 R/JS 8 0 R>> /JavaScript",
		"<</S /Java#53cript /JS 9 0 R>>", "<</S /#4a#61#76#61#53#63#72#69#70#74 /JS 9 0 R>>", "<</Names<</Embedded#46iles 9 0 R>>>>",
	} {
		try("plain: "+acts, true, "1 0 obj\n"+acts+"\nendobj")
		try("packed: "+acts, true, stream(objects, deflated("1 0 "+acts)))
		try("packed, and called a picture: "+acts, true, stream("/Subtype /Image /Filter /FlateDecode", deflated(acts)))
		try("behind a text that looks like a stream: "+acts, true, "1 0 obj\n(x\nstream\n)\nendobj\n2 0 obj\n"+acts+"\nendobj\n(endstream)")
		try("with an author: "+acts, true, "1 0 obj\n<</Author (A)>>\nendobj", "2 0 obj\n"+acts+"\nendobj")
	}
	for name, object := range map[string]string{
		"locked":                   "1 0 obj\n<</Encrypt 9 0 R>>\nendobj",
		"locked by a part":         stream("/Type /XRef /Encrypt<</Filter/Standard>>", nil),
		"locked before a comment":  "1 0 obj\n<</Encrypt%\n9 0 R>>\nendobj",
		"unpacked by a table":      stream(objects+" /DecodeParms<</Predictor 12>>", deflated("1 0 <<>>")),
		"packed twice after all":   stream("/Type /ObjStm /Filter [/FlateDecode /ASCIIHexDecode]", deflated("3C3C2F53>")),
		"packed with short names":  stream("/Type /ObjStm /F [/Fl /AHx]", deflated("3C3C2F53>")),
		"packed as is said there":  stream("/Type /ObjStm /Filter 9 0 R", []byte("\x80\x0b")),
		"a name of nothing":        stream("/Type /ObjStm /X(obj) /Filter /LZWDecode", []byte("\x80\x0b")),
		"a stream in a text":       stream("/Type /ObjStm /X(\nstream\n) /Filter /LZWDecode", []byte("\x80\x0b")),
		"described elsewhere":      "9 0 obj\n/ObjStm\nendobj\n" + stream("/Type 9 0 R /Filter /LZWDecode", []byte("\x80\x0b")),
		"described behind it":      stream("/Type 9 0 R /Filter /LZWDecode", []byte("\x80\x0b")) + "\n9 0 obj\n/ObjStm\nendobj",
		"a line that goes on":      "7 0 obj\n<<" + objects + ">>\nstream  \n" + string(deflated("1 0 <</S/JavaScript/JS(x)>>")) + "\nendstream\nendobj",
		"packed in another way":    stream("/Type /ObjStm /Filter /LZWDecode", []byte("\x80\x0b")),
		"packed twice":             stream("/Type /Obj#53tm /Filter [/ASCII85Decode /FlateDecode]", []byte("Gar8~>")),
		"cut off":                  stream(objects, deflated(strings.Repeat("1 0 <<>>", 100))[:20]),
		"packed for ever":          stream(objects, deflated(strings.Repeat(" ", 2<<20))),
		"a hundred thousand bombs": strings.Repeat(stream("/Filter /FlateDecode", deflated(strings.Repeat(" ", 2<<20))), 120),
	} {
		try(name, true, object)
	}
	for name, object := range map[string]string{
		"pages":                  "1 0 obj\n<</Type/Catalog/Pages 2 0 R/OpenAction[3 0 R/Fit]/Names<</Dests 9 0 R>>>>\nendobj",
		"a link":                 "1 0 obj\n<</S/URI/URI(https://example.org/)>>\nendobj",
		"packed pages":           stream(objects, deflated("1 0 <</Type/Catalog>>")),
		"packed by TeX":          "7 0 obj\n<<\n/Type /ObjStm\n/N 100\n/First 808\n/Length 9 0 R      \n/Filter /FlateDecode\n>>\nstream\n" + string(deflated("1 0 <</Type/Catalog>>")) + "\nendstream\nendobj",
		"packed by Acrobat":      "7 0 obj\r<</Filter[/FlateDecode]/First 6/Extends 5 0 R/Length 46/N 1/Type/ObjStm>>stream\r\n" + string(deflated("1 0 <</Type/Catalog>>")) + "\r\nendstream\rendobj",
		"what is not packed":     stream("/Type /ObjStm /N 1 /First 4", []byte("1 0 <</Type/Catalog>>")),
		"a picture":              stream("/Subtype /Image /Filter /DCTDecode", []byte("\xff\xd8\xff\xd9")),
		"a picture behind packs": stream(objects, deflated("1 0 <<>>")) + "\n" + stream("/Subtype /Image /Filter /DCTDecode", []byte("\xff\xd8\xff\xd9")),
		"a form":                 "1 0 obj\n<</AcroForm<</Fields[9 0 R]>>/FT/Tx>>\nendobj",
		"words":                  "1 0 obj\n(JavaScript, /JavaScripts and #53tream)\nendobj",
		"nothing":                "",
	} {
		try(name, false, object)
	}
	promise.Held(t, cases)
}
