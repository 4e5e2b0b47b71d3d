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
echo "== peers over the same articles (node)"
node=$top_builddir/tests/bench/node
peers() {
  command -v node >/dev/null && command -v npm >/dev/null || { echo "left out: node or npm is missing"; return; }
  mkdir -p "$node"
  cp "$top_srcdir/tests/bench/peers.mjs" "$top_srcdir/tests/bench/package.json" "$top_srcdir/tests/bench/package-lock.json" "$node/"
  chmod u+w "$node"/*.mjs "$node"/*.json
  [ -d "$node/node_modules" ] || (cd "$node" && npm ci --silent --no-audit --no-fund) >"$node/npm.log" 2>&1 ||
    { echo "left out: npm could not install the packages"; return; }
  head -n 148 "$dir/articles.jsonl" >"$dir/some.jsonl" # once is enough: they are slow
  n=$("$top_builddir/tests/bench/bench_pipeline" "$dir/some.jsonl" 1 | sed -n 's/^text.*(\([0-9]*\) tokens.*/\1/p')
  node "$node/peers.mjs" "$dir/some.jsonl" "$n"
}
peers
echo "== text alone"
cat "$top_srcdir"/output/articles/*.txt >"$dir/articles.txt"
"$top_builddir/tests/bench/bench_text" "$dir/articles.txt"
for program in bench_tag bench_know bench_write bench_query; do
  echo "== $program"
  "$top_builddir/tests/bench/$program"
done
echo "== merge of ten million triples, and sort -u with the same memory"
"$top_builddir/tests/bench/bench_merge" 127000 "$dir/corpus.nt"
for round in 1 2; do
  begin=$(date +%s.%N)
  LC_ALL=C sort -u -S 512M --parallel=2 -T "$dir" -o "$dir/sorted.nt" "$dir/corpus.nt"
  middle=$(date +%s.%N)
  "$top_builddir/newsgraph" merge --temporary "$dir" -o "$dir/merged.nt" "$dir/corpus.nt"
  end=$(date +%s.%N)
  echo "$begin $middle $end" | awk '{ printf "sort -u %.1f s, merge %.1f s, ratio %.2f\n", $2 - $1, $3 - $2, ($3 - $2) / ($2 - $1) }'
done
cmp "$dir/sorted.nt" "$dir/merged.nt"
echo "== load of a million triples into Virtuoso, by its own bulk loader and over HTTP"
"$top_srcdir/tests/bench/load.sh"
