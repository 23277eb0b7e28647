# System packages, installed through apt and only for commands that are missing.
# shellcheck shell=bash

# Any of these will do for the tests in a browser.
readonly BROWSERS=(chromium chromium-browser google-chrome)
# What the tests in three engines start, beside one of those: Firefox, and WebKit on a screen that is not there.
readonly ENGINES=(firefox-esr WebKitWebDriver MiniBrowser Xvfb)
# Without a font for them, Chinese characters are boxes in a picture.
readonly CHINESE_FONT=NotoSansCJK-Regular.ttc

# package_of COMMAND -> the Debian package that brings it
package_of() {
  case $1 in
    ninja) echo ninja-build ;;
    node) echo nodejs ;;
    ca-certificates.crt) echo ca-certificates ;;
    WebKitWebDriver | MiniBrowser) echo webkit2gtk-driver ;;
    Xvfb) echo xvfb ;;
    "$CHINESE_FONT") echo fonts-noto-cjk ;;
    clang++) echo clang ;;
    libfuzzer) echo libclang-rt-dev ;;
    *) echo "$1" ;;
  esac
}

# Node and npm come together: npm without a node of its own is of no use.
needed_commands() {
  echo g++ cmake ninja python3 node npm
  if [ "$1" != build ]; then echo git; fi
  case $1 in
    browser) echo chromium ;;
    engines) echo chromium "${ENGINES[@]}" "$CHINESE_FONT" ;;
    fuzz) echo clang++ libfuzzer ;;
  esac
}

# Debian puts WebKit's browser beside its library, in a folder named after the machine and the version.
find_minibrowser() { compgen -G '/usr/lib/*-linux-gnu/webkit*gtk-*/MiniBrowser' | head -n 1; }

is_present() {
  case $1 in
    chromium) command -v "${BROWSERS[@]}" >/dev/null ;;
    firefox-esr) have firefox-esr || have firefox ;;
    MiniBrowser) [ -n "$(find_minibrowser)" ] ;;
    "$CHINESE_FONT") [ -n "$(find /usr/share/fonts "$HOME/.fonts" -name 'NotoSansCJK*' -print -quit 2>/dev/null)" ] ;;
    libfuzzer) compgen -G "$(clang++ -print-runtime-dir 2>/dev/null)/libclang_rt.fuzzer*" >/dev/null ;;
    cmake) have cmake && version_at_least "$(version_of cmake --version)" 3.25 ;;
    *) have "$1" ;;
  esac
}

# missing_packages MODE -> package names, one line
missing_packages() {
  local name package missing=()
  for name in $(needed_commands "$1"); do
    package=$(package_of "$name")
    is_present "$name" || [[ " ${missing[*]} " == *" $package "* ]] || missing+=("$package")
  done
  # npm speaks https; Debian's node trusts the system's certificates and only recommends them.
  if [[ " ${missing[*]} " == *" npm "* && ! -e /etc/ssl/certs/ca-certificates.crt ]]; then
    missing+=(ca-certificates)
  fi
  echo "${missing[*]}"
}

install_missing_packages() {
  local mode=$1 log=$2 list
  list=$(missing_packages "$mode")
  [ -n "$list" ] || return 0
  local by_hand="install these packages by hand and run this again: $list"
  have apt-get || die "This system has no apt-get, so nothing can be installed for you; $by_hand."
  can_be_root || die "Installing needs root, and there is no sudo here; as root, run: apt-get install $list"
  say "Installing $list ..."
  # shellcheck disable=SC2086  # the list is meant to be split
  fetch_logged "$log" as_root apt-get -o APT::Update::Error-Mode=any update &&
    fetch_logged "$log" as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends $list ||
    die "apt-get could not install them (no network? .toolchain/log says more); as root, run: apt-get install $list"
  list=$(missing_packages "$mode")
  [ -z "$list" ] || die "Still missing or too old after apt-get (CMake must be 3.25 or newer); $by_hand."
}
