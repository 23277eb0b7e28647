# An X server with a touch screen, for WebKit: Xorg with a screen that is not there (`dummy`) and a finger that a test moves
# (`inputtest`). Its packages are unpacked into .toolchain/xorg and not installed: they would bring another udev, and systemd
# with it. Without them the tests go on in Xvfb, and skip what takes a finger.
# shellcheck shell=bash

# What it needs beyond what Xvfb and WebKit have brought.
readonly TOUCH_SCREEN="xserver-xorg-core xserver-xorg-video-dummy libxcvt0 libpciaccess0"

has_touch_screen() { [ -x "$1/xorg/usr/lib/xorg/Xorg" ]; }

# download_here LOG: with what apt knows of its archive, or else with what the archive now has.
download_here() {
  # shellcheck disable=SC2086  # the list is meant to be split
  run_logged "$1" apt-get download $TOUCH_SCREEN && return
  if can_be_root; then fetch_logged "$1" as_root apt-get update || true; fi
  # shellcheck disable=SC2086
  fetch_logged "$1" apt-get download $TOUCH_SCREEN
}

# fetch_touch_screen TOOLCHAIN LOG: leaves TOOLCHAIN/xorg, complete or not at all.
fetch_touch_screen() {
  local folder=$1/fetch-xorg deb
  have apt-get && have dpkg-deb || return
  rm -rf "$folder" "$1/xorg"
  mkdir -p "$folder/debs" "$folder/xorg"
  (cd "$folder/debs" && download_here "$2") || return
  for deb in "$folder"/debs/*.deb; do dpkg-deb -x "$deb" "$folder/xorg" || return; done
  mv "$folder/xorg" "$1/xorg"
  rm -rf "$folder"
}

# ensure_touch_screen TOOLCHAIN LOG: fails, with a sentence, where there is none; it is asked for again the next time.
ensure_touch_screen() {
  has_touch_screen "$1" && return
  say "Fetching an X server with a touch screen into .toolchain/ (once) ..."
  fetch_touch_screen "$1" "$2" && return
  rm -rf "$1/fetch-xorg"
  say "Could not fetch $TOUCH_SCREEN; WebKit is tested without a finger (.toolchain/log says more)."
  return 1
}
