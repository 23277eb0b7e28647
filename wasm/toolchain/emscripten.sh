# Finds an Emscripten on this machine that is new enough to be used as it is.
# shellcheck shell=bash

readonly EMSCRIPTEN_AT_LEAST=3.1.69 # the first Debian release with final relaxed SIMD opcodes has this one
readonly EMSCRIPTEN_CMAKE=cmake/Modules/Platform/Emscripten.cmake

# Prints the folder of a usable Emscripten (the one with emcc.py), or nothing.
find_emscripten() {
  local emcc folder
  for emcc in "${EMSDK:+$EMSDK/upstream/emscripten/emcc}" "$(command -v emcc || true)"; do
    if [ ! -x "$emcc" ]; then continue; fi
    folder=$(dirname "$(readlink -f "$emcc")")
    if [ ! -f "$folder/$EMSCRIPTEN_CMAKE" ]; then continue; fi
    if version_at_least "$(version_of "$emcc" --version)" "$EMSCRIPTEN_AT_LEAST"; then
      echo "$folder"
      return
    fi
  done
}
