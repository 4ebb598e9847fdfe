#!/bin/sh
# Stand-in agent: agent.sh TASK [SECONDS]; works in the current folder.
sleep "${2:-0}"
mkdir -p tasks
printf 'line from %s\n' "$1" >> "tasks/$1.txt"
