#!/usr/bin/env bash
# Builds the page and serves it on a loopback address until Ctrl+C; a change of a source file builds it again.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/setup.sh serve
export PATH="$PWD/.tools/bin:$PATH"

# PORT when it is given, otherwise the first free port from 8080.
port=$(node scripts/free_port.mjs "${PORT:-}") || exit 1

echo "serve: building the page (two minutes the first time, seconds later)" >&2
trunk build --release

trunk serve --release --port "$port" &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# trunk looks once more whether all is built before it listens.
until node scripts/answers.mjs "$port"; do
  kill -0 "$server" 2>/dev/null || { wait "$server"; exit 1; }
  sleep 0.3
done
printf '\nauthmorph is open at http://127.0.0.1:%s/   (Ctrl+C stops it)\n\n' "$port"
wait "$server"
