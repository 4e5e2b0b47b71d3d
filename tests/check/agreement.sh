#!/bin/sh
# The check and a SHACL engine find the same: on the cases of suite.tsv and on graphs changed at random. Needs
# the packages that tests/rdf/roundtrip.sh installs. MUTANTS=N SEED=N make check TESTS=tests/check/agreement.sh tries others.
set -eu
. "$top_srcdir/tests/rdf/node.sh"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
here=$top_srcdir/tests/check
cp "$here/agreement.mjs" "$work/"
chmod u+w "$work/agreement.mjs"
. "$here/compose.sh"
node "$work/agreement.mjs" --mutate "${MUTANTS:-20}" "${SEED:-1}" "$here/valid.ttl" "$dir"
"$top_builddir/tests/check/check_each" "$dir"/*.nt
agree() { node "$work/agreement.mjs" "$top_srcdir/ontology/shapes.ttl" "$@"; }
agree "$dir"/[a-e]*.nt & # the other engine is slow
agree "$dir"/[!a-e]*.nt
wait $!
