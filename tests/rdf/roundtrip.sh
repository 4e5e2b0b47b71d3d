#!/bin/sh
# What the program writes is read alike by other RDF software, in every format, and conforms to the shapes.
set -eu
. "$top_srcdir/tests/rdf/node.sh"
cp "$top_srcdir/tests/rdf/check.mjs" "$work/"
chmod u+w "$work/check.mjs"

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
extract() { # NAME OPTION...: the graph of the example articles in all formats
  name=$1
  shift
  for form in turtle:ttl ntriples:nt nquads:nq rdfxml:rdf; do
    "$top_builddir/newsgraph" extract -q -f "${form%:*}" -o "$dir/$name.${form#*:}" "$@" "$top_srcdir"/output/articles/*.txt
  done
}
extract usual --date 2024-05-06 --url 'http://example.org/a?b=c#d' --publisher 'The Example' --title 'A "title" & more'
extract full --text --entail
extract facts --profile facts --base http://example.org/base/
node "$work/check.mjs" "$top_srcdir/ontology/shapes.ttl" "$dir/usual.nt" "$dir/full.nt" "$dir/facts.nt"

# a check that cannot fail shows nothing
printf '<http://e/s> <http://e/p> "x" .\n' >"$dir/bad.nt"
printf '<http://e/s> <http://e/p> "y" .\n' >"$dir/bad.ttl"
if node "$work/check.mjs" "$top_srcdir/ontology/shapes.ttl" "$dir/bad.nt" >/dev/null; then
  echo "the check took two graphs that differ for the same"
  exit 1
fi

# awkward lines are taken or refused as others do
cp "$top_srcdir/tests/rdf/lines.mjs" "$work/"
chmod u+w "$work/lines.mjs"
node "$work/lines.mjs" "$top_builddir/newsgraph" "$dir"
