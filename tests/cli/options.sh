#!/bin/sh
# The man page and the completion name every option of every command, and no others.
set -u
bad=0
for command in extract query; do
  help=$("$top_builddir/newsgraph" $command --help | sed '/^Examples/,$d' | grep -oE -- '--[a-z-]+' | sort -u)
  [ "$(printf '%s\n' "$help" | wc -l)" -ge 3 ] || { echo "$command --help names no options"; exit 1; }
  for option in $help; do
    sed 's/\\-/-/g; s/\\//g' "$top_srcdir/src/cli/newsgraph.1" | grep -q -- "$option" || { echo "man page: $option of $command is missing"; bad=1; }
    grep -q -- "$option" "$top_srcdir/src/cli/newsgraph.bash" || { echo "completion: $option of $command is missing"; bad=1; }
  done
done
for option in $(sed 's/\\-/-/g; s/\\//g' "$top_srcdir/src/cli/newsgraph.1" | grep -oE -- '--[a-z][a-z-]+' | sort -u); do
  case $option in --version) continue ;; esac
  { "$top_builddir/newsgraph" extract --help; "$top_builddir/newsgraph" query --help; } | grep -q -- "$option" ||
    { echo "man page: no command takes $option"; bad=1; }
done
exit $bad
