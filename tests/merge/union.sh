#!/bin/sh
# The union of graphs is what sort -u makes of their canonical lines, from any form, in any order of the files, with as
# little memory as one gives; and nothing is left behind where it fails.
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
union() { "$ng" merge --union "$@"; }

for name in mine-rescue council-breach port-contract river-treaty; do
  "$ng" extract -q -f ntriples -o "$dir/$name.nt" "$top_srcdir/output/articles/$name.txt"
done
cat "$dir"/*.nt | sort -u >"$dir/all.sorted"
union "$dir"/*.nt "$dir/mine-rescue.nt" | cmp - "$dir/all.sorted" || fail "the union is not what sort -u makes"
"$ng" convert -o "$dir/port.ttl" "$dir/port-contract.nt"
"$ng" convert -o "$dir/river.rdf" "$dir/river-treaty.nt"
gzip -c "$dir/council-breach.nt" >"$dir/council.nt.gz"
sed 's/$/\r/; s/> </>   </' "$dir/mine-rescue.nt" >"$dir/mine.nt"
union "$dir/port.ttl" "$dir/council.nt.gz" "$dir/river.rdf" "$dir/mine.nt" | cmp - "$dir/all.sorted" ||
  fail "the form of the graphs changes the union"

# many lines, unsorted and often twice, through little memory
awk 'BEGIN { for (i = 0; i < 60000; ++i) { x = (x * 69069 + 12345) % 4294967296; s = int(x / 65536) % 20011
       printf "<http://example.org/entity/%d> <http://example.org/p%d> \"a value that is the same in many lines %d\"@en .\n", s, i % 3, s % 7 } }' \
  >"$dir/many.nt"
sort -u "$dir/many.nt" >"$dir/many.sorted"
union --memory 4M "$dir/many.nt" "$dir/many.nt" | cmp - "$dir/many.sorted" || fail "a union larger than memory"
awk 'NR % 2' "$dir/many.nt" >"$dir/odd.nt"
awk 'NR % 2 == 0' "$dir/many.nt" >"$dir/even.nt"
union --memory 4M --temporary "$dir" "$dir/odd.nt" "$dir/even.nt" >"$dir/a"
union "$dir/even.nt" "$dir/odd.nt" | cmp - "$dir/a" || fail "the order of the files changes the union"
cmp "$dir/a" "$dir/many.sorted" || fail "a union of two halves"

# graphs have names in N-Quads only
printf '<http://e/s> <http://e/p> "a" <http://e/g> .\n<http://e/s> <http://e/p> "a" <http://e/h> .\n' >"$dir/g.nq"
union "$dir/g.nq" | cmp - "$dir/g.nq" || fail "names of graphs"
[ "$(union -f ntriples "$dir/g.nq")" = '<http://e/s> <http://e/p> "a" .' ] || fail "N-Triples have names of graphs"
union -f turtle "$dir/all.sorted" | "$ng" convert | sort | cmp - "$dir/all.sorted" || fail "a union in Turtle"

# blank nodes of two files stay apart, those of one file read twice do not
echo '_:a <http://e/p> _:b .' >"$dir/1.nt"
echo '_:a <http://e/p> _:b . ' >"$dir/2.nt"
[ "$(union "$dir/1.nt" "$dir/2.nt" "$dir/1.nt" | wc -l)" = 2 ] || fail "blank nodes of two files"
union "$dir/1.nt" | grep -q '^<https://w3id.org/.well-known/genid/newsgraph/[0-9a-f]\{32\}> ' || fail "the IRI of a blank node"

# what goes wrong
code=0
union --memory 4M --temporary "$dir/nowhere" "$dir/many.nt" -o "$dir/none.nt" 2>"$dir/err" || code=$?
[ $code = 4 ] && grep -q 'temporary file' "$dir/err" && ! ls "$dir"/none.nt* 2>/dev/null || fail "a temporary folder that is not there"
code=0
union "$dir/many.nt" >/dev/full 2>"$dir/err" || code=$?
[ $code = 4 ] && grep -q 'No space left' "$dir/err" || fail "a full disk"
code=0
printf 'nonsense\n<http://e/s> <http://e/p> "a" .\n' >"$dir/bad.nt"
union "$dir/bad.nt" "$dir/missing.nt" >"$dir/out" 2>"$dir/err" || code=$?
[ $code = 3 ] && grep -q 'bad.nt:1:1: error' "$dir/err" && grep -q 'missing.nt: error' "$dir/err" && [ "$(wc -l <"$dir/out")" = 1 ] ||
  fail "mistakes in graphs"
if (ulimit -v 400000) 2>/dev/null && ! nm "$top_builddir/.libs/newsgraph" 2>/dev/null | grep -q __asan; then
  (ulimit -v 400000 && union --memory 16M "$dir/many.nt") | cmp - "$dir/many.sorted" || fail "more memory than was allowed"
fi
mkdir "$dir/temporary"
union --memory 4M --temporary "$dir/temporary" "$dir/many.nt" "$dir/many.nt" | head -1 >"$dir/out" 2>/dev/null || true
[ -z "$(ls "$dir/temporary")" ] || fail "temporary files are left behind"
