#!/bin/sh
# Loads into a real Virtuoso on loopback: graphs are replaced whole, over either protocol, by the store's own loader
# and, for users who may not call it, without, and what the store holds is what the file holds.
set -u
dir=$(mktemp -d) || exit 1
trap 'stores_stop; rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM HUP
. "$top_srcdir/tests/load/stores.sh"
virtuoso_start || { echo "$missing"; exit 77; }
oxigraph_start || {
  echo "$missing"
  [ "${NG_REQUIRE_NODE:-0}" = 1 ] && exit 1
  exit 77
}
n=$top_builddir/newsgraph
bad=0
node "$node_load/articles.mjs" 40 >"$dir/first.nq"
node "$node_load/articles.mjs" 40 second >"$dir/second.nq"
sed 's/ <[^<]*> \.$/ ./' "$dir/first.nq" >"$dir/first.nt"
for edition in 1 2; do node "$node_load/values.mjs" $edition >"$dir/values$edition.nq"; done

key=$dir/virtuoso/credentials
load() { # CODE PATTERN ARGUMENT...
  code=$1 pattern=$2
  shift 2
  "$n" load --credentials "$key" "$@" >"$dir/out" 2>"$dir/err"
  got=$?
  [ "$got" = "$code" ] && grep -qE -- "$pattern" "$dir/err" || {
    echo "exit code $got, not $code, or no '$pattern' of: load $*"
    cat "$dir/err"
    bad=1
  }
}
equal() { # FILE [GRAPH]
  node "$node_load/compare.mjs" "$virtuoso/sparql" "$@" || { echo "after $pattern"; bad=1; }
}

# values of all kinds, all new to the store, then in place of others
for edition in 1 2 1; do
  load 0 'of 30 graphs loaded' -u "$virtuoso/sparql-auth" --batch 100 "$dir/values$edition.nq"
  equal "$dir/values$edition.nq"
done
virtuoso_stop
virtuoso_start || exit 1

load 0 '^newsgraph: 2920 triples of 40 graphs loaded' -u "$virtuoso/sparql-auth" "$dir/first.nq"
equal "$dir/first.nq"
load 0 '^newsgraph: 2920 triples of 40 graphs loaded' -u "$virtuoso/sparql-auth" --batch 200 --connections 3 "$dir/second.nq"
equal "$dir/second.nq"
load 0 'loaded in 40 batches' -s "$virtuoso/sparql-graph-crud-auth" "$dir/first.nq"
equal "$dir/first.nq"

# The store's loader takes what INSERT DATA does not: that shows which way was taken. A user who may not call the loader
# loads the rest all the same.
large='"99999999999999999999"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>'
echo "<http://e/s> <http://e/p> $large <https://w3id.org/newsgraph/id/large> ." | cat "$dir/first.nq" - >"$dir/large.nq"
load 0 '^newsgraph: 2921 triples of 41 graphs loaded' -u "$virtuoso/sparql-auth" --batch 500 "$dir/large.nq"
equal "$dir/large.nq"
virtuoso_writer || exit 1
key=$virtuoso_writer
load 0 '^newsgraph: 2920 triples of 40 graphs loaded' -u "$virtuoso/sparql-auth" --batch 500 "$dir/second.nq"
load 1 'Graph <https://w3id.org/newsgraph/id/large> is left out: The store answers 500: .*nonNegativeInteger' -u "$virtuoso/sparql-auth" --batch 500 "$dir/large.nq"
equal "$dir/first.nq"
key=$dir/virtuoso/credentials

load 0 '2920 triples of 1 graphs' -s "$virtuoso/sparql-graph-crud-auth" -g http://example.org/one --batch 300 "$dir/first.nt"
load 0 '2920 triples of 1 graphs' -s "$virtuoso/sparql-graph-crud-auth" -g http://example.org/one --batch 300 "$dir/first.nt"
"$n" load -u "$virtuoso/sparql-auth" "$dir/first.nq" 2>"$dir/err" && { echo "loaded without a password"; bad=1; }
grep -q '401: it wants a user and password' "$dir/err" || { cat "$dir/err"; bad=1; }
printf 'dba:wrong\n' >"$dir/wrong"
load 4 '401: it does not know this user and password' --credentials "$dir/wrong" -u "$virtuoso/sparql-auth" "$dir/first.nq"
equal "$dir/first.nq"
exit $bad
