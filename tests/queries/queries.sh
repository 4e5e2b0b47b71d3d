#!/bin/sh
# The cookbook: each query has, over the small graph, the answer beside it, and runs over what the program writes for
# the example articles.
set -eu
here=$top_srcdir/tests/queries
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"$top_builddir/newsgraph" extract -q -f ntriples -o "$dir/articles.nt" "$top_srcdir"/output/articles/*.txt
n=0
for query in "$here"/*.rq; do
  name=$(basename "$query" .rq)
  "$top_builddir/newsgraph" query -r csv "$query" "$here/graph.ttl" | tr -d '\r' >"$dir/answer"
  expected=$here/$name.csv
  [ -f "$expected" ] || expected=$here/$name.nt
  diff "$expected" "$dir/answer" || { echo "$name: another answer than expected"; exit 1; }
  "$top_builddir/newsgraph" query "$query" "$dir/articles.nt" >"$dir/answer"
  grep -q "($name.rq)" "$here/README.md" || { echo "README.md does not name $name.rq"; exit 1; }
  n=$((n + 1))
done
[ "$n" -eq 22 ] || { echo "$n queries where 22 were expected"; exit 1; }
