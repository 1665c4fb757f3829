#!/usr/bin/env bash
# Runs everything there is. A part that cannot run here is skipped and named at the end with the reason;
# with CI=true nothing may be skipped, so a missing server is a failure before anything runs.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/setup.sh test
export PATH="$PWD/.tools/bin:$PATH"

part() { printf '\n==== %s ====\n' "$*"; }

# ---- What is missing here, and so what will be skipped ----------------------------------------------------------

missing=()
has() { command -v "$1" >/dev/null 2>&1; }
has chromium || has chromium-browser || has google-chrome || missing+=("browser tests: no chromium")
has pg_ctl || ls /usr/lib/postgresql/*/bin/pg_ctl >/dev/null 2>&1 || missing+=("PostgreSQL tests: no pg_ctl (package postgresql)")
has mariadbd || [ -x /usr/sbin/mariadbd ] || missing+=("MySQL tests: no mariadbd (package mariadb-server)")
has sqlite3 || missing+=("SQLite tests: no sqlite3")
if [ ${#missing[@]} -gt 0 ] && [ "${CI:-}" = true ]; then
  printf 'missing, and CI skips nothing: %s\n' "${missing[@]}" >&2
  exit 1
fi

# ---- The parts --------------------------------------------------------------------------------------------------

part "format"
cargo fmt --check

part "lints"
cargo clippy --locked --all-targets -- -D warnings
cargo clippy --locked --target wasm32-unknown-unknown --no-default-features --features web --bin web -- -D warnings
cargo clippy --locked --target wasm32-unknown-unknown --no-default-features --features engine --bin engine -- -D warnings
cargo clippy --locked --target wasm32-unknown-unknown --no-default-features --features engine,source-code --bin engine_source -- -D warnings

part "the engine and the command line"
cargo test --locked

part "the library on its own, as another program links it: without features, with its documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --no-default-features --lib
cargo test --locked --doc --no-default-features

part "the page, built"
trunk build --release

part "the types of the JavaScript edge and of the browser tests"
npm run --silent checks

part "the page, in a browser and on databases"
npm run --silent e2e

part "the npm package, in the hands of a stranger"
npm run --silent package

part "the sites of docs/examples, built and used"
npm run --silent sites

part "done"
if [ ${#missing[@]} -eq 0 ]; then
  echo "everything ran; nothing was skipped"
else
  printf 'skipped: %s\n' "${missing[@]}"
fi
