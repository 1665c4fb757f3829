#!/usr/bin/env bash
# Builds everything that a release has, into target/released, with checksums. The same sources and the same versions of
# the tools give the same bytes (`scripts/reproducible.sh` holds that); .github/workflows/release.yml calls it.
set -euo pipefail
cd "$(dirname "$0")/.."

[ -e .tools/bin/trunk ] || scripts/setup.sh serve
export PATH="$PWD/.tools/bin:$PATH"
. scripts/remapped.sh

version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
triple=$(rustc -vV | sed -n 's/^host: //p')
released=target/released
rm -rf "$released"
mkdir -p "$released"

# The page, as files and as one file.
trunk build --release
cp dist/authmorph.html "$released/authmorph-$version.html"
cp dist/authmorph-postgresql.html "$released/authmorph-postgresql-$version.html"
node scripts/building/zip.mjs dist "$released/authmorph-page-$version.zip"

# The npm package.
node scripts/package.mjs
(cd target/package && npm pack --silent --pack-destination "$OLDPWD/$released" >/dev/null)
mv "$released/authmorph-$version.tgz" "$released/authmorph-npm-$version.tgz"

# The command line.
cargo build --release --locked --bin authmorph
program=$(mktemp -d)
cp target/release/authmorph LICENSE-APACHE LICENSE-MIT "$program/"
tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=a=rX,u+w -C "$program" -cf - . |
  gzip -n9 >"$released/authmorph-$version-$triple.tar.gz"
rm -rf "$program"

(cd "$released" && sha256sum authmorph-* >SHA256SUMS)
cat "$released/SHA256SUMS"
