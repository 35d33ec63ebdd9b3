package feed

import (
	"slices"
	"testing"

	"tract/internal/payload"
	"tract/internal/promise"
)

// texts gives ours, and those of others: a part of them in each run.
func texts(t *testing.T) []string {
	each := 8
	if promise.Whole() {
		each = 1
	}
	return slices.Concat(hostile, payload.Texts(t, each))
}

// hostile are texts that mean something to one format or another.
var hostile = []string{
	"</script><script>alert(1)</script>", "<!--", "-->", "]]>", "<![CDATA[x]]>", "&amp;", "&#x3c;", "<b>x</b>", `"><img src=x onerror=alert(1)>`, "'\"`",
	"\r\nATTENDEE:mailto:x@example.org", "\nEND:VEVENT\nBEGIN:VEVENT", "\rX-A:1", "a\r\n b", "\x00", "a\x00b", "\x0b\x0c\x1b[31m", "\x7f", "\u0085", "\u2028\u2029",
	"\u202eabc\u202c", "\u200f\u200e", "\ufeff", "\ufffe", "é\u0301", "\xff\xfe", "a\xc3", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|'/c calc'!A1", `\n\,\;\\`, ";VALUE=X:", ",,,", ":::",
	"{{.}}", "${x}", "%0d%0aX:1", "javascript:alert(1)", "été 🏴‍☠️ مقاطعة", "<?xml version=\"1.0\"?>", "<!DOCTYPE x [<!ENTITY a \"b\">]>&a;", "",
	"\r\n\r\nATTENDEE:mailto:x@example.org", "x\u0085ATTENDEE:mailto:x@example.org", "x\u2028ATTENDEE:mailto:x@example.org", "x\u2029END:VCALENDAR", "x\x0bATTENDEE:a", "x\x0cATTENDEE:a",
	"\r\n ATTENDEE:mailto:x@example.org", "\n\tATTENDEE:a", "x\r\nBEGIN:VALARM\r\nACTION:AUDIO\r\nATTACH:https://example.org/a\r\nEND:VALARM", "x\r\nURL:javascript:alert(1)", `x\`, `x\\`, `\N`, "\";X=\"", "^n^'", "\u00ad\u200b", "&lt;b&gt;", "&amp;lt;b&amp;gt;",
	"</title></entry><entry><title>x", "</summary><link href=\"javascript:alert(1)\"/>", "<![CDATA[</title>]]>", "&nbsp;&eacute;", "&#0;", "&#xd800;", "\xed\xa0\x80", "\U0010ffff", "\ufdd0", "\U000e0041\U000e007f", "x\x1c\x1d\x1e\x1fy", "\u009b31m", "<a xmlns:x=\"y\" x:z=\"\">",
}
