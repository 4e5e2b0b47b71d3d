#!/bin/sh
# Measure speed: `make bench` calls it. The articles are those of ../shared/corpora/raw-news beside the source tree
# where they are, repeated; else the example articles, repeated.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
news=${NG_SHARED:-$top_srcdir/../shared}/corpora/raw-news/wikinews.jsonl
if [ -r "$news" ]; then
  for i in 1 2 3 4 5; do cat "$news"; done >"$dir/articles.jsonl"
else
  for i in $(seq 100); do
    for article in "$top_srcdir"/output/articles/*.txt; do
      awk 'BEGIN { printf "{\"text\":\"" } { gsub(/["\\]/, "\\\\&"); printf "%s\\n", $0 } END { print "\"}" }' "$article"
    done
  done >"$dir/articles.jsonl"
fi
echo "== the whole way, one core ($(wc -l <"$dir/articles.jsonl") articles)"
"$top_builddir/tests/bench/bench_pipeline" "$dir/articles.jsonl"
echo "== text alone"
cat "$top_srcdir"/output/articles/*.txt >"$dir/articles.txt"
"$top_builddir/tests/bench/bench_text" "$dir/articles.txt"
for program in bench_tag bench_know bench_write bench_query; do
  echo "== $program"
  "$top_builddir/tests/bench/$program"
done
