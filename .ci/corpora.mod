module tract/corpora

go 1.26.0

// Whose tests the tests take hostile texts from; nothing of it is built.
require github.com/microcosm-cc/bluemonday v1.0.27
