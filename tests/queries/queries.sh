#!/bin/sh
# The example queries: over the small graph they have the answers beside them, and over what the program
# writes for the example articles they run.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"$top_builddir/newsgraph" extract -q -f ntriples -o "$dir/articles.nt" "$top_srcdir"/output/articles/*.txt
n=0
for query in "$top_srcdir"/tests/queries/*.rq; do
  name=$(basename "$query" .rq)
  "$top_builddir/newsgraph" query -r csv "$query" "$top_srcdir/tests/queries/graph.ttl" | tr -d '\r' >"$dir/$name.csv"
  diff "$top_srcdir/tests/queries/$name.csv" "$dir/$name.csv" || { echo "$name: another answer than expected"; exit 1; }
  "$top_builddir/newsgraph" query "$query" "$dir/articles.nt" >"$dir/$name.txt"
  n=$((n + 1))
done
[ "$n" -eq 5 ] || { echo "$n queries where 5 were expected"; exit 1; }
