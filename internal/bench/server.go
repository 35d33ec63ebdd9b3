package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

const patience = 60 * time.Second

var (
	printedAddress = regexp.MustCompile(`http://(localhost|127\.0\.0\.1|\[::1\]):\d+`)
	sheetAddress   = regexp.MustCompile(`<link rel="?stylesheet"? href="?([^" >]+)`)
	errTooLate     = errors.New("the new text did not come")
)

// server is a development server that runs.
type server struct {
	*program
	command *exec.Cmd
	root    string // its address, without the slash at the end
	client  *http.Client
	notices chan time.Time // when it told of something new
}

// start runs the program's development server until the page is served for the
// first time, which took so many milliseconds.
func start(p *program, page string) (*server, float64, error) {
	s := &server{program: p, command: exec.Command(p.serve[0], p.serve[1:]...), client: &http.Client{}, notices: make(chan time.Time, 64)}
	read, write, err := os.Pipe()
	if err != nil {
		return nil, 0, err
	}
	s.command.Stdout, s.command.Stderr = write, write
	began := time.Now()
	err = s.command.Start()
	write.Close()
	if err != nil {
		read.Close()
		return nil, 0, err
	}
	address, said := make(chan string, 1), new(bytes.Buffer)
	go func() {
		defer close(address)
		lines := bufio.NewScanner(read)
		for lines.Scan() {
			if found := printedAddress.FindString(lines.Text()); found != "" && s.root == "" {
				s.root = found
				address <- found
			} else if s.root == "" {
				fmt.Fprintln(said, lines.Text())
			}
		}
		io.Copy(io.Discard, read)
		read.Close()
	}()
	select {
	case _, ok := <-address:
		if !ok {
			return nil, 0, fmt.Errorf("%w: %s", s.command.Wait(), bytes.TrimSpace(said.Bytes()))
		}
	case <-time.After(patience):
		s.stop()
		return nil, 0, errors.New("it printed no address")
	}
	for time.Since(began) < patience {
		if _, err := s.get(s.root + "/" + page); err == nil {
			return s, milliseconds(time.Since(began)), nil
		}
		time.Sleep(time.Millisecond)
	}
	s.stop()
	return nil, 0, errors.New("it served no page")
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// stop ends the server as Ctrl-C does.
func (s *server) stop() {
	s.client.CloseIdleConnections()
	s.command.Process.Signal(os.Interrupt)
	late := time.AfterFunc(5*time.Second, func() { s.command.Process.Kill() })
	s.command.Wait()
	late.Stop()
}

func (s *server) get(address string) ([]byte, error) {
	response, err := s.client.Get(address)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", address, response.Status)
	}
	return body, err
}

// listen notes the time of each event that the server tells, until it ends.
func (s *server) listen() error {
	response, err := s.client.Get(s.root + eventsPath)
	if err != nil {
		return err
	}
	go func() {
		defer response.Body.Close()
		lines := bufio.NewScanner(response.Body)
		for lines.Scan() {
			if kind := strings.TrimPrefix(lines.Text(), "event: "); kind == "reload" || kind == "css" {
				select {
				case s.notices <- time.Now():
				default:
				}
			}
		}
	}()
	return nil
}

// latency is how long after a save the new text was served, and how long after it
// browsers were told, in milliseconds.
type latency struct{ Served, Told float64 }

// save writes an edit, as editors do: in place, or a new file over the old one.
// Then it asks for the page again and again until the marker is there.
func (s *server) save(e edit, over bool) (latency, error) {
	for len(s.notices) > 0 {
		<-s.notices
	}
	began := time.Now()
	if err := write(e, over); err != nil {
		return latency{}, err
	}
	var l latency
	for l.Served == 0 {
		// A page that is missing for a moment is no new text either.
		if there, _ := s.shows(e); there {
			l.Served = milliseconds(time.Since(began))
		} else if time.Since(began) > patience {
			return l, errTooLate
		}
	}
	if !s.events {
		return l, nil
	}
	select {
	case told := <-s.notices:
		l.Told = milliseconds(told.Sub(began))
		return l, nil
	case <-time.After(patience):
		return l, errors.New("the events told nothing")
	}
}

func write(e edit, over bool) error {
	if !over {
		return os.WriteFile(e.file, e.text, 0o644)
	}
	beside := filepath.Join(filepath.Dir(e.file), "."+filepath.Base(e.file)+".swp")
	if err := os.WriteFile(beside, e.text, 0o644); err != nil {
		return err
	}
	return os.Rename(beside, e.file)
}

// shows says whether an edit is in the page, or in a style sheet that it links.
func (s *server) shows(e edit) (bool, error) {
	address := s.root + "/" + e.address
	body, err := s.get(address)
	if err != nil || !e.sheet {
		return bytes.Contains(body, []byte(e.marker)), err
	}
	base, err := url.Parse(address)
	if err != nil {
		return false, err
	}
	for _, link := range sheetAddress.FindAllSubmatch(body, -1) {
		sheet, err := base.Parse(string(link[1]))
		if err != nil {
			return false, err
		}
		if body, err = s.get(sheet.String()); err == nil && bytes.Contains(body, []byte(e.marker)) {
			return true, nil
		}
	}
	return false, nil
}
