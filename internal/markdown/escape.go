package markdown

// AppendAttribute writes name="value" with a space before it, the value escaped.
// It is the one place where an attribute is written whose value is not a
// constant. name is a constant of the caller's.
func AppendAttribute(dst []byte, name, value string) []byte {
	dst = append(dst, ' ')
	dst = append(dst, name...)
	dst = append(dst, '=', '"')
	dst = appendEscaped(dst, value, true)
	return append(dst, '"')
}

// AppendText writes s as text of an element, escaped.
func AppendText(dst []byte, s string) []byte {
	return appendEscaped(dst, s, false)
}

// AppendProse is [AppendText] with the endings of ordinals raised, as far as the
// language of the text raises them.
func AppendProse(dst []byte, lang Language, s string) []byte {
	for {
		start, end, ok := lang.Ordinal(s)
		if !ok {
			return AppendText(dst, s)
		}
		dst = AppendText(dst, s[:start])
		dst = append(dst, "<sup>"...)
		dst = AppendText(dst, s[start:end])
		dst = append(dst, "</sup>"...)
		s = s[end:]
	}
}

// entities are what the characters that mean something in markup are written as.
var entities = [256]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&#34;", '\'': "&#39;"}

func appendEscaped(dst []byte, s string, quotes bool) []byte {
	from := 0
	for i := range len(s) {
		entity := entities[s[i]]
		if entity == "" || !quotes && (s[i] == '"' || s[i] == '\'') {
			continue
		}
		dst = append(dst, s[from:i]...)
		dst = append(dst, entity...)
		from = i + 1
	}
	return append(dst, s[from:]...)
}
