#!/bin/sh
# The man page and the completion name every option of every command, and no others.
set -u
bad=0
man=$(sed 's/\\-/-/g; s/\\//g' "$top_srcdir/src/cli/newsgraph.1")
all=
for command in extract query load convert merge explain check import 'knowledge list' 'knowledge import'; do
  # shellcheck disable=SC2086
  help=$("$top_builddir/newsgraph" $command --help | sed '/^Examples/,$d' | grep -oE -- '--[a-z][a-z-]*' | sort -u)
  [ "$(printf '%s\n' "$help" | wc -l)" -ge 2 ] || { echo "$command --help names no options"; exit 1; }
  for option in $help; do
    printf '%s\n' "$man" | grep -q -- "$option" || { echo "man page: $option of $command is missing"; bad=1; }
    sed -n "/^ *${command%% *}:\*)/,/;;/p" "$top_srcdir/src/cli/newsgraph.bash" | grep -q -- "$option" ||
      { echo "completion: $option of $command is missing"; bad=1; }
  done
  all="$all $help"
done
for option in $(printf '%s\n' "$man" | grep -oE -- '--[a-z][a-z-]+' | sort -u); do
  case $option in --version | --pipe) continue ;; esac # the second is GNU parallel's
  printf '%s\n' $all | grep -qx -- "$option" || { echo "man page: no command takes $option"; bad=1; }
done
exit $bad
