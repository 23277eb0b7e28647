# Debian 13's packages, unpacked into a private folder instead of installed: the same compiler, libraries and
# formatter on every machine, without root and without touching the system.
#
# The programs want Debian 13's C library, so they bring it along: their loader and library path are rewritten to
# point into the folder (relocate). Signatures are checked by apt as always.
#
# Our own, because what would do it is not there: a chroot of the other release (debootstrap, mmdebstrap) wants root or
# user namespaces, and conda, nix or emsdk would have to be fetched first, from hosts that nobody here has signed for.
# shellcheck shell=bash

readonly SUITE=trixie

# What ensure chooses from.
# shellcheck disable=SC2034
readonly LLVM_LIBRARIES="libc6 libgcc-s1 libstdc++6 zlib1g libzstd1 libxml2 libedit2 libtinfo6 libffi8 libbsd0 libmd0
  liblzma5 libicu76 libz3-4 libgmp10 libllvm19 libclang-cpp19 patchelf"
readonly LINTERS="clang-format-19 clang-tidy-19 libclang-common-19-dev"
readonly COMPILER="emscripten binaryen clang-19 libclang-common-19-dev lld-19 llvm-19 node-acorn"
readonly HEADERS="libeigen3-dev libxsimd-dev xtl-dev nlohmann-json3-dev"

# Parts of the packages that nothing here uses: they are three quarters of their 2 GB.
readonly UNUSED=(
  './usr/share/doc' './usr/share/man' './usr/share/lintian' './usr/share/emscripten/test'
  './usr/share/emscripten/docs' './usr/share/emscripten/media' './usr/share/emscripten/out'
  './usr/share/emscripten/ChangeLog*'
  '*/wasm32-emscripten/*pic' '*/wasm32-emscripten/*-mt*' '*/wasm32-emscripten/*-ww*'
  '*/wasm32-emscripten/*asan*' '*/wasm32-emscripten/*lsan*' '*/wasm32-emscripten/*libwasmfs*'
  '*/llvm-exegesis*' '*/obj2yaml*' '*/yaml2obj*' '*/llvm-tblgen*' '*/llvm-jitlink*' '*/bugpoint*'
  '*/llvm-pdbutil*' '*/llvm-symbolizer*' '*/llvm-objdump*' '*/x86_64-linux-gnu/gconv' '*/aarch64-linux-gnu/gconv'
)

# The mirror of the system's own configuration, so that proxies and local mirrors keep working. The main archive has
# the label Debian once its index has been read, and a path that ends in /debian before that.
debian_mirror() {
  # shellcheck disable=SC2016  # apt fills these in, not the shell
  apt-get indextargets --format '$(LABEL) $(REPO_URI)' 2>/dev/null |
    awk '$1 == "Debian" { print $2 } NF == 1 && $1 ~ /\/debian\/?$/ { print $1 }' | sort -u | head -n 1
}

# write_apt_config FOLDER MIRROR: an apt whose sources, lists, cache and status are all inside FOLDER.
write_apt_config() {
  local folder=$1 mirror=$2 keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  local signed=''
  if [ -e "$keyring" ]; then signed="[signed-by=$keyring] "; fi
  mkdir -p "$folder"/{etc,state/lists/partial,cache/archives/partial,debs,root}
  printf '%s\n' "deb $signed$mirror $SUITE main" "deb-src $signed$mirror $SUITE main" >"$folder/etc/sources.list"
  : >"$folder/state/status"
  cat >"$folder/apt.conf" <<CONFIG
Dir::Etc::SourceList "$folder/etc/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::Etc::Preferences "/dev/null";
Dir::Etc::PreferencesParts "/dev/null";
Dir::State "$folder/state";
Dir::State::lists "$folder/state/lists";
Dir::State::status "$folder/state/status";
Dir::Cache "$folder/cache";
Debug::NoLocking "1";
APT::Sandbox::User "root";
APT::Update::Error-Mode "any";
Acquire::Languages "none";
Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled "false";
CONFIG
}

download() {
  local folder=$1 log=$2 packages=$3
  # shellcheck disable=SC2086  # the list is meant to be split
  (
    export APT_CONFIG=$folder/apt.conf
    cd "$folder/debs" && fetch_logged "$log" apt-get update &&
      fetch_logged "$log" apt-get download $packages &&
      fetch_logged "$log" apt-get source --download-only catch2
  )
}

