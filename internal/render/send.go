package render

import (
	"net/url"
	"strings"
	"unicode"

	"tract/internal/markdown"
)

// This file makes the links that send something from the reader's own programs.
// Nothing is sent by the page.

// longestMail is the longest mailto link that mail programs are known to take.
const longestMail = 1800

// mailTo gives a link that opens a message in the reader's mail program, "" where it
// is too long for one. RFC 6068 wants CRLF and %20. A subject is one line, since a
// careless mail program takes the next one for a header.
func mailTo(recipient, subject, body string) string {
	subject = strings.Join(strings.FieldsFunc(subject, unicode.IsControl), " ")
	link := "mailto:" + strings.Replace(escape(recipient), "%40", "@", 1) + "?subject=" + escape(subject) + "&body=" + escape(body)
	if len(link) > longestMail {
		return ""
	}
	return link
}

func escape(s string) string {
	lines := strings.NewReplacer("\r\n", "\r\n", "\n", "\r\n", "\r", "\r\n").Replace(s)
	return strings.ReplaceAll(url.QueryEscape(lines), "+", "%20")
}

// mailLink gives the link that opens a letter or a motion in a mail program, ""
// for what is neither or is too long. A recipient that is an address as links may
// have it is the link's; any other is for the reader to find.
func mailLink(k *markdown.Kit) string {
	if k.Name != "letter" && k.Name != "motion" {
		return ""
	}
	recipient := ""
	if _, fault := markdown.CheckAddress("mailto:" + k.To); fault == nil && !strings.Contains(k.To, "?") {
		recipient = k.To
	}
	return mailTo(recipient, k.Subject, k.Body)
}

// Share is what readers send of a page.
type Share struct {
	Known bool   // the page's address; else a script adds the one that it is opened at
	Text  string // of a text message
	Mail  string // the link to a message with the summary
}

// Share gives what readers send of the page.
func (v *View) Share() Share {
	p, address := v.Page, v.Absolute(v.address)
	if address == "" {
		return Share{Mail: mailTo("", p.Title, "")}
	}
	s := Share{Known: true, Text: p.Title + "\n" + address, Mail: mailTo("", p.Title, p.Summary+"\n\n"+address)}
	if s.Mail == "" {
		s.Mail = mailTo("", p.Title, address)
	}
	return s
}
