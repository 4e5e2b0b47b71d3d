#!/bin/sh
# Each case of suite.tsv is found valid or to break just the rules that it names. "write" writes what is found
# into the table instead, to be read through.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
here=$top_srcdir/tests/check
. "$here/compose.sh"
"$top_builddir/tests/check/check_each" "$dir"/*.nt "$dir"/*.ttl
for file in "$dir"/*.json; do
  name=$(basename "$file" .json)
  name=${name%.*}
  rules=$(sed 's/.*"rule":"\([^"]*\)".*/\1/; s/^sh://; s/ConstraintComponent$//' "$file" | sort -u | tr '\n' ' ')
  rules=${rules% }
  printf '%s\t%s\n' "$name" "${rules:--}"
done >"$dir/found.tsv"
awk -F '\t' -v OFS='\t' 'FNR == NR { found[$1] = $2; next } $1 in found { $2 = found[$1] } { print }' \
  "$dir/found.tsv" "$here/suite.tsv" >"$dir/suite.tsv"
if [ "${1:-}" = write ]; then
  cp "$dir/suite.tsv" "$here/suite.tsv"
fi
cmp -s "$dir/suite.tsv" "$here/suite.tsv" || {
  diff "$here/suite.tsv" "$dir/suite.tsv"
  exit 1
}
bad=$(awk -F '\t' '/^#/ || /^=/ || !NF { next } $2 != "-" { n++ } END { print n + 0 }' "$here/suite.tsv")
[ "$bad" -ge 60 ] || { echo "only $bad bad graphs"; exit 1; }
