#!/bin/sh
# Samples of other news graphs give the graphs beside them, which are valid; "write" writes those anew.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
here=$top_srcdir/tests/align
bad=0
for sample in gdelt-events.csv gdelt-mentions.csv newsreader.trig eventkg.nq schema-article.jsonld schema-article.jsonl; do
  name=${sample%.*}
  "$top_builddir/newsgraph" import -q -m "$name" -f ntriples -o "$dir/graph.nt" "$here/$sample" 2>"$dir/err" || [ $? = 1 ]
  LC_ALL=C sort -u "$dir/graph.nt" >"$dir/$sample.nt"
  "$top_builddir/newsgraph" check -q "$dir/$sample.nt" || bad=1
  [ "${1:-}" != write ] || cp "$dir/$sample.nt" "$here/$sample.nt"
  cmp -s "$dir/$sample.nt" "$here/$sample.nt" || {
    echo "$sample: another graph than before"
    diff "$here/$sample.nt" "$dir/$sample.nt" | head
    bad=1
  }
done

# all of them together are one valid graph, in N-Quads too, from packed files
"$top_builddir/newsgraph" check -q "$dir"/*.nt || bad=1
gzip -c "$here/gdelt-events.csv" >"$dir/events.csv.gz"
"$top_builddir/newsgraph" import -q -m gdelt-events -o "$dir/events.nq" "$dir/events.csv.gz" 2>/dev/null || [ $? = 1 ]
sed 's/ <[^ ]*> [.]$/ ./' "$dir/events.nq" | LC_ALL=C sort -u | cmp -s - "$dir/gdelt-events.csv.nt" || {
  echo "N-Quads from a packed file hold other triples"
  bad=1
}
grep -q ' <https://w3id.org/newsgraph/id/import/gdelt-events> [.]$' "$dir/events.nq" || { echo "the graph has no name"; bad=1; }
exit $bad
