#!/usr/bin/env bash
# Builds everything that is released twice, in two folders with other names and from nothing, and compares the bytes.
# It takes as long as two first builds, so `make soak` runs it and `make test` does not.
set -euo pipefail
cd "$(dirname "$0")/.."

root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# copy FOLDER
copy() {
  mkdir -p "$1"
  # The sources as they are here, committed or not.
  git ls-files -z --cached --others --exclude-standard | tar --null -T - -cf - | tar -xf - -C "$1"
  ln -s "$root/.tools" "$root/node_modules" "$1/"
}

# Both before anything is built, so that nothing can change in between.
copy "$work/one"
copy "$work/another/folder"
for folder in one another/folder; do
  (cd "$work/$folder" && unset CARGO_TARGET_DIR && scripts/release.sh)
done
if ! diff "$work/one/target/released/SHA256SUMS" "$work/another/folder/target/released/SHA256SUMS"; then
  echo "reproducible: the two builds differ in the files above" >&2
  exit 1
fi
cat "$work/one/target/released/SHA256SUMS"
echo "reproducible: two builds from nothing, in folders of other names, are the same to the byte"
