//go:build darwin || linux

package publish_test

import (
	"maps"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"tract/internal/publish"
)

// TestFirst publishes where nothing is: in one step, with the lock as the one file that gets a
// second name, or one by one where the system cannot; with what somebody put there meanwhile.
func TestFirst(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o077))
	for name, cannot := range map[string]error{"it can": nil, "no folders are exchanged": syscall.EINVAL} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "new", "public")
			seen := map[string]int{}
			o := publish.Options{Workers: 1}.Failing(func(op, _ string) error {
				seen[op]++
				if op != "exchange" {
					return nil
				}
				if seen[op] == 1 {
					write(t, dir, "late.txt", "late")
				}
				return cannot
			})
			report, err := publish.Publish(t.Context(), dir, files(site()), o)
			if err != nil || report.Written != len(site()) {
				t.Fatal(report, err)
			}
			if cannot == nil && (seen["link"] != 1 || seen["exchange"] != 1) {
				t.Errorf("%v", seen)
			}
			want := site()
			want["late.txt"] = "late"
			if now := read(t, dir); !maps.Equal(now, want) {
				t.Errorf("%v", now)
			}
			if intact, err := publish.Intact(t.Context(), dir, report.Manifest, publish.Options{}); !intact {
				t.Error("not as it was left", err)
			}
			for _, made := range []string{".", "en", "fr/guides", "index.html"} {
				info, err := os.Stat(filepath.Join(dir, made))
				if err != nil || info.Mode().Perm()&0o755 != info.Mode().Perm() || info.Mode().Perm()&0o044 != 0o044 {
					t.Errorf("%s: %v, %v", made, info.Mode(), err)
				}
			}
			if beside, err := os.ReadDir(filepath.Dir(dir)); len(beside) != 1 {
				t.Errorf("beside the directory: %v, %v", beside, err)
			}
		})
	}
}
