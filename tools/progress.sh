# Sourced by the other scripts: progress lines with elapsed seconds, and failing with a sentence.
# shellcheck shell=bash

started_at=${started_at:-$SECONDS}

say() { printf '[%4ds] %s\n' "$((SECONDS - started_at))" "$*"; }

die() {
  printf '\n[%4ds] Failed: %s\n' "$((SECONDS - started_at))" "$*" >&2
  exit 1
}

# run_quietly LOG COMMAND...: the output goes to LOG; its end is shown when the command fails.
run_quietly() {
  local log=$1
  shift
  mkdir -p "$(dirname "$log")"
  if ! "$@" </dev/null >"$log" 2>&1; then
    tail -n 60 "$log" >&2
    printf '(all of it: %s)\n' "$log" >&2
    return 1
  fi
}
