package history

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"tract/internal/limit"
)

// ErrNoRevision says that a name is that of no commit.
var ErrNoRevision = errors.New("no such commit")

// At gives the files of some folders as a commit had them. A text that is too large is
// empty there, and so are pictures and other files that are no texts.
func (h *History) At(ctx context.Context, revision string, folders ...string) (fs.FS, error) {
	out, err := h.run(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoRevision, err)
	}
	listed, err := h.run(ctx, append([]string{"ls-tree", "-r", "-z", "--long", strings.TrimSpace(string(out)), "--"}, folders...)...)
	if err != nil {
		return nil, err
	}
	var names, objects []string
	for entry := range strings.SplitSeq(string(listed), "\x00") {
		about, name, _ := strings.Cut(entry, "\t")
		fields := strings.Fields(about) // mode, kind, object, size
		if len(fields) != 4 || !strings.HasPrefix(fields[0], "100") || !fs.ValidPath(name) {
			continue // a link, or the commit of another repository
		}
		names = append(names, name)
		size, err := strconv.Atoi(fields[3])
		if err != nil || size > limit.HistoryBytes || !isText(name) {
			objects = append(objects, "")
			continue
		}
		objects = append(objects, fields[2])
	}
	contents, err := h.contents(ctx, objects)
	if err != nil {
		return nil, err
	}
	return archive(names, contents)
}

func isText(name string) bool {
	switch path.Ext(name) {
	case ".md", ".yaml", ".html":
		return true
	}
	return false
}

// contents gives what objects hold, all from one run of git.
func (h *History) contents(ctx context.Context, objects []string) ([][]byte, error) {
	out, err := h.ask(ctx, strings.Join(objects, "\n")+"\n", "cat-file", "--batch")
	if err != nil {
		return nil, err
	}
	contents := make([][]byte, len(objects))
	for i, object := range objects {
		head, rest, _ := bytes.Cut(out, []byte("\n"))
		out = rest
		if object == "" {
			continue // git says that there is none
		}
		fields := strings.Fields(string(head)) // object, kind, size
		if len(fields) != 3 || fields[0] != object {
			return nil, fmt.Errorf("git cat-file: %q", head)
		}
		size, err := strconv.Atoi(fields[2])
		if err != nil || size >= len(out) {
			return nil, fmt.Errorf("git cat-file: %q", head)
		}
		contents[i], out = out[:size], out[size+1:]
	}
	return contents, nil
}

// archive makes a file system of files.
func archive(names []string, contents [][]byte) (fs.FS, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i, name := range names {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = f.Write(contents[i])
		}
		if err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
}
