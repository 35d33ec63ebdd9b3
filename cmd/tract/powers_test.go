package main

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tract/internal/promise"
)

// asker says of the names of a package whether one asks another computer with them, rather
// than answers, starts a program, or reads the environment: who may import the package may
// not use them all.
type asker func(name string) bool

var askers = map[string]asker{
	"net":                   others(`^(Listen|Listener|Conn|Addr|TCPAddr|UDPAddr|ErrClosed|InterfaceAddrs|JoinHostPort|SplitHostPort)$`),
	"net/http":              these(`^(Get|Head|Post|PostForm|(Default)?(Client|Transport)|NewRequest|NewRequestWithContext|RoundTripper|ProxyFromEnvironment)$`),
	"os":                    these(`^(StartProcess|FindProcess|Getenv|LookupEnv|Environ|ExpandEnv|Setenv)$`),
	"syscall":               these(`^(Exec|ForkExec|StartProcess|Getenv|Environ|Socket|Connect|CreateProcess)`),
	"golang.org/x/sys/unix": these(`^(Exec|Getenv|Environ|Socket|Connect|Ptrace)`),
}

func these(expression string) asker { return regexp.MustCompile(expression).MatchString }

// others takes all names but those with which one answers: of a package with too many ways.
func others(expression string) asker {
	answers := these(expression)
	return func(name string) bool { return !answers(name) }
}

var lowLevel = regexp.MustCompile(`(?m)^//go:(linkname|cgo_|noescape|nosplit)|^import "C"`)

// TestC1Powers holds the source of each package to having no power that the tables of
// ARCHITECTURE.md do not give it, by ways that imports do not show: asking the network
// with a package that serves, starting a program, reading the environment, assembly, C,
// symbols of others. Beside external, whose matter it is, and bench, which measures a
// server, nobody asks; serve learns its own address, which sends nothing. The command
// reads variables that are for it, and the maker of releases runs Go.
func TestC1Powers(t *testing.T) {
	allowed := map[string]string{"external": ".", "bench": ".", "serve": `^net\.Dial$`, "tract": `^os\.Getenv$`, "release": `^os\.(Getenv|Environ)$`}
	packages := map[string]bool{}
	for _, top := range []string{"cmd", "internal", "layouts", "assets"} {
		err := filepath.WalkDir(filepath.Join("../..", top), func(name string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil || entry.IsDir() && entry.Name() == "testdata":
				return cmp.Or(err, error(filepath.SkipDir))
			case slices.Contains([]string{".s", ".S", ".c", ".h", ".syso"}, filepath.Ext(name)):
				t.Errorf("%s is not Go", name)
			case filepath.Ext(name) == ".go" && !strings.HasSuffix(name, "_test.go"):
				of := filepath.Base(filepath.Dir(name))
				packages[filepath.Dir(name)] = true
				src, err := os.ReadFile(name)
				if err != nil {
					return err
				}
				complain(t, name, powers(src, regexp.MustCompile(cmp.Or(allowed[of], "^$"))))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	promise.Held(t, len(packages))
}

// TestPowersAreSeen has each power in a file, and some that are none.
func TestPowersAreSeen(t *testing.T) {
	for _, c := range []struct{ imported, use string }{
		{`"net"`, "net.ListenConfig{}.ListenPacket"},
		{`"net"`, "(&net.ListenConfig{}).Listen"},
		{`"net"`, "new(net.Dialer).Dial"},
		{`"net"`, "net.DialTimeout"},
		{`"net"`, "net.LookupHost"},
		{`"net"`, "net.Resolver{}"},
		{`"net"`, "net.ListenPacket"},
		{`"net"`, "net.ListenMulticastUDP"},
		{`"net"`, "net.ListenUnixgram"},
		{`"net"`, "net.FileConn"},
		{`"net"`, "net.FilePacketConn"},
		{`"net"`, "net.ResolveTCPAddr"},
		{`n "net"`, "n.Dial"},
		{`. "net"`, "Dial"},
		{`"net/http"`, "http.Get"},
		{`"net/http"`, "http.DefaultTransport.RoundTrip"},
		{`"net/http"`, "(&http.Client{}).Get"},
		{`"os"`, "os.Environ"},
		{`"os"`, "os.StartProcess"},
		{`"syscall"`, "syscall.ForkExec"},
		{`"golang.org/x/sys/unix"`, "unix.Socket"},
	} {
		if faults := powers([]byte("package p\n\nimport "+c.imported+"\n\nvar _ = "+c.use+"\n"), regexp.MustCompile("^$")); len(faults) != 1 {
			t.Errorf("%s: %q", c.use, faults)
		}
	}
	for _, src := range []string{"//go:linkname a b\n", "import \"C\"\n"} {
		if faults := powers([]byte("package p\n\n"+src), regexp.MustCompile("^$")); len(faults) == 0 {
			t.Errorf("%q is not seen", src)
		}
	}
	for _, c := range []struct{ imported, use string }{{`"net"`, "net.Listen"}, {`"net"`, "net.Dial"}, {`"net/http"`, "http.Server{}"}, {`net "mine"`, "net.Lookup"}, {`"os"`, "os.Open"}} {
		if faults := powers([]byte("package p\n\nimport "+c.imported+"\n\nvar _ = "+c.use+"\n"), regexp.MustCompile(`^net\.Dial$`)); len(faults) > 0 {
			t.Errorf("%s: %q", c.use, faults)
		}
	}
}

// powers names what a file does that it should not.
func powers(src []byte, allowed *regexp.Regexp) (faults []string) {
	if at := lowLevel.Find(src); at != nil {
		faults = append(faults, string(at))
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), "", src, 0)
	if err != nil {
		return append(faults, err.Error())
	}
	names := map[string]asker{} // of packages, as the file calls them
	for _, spec := range parsed.Imports {
		imported := strings.Trim(spec.Path.Value, `"`)
		called := imported[strings.LastIndex(imported, "/")+1:]
		if spec.Name != nil {
			called = spec.Name.Name
		}
		if askers[imported] != nil {
			names[called] = askers[imported]
		}
		if called == "." {
			faults = append(faults, imported+" is imported without its name")
		}
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if of, ok := s.X.(*ast.Ident); ok && names[of.Name] != nil && names[of.Name](s.Sel.Name) && !allowed.MatchString(of.Name+"."+s.Sel.Name) {
				faults = append(faults, "a power that it should not have: "+of.Name+"."+s.Sel.Name)
			}
		}
		return true
	})
	return faults
}
