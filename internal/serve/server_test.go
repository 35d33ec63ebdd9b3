package serve

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"tract/internal/diag"
)

// running is a server with a preview, on a port that was free.
type running struct {
	*session
	server *Server
	stop   func() error
}

func start(t *testing.T, o Options) *running {
	t.Helper()
	o.Catalog = diag.In("en")
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	server, err := Listen(o)
	if err != nil {
		t.Fatal(err)
	}
	return startServer(t, server)
}

func startServer(t *testing.T, server *Server) *running {
	s := newSession(build)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go s.Run(ctx, s.changes)
	go func() { ended <- server.Serve(ctx, s.Preview) }()
	r := &running{session: s, server: server}
	r.stop = func() error {
		cancel()
		select {
		case err := <-ended:
			ended <- err
			return err
		case <-time.After(time.Minute):
			return errors.New("the server does not end")
		}
	}
	t.Cleanup(func() {
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
	return r
}

// get asks for a path, with headers, and follows nothing.
func (r *running) get(t *testing.T, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	return fetch(t, strings.TrimSuffix(r.server.URL(), "/")+path, headers...)
}

func fetch(t *testing.T, address string, headers ...string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}
