#!/usr/bin/env bash
# Fuzzes each target for the given number of seconds. `scripts/setup.sh soak` installs what that needs; where it is
# missing, this says so, and with CI=true that is a failure: nothing may be skipped there.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.tools/bin:$PATH"
seconds="${1:-60}"

skip() {
  echo "fuzzing skipped: $*" >&2
  [ "${CI:-}" != true ] || exit 1
  exit 0
}

rustup toolchain list 2>/dev/null | grep -q '^nightly' || skip "no nightly toolchain (scripts/setup.sh soak installs it)"
cargo fuzz --version >/dev/null 2>&1 || skip "no cargo-fuzz (scripts/setup.sh soak installs it)"

for target in ${FUZZ_TARGETS:-split parse convert link request}; do
  corpus="fuzz/corpus/$target"
  mkdir -p "$corpus"
  # A new text is worth more than a long one: what is longer than the longest case finds nothing that it does not.
  cargo +nightly fuzz run "$target" "$corpus" fuzz/seeds $([ ! -d "fuzz/seeds/$target" ] || echo "fuzz/seeds/$target") examples tests/cases/parse tests/cases/source -- \
    -max_total_time="$seconds" -max_len=8192 -timeout=10 -rss_limit_mb=2048 -dict=fuzz/sql.dict
done
