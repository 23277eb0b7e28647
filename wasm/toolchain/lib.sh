# Small helpers shared by the set-up scripts. Source it; it changes nothing by itself.
# shellcheck shell=bash

say() { printf '%s\n' "$*" >&2; }

# Every refusal is one sentence that says what to do.
die() {
  say "$*"
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# version_at_least 3.1.69 3.1.6  -> false
version_at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$2" ]; }

# The first dotted number in what a program prints of itself, or nothing.
version_of() { "$@" 2>/dev/null | grep -oE '[0-9]+(\.[0-9]+)+' | head -n 1 || true; }

can_be_root() { [ "$(id -u)" = 0 ] || have sudo; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# run_logged LOG COMMAND...: quiet; what it had to say is in the log.
run_logged() {
  local log=$1
  shift
  "$@" >>"$log" 2>&1
}

# fetch_logged LOG COMMAND...: what asks a network, or waits for another apt, is tried three times before it has failed.
fetch_logged() {
  local log=$1 pause
  for pause in 5 20 0; do
    run_logged "$@" && return
    echo "failed: ${*:2}" >>"$log"
    [ "$pause" = 0 ] || sleep "$pause"
  done
  return 1
}
