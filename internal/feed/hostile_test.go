package feed

// hostile are texts that mean something to one format or another.
var hostile = []string{
	"</script><script>alert(1)</script>", "<!--", "-->", "]]>", "<![CDATA[x]]>", "&amp;", "&#x3c;", "<b>x</b>", `"><img src=x onerror=alert(1)>`, "'\"`",
	"\r\nATTENDEE:mailto:x@example.org", "\nEND:VEVENT\nBEGIN:VEVENT", "\rX-A:1", "a\r\n b", "\x00", "a\x00b", "\x0b\x0c\x1b[31m", "\x7f", "\u0085", "\u2028\u2029",
	"\u202eabc\u202c", "\u200f\u200e", "\ufeff", "\ufffe", "é\u0301", "\xff\xfe", "a\xc3", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|'/c calc'!A1", `\n\,\;\\`, ";VALUE=X:", ",,,", ":::",
	"{{.}}", "${x}", "%0d%0aX:1", "javascript:alert(1)", "été 🏴‍☠️ مقاطعة", "<?xml version=\"1.0\"?>", "<!DOCTYPE x [<!ENTITY a \"b\">]>&a;", "",
}
