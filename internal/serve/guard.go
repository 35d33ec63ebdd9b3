package serve

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"html"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"

	"tract/internal/diag"
	"tract/internal/limit"
)

// door is one way into the server: what a browser may call it there, and the token
// that it must show.
type door struct {
	hosts   []string
	token   string // "" where none is asked for
	cookie  string // that holds the token after the first visit
	guesses *guesses
}

// newDoor gives a door that asks for a token. The cookie's name is of this run: one that
// is left from another is no guess.
func newDoor(host string) door {
	return door{hosts: []string{host}, token: newToken(), cookie: "tract-" + newToken(), guesses: &guesses{wrong: map[netip.Addr]int{}}}
}

// guard refuses what must not be answered before next sees it.
func (d door) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range map[string]string{
			"Cache-Control":                "no-store",
			"Content-Security-Policy":      "frame-ancestors 'self'",
			"Cross-Origin-Resource-Policy": "same-origin",
			"Referrer-Policy":              "no-referrer",
			"X-Content-Type-Options":       "nosniff",
		} {
			w.Header().Set(name, value)
		}
		if d.token == "" { // elsewhere browsers do not heed it, and complain
			w.Header().Set("Cross-Origin-Opener-Policy", "same-origin-allow-popups")
		}
		switch {
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			w.Header().Set("Allow", "GET, HEAD")
			refuse(w, http.StatusMethodNotAllowed)
		case !slices.Contains(d.hosts, strings.ToLower(r.Host)) || foreign(r):
			refuse(w, http.StatusForbidden)
		case odd(r):
			refuse(w, http.StatusBadRequest)
		case d.token != "" && (!d.known(r) || r.URL.Query().Has(tokenField)):
			d.admit(w, r)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// refuse answers with a number. The connection ends: what else was sent is not read.
func refuse(w http.ResponseWriter, code int) {
	w.Header().Set("Content-Type", contentType("refused.txt"))
	w.Header().Set("Connection", "close")
	write(w, code, fmt.Appendln(nil, code))
}

// odd says whether it is no plain request for a file: another protocol to go on with,
// something to be read, an address of another kind.
func odd(r *http.Request) bool {
	return r.ContentLength != 0 || r.Header.Get("Upgrade") != "" || r.URL.Opaque != "" || r.URL.Scheme != "" && r.URL.Scheme != "http"
}

// foreign says whether another site asks. It may lead people here, as any link
// does, but not load what is here: not as a script, a picture or a frame.
func foreign(r *http.Request) bool {
	if origin := r.Header.Get("Origin"); origin != "" && !strings.EqualFold(origin, "http://"+r.Host) {
		return true
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
		return false
	}
	visit := r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
	return !visit || strings.HasPrefix(r.URL.Path, "/_tract/")
}

// known says whether the browser was here with the token.
func (d door) known(r *http.Request) bool {
	c, err := r.Cookie(d.cookie)
	return err == nil && d.is(c.Value)
}

func (d door) is(token string) bool {
	return subtle.ConstantTimeCompare([]byte(token), []byte(d.token)) == 1
}

// tokenField is the token's name in the address that is shown.
const tokenField = "k"

// admit lets in who has the token in the address, or was here with it, and takes it out
// of there. The cookie is not sent with links from elsewhere, which an answer that only
// leads on would count as: the page that leads on is of this site.
func (d door) admit(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	if d.known(r) || d.guesses.right(r.RemoteAddr, query.Get(tokenField), d.is) {
		http.SetCookie(w, &http.Cookie{Name: d.cookie, Value: d.token, Path: "/", MaxAge: int(limit.ServeOpen.Seconds()), HttpOnly: true, SameSite: http.SameSiteStrictMode})
		query.Del(tokenField)
		to := (&url.URL{Path: "/" + strings.TrimLeft(r.URL.Path, "/"), RawQuery: query.Encode()}).String()
		w.Header().Set("Refresh", "0; url="+to)
		w.Header().Set("Content-Type", contentType("admitted.html"))
		write(w, http.StatusOK, []byte(notice("en", "tract", `<p><a href="`+html.EscapeString(to)+`">`+html.EscapeString(r.URL.Path)+"</a></p>\n")))
		return
	}
	var body strings.Builder
	var titles []string
	for _, language := range diag.Languages() {
		say := diag.In(language).Sentence
		titles = append(titles, say(diag.Text{Code: "serve.forbidden"}))
		how := say(diag.Text{Code: "serve.forbidden-how"})
		body.WriteString(`<section lang="` + language + `"><h1>` + html.EscapeString(titles[len(titles)-1]) + "</h1>\n<p>" + html.EscapeString(how) + ".</p></section>\n")
	}
	w.Header().Set("Connection", "close")
	w.Header().Set("Content-Type", contentType("403.html"))
	write(w, http.StatusForbidden, []byte(notice("en", strings.Join(titles, " · "), body.String())))
}

// guesses counts the wrong tokens, by who sent them.
type guesses struct {
	mu    sync.Mutex
	wrong map[netip.Addr]int
	all   int // which also bounds how many addresses there are
}

// right says whether is takes the token. Who was wrong too often is not heard. None is no
// guess.
func (g *guesses) right(from, token string, is func(string) bool) bool {
	if token == "" {
		return false
	}
	at, _ := netip.ParseAddrPort(from) // one that is none is one like others
	addr := at.Addr().Unmap().WithZone("")
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.wrong[addr] >= limit.ServeGuesses || g.all >= limit.ServeAllGuesses {
		return false
	}
	if !is(token) {
		g.wrong[addr]++
		g.all++
		return false
	}
	return true
}

// newToken gives 128 bits that nobody can guess.
func newToken() string {
	var b [16]byte
	rand.Read(b[:]) // never fails: the program ends where the system has no chance to give
	return base64.RawURLEncoding.EncodeToString(b[:])
}
