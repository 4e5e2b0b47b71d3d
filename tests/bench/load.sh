#!/bin/sh
# Usage: load.sh [ARTICLES]...
# Made-up graphs (2540 and 12700 articles, which are 200000 triples and a million) loaded into a real Virtuoso on
# loopback: by its own bulk loader, and by `newsgraph load` over HTTP; as N-Triples into one graph, and as N-Quads into
# a graph an article, for the first time and again. Seconds until all is in the store and checkpointed, and the ratio to
# the bulk loader; each begins with an empty store. Fails where the store then holds more or less than after the bulk
# loader. Says so and ends where Virtuoso is missing.
set -eu
dir=$(mktemp -d)
trap 'stores_stop; rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM HUP
. "$top_srcdir/tests/load/stores.sh"
virtuoso_start || {
  echo "left out: $missing"
  exit 0
}

empty() {
  virtuoso_stop || true
  virtuoso_start
  virtuoso_do 'checkpoint'
}
seconds() { # COMMAND...: how long it takes, to standard output
  begin=$(date +%s.%N)
  "$@" >"$dir/out" 2>&1 || { cat "$dir/out" >&2; exit 1; }
  virtuoso_do 'checkpoint' >&2
  echo "$(date +%s.%N) $begin" | awk '{ printf "%.1f", $1 - $2 }'
}
bulk() { # FILE
  virtuoso_do "delete from DB.DBA.load_list; ld_dir('$dir', '$1', 'http://example.org/one'); rdf_loader_run()"
}
held() { # the number of triples in the store, to standard output
  isql-vt "$virtuoso_sql" dba dba banner=off verbose=off prompt=off exec='select count(*) from DB.DBA.RDF_QUAD' | tr -dc 0-9
}
tell() { # WHICH SECONDS
  [ "$(held)" = "$wanted" ] || { echo "$name: the store holds $(held) triples, not $wanted" >&2; exit 1; }
  echo "$theirs $2" |
    awk -v what="$name, $lines triples" -v which="$1" '{ printf "%s: bulk loader %.1f s, newsgraph load (%s) %.1f s, ratio %.2f\n", what, $1, which, $2, $2 / $1 }'
}
compare() { # NAME FILE OPTION PATH [OPTION]...: loads to that path of Virtuoso
  name=$1 file=$2 option=$3 path=$4
  shift 4
  lines=$(wc -l <"$dir/$file")
  empty
  theirs=$(seconds bulk "$file")
  wanted=$(held)
  empty
  for which in first again; do
    ours=$(seconds "$top_builddir/newsgraph" load -q --credentials "$dir/virtuoso/credentials" "$option" "$virtuoso/$path" "$@" "$dir/$file")
    tell $which "$ours"
  done
}
[ $# -gt 0 ] || set -- 2540 12700
for articles; do
  "$top_builddir/tests/bench/bench_write" "$articles" "$dir/graph.nt" >"$dir/out"
  awk '$3 == "<https://w3id.org/newsgraph/ns#Article>" { graph = $1 } { sub(/ \.$/, " " graph " ."); print }' "$dir/graph.nt" >"$dir/graph.nq"
  compare one-graph graph.nt -s sparql-graph-crud-auth -g http://example.org/one
  compare graph-an-article graph.nq -u sparql-auth
done
