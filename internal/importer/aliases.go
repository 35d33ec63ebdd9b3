package importer

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"tract/internal/diag"
	"tract/internal/limit"
)

// aliases keeps the addresses that a text had, but for those that our site may need.
func (s *session) aliases(d *document) {
	lines, kept := "", 0
	for _, address := range append([]string{d.address}, d.former...) {
		address = "/" + strings.TrimPrefix(address, "/")
		if strings.Trim(withoutFile(address), "/") == "" || d.section == "/" && s.isLanguage(strings.Trim(address, "/")) {
			continue // of the home page, which has its own
		}
		faults := s.faults(d, "aliases:\n  - "+address+"\n")
		if i := slices.IndexFunc(faults, func(f diag.Diagnostic) bool { return f.Message.Code == "schema.address-parts" }); i >= 0 {
			tell(&d.notes, diag.Position{File: d.file}, diag.Warning, address, "importer.refused", "aliases", faults[i].Message)
			continue
		}
		if faults.HasErrors() || s.needed(address) || strings.Contains(lines, "  - "+address+"\n") || s.used["alias "+plain(address)] {
			tell(&d.notes, diag.Position{File: d.file}, diag.Advice, address, "importer.address", address)
			continue
		}
		if kept++; kept > limit.Aliases {
			tell(&d.notes, diag.Position{File: d.file}, diag.Warning, address, "importer.aliases", address, limit.Aliases)
			continue
		}
		s.used["alias "+plain(address)] = true
		lines += "  - " + address + "\n"
	}
	if lines != "" {
		d.entries = append(d.entries, entry{"aliases", "aliases:\n" + lines})
	}
}

// needed says whether an address looks like one that our site gives, or has.
func (s *session) needed(address string) bool {
	name := strings.Trim(address, "/")
	if !strings.HasSuffix(name, ".html") {
		name = path.Join(name, "index.html")
	}
	parts := strings.Split(name, "/")
	ours := s.isLanguage(parts[0])
	if strings.Trim(address, "/") == "" || !addressForm.MatchString(address) || len(parts) == 1 && parts[0] == "index.html" {
		return true
	}
	if ours && (len(parts) <= 2 || len(parts) == 3 && parts[2] != "index.html") {
		return true
	}
	return s.used["address "+name]
}

func withoutFile(address string) string { return strings.TrimSuffix(address, "index.html") }

var addressForm = regexp.MustCompile(`^/[^\\?#%"<>:|* ]*$`)
