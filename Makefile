# make            builds the program and the site      make serve     shows it as you edit
# make test       runs every test                      make check     only reads the content
# make golden     rewrites wanted outputs              make fmt       formats the code
# make fuzz       looks for inputs that break it       FUZZTIME=20s   for each target
# make promises   tries all cases of SECURITY.md and writes how many
# make cover      says which lines no test reaches
# make audit      asks for known weaknesses of modules (network)
# make release    packs the program for each system  VERSION=v1.2.3, into bin/release
# make soak       edits a site at random, for long     SOAK="-seed 900"  for other edits; writes how many (R6)
# make shots      draws a page of every template       make lighthouse  measures pages as phones see them
# make admin      puts the editor for browsers into assets/admin, from npm
# make bench      measures it against the least work   BENCH="-sizes 100 -runs 3" for less (BENCHMARKS.md)
BASE_URL ?=
all: bin/tract
	bin/tract build --base-url "$(BASE_URL)"
	@echo "The site is in public/. To see it as you edit: make serve"
bin/tract: FORCE
	@CGO_ENABLED=0 go build -trimpath -buildvcs=false -o $@ ./cmd/tract # stamped, it would forget its site with each commit
test: ; @.ci/test
fuzz: ; @.ci/fuzz
promises: ; @.ci/promises
cover: ; @.ci/cover
audit: ; @.ci/audit
release:
	@[ -z "$$(git status --porcelain)" ] || { echo "make release: the folder is not as it was committed" >&2; exit 1; }
	@rm -rf bin/release
	@SOURCE_DATE_EPOCH=$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct)} go run ./internal/release -version "$(VERSION)" bin/release
	@cat bin/release/SHA256SUMS
check: bin/tract # as if published: the address is no fault of the content
	bin/tract check --strict --base-url "$(or $(BASE_URL),https://example.org/)"
serve: bin/tract
	bin/tract serve
golden:
	go test $$(grep -rlE --include=*_test.go '"update"|internal/golden"' . | xargs -n1 dirname | sort -u) -update
soak:
	go test ./cmd/tract -run '^Test(R6RandomEdits|R9ManyRebuilds|Burst|Saves|Unquiet)$$' -timeout 1h -v -soak -whole -promises $(SOAK)
bench: bin/tract
	@go build -o bin/bench ./internal/bench && bin/bench run -tract bin/tract $(BENCH)
shots: ; go test ./cmd/tract -run '^TestShots$$' -count=1 -timeout 1h -shots "$(CURDIR)/bin/shots"
lighthouse: ; @.ci/lighthouse
admin: ; @.ci/admin assets/admin
fmt: ; go tool -modfile=tools.mod gofumpt -w cmd internal layouts assets
FORCE:
.PHONY: all test fuzz promises cover audit release check serve golden soak bench shots lighthouse admin fmt FORCE
