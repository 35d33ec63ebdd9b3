package content

import (
	"path"
	"strings"

	"tract/internal/config"
	"tract/internal/diag"
	"tract/internal/filename"
	"tract/internal/locale"
	"tract/internal/schema"
)

// wellKnown is the one folder with a hidden name that is published.
const wellKnown = ".well-known"

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

// portable says whether a file can exist on every system and stand in an address.
func portable(p string) bool {
	name := path.Base(p)
	_, found := diag.UnseenIn(name)
	return !found && filename.CheckPath(p) == "" && !strings.ContainsAny(name, "#%") && !strings.HasPrefix(name, " ")
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
		case filename.Check(key) == filename.Device:
			fault.WithHint("hint.content-reserved")
		default:
			fault.WithHint("hint.schema-key")
		}
		return "", "", false
	}
	return key, language, true
}
