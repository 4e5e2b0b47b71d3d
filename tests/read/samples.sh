#!/bin/sh
# Each sample FILE and the articles in it, FILE.articles, packed or not. With "write" the latter are made anew.
set -u
samples=${top_srcdir:-.}/tests/read/samples
show=${top_builddir:-.}/tests/read/show
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
n=0
bad=0
compare() { # NAME FILE
  "$show" "$2" > "$work/got" || { echo "$2: cannot be read"; bad=1; }
  sed "s/$(basename "$2")/$1/g" "$work/got" | diff -u "$samples/$1.articles" - || bad=1
}
for file in "$samples"/*; do
  case $file in *.articles) continue ;; esac
  name=$(basename "$file")
  n=$((n + 1))
  if [ "${1:-}" = write ]; then
    "$show" "$file" > "$file.articles"
    continue
  fi
  compare "$name" "$file"
  gzip -c "$file" > "$work/$name.gz" && compare "$name" "$work/$name.gz"
done
[ "$n" -ge 5 ] || { echo "only $n samples were found"; exit 1; }
exit $bad
