# The npm packages of the lock file. Their install scripts are not run: nothing here needs one.
# shellcheck shell=bash

# ensure_node_modules REPO LOG
ensure_node_modules() {
  local repo=$1 log=$2 stamp=$1/node_modules/.installed-lock lock
  lock=$(cat "$repo/package-lock.json" "$repo/.npmrc" | sha256sum)
  if [ "$(cat "$stamp" 2>/dev/null)" = "$lock" ]; then return; fi
  say "Installing the npm packages of package-lock.json ..."
  fetch_logged "$log" npm ci --prefix "$repo" --ignore-scripts ||
    die "npm could not install the packages (no network? .toolchain/log says more); run 'npm ci' and then this again."
  echo "$lock" >"$stamp"
}
