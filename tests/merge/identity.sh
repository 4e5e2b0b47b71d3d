#!/bin/sh
# Which entities are the same: by links, by the user's lists, by evidence; never against an item or a list; the same for
# any order of the files.
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
same='<http://www.w3.org/2002/07/owl#sameAs>'
a=http://a.example/entity
b=http://b.example/entity

# NAME IRI CLASS LABEL [COUNTRY [ITEM]]: an entity at the end of the graph NAME
entity() {
  {
    echo "<$2> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/newsgraph/ns#$3> ."
    echo "<$2> <http://www.w3.org/2000/01/rdf-schema#label> \"$4\"@en ."
    [ -z "${5-}" ] || echo "<$2> <https://w3id.org/newsgraph/ns#country> <$5> ."
    [ -z "${6-}" ] || echo "<$2> $same <http://www.wikidata.org/entity/$6> ."
  } >>"$dir/$1"
}
# NAME FACT ENTITY...: a fact of an article of its own that names them
fact() {
  file=$dir/$1
  subject=http://facts.example/$2
  shift 2
  echo "<$subject> <http://www.w3.org/ns/prov#wasDerivedFrom> <$subject/article> ." >>"$file"
  for who in "$@"; do
    echo "<$subject> <https://w3id.org/newsgraph/ns#actor> <$who> ." >>"$file"
  done
}
links() { "$ng" merge "$@" | grep "$same <http://[ab].example" || true; }
expect() { # WHAT LINES OPTION...
  what=$1
  printf '%s' "$2" >"$dir/want"
  shift 2
  links "$@" "$dir/one.nt" "$dir/two.nt" >"$dir/got"
  cmp -s "$dir/got" "$dir/want" || { cat "$dir/got"; fail "$what"; }
  links "$@" "$dir/two.nt" "$dir/one.nt" | cmp -s - "$dir/want" || fail "$what: the order of files matters"
}
begin() { rm -f "$dir"/*.nt "$dir"/*.tsv; }

# the same target of owl:sameAs: the IRI with an item is canonical
begin
entity one.nt $a/Q7 Person 'Ann Roe' '' Q7
entity two.nt $b/person-ann-roe Person 'A. Roe' '' Q7
expect 'equal targets' "<$b/person-ann-roe> $same <$a/Q7> .
"
"$ng" merge --rewrite "$dir/one.nt" "$dir/two.nt" >"$dir/rewritten"
grep -q "$b/person-ann-roe" "$dir/rewritten" && fail "an IRI is left after --rewrite"
grep -q "<$a/Q7> .*\"A. Roe\"@en" "$dir/rewritten" || fail "--rewrite lost a name"
sort -c "$dir/rewritten" || fail "--rewrite is not in order"
"$ng" merge --rewrite "$dir/two.nt" "$dir/one.nt" | cmp - "$dir/rewritten" || fail "--rewrite depends on the order of files"

# a list of the user's, and one that says no
begin
entity one.nt $a/person-ann-roe Person 'Ann Roe'
entity two.nt $b/person-roe Person 'Roe'
printf '# ours\n%s\t<%s>\n' $b/person-roe $a/person-ann-roe >"$dir/same.tsv"
printf '%s\t%s\n' $a/person-ann-roe $b/person-roe >"$dir/different.tsv"
expect 'a list of the same' "<$b/person-roe> $same <$a/person-ann-roe> .
" --same-as "$dir/same.tsv"
expect 'a list of the different' '' --same-as "$dir/same.tsv" --do-not-merge "$dir/different.tsv" --report "$dir/report.tsv"
grep -q "^refused: on the list.*$a/person-ann-roe" "$dir/report.tsv" || fail "a conflict of lists is not reported"

# different items are never joined, by whatever way
begin
entity one.nt $a/Q7 Person 'Ann Roe' $a/Q1 Q7
entity two.nt $b/Q8 Person 'Ann Roe' $a/Q1 Q8
fact one.nt 1 $a/Q7 $a/Q90
fact two.nt 2 $b/Q8 $a/Q90
entity one.nt $a/Q90 Party 'Harbour Party'
printf '%s\t%s\n' $a/Q7 $b/Q8 >"$dir/same.tsv"
expect 'different items' '' --same-as "$dir/same.tsv" --report "$dir/report.tsv" --threshold 0
grep -q "^refused: different Wikidata items" "$dir/report.tsv" || fail "a join against items is not reported"

# evidence: name, class, country and one rare companion are enough, a part of them is not
begin
entity one.nt $a/person-ann-roe Person 'Ann Roe' $a/Q1
entity two.nt $b/person-ann-roe-1 Person 'ann  ROE' $a/Q1
entity one.nt $a/party-harbour Party 'Harbour Party'
expect 'no company' ''
fact one.nt 1 $a/person-ann-roe $a/party-harbour
fact two.nt 2 $b/person-ann-roe-1 $a/party-harbour
expect 'all the evidence' "<$b/person-ann-roe-1> $same <$a/person-ann-roe> .
" --report "$dir/report.tsv"
grep -q "^joined	$a/person-ann-roe	$b/person-ann-roe-1	0.95	name 'ann roe'" "$dir/report.tsv" || fail "the evidence is not reported"
expect 'a threshold' '' --threshold 0.96
printf '%s\t%s\n' $a/person-ann-roe $b/person-ann-roe-1 >"$dir/different.tsv"
expect 'evidence against a list' '' --do-not-merge "$dir/different.tsv"

# companions with other IRIs and one label count as one, another companion does not
begin
entity one.nt $a/person-ann-roe Person 'Ann Roe' $a/Q1
entity two.nt $b/roe-1 Person 'Ann Roe' $a/Q1
entity one.nt $a/party-harbour Party 'Harbour Party'
entity two.nt $b/the-harbour-party Organization 'Harbour Party'
entity two.nt $b/party-hill Party 'Hill Party'
fact one.nt 1 $a/person-ann-roe $a/party-harbour
fact two.nt 2 $b/roe-1 $b/party-hill
expect 'other company' ''
fact two.nt 3 $b/roe-1 $b/the-harbour-party
expect 'company of one name' "<$b/roe-1> $same <$a/person-ann-roe> .
"

# another country, another class, one word only, a group
for case in "Person|Ann Roe|$a/Q2" "Party|Ann Roe|$a/Q1" "Person|Roe|$a/Q1" "Group|Ann Roe|$a/Q1"; do
  begin
  entity one.nt $a/person-ann-roe Person 'Ann Roe' $a/Q1
  cls=${case%%|*}
  rest=${case#*|}
  entity two.nt $b/other "$cls" "${rest%%|*}" "${rest#*|}"
  entity one.nt $a/party-harbour Party 'Harbour Party'
  fact one.nt 1 $a/person-ann-roe $a/party-harbour
  fact two.nt 2 $b/other $a/party-harbour
  expect "not the same: $case" ''
done

# a name without item joins one with, but only one
begin
entity one.nt $a/Q7 Person 'Ann Roe' $a/Q1 Q7
entity two.nt $b/person-ann-roe Person 'Ann Roe' $a/Q1
entity one.nt $a/Q90 Party 'Harbour Party'
fact one.nt 1 $a/Q7 $a/Q90
fact two.nt 2 $b/person-ann-roe $a/Q90
expect 'a name and an item' "<$b/person-ann-roe> $same <$a/Q7> .
"
entity two.nt $b/Q8 Person 'Ann Roe' $a/Q1 Q8
fact two.nt 3 $b/Q8 $a/Q90
[ "$(links "$dir/one.nt" "$dir/two.nt" | wc -l)" = 1 ] || fail "two items met by way of a name"

# --union joins nothing; a wrong list is an error
[ -z "$(links --union "$dir/one.nt" "$dir/two.nt")" ] || fail "--union joined"
printf '%s\n' $a/Q7 >"$dir/wrong.tsv"
code=0
"$ng" merge --same-as "$dir/wrong.tsv" "$dir/one.nt" >"$dir/out" 2>"$dir/err" || code=$?
[ $code = 3 ] && grep -q 'wrong.tsv:1: error' "$dir/err" || fail "a wrong list"
