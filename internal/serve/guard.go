package serve

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"html"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"tract/internal/diag"
)

// door is one way into the server: what a browser may call it there, and the token
// that it must show.
type door struct {
	hosts  []string
	token  string // "" where none is asked for
	cookie string // that holds the token after the first visit
}

// guard refuses what must not be answered before next sees it.
func (d door) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range map[string]string{
			"Cache-Control":                "no-store",
			"Cross-Origin-Resource-Policy": "same-origin",
			"Referrer-Policy":              "no-referrer",
			"X-Content-Type-Options":       "nosniff",
		} {
			w.Header().Set(name, value)
		}
		switch {
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			w.Header().Set("Allow", "GET, HEAD")
			w.Header().Set("Connection", "close") // what else it sends is not read
			http.Error(w, "405", http.StatusMethodNotAllowed)
		case !slices.Contains(d.hosts, strings.ToLower(r.Host)) || foreign(r):
			http.Error(w, "403", http.StatusForbidden)
		case d.token != "" && (!d.known(r) || r.URL.Query().Has(tokenField)):
			d.admit(w, r)
		default:
			next.ServeHTTP(w, r)
		}
	})
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
// of there. The cookie goes with links from elsewhere too: the address may have been
// sent, and opened in a message.
func (d door) admit(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	if d.is(query.Get(tokenField)) || d.known(r) {
		http.SetCookie(w, &http.Cookie{Name: d.cookie, Value: d.token, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode})
		query.Del(tokenField)
		to := url.URL{Path: "/" + strings.TrimLeft(r.URL.Path, "/"), RawQuery: query.Encode()}
		w.Header().Set("Location", to.String())
		w.WriteHeader(http.StatusSeeOther)
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
	w.Header().Set("Content-Type", contentType("403.html"))
	write(w, http.StatusForbidden, []byte(notice("en", strings.Join(titles, " · "), body.String())))
}

// newToken gives 128 bits that nobody can guess.
func newToken() string {
	var b [16]byte
	rand.Read(b[:]) // never fails: the program ends where the system has no chance to give
	return base64.RawURLEncoding.EncodeToString(b[:])
}
