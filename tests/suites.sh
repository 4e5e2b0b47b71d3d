#!/bin/sh
# The graphs of the articles in tests/suites are those that stand beside them. With "write": write them.
set -u
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
n=0
bad=0
for article in "$top_srcdir"/tests/suites/*/*.txt; do
  want=${article%.txt}.nt
  grep -q "tests/suites/${want##*/suites/}" "$top_srcdir/tests/suites/cases.mk" || { echo "$want is missing in cases.mk"; bad=1; }
  "$top_builddir/newsgraph" extract -f ntriples --profile facts --date 2025-03-12 --text "$article" >"$dir/graph" || bad=1
  LC_ALL=C sort "$dir/graph" >"$dir/sorted"
  if [ "${1-}" = write ]; then
    cp "$dir/sorted" "$want"
  elif ! diff -u "$want" "$dir/sorted" >"$dir/diff"; then
    echo "$article:"
    sed 1,2d "$dir/diff"
    bad=1
  fi
  n=$((n + 1))
done
[ "$n" -ge 20 ] || { echo "only $n cases"; exit 1; }
exit $bad
