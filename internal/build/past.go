package build

import (
	"io/fs"
	"iter"
	"sync"

	"tract/internal/content"
	"tract/internal/site"
	"tract/internal/translation"
)

// Past gives what a file of the site said before, the latest first.
type Past func(file string) iter.Seq[[]byte]

// older keeps what texts said when translations were made from them, which never
// changes and takes long to find. What was not found is not looked for again.
type older struct {
	mu    sync.Mutex
	texts map[string][]translation.Part // by file and mark; nil: nobody knows
}

// past gives what the model asks for the sentences that came into a text.
func (o *older) past(source fs.FS, past Past) site.Past {
	if past == nil {
		return nil
	}
	return func(kind content.Kind, file string, mark translation.Mark) map[int][]string {
		old := o.text(kind, file, mark, past)
		if old == nil {
			return nil
		}
		src, err := fs.ReadFile(source, file)
		if err != nil {
			return nil // it changed meanwhile, which is seen elsewhere
		}
		now, _, _ := content.Parts(kind, file, src)
		added := map[int][]string{}
		for _, c := range translation.Changes(old, now) {
			if c.New >= 0 {
				added[c.New] = c.Added
			}
		}
		return added
	}
}

func (o *older) text(kind content.Kind, file string, mark translation.Mark, past Past) []translation.Part {
	name := file + "\x00" + mark.String()
	o.mu.Lock()
	defer o.mu.Unlock()
	if parts, ok := o.texts[name]; ok {
		return parts
	}
	parts, _ := content.Before(kind, file, mark, past(file))
	if o.texts == nil {
		o.texts = map[string][]translation.Part{}
	}
	o.texts[name] = parts
	return parts
}
