#!/bin/sh
# merge --happenings finds what several articles tell of, whatever the order of the graphs.
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
# each article of the story in a file of its own, without marks; its head names outlet and date
sed 's/\[[^]:]*:\([^]]*\)\]/\1/g' "$top_srcdir/tests/merge/stories/dev-attack.txt" |
  awk -v dir="$dir" '/^== / { ++n; print substr($0, 4) >(dir "/" n ".head"); next } { print >(dir "/" n ".txt") }'
for head in "$dir"/*.head; do
  IFS='|' read -r outlet date <"$head"
  article=${head%.head}
  "$ng" extract -q -f nquads --publisher "${outlet% }" --date "${date# }" -o "$article.nq" "$article.txt"
done
"$ng" merge --happenings -v -o "$dir/all.nq" "$dir"/[0-9].nq 2>"$dir/err"
grep -q 'ns#Happening> [.]$' "$dir/all.nq" || fail "no happening was found"
grep -q ' [1-9][0-9]* happenings' "$dir/err" || fail "happenings are not counted"
sort -c "$dir/all.nq" || fail "the graph is not in order"
"$ng" merge --happenings $(ls -r "$dir"/[0-9].nq) | cmp - "$dir/all.nq" || fail "the order of the graphs matters"
"$ng" merge --happenings "$dir/all.nq" | cmp - "$dir/all.nq" || fail "a second merge changes the graph"
[ "$("$ng" merge "$dir"/[0-9].nq | grep -c Happening)" = 0 ] || fail "happenings were found unasked"
