#!/usr/bin/env bash
# The job by hand, as a competent engineer scripts it: naive.sh REPO TASKS CONCURRENCY SECONDS AGENT
# A worktree a task, the agent in it, one commit, a merge under a lock, the worktree removed. Prints the milliseconds.
set -euo pipefail
repo=$1 tasks=$2 concurrency=$3 seconds=$4 agent=$5
work=$(mktemp -d "${repo%/*}/naive.XXXXXX")
trap 'rm -rf "$work"' EXIT
export repo seconds agent work

# Concurrent `worktree add` and `remove` may die of each other, so both are tried again.
retry() { local try; for try in 1 2 3 4 5 6; do "$@" 2>>"$work/errors" && return; done; return 1; }

task() {
  local tree=$work/$1
  retry git -C "$repo" worktree add -q -B "task/$1" "$tree" integration
  (cd "$tree" && "$agent" "$1" "$seconds")
  git -C "$tree" add -A
  git -C "$tree" commit -q -m "task $1"
  flock "$work/lock" git -C "$work/integration" merge -q --no-ff -m "merge task $1" "task/$1"
  retry git -C "$repo" worktree remove --force "$tree"
}
export -f task retry

start=${EPOCHREALTIME/./}
git -C "$repo" worktree add -q -b integration "$work/integration" main
seq 1 "$tasks" | xargs -P "$concurrency" -I{} bash -ec 'task {}'
end=${EPOCHREALTIME/./}
echo $(((end - start) / 1000))
