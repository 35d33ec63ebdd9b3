package content

import (
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tract/internal/config"
	"tract/internal/diag"
	"tract/internal/locale"
	"tract/internal/schema"
)

// maxName is how many bytes a file's name may have to be safe on every system.
const maxName = 200

var deviceName = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)`)

// ignored says whether a name is one that editors and systems leave behind, or
// hidden: never read, never published, never complained of.
func ignored(name string) bool {
	switch {
	case strings.HasPrefix(name, "."), strings.HasSuffix(name, "~"), strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#"):
		return true
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".swp", ".swo", ".swx", ".bak", ".orig", ".tmp":
		return true
	}
	return name == "Thumbs.db" || name == "desktop.ini" || name == "4913" // vim tries whether it can write
}

// portable says whether a file of this name can exist on every system and stand
// in an address.
func portable(name string) bool {
	if _, found := schema.Hidden(name); found || !utf8.ValidString(name) || strings.ContainsAny(name, "\t\r\n") {
		return false
	}
	return len(name) <= maxName && !strings.ContainsAny(name, `<>:"\|?*#%`) && !deviceName.MatchString(name) &&
		name == strings.Trim(name, " ") && !strings.HasSuffix(name, ".") && norm.NFC.IsNormalString(name)
}

// documentName takes the name of a document's file apart: KEY.LANG.md.
func documentName(file string, settings *config.Settings, list *diag.List) (key, language string, ok bool) {
	name := path.Base(file)
	at := diag.Position{File: file}
	switch path.Ext(name) {
	case ".md":
	case ".html", ".htm", ".xhtml":
		list.Errorf(at, "content.html").WithHint("hint.content-html")
		return "", "", false
	default:
		fault := list.Errorf(at, "content.not-markdown", name)
		if schema.IsImage(name) {
			fault.WithHint("hint.content-image")
		} else {
			fault.WithHint("hint.content-name", settings.Languages[0])
		}
		return "", "", false
	}
	stem := strings.TrimSuffix(name, ".md")
	dot := strings.LastIndexByte(stem, '.')
	if dot < 0 {
		list.Errorf(at, "content.no-language", name).WithHint("hint.content-language", stem+"."+settings.Languages[0]+".md")
		return "", "", false
	}
	key, language = stem[:dot], stem[dot+1:]
	switch known := settings.HasLanguage(language); {
	case !known && settings.Unread && !settings.Has("languages"):
		return "", "", false // it may well be one
	case !known:
		fault := list.Errorf(at, "content.unknown-language", language, name)
		if near, ok := diag.Nearest(language, settings.Languages); ok && !schema.IsLanguage(language) {
			fault.WithHint("hint.did-you-mean", key+"."+near+".md")
		} else {
			fault.WithHint("hint.content-languages", strings.Join(settings.Languages, ", "))
		}
		return "", "", false
	}
	if !schema.IsKey(key) {
		fault := list.Errorf(at, "content.bad-key", key)
		switch right := locale.Slug(key); {
		case schema.IsKey(right):
			fault.WithHint("hint.did-you-mean", right+"."+language+".md")
		case deviceName.MatchString(key):
			fault.WithHint("hint.content-reserved")
		default:
			fault.WithHint("hint.schema-key")
		}
		return "", "", false
	}
	return key, language, true
}
