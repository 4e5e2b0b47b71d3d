#!/bin/sh
# The same articles give the same bytes in two orders, locales and time zones, with and without a terminal,
# alone and among others, and a second time.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
program=$top_builddir/newsgraph
cd "$top_srcdir/output/articles"

extract() { # OUTPUT FILE...
  out=$1
  shift
  "$program" extract -f ntriples -o "$out" "$@"
}

extract "$dir/forward" council-breach.txt mine-rescue.txt port-contract.txt river-treaty.txt
extract "$dir/again" council-breach.txt mine-rescue.txt port-contract.txt river-treaty.txt
cmp "$dir/forward" "$dir/again"

extract "$dir/backward" river-treaty.txt port-contract.txt mine-rescue.txt council-breach.txt
LC_ALL=C sort "$dir/forward" >"$dir/forward.sorted"
LC_ALL=C sort "$dir/backward" >"$dir/backward.sorted"
cmp "$dir/forward.sorted" "$dir/backward.sorted"

for name in council-breach mine-rescue port-contract river-treaty; do
  extract "$dir/one" "$name.txt"
  cat "$dir/one" >>"$dir/single"
done
cmp "$dir/forward" "$dir/single"

locales=$(locale -a 2>/dev/null | grep -iE '^(tr_TR|de_DE|C\.utf8|C\.UTF-8|POSIX)' || echo C)
for locale in $locales C nonsense; do
  for zone in UTC Pacific/Kiritimati America/Los_Angeles; do
    LC_ALL=$locale TZ=$zone extract "$dir/there" council-breach.txt mine-rescue.txt port-contract.txt river-treaty.txt
    cmp "$dir/forward" "$dir/there"
  done
done

if script -qec true /dev/null </dev/null >/dev/null 2>&1; then # a terminal can be had
  script -qec "'$program' extract -f ntriples -o '$dir/terminal' council-breach.txt mine-rescue.txt port-contract.txt river-treaty.txt" \
    /dev/null </dev/null >/dev/null
  cmp "$dir/forward" "$dir/terminal"
fi
"$program" extract -f ntriples council-breach.txt mine-rescue.txt port-contract.txt river-treaty.txt </dev/null | cat >"$dir/pipe"
cmp "$dir/forward" "$dir/pipe"
[ -s "$dir/forward" ]
