#!/bin/sh
# Made-up queries have the same answers from our evaluator and from oxigraph. Needs node and npm, see
# tests/rdf/node.sh. NG_ORACLE_COUNT and NG_ORACLE_SEED set how many, and others.
set -eu
. "$top_srcdir/tests/rdf/node.sh"
cp "$top_srcdir/tests/query/oracle.mjs" "$work/"
chmod u+w "$work/oracle.mjs"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
node "$work/oracle.mjs" "$top_builddir/tests/query/answer" "${NG_ORACLE_COUNT:-600}" "$dir" "${NG_ORACLE_SEED:-20190104}"
