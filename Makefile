# make            builds the program and the site      make preview   serves public/
# make test       runs every test                      make golden    rewrites wanted outputs
BASE_URL ?=
PORT ?= 8080

all: bin/tract
	bin/tract build --base-url "$(BASE_URL)"
	@echo "The site is in public/. To look at it: make preview"

bin/tract: FORCE
	@go build -trimpath -o $@ ./cmd/tract
test:
	@.ci/test
check: bin/tract
	bin/tract check --strict
preview: all
	@echo "http://127.0.0.1:$(PORT)/ (Ctrl-C ends it)"; go run ./internal/preview -port $(PORT) public
golden:
	go test ./... -update
fuzz:
	@.ci/fuzz
fmt:
	go tool -modfile=tools.mod gofumpt -w cmd internal layouts assets
FORCE:
.PHONY: all test check preview golden fuzz fmt FORCE
