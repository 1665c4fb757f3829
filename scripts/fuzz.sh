#!/usr/bin/env bash
# Fuzzes each target for the given number of seconds, where the machine has what that needs; says so where it has not.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds="${1:-60}"

if ! rustup toolchain list 2>/dev/null | grep -q nightly; then
  echo "fuzzing skipped: no nightly toolchain (rustup toolchain install nightly)"
  exit 0
fi
if ! cargo fuzz --version >/dev/null 2>&1; then
  echo "fuzzing skipped: no cargo-fuzz (cargo install cargo-fuzz)"
  exit 0
fi

for target in split parse convert; do
  corpus="fuzz/corpus/$target"
  mkdir -p "$corpus"
  # A new text is worth more than a long one: what is longer than the longest case finds nothing that it does not.
  cargo +nightly fuzz run "$target" "$corpus" fuzz/seeds examples tests/cases/parse -- \
    -max_total_time="$seconds" -max_len=8192 -timeout=10 -rss_limit_mb=2048 -dict=fuzz/sql.dict
done
