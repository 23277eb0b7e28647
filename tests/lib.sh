# What the suites share: counting, parsing what Catch2 and node report, and the closing line. Source it.
#
# A suite is an executable tests/<name>/run. It prints what it likes, ends with the line "N passed, N failed", and
# exits non-zero if any failed.
# shellcheck shell=bash

set -euo pipefail

# The suites are bash scripts two folders below the repository.
# shellcheck disable=SC2034  # for the suites
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$repo"
# shellcheck source-path=SCRIPTDIR/..
source "$repo/wasm/toolchain/lib.sh"
source "$repo/wasm/toolchain/cmake.sh"
"$repo/wasm/toolchain/ensure" tests
source "$repo/.toolchain/env.sh"

# For suites that open a browser, or all three engines.
ensure_browser() { "$repo/wasm/toolchain/ensure" browser; }
ensure_engines() { "$repo/wasm/toolchain/ensure" engines; }

passed=0
failed=0

count() {
  passed=$((passed + $1))
  failed=$((failed + $2))
}

# finish: the closing line of a suite.
finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ]
}

# check NAME COMMAND...: one test. Its output is shown only when it fails.
check() {
  local name=$1 output
  shift
  if output=$("$@" 2>&1); then
    echo "ok: $name"
    count 1 0
  else
    printf 'FAILED: %s\n%s\n' "$name" "$output"
    count 0 1
  fi
}

# build PRESET [TARGET...]: a suite that cannot be built has failed.
build() {
  build_preset "$repo" "$@" && return
  echo "FAILED: the build of preset $1"
  count 0 1
  finish
  exit 1
}

# number PATTERN FILE -> the first number in the first line that matches, or 0
number() {
  local line
  line=$(grep -E -m 1 "$1" "$2" | grep -oE "$1" | grep -oE '[0-9]+' | head -n 1 || true)
  echo "${line:-0}"
}

# catch2 NAME COMMAND...: runs a Catch2 executable and counts its test cases. One that dies without a summary, or that
# reports failure in its exit status alone, counts as one failed.
catch2() {
  start_catch2 "$@"
  finish_catch2
}

# start_catch2 NAME COMMAND...: the same, beside what comes next; finish_catch2 waits for all that was started and counts.
catch2_names=()
catch2_logs=()
catch2_processes=()
start_catch2() {
  local log
  log=$(mktemp)
  catch2_names+=("$1")
  catch2_logs+=("$log")
  shift
  "$@" --reporter console --colour-mode none >"$log" 2>&1 &
  catch2_processes+=("$!")
}

finish_catch2() {
  local n status
  for n in "${!catch2_names[@]}"; do
    status=0
    wait "${catch2_processes[n]}" || status=$?
    echo "-- ${catch2_names[n]}"
    cat "${catch2_logs[n]}"
    count_catch2 "${catch2_names[n]}" "$status" "${catch2_logs[n]}"
    rm "${catch2_logs[n]}"
  done
  catch2_names=()
  catch2_logs=()
  catch2_processes=()
}

# count_catch2 NAME STATUS LOG
count_catch2() {
  local good bad
  if grep -qE '^All tests passed' "$3"; then
    good=$(grep -oE 'in [0-9]+ test cases?' "$3" | grep -oE '[0-9]+')
    bad=0
  else
    good=$(number '[0-9]+ passed' <(grep -E '^test cases:' "$3"))
    bad=$(number '[0-9]+ failed' <(grep -E '^test cases:' "$3"))
  fi
  if [ "$2" != 0 ] && [ "$bad" = 0 ] || [ "$((good + bad))" = 0 ]; then
    echo "FAILED: $1 ended with status $2 and no failed test of its own"
    bad=1
  fi
  count "$good" "$bad"
}

# node_tests [FLAG...] -- FILE...: node's own test runner.
node_tests() {
  local flags=()
  while [ "$1" != -- ]; do
    flags+=("$1")
    shift
  done
  shift
  count_node run_by_name "$@"
}

# run_by_name REPORT FILE...: with the flags of node_tests
run_by_name() {
  local report=$1
  shift
  node "${flags[@]}" --test --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=tap --test-reporter-destination="$report" "$@"
}

# count_node COMMAND ARGUMENT...: counts by the TAP report that `COMMAND REPORT ARGUMENT...` writes.
count_node() {
  local command=$1 report status=0 good bad
  shift
  report=$(mktemp)
  "$command" "$report" "$@" || status=$?
  good=$(number '^# pass [0-9]+' "$report")
  bad=$(($(number '^# fail [0-9]+' "$report") + $(number '^# cancelled [0-9]+' "$report")))
  rm "$report"
  if [ "$status" != 0 ] && [ "$bad" = 0 ] || [ "$((good + bad))" = 0 ]; then
    echo "FAILED: node's test runner ended with status $status and no failed test of its own"
    bad=1
  fi
  count "$good" "$bad"
}

# The flag with which this node runs relaxed SIMD: node 20 needs one, later ones refuse it. The bytes are a module
# whose one function is a relaxed multiply-add.
relaxed_simd_flag() {
  local flag=--experimental-wasm-relaxed-simd
  local module=0061736d010000000105016000017b030201000a130111004100fd114100fd114100fd11fd85020b
  if node -e "process.exit(WebAssembly.validate(Buffer.from('$module', 'hex')) ? 0 : 1)"; then return; fi
  if node "$flag" -e 0 2>/dev/null; then echo "$flag"; fi
}
