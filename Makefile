# The two commands that a newcomer needs are `make serve` and `make test`. Each sets up what it needs by itself.

.PHONY: serve test soak setup build one-file package release bench bench-peers

# The page, at a loopback address that is printed. PORT=9000 make serve takes that port.
serve:
	@scripts/serve.sh

# Everything there is. What could not run is listed at the end with the reason; in CI that is a failure.
test:
	@scripts/test.sh

# The same with many more generated cases, and the fuzzers: for when nothing else is waiting.
soak:
	@scripts/setup.sh soak
	@export PROPTEST_RNG_SEED=$${PROPTEST_RNG_SEED:-$$(date +%s)}; echo "PROPTEST_RNG_SEED=$$PROPTEST_RNG_SEED"; \
		PROPTEST_CASES=$${PROPTEST_CASES:-20000} THOROUGH=1 scripts/test.sh
	@scripts/deny.sh
	@scripts/reproducible.sh
	@scripts/fuzz.sh $${FUZZ_SECONDS:-600}

# How long the stages take, and how many instructions: the second is the same on a machine that does other things too.
bench:
	@cargo bench --locked --bench stages
	@cargo bench --locked --bench reader
	@scripts/setup.sh test
	@BENCH=1 cargo test --locked --test instructions -- --nocapture

# The same texts given to other programs, in Node and in Chromium.
bench-peers: package
	@node benches/peers/run.mjs

# What `make test` installs, without testing.
setup:
	@scripts/setup.sh test

# The page as one file that is opened by a double click.
one-file: build
	@echo "dist/authmorph.html, $$(wc -c < dist/authmorph.html) bytes: copy it wherever you like"
	@echo "dist/authmorph-postgresql.html, $$(wc -c < dist/authmorph-postgresql.html) bytes: the same with PostgreSQL for the rehearsal"

# The npm package, in target/package; `npm pack` packs it.
package: build
	@node scripts/package.mjs

# Everything that a release has, with checksums, in target/released.
release:
	@scripts/setup.sh serve
	@scripts/release.sh

# The finished page, in dist/.
build:
	@scripts/setup.sh serve
	@PATH="$$PWD/.tools/bin:$$PATH" trunk build --release
