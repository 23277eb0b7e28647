# Configures and builds presets, for the scripts that people call.
# shellcheck shell=bash

# A build folder remembers absolute paths and the compiler; after a move or a change of toolchain it starts afresh.
is_configured() {
  local repo=$1 folder=$1/build/$2
  [ -f "$folder/build.ninja" ] && [ "$repo/CMakePresets.json" -ot "$folder/build.ninja" ] &&
    [ "$repo/.toolchain/env.sh" -ot "$folder/build.ninja" ]
}

belongs_elsewhere() {
  [ -f "$2/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$1" "$2/CMakeCache.txt"
}

# build_preset REPO PRESET [TARGET...]: says what it does only when there is something to do. One at a time: two ninjas
# in one folder spoil each other's records.
build_preset() {
  mkdir -p "$1/build"
  (flock 9 && configure_and_build "$@") 9>"$1/build/$2.lock"
}

configure_and_build() {
  local repo=$1 preset=$2 folder=$1/build/$2
  shift 2
  if belongs_elsewhere "$repo" "$folder"; then rm -rf "$folder"; fi
  if ! is_configured "$repo" "$preset"; then
    say "Configuring ($preset) ..."
    # --fresh: a cache of another toolchain would otherwise win over the new one.
    (cd "$repo" && cmake --fresh --preset "$preset" >"$folder.log" 2>&1) || { cat "$folder.log" >&2; return 1; }
    touch "$folder/build.ninja"
  fi
  if ninja -C "$folder" -n "${@:-all}" | grep -q 'no work to do'; then return; fi
  say "Building ($preset) ..."
  ninja -C "$folder" --quiet -j "$(nproc)" "${@:-all}" >&2
}