unpack() {
  local folder=$1 deb excludes=()
  excludes=("${UNUSED[@]/#/--exclude=}")
  for deb in "$folder"/debs/*.deb; do
    dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$folder/root" --no-same-owner --wildcards "${excludes[@]}" || return
  done
}

# A prefix of their own for the libraries that are compiled into ours: root/usr/include holds the host's C library's
# headers and must never be on Emscripten's path.
gather_libraries() {
  local folder=$1 root=$1/root libs=$1/root/libs
  mkdir -p "$libs/include" "$libs/share/cmake" "$libs/src/catch2" &&
    mv "$root"/usr/include/{eigen3,xsimd,xtl,nlohmann} "$libs/include/" &&
    mv "$root/usr/share/eigen3" "$libs/share/" &&
    mv "$root"/usr/share/cmake/{xsimd,xtl,nlohmann_json} "$libs/share/cmake/" &&
    tar -xzf "$folder"/debs/catch2_*.orig.tar.gz -C "$libs/src/catch2" --strip-components=2 --wildcards \
      '*/extras/catch_amalgamated.*' '*/extras/Catch*.cmake'
}

# Emscripten reads this file when EM_CONFIG names no other. It finds everything from its own place.
write_emscripten_config() {
  local emscripten=$1/root/usr/share/emscripten
  [ -d "$emscripten" ] || return 0
  ln -sfn ../nodejs "$emscripten/node_modules" # else -O3 cannot find acorn
  # Emscripten's own scripts are CommonJS; without this, node would go by the package.json of this repository.
  echo '{ "type": "commonjs" }' >"$emscripten/package.json"
  cat >"$emscripten/.emscripten" <<'CONFIG'
import os
import shutil
from tools.utils import path_from_root

_private_node = path_from_root('../../../../bin/node')
LLVM_ROOT = path_from_root('../../bin')
BINARYEN_ROOT = path_from_root('../..')
NODE_JS = _private_node if os.path.exists(_private_node) else shutil.which('node')
FROZEN_CACHE = True
LLVM_ADD_VERSION = '19'
CLANG_ADD_VERSION = '19'
CONFIG
}

# The programs that are run out of the private folder.
private_programs() {
  local root=$1 name
  for name in clang lld llvm-ar llvm-nm llvm-objcopy llvm-dwarfdump llvm-dwp llvm-size clang-format \
    clang-tidy; do
    echo "$root/usr/lib/llvm-19/bin/$name"
  done
  for name in wasm-opt wasm-emscripten-finalize wasm-metadce wasm-ctor-eval wasm-merge wasm-split wasm-dis wasm-as \
    wasm2js; do
    echo "$root/usr/bin/$name"
  done
}

# patch ROOT FILE OPTION...: through a copy, because a program that is running cannot be written to. patchelf is one of
# the unpacked programs itself, so it runs through the unpacked loader.
patch() {
  local root=$1 file=$2 loader
  shift 2
  loader=$(loader_of "$root")
  "$loader" --library-path "$(dirname "$loader")" "$root/usr/bin/patchelf" "$@" --output "$file.patched" "$file" &&
    chmod --reference="$file" "$file.patched" && mv -f "$file.patched" "$file"
}

loader_of() { echo "$1"/usr/lib/*-linux-gnu*/ld-linux*.so.*; }

# relocate TOOLCHAIN: the loader's path inside a program is absolute, so this is redone when the folder has moved.
relocate() {
  local root=$1/root loader lib file
  if [ ! -e "$root/usr/bin/patchelf" ]; then return; fi # headers only, nothing to run
  if [ "$(cat "$root/.location" 2>/dev/null)" = "$root" ]; then return; fi
  loader=$(loader_of "$root")
  lib=$(dirname "$loader")
  for file in $(private_programs "$root"); do
    if [ ! -f "$file" ]; then continue; fi
    patch "$root" "$file" --set-interpreter "$loader" --force-rpath --set-rpath "$lib:$root/usr/lib/llvm-19/lib" || return
  done
  # A library with a search path of its own does not inherit the program's: it would take what it needs from the system.
  for file in "$lib"/libLLVM.so.19.1 "$lib"/libclang-cpp.so.19.1; do
    patch "$root" "$file" --remove-rpath || return
  done
  echo "$root" >"$root/.location"
}

# fetch TOOLCHAIN LOG PACKAGES: leaves TOOLCHAIN/root, complete or not at all.
fetch() {
  local toolchain=$1 log=$2 packages=$3 mirror folder=$1/fetch
  have apt-get && have dpkg-deb || return
  mirror=$(debian_mirror)
  [ -n "$mirror" ] || return
  rm -rf "$folder" # what an interrupted fetch left behind
  write_apt_config "$folder" "$mirror"
  download "$folder" "$log" "$packages" && unpack "$folder" && gather_libraries "$folder" || {
    rm -rf "$folder"
    return 1
  }
  write_emscripten_config "$folder"
  tr -s ' \n' '\n' <<<"$packages" | sort -u >"$folder/root/.packages"
  rm -rf "$toolchain/root"
  mv "$folder/root" "$toolchain/root"
  rm -rf "$folder"
}
