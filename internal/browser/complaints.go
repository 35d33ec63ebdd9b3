package browser

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// hear takes an event of the tab, before the next command is answered.
func (p *Page) hear(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError {
			var words []string
			for _, arg := range e.Args {
				words = append(words, strings.Trim(string(arg.Value), `"`)+arg.Description)
			}
			p.complain("console", strings.Join(words, " "))
		}
	case *runtime.EventExceptionThrown:
		what := e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			what += " " + e.ExceptionDetails.Exception.Description
		}
		p.complain("console", what)
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError {
			p.complain("console", e.Entry.Text+" "+e.Entry.URL)
		}
	case *audits.EventIssueAdded:
		if e.Issue.Code == audits.InspectorIssueCodeContentSecurityPolicyIssue {
			d := e.Issue.Details.ContentSecurityPolicyIssueDetails
			p.complain("policy", fmt.Sprintf("%s %s %s", d.ViolatedDirective, d.ContentSecurityPolicyViolationType, d.BlockedURL))
		}
	case *network.EventRequestWillBeSent:
		p.requests = append(p.requests, e.Request.URL)
		p.foreign(e.Request.URL)
	case *network.EventWebSocketCreated:
		p.foreign(e.URL)
	}
}

func (p *Page) complain(kind, what string) {
	p.complaints = append(p.complaints, kind+": "+what)
}

// foreign complains of an address elsewhere. What is within the page goes nowhere.
func (p *Page) foreign(address string) {
	if !strings.HasPrefix(address, "data:") && !strings.HasPrefix(address, "blob:") && !p.origins[origin(address)] {
		p.complain("elsewhere", address)
	}
}

func origin(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Scheme + "://" + u.Host
}

// Allow has the test expect complaints that hold a text. Keep it narrow.
func (p *Page) Allow(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.allowed = append(p.allowed, text)
}

// found gives the complaints that were not allowed.
func (p *Page) found() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(p.complaints), func(complaint string) bool {
		return slices.ContainsFunc(p.allowed, func(text string) bool { return strings.Contains(complaint, text) })
	})
}

// judge fails the test for them.
func (p *Page) judge() {
	for _, complaint := range p.found() {
		p.t.Errorf("the page complains: %s", complaint)
	}
}
