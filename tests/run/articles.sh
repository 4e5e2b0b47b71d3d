# To be sourced: the example articles over and over as JSON lines, each with words of its own.

# make_articles N FILE
make_articles() {
  i=0
  while [ "$i" -lt "$1" ]; do
    for article in "$top_srcdir"/output/articles/*.txt; do
      [ "$i" -lt "$1" ] || break
      i=$((i + 1))
      awk -v n="$i" 'BEGIN { printf "{\"id\":\"a%d\",\"text\":\"", n }
        { gsub(/["\\]/, "\\\\&"); printf "%s\\n", $0 } NR == 1 { printf "\\nReport %d.\\n", n } END { print "\"}" }' "$article"
    done
  done >"$2"
}

failed=0
# fail WHAT
fail() {
  echo "FAILED: $*"
  failed=1
}

# same A B WHAT
same() {
  cmp "$1" "$2" || fail "$3"
}
