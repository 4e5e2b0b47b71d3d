#!/bin/sh
# Usage: load.sh [ARTICLES]
# A made-up graph (12700 articles are a million triples) loaded into a real Virtuoso on loopback: by its own bulk
# loader, and by `newsgraph load` over HTTP; as N-Triples into one graph, and as N-Quads into a graph an article.
# Seconds until all is in the store and checkpointed, and the ratio. Says so and ends where Virtuoso is missing.
set -eu
dir=$(mktemp -d)
trap 'stores_stop; rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM HUP
. "$top_srcdir/tests/load/stores.sh"
virtuoso_start || {
  echo "left out: $missing"
  exit 0
}
"$top_builddir/tests/bench/bench_write" "${1:-12700}" "$dir/graph.nt" >"$dir/out"
awk '$3 == "<https://w3id.org/newsgraph/ns#Article>" { graph = $1 } { sub(/ \.$/, " " graph " ."); print }' "$dir/graph.nt" >"$dir/graph.nq"
key=$dir/virtuoso/credentials

seconds() { # COMMAND...: how long it takes, to standard output
  begin=$(date +%s.%N)
  "$@" >"$dir/out" 2>&1 || { cat "$dir/out" >&2; exit 1; }
  virtuoso_do 'checkpoint'
  echo "$(date +%s.%N) $begin" | awk '{ printf "%.1f", $1 - $2 }'
}
bulk() { # FILE
  virtuoso_do "delete from DB.DBA.load_list; ld_dir('$dir', '$1', 'http://example.org/one'); rdf_loader_run()"
}
empty() {
  virtuoso_do 'RDF_GLOBAL_RESET(); checkpoint'
}
compare() { # NAME FILE OPTION...
  name=$1 file=$2
  shift 2
  empty
  theirs=$(seconds bulk "$file")
  empty
  ours=$(seconds "$top_builddir/newsgraph" load -q --credentials "$key" "$@" "$dir/$file")
  echo "$name $(wc -l <"$dir/$file") $theirs $ours" |
    awk '{ printf "%s, %d triples: bulk loader %.1f s, newsgraph load %.1f s, ratio %.2f\n", $1, $2, $3, $4, $4 / $3 }'
}
compare one-graph graph.nt -s "$virtuoso/sparql-graph-crud-auth" -g http://example.org/one
compare graph-an-article graph.nq -u "$virtuoso/sparql-auth"
