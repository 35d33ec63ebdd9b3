package external

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"tract/internal/limit"
)

// asker asks for addresses. It is safe for concurrent use.
type asker struct {
	agent   string
	guard   *guard
	through http.RoundTripper
	gates   gates
	close   func()
}

func newAsker(o Options) *asker {
	g := &guard{allowed: o.Allowed, through: http.ProxyFromEnvironment}
	if g.allowed == nil {
		g.allowed = public
	}
	a := &asker{agent: o.agent(), guard: g, through: o.through, gates: gates{}, close: func() {}}
	if a.through == nil {
		t := &http.Transport{
			Proxy: g.proxy, DialContext: g.dial, TLSHandshakeTimeout: limit.ExternalTime / 2, ForceAttemptHTTP2: true,
			MaxIdleConnsPerHost: 1, IdleConnTimeout: 2 * limit.ExternalTime, MaxResponseHeaderBytes: limit.ExternalHead,
		}
		a.through, a.close = t, t.CloseIdleConnections
	}
	return a
}

// ask gives what is known of an address once it has been asked for, by way of those
// that it leads to.
func (a *asker) ask(ctx context.Context, written *url.URL) answer {
	here, moved, moving := written, "", true
	for range limit.ExternalHops {
		if reason := a.guard.refuses(here, written); reason != "" {
			return answer{reason: reason}
		}
		status, location, err := a.look(ctx, here)
		if err != nil {
			return failed(err)
		}
		if location == "" {
			got := judged(status)
			if got.state == alive {
				got.moved = moved
			}
			return got
		}
		next, err := here.Parse(location)
		if err != nil || len(location) > limit.ExternalAddress {
			return answer{reason: "external.astray"}
		}
		next.User, next.Fragment, next.RawFragment = nil, "", ""
		moving = moving && (status == http.StatusMovedPermanently || status == http.StatusPermanentRedirect)
		if moving && next.String() != written.String() {
			moved = next.String()
		}
		here = next
	}
	return answer{reason: "external.circle"}
}

// look asks for one address: with HEAD, and where that gives nothing to believe, for
// the beginning of the page.
func (a *asker) look(ctx context.Context, u *url.URL) (status int, location string, err error) {
	status, location, err = a.once(ctx, http.MethodHead, u)
	var late net.Error
	switch {
	case errors.Is(err, errLater) || errors.Is(err, errPrivate) || unnamed(err) || errors.As(err, &late) && late.Timeout():
		return status, location, err
	case err == nil && (status < 400 || status == http.StatusTooManyRequests):
		return status, location, err
	}
	return a.once(ctx, http.MethodGet, u)
}

// once makes one request, when it is its turn. A server that asks to be asked again
// soon is.
func (a *asker) once(ctx context.Context, method string, u *url.URL) (status int, location string, err error) {
	for again := true; ; again = false {
		g, err := a.gates.pass(ctx, u.Hostname())
		if err != nil {
			return 0, "", err
		}
		got, err := a.request(ctx, method, u)
		g.note(err)
		wait := err == nil && got.status == http.StatusTooManyRequests && again && got.wait > 0 && got.wait <= limit.ExternalTime
		if wait {
			g.next = time.Now().Add(got.wait)
		} else if err == nil && got.status == http.StatusTooManyRequests {
			g.shut = errLater
		}
		g.leave()
		if !wait {
			return got.status, got.location, err
		}
	}
}

// response is what we take of one.
type response struct {
	status   int
	location string
	wait     time.Duration
}

func (a *asker) request(ctx context.Context, method string, u *url.URL) (out response, err error) {
	ctx, cancel := context.WithTimeout(ctx, limit.ExternalTime)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, method, u.String(), nil)
	if err != nil {
		return out, err
	}
	r.Header.Set("User-Agent", a.agent)
	r.Header.Set("Accept", "text/html, */*;q=0.8")
	if method == http.MethodGet {
		r.Header.Set("Range", "bytes=0-1023")
	}
	got, err := a.through.RoundTrip(r) // and no client, which would follow, and keep cookies
	if err != nil {
		return out, err
	}
	_ = got.Body.Close() // which nobody reads, however long it is
	out = response{status: got.StatusCode, wait: later(got.Header.Get("Retry-After"))}
	switch got.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		out.location = got.Header.Get("Location")
	}
	return out, nil
}

// later reads how long a server wants to be left alone.
func later(after string) time.Duration {
	if n, err := strconv.Atoi(after); err == nil {
		return time.Duration(min(max(n, 0), 1<<20)) * time.Second
	}
	if t, err := http.ParseTime(after); err == nil {
		return time.Until(t)
	}
	return 0
}

// unnamed says whether there is no host of that name.
func unnamed(err error) bool {
	var name *net.DNSError
	return errors.As(err, &name) && name.IsNotFound
}

// failed says what it means that nothing came back.
func failed(err error) answer {
	var certificate *tls.CertificateVerificationError
	var late net.Error
	switch {
	case unnamed(err):
		return answer{state: dead, reason: "external.no-name"}
	case errors.Is(err, errPrivate):
		return answer{reason: "external.private"}
	case errors.Is(err, errLater):
		return answer{reason: "external.later"}
	case errors.As(err, &certificate):
		return answer{state: failing, reason: "external.certificate"}
	case errors.As(err, &late) && late.Timeout(), errors.Is(err, context.DeadlineExceeded):
		return answer{state: failing, reason: "external.timeout"}
	}
	return answer{state: failing, reason: "external.unreachable"}
}
