package build

import (
	"bytes"
	"sync"

	"tract/internal/site"
)

// Store keeps bytes under a key, which is hexadecimal. It may forget.
type Store interface {
	Made(key string) (content []byte, ok bool)
	Keep(key string, content []byte) error
}

// costly keeps outputs that take long to make for other runs, and knows which of
// them the site has. It is safe for concurrent use.
type costly struct {
	made Store // nil: each is made when somebody asks

	mu   sync.Mutex
	used map[string]bool
}

func (c *costly) use(key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.used == nil {
		c.used = map[string]bool{}
	}
	c.used[key] = true
}

func (c *costly) uses(key string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.used[key]
}

// get gives the bytes of a key, made if they are not kept.
func (c *costly) get(key string, make func() ([]byte, error)) ([]byte, error) {
	if content, ok := c.find(key); ok {
		return content, nil
	}
	content, err := make()
	if err == nil {
		c.keep(key, content)
	}
	return content, err
}

func (c *costly) find(key string) ([]byte, bool) {
	if c.made == nil {
		return nil, false
	}
	return c.made.Made(key)
}

func (c *costly) keep(key string, content []byte) {
	if c.made != nil {
		_ = c.made.Keep(key, content) // else it is made again the next time
	}
}

// costly adds an output that takes long to make. Its bytes depend on the program and
// on what is given, which is complete once a function was called; unlike those of
// [works.add] they depend on nothing that all pages share.
func (w *works) costly(path site.Address, depends any, complete func(), make func() ([]byte, error)) {
	key := func() string {
		complete()
		key := w.costlyKey(path, depends)
		w.kept.use(key)
		return key
	}
	w.list = append(w.list, output{path, key, func(b *bytes.Buffer) error {
		content, err := w.kept.get(key(), make)
		b.Write(content)
		return err
	}, string(path)})
}

func (w *works) costlyKey(path site.Address, depends any) string {
	return hexadecimal(site.DigestOf("costly", path, w.version, depends))
}
