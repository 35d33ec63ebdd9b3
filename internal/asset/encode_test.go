package asset

import (
	"errors"
	"image"
	"testing"
)

// TestEncodeRefused gives encoders a picture that they do not write. None of it is
// published.
func TestEncodeRefused(t *testing.T) {
	for _, kind := range imageKinds() {
		if kind.encode == nil {
			continue
		}
		size := map[string]image.Rectangle{"JPEG": image.Rect(0, 0, 1<<16, 1), "PNG": {}}[kind.name]
		if content, err := kind.encode(image.NewGray(size), nil); !errors.Is(err, errImageDamaged) || content != nil {
			t.Errorf("%s: %d bytes, %v", kind.name, len(content), err)
		}
	}
}
