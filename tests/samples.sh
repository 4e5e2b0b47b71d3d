#!/bin/sh
# The sample graphs in output/ are what the program writes now.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"$top_srcdir/output/write-samples.sh" "$top_builddir/newsgraph" "$top_srcdir/output/articles" "$dir"
n=0
for file in "$dir"/*; do
  cmp "$file" "$top_srcdir/output/${file##*/}" || { echo "run 'make samples' and look at what changed"; exit 1; }
  n=$((n + 1))
done
[ "$n" -eq 8 ] || { echo "$n samples where 8 were expected"; exit 1; }
