# Sourced by scripts that build what others get: paths of this machine are left out of programs, so that the same sources
# and tools give the same bytes everywhere. `RUSTFLAGS` takes the place of those in .cargo/config.toml, so they stand here
# again.
cargo_home=${CARGO_HOME:-$HOME/.cargo}
export RUSTFLAGS="--cfg erase_components --remap-path-prefix=$cargo_home=/cargo --remap-path-prefix=$PWD=/authmorph"
