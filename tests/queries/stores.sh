#!/bin/sh
# The cookbook over stores: Oxigraph and Virtuoso, asked by --endpoint, and the embedded store give the same answers as
# the evaluator gives over the file. Needs what tests/load/stores.sh needs; a store that is not installed is left out.
set -eu
here=$top_srcdir/tests/queries
dir=$(mktemp -d)
. "$top_srcdir/tests/load/stores.sh"
trap 'stores_stop || :; rm -rf "$dir"' EXIT
newsgraph=$top_builddir/newsgraph

# Without the order, and numbers without superfluous zeros (0.90 and 0.9 are one decimal).
plain() {
  tr -d '\r' | sed -E 's/(^|,)(-?[0-9]+\.[0-9]*[1-9])0+(,|$)/\1\2\3/g; s/(^|,)(-?[0-9]+)\.0+(,|$)/\1\2\3/g' | LC_ALL=C sort
}

compare() { # STORE NAME QUERY ARGUMENT...
  store=$1 name=$2
  shift 2
  "$newsgraph" query -r csv "$@" >"$dir/raw" || { echo "$store: $name: no answer"; exit 1; }
  plain <"$dir/raw" >"$dir/got"
  diff "$dir/$name" "$dir/got" || { echo "$store: $name: another answer"; exit 1; }
}

compare_endpoint() { # STORE ADDRESS
  for query in "$here"/*.rq; do
    compare "$1" "$(basename "$query" .rq)" --endpoint "$2" "$query"
  done
  [ "$("$newsgraph" query --endpoint "$2" 'ASK { ?s a ng:Accuse }')" = true ] || { echo "$1: ASK"; exit 1; }
  "$newsgraph" query --endpoint "$2" 'DESCRIBE <https://w3id.org/newsgraph/id/entity/country-ostia>' | grep -q Ostia ||
    { echo "$1: DESCRIBE"; exit 1; }
  # what the endpoint refuses is told in its words
  if "$newsgraph" query --endpoint "$2" 'SELECT (<http://f/none>(?s) AS ?x) { ?s ?p ?o }' 2>"$dir/error"; then
    echo "$1: a function that it does not have"
    exit 1
  fi
  grep -q "$2" "$dir/error" || { cat "$dir/error"; exit 1; }
  asked=$((asked + 1))
}

asked=0
"$newsgraph" convert -f ntriples -o "$dir/graph.nt" "$here/graph.ttl"
"$newsgraph" load -q --directory "$dir/embedded" --graph http://example.org/graph "$dir/graph.nt"
for query in "$here"/*.rq; do
  name=$(basename "$query" .rq)
  "$newsgraph" query -r csv "$query" "$here/graph.ttl" | plain >"$dir/$name"
  compare embedded "$name" "$query" "$dir/embedded"
done
if oxigraph_start; then
  curl -sf -X POST -H 'Content-Type: application/n-triples' --data-binary "@$dir/graph.nt" "$oxigraph/store?default"
  compare_endpoint Oxigraph "$oxigraph/query"
else
  echo "$missing"
  [ "${NG_REQUIRE_NODE:-0}" != 1 ] || exit 1
fi
if virtuoso_start; then
  virtuoso_do "DB.DBA.TTLP_MT(file_to_string_output('$dir/graph.nt'), '', 'http://example.org/graph', 0)"
  compare_endpoint Virtuoso "$virtuoso/sparql"
else
  echo "$missing"
fi
[ "$asked" -gt 0 ] || exit 77
echo "equal answers from the embedded store and $asked others"
