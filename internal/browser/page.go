package browser

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Page is a tab. Its methods fail the test where the browser cannot do what they say.
type Page struct {
	t      testing.TB
	ctx    context.Context
	wishes map[string]string

	mu         sync.Mutex
	origins    map[string]bool // that the test went to
	requests   []string
	complaints []string
	allowed    []string
}

// Go goes to an address, waits until it is loaded, and gives the answer's code.
func (p *Page) Go(address string) int {
	p.t.Helper()
	p.mu.Lock()
	p.origins[origin(address)] = true
	p.mu.Unlock()
	response := do(p, "goes to "+address, chromedp.NavigateResponse(address))
	return int(response.Status)
}

// Click clicks in the middle of what a CSS selector finds, once it stands still: the mouse
// goes where it was.
func (p *Page) Click(selector string) {
	p.t.Helper()
	const frame = 20 * time.Millisecond
	place := fmt.Sprintf(`{
		const at = document.querySelector(%q);
		at?.scrollIntoView({block: "center", behavior: "instant"});
		const {x, y} = at?.getBoundingClientRect() ?? {};
		x + " " + y + " " + scrollY;
	}`, selector)
	for was, deadline := "", time.Now().Add(Patience); time.Now().Before(deadline); time.Sleep(frame) {
		now := Eval[string](p, place)
		if now == was {
			break
		}
		was = now
	}
	do(p, "clicks on "+selector, chromedp.Click(chromedp.CSS(selector)))
}

// Type types into a field.
func (p *Page) Type(selector, text string) {
	p.t.Helper()
	do(p, "types into "+selector, chromedp.SendKeys(chromedp.CSS(selector), text))
}

// Eval gives the value of an expression in the page, or what the promise that it is
// comes to.
func Eval[T any](p *Page, expression string) T {
	p.t.Helper()
	return do(p, expression, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// Wait waits until an expression is true in the page, which may be another page by
// then.
func (p *Page) Wait(what, expression string) {
	p.t.Helper()
	late, stop := context.WithTimeout(p.ctx, Patience)
	defer stop()
	var err error
	for late.Err() == nil {
		var done bool
		if done, err = chromedp.Run(late, chromedp.Evaluate[bool](expression)); done && err == nil {
			return
		}
		time.Sleep(2 * time.Millisecond)
	}
	p.Picture("late")
	shown := Eval[string](p, "location + '\\n' + document.documentElement.innerText")
	p.t.Fatalf("%s: not after %s\n%s is not true (%v); the page complains of %q and shows\n%s", what, Patience, expression, err, p.found(), shown)
}

// do has the browser do something.
func do[T any](p *Page, what string, action chromedp.Action[T]) T {
	p.t.Helper()
	ctx, stop := context.WithTimeout(p.ctx, Patience)
	defer stop()
	value, err := chromedp.Run(ctx, action)
	if err != nil {
		p.t.Fatalf("the page %s: %v", what, err)
	}
	return value
}
