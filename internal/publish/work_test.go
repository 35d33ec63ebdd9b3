package publish_test

import (
	"bytes"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tract/internal/publish"
)

// TestWork has one goroutine make the files of one work, in order, while others make
// other files; and tells of each file.
func TestWork(t *testing.T) {
	var list []publish.File
	var mu sync.Mutex
	made := map[string][]int{}
	busy := map[string]*atomic.Int32{}
	var together, most atomic.Int32
	for n := range 12 {
		work := fmt.Sprint("work", n/3)
		if busy[work] == nil {
			busy[work] = new(atomic.Int32)
		}
		list = append(list, publish.File{Path: fmt.Sprintf("%02d.jpg", n), Work: work, Make: func(b *bytes.Buffer) error {
			if busy[work].Add(1) > 1 {
				t.Errorf("two files of %s are made at once", work)
			}
			if now := together.Add(1); now > most.Load() {
				most.Store(now)
			}
			time.Sleep(5 * time.Millisecond)
			together.Add(-1)
			busy[work].Add(-1)
			mu.Lock()
			defer mu.Unlock()
			made[work] = append(made[work], n)
			return nil
		}})
	}
	for n := range 40 {
		list = append(list, publish.File{Path: fmt.Sprintf("page%02d.html", n), Content: []byte("page")})
	}
	var done atomic.Int32
	_, err := publish.Publish(t.Context(), t.TempDir(), list, publish.Options{Workers: 4, Done: func(all int) {
		if done.Add(1); all != len(list) {
			t.Errorf("%d files in all, want %d", all, len(list))
		}
	}})
	if err != nil || int(done.Load()) != len(list) || most.Load() < 2 {
		t.Errorf("%v, told of %d files, at most %d made at once", err, done.Load(), most.Load())
	}
	for work, order := range made {
		if len(order) != 3 || order[0]+1 != order[1] || order[1]+1 != order[2] {
			t.Errorf("%s: %v", work, order)
		}
	}
}
