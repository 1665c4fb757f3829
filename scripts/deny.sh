#!/usr/bin/env bash
# Holds the crates to deny.toml: licences, sources, duplicates, and, where the list of advisories can be fetched, what is
# known against them. `scripts/setup.sh soak` installs cargo-deny; without it this says so, and with CI=true that is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.tools/cargo-deny/bin:$PATH"

if ! cargo deny --version >/dev/null 2>&1; then
  echo "cargo deny skipped: it is not installed (scripts/setup.sh soak installs it)" >&2
  [ "${CI:-}" != true ] || exit 1
  exit 0
fi

cargo deny --offline --locked --log-level error check licenses bans sources

if cargo deny --locked fetch db >/dev/null 2>&1; then
  cargo deny --locked --log-level error check advisories
else
  echo "advisories skipped: their list cannot be fetched from here" >&2
  [ "${CI:-}" != true ] || exit 1
fi
