package content

import (
	"fmt"
	"io/fs"
	"testing"

	"tract/internal/diag"
	"tract/internal/limit"
)

// TestWhyUnreadable says why a folder cannot be read, and what to do where that helps.
func TestWhyUnreadable(t *testing.T) {
	for _, c := range []struct {
		err        error
		code, hint string
	}{
		{fs.ErrPermission, "content.no-permission", "hint.content-no-permission"},
		{fs.ErrNotExist, "content.gone", ""},
		{limit.ErrDepth, "content.too-deep", "hint.content-too-nested"},
		{limit.ErrKind, "content.not-regular", "hint.content-not-regular"},
		{fs.ErrInvalid, "content.unreadable", ""},
	} {
		var list diag.List
		Unreadable(&list, "layouts", fmt.Errorf("open: %w", c.err))
		if len(list) != 1 || list[0].Message.Code != c.code || list[0].Hint.Code != c.hint {
			t.Errorf("%v: %+v", c.err, list)
		}
	}
}
