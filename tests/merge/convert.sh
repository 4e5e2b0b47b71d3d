#!/bin/sh
# Conversion keeps the graph in every format, and makes it what extract writes in its other profiles.
set -eu
ng=$top_builddir/newsgraph
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
LC_ALL=C
export LC_ALL
fail() {
  echo "$1"
  exit 1
}
extract() { "$ng" extract -q -f ntriples "$@" "$top_srcdir"/output/articles/*.txt; }

extract >"$dir/full.nt"
extract --profile facts >"$dir/facts.nt"
extract --entail >"$dir/entailed.nt"
extract --profile facts --entail >"$dir/both.nt"
"$ng" convert --profile facts "$dir/full.nt" | sort | cmp - "$(sort -o "$dir/s" "$dir/facts.nt" && echo "$dir/s")" ||
  fail "--profile facts differs from what extract writes"
"$ng" convert --entail "$dir/full.nt" | sort | cmp - "$(sort -o "$dir/s" "$dir/entailed.nt" && echo "$dir/s")" ||
  fail "--entail differs from what extract writes"
"$ng" convert --entail --profile facts "$dir/full.nt" | sort | cmp - "$(sort -o "$dir/s" "$dir/both.nt" && echo "$dir/s")" ||
  fail "--entail --profile facts differs from what extract writes"
"$ng" convert --profile facts "$dir/entailed.nt" | sort | cmp - "$dir/s" ||
  fail "--profile facts of an entailed graph differs from what extract writes"

# through every format and back
"$ng" convert "$dir/full.nt" | cmp - "$dir/full.nt" || fail "N-Triples changed on the way"
sort "$dir/full.nt" >"$dir/sorted.nt"
for end in ttl nq rdf; do
  "$ng" convert -o "$dir/x.$end" "$dir/full.nt"
  "$ng" convert -o "$dir/y.nt" "$dir/x.$end"
  sort "$dir/y.nt" | cmp - "$dir/sorted.nt" || fail "the graph changed on the way through $end"
done
gzip -c "$dir/x.ttl" | "$ng" convert -f ntriples | sort | cmp - "$dir/sorted.nt" || fail "packed Turtle on standard input"

# terms that are awkward in one format or the other
cat >"$dir/terms.nt" <<'END'
<http://e/s> <http://e/p> "tab\tline\nquote\"backslash\\ & < > ' ]]> \u0001"@en-GB .
<http://e/s> <http://e/p> "42"^^<http://www.w3.org/2001/XMLSchema#decimal> .
<http://e/s> <http://e/p> "INF"^^<http://www.w3.org/2001/XMLSchema#double> .
<http://e/s> <http://e/p> "007"^^<http://e/a?b&c> .
<http://e/s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/newsgraph/ns#a.b> .
<http://e/s> <https://w3id.org/newsgraph/ns#1x> <https://w3id.org/newsgraph/ns#> .
_:a <http://e/next> _:b .
_:b <http://e/next> _:a .
<http://e/é> <http://e/x#p-1> "Größe 大" .
END
sort -o "$dir/terms.nt" "$dir/terms.nt"
"$ng" convert -f turtle "$dir/terms.nt" | "$ng" convert | sort | cmp - "$dir/terms.nt" || fail "awkward terms in Turtle"
"$ng" convert -f rdfxml "$dir/terms.nt" | "$ng" convert | sed 's/_:b\([ab]\)/_:\1/g' | sort >"$dir/xml.nt"
sed 's/\\u0001/\xEF\xBF\xBD/' "$dir/terms.nt" | cmp - "$dir/xml.nt" || fail "awkward terms in RDF/XML"

[ "$(printf '_:a:b <http://e/p> _:hex-613a62 .\n' | "$ng" convert -f turtle | "$ng" convert | tr ' ' '\n' | grep -c '^_:hex-')" = 2 ] ||
  fail "a label that Turtle cannot have"

# blank nodes of two files stay apart
echo '_:a <http://e/p> "1" .' >"$dir/1.nt"
echo '_:a <http://e/p> "2" .' >"$dir/2.nt"
[ "$("$ng" convert "$dir/1.nt" "$dir/2.nt" | cut -d' ' -f1 | sort -u | wc -l)" = 2 ] || fail "blank nodes of two files met"
"$ng" convert "$dir/1.nt" | cmp - "$dir/1.nt" || fail "a blank node of one file was renamed"

# what is wrong is told, and left out
printf '<http://e/s> <http://e/p> "x" .\nnonsense\n<http://e/s> <http://e/p> "y" .\n' >"$dir/bad.nt"
code=0
"$ng" convert "$dir/bad.nt" >"$dir/out" 2>"$dir/err" || code=$?
[ $code = 1 ] && grep -q 'bad.nt:2:1: error' "$dir/err" && [ "$(wc -l <"$dir/out")" = 2 ] || fail "a wrong line"
code=0
"$ng" convert -o "$dir/none.nt" "$dir/missing.nt" "$dir/1.nt" 2>"$dir/err" || code=$?
[ $code = 3 ] && grep -q 'missing.nt: error' "$dir/err" || fail "a missing file"
code=0
"$ng" convert "$dir/full.nt" >/dev/full 2>"$dir/err" || code=$?
[ $code = 4 ] && grep -q 'No space left' "$dir/err" || fail "a full disk"
code=0
printf '<http://e/s> <http://e/1> "x" .\n' | "$ng" convert -f rdfxml >"$dir/out" 2>"$dir/err" || code=$?
[ $code = 1 ] && grep -q 'cannot name' "$dir/err" || fail "a predicate that XML cannot name"
