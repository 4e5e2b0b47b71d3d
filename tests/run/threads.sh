#!/bin/sh
# The same bytes and the same messages whatever the number of threads, in each format; and shards that together
# make the whole.
set -u
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
PATH=$top_builddir:$PATH
. "$top_srcdir/tests/run/articles.sh"

make_articles 24 "$dir/good.jsonl"
{
  head -3 "$dir/good.jsonl"
  echo 'no json'
  sed -n '4,20p' "$dir/good.jsonl"
  echo '{"id":"x","text":"Ann Roe met Bob Poe in Rome.","date":"someday"}'
  echo '{"id":"y"}'
  tail -4 "$dir/good.jsonl"
} >"$dir/mixed.jsonl"
art=$top_srcdir/output/articles

# run THREADS FORMAT: several files, one of them missing
run() {
  newsgraph extract -j "$1" -f "$2" "$dir/mixed.jsonl" "$art/mine-rescue.txt" "$dir/missing.txt" \
    "$art/river-treaty.txt" >"$dir/$2.$1" 2>"$dir/$2.$1.err"
  [ $? -eq 3 ] || fail "exit code of -j $1 -f $2"
}
for format in turtle ntriples nquads rdfxml; do
  run 1 $format
  [ -s "$dir/$format.1" ] || fail "no output in $format"
  for j in 2 4; do
    run $j $format
    same "$dir/$format.1" "$dir/$format.$j" "-j $j gives other bytes in $format"
    same "$dir/$format.1.err" "$dir/$format.$j.err" "-j $j gives other messages in $format"
  done
done
[ "$(grep -c error: "$dir/turtle.1.err")" -eq 3 ] || fail "messages: $(cat "$dir/turtle.1.err")"
[ "$(grep -c '^@prefix ng:' "$dir/turtle.1")" -eq 1 ] || fail "prefixes more than once"
[ "$(grep -c '</rdf:RDF>' "$dir/rdfxml.1")" -eq 1 ] || fail "more than one RDF/XML document"

# Through a pipe, and to a file.
newsgraph extract -j 2 -f ntriples -o "$dir/file.nt" "$dir/good.jsonl" || fail "-o"
newsgraph extract -j 2 -i jsonl -f ntriples <"$dir/good.jsonl" | cat >"$dir/pipe.nt" || fail "pipe"
same "$dir/file.nt" "$dir/pipe.nt" "a pipe gives other bytes"
[ "$(ls "$dir" | grep -c partial)" -eq 0 ] || fail "a partial file stays"

# Packed: what is unpacked is the same, and so are the packed bytes.
for end in gz zst; do
  newsgraph extract -j 1 -f ntriples -o "$dir/1.$end" "$dir/good.jsonl" || fail "-o .$end"
  newsgraph extract -j 3 -f ntriples -o "$dir/3.$end" "$dir/good.jsonl" || fail "-j 3 -o .$end"
  same "$dir/1.$end" "$dir/3.$end" "-j 3 packs otherwise as $end"
  [ "$(wc -c <"$dir/1.$end")" -lt "$(($(wc -c <"$dir/file.nt") / 4))" ] || fail "$end is not small"
done
gzip -dc "$dir/1.gz" | cmp - "$dir/file.nt" || fail "unpacked gzip"
newsgraph convert -f ntriples "$dir/1.zst" | cmp - "$dir/file.nt" || fail "unpacked zstd"
newsgraph extract -f rdfxml --compress gzip "$dir/good.jsonl" | gzip -dc >"$dir/unpacked.rdf" || fail "--compress"
newsgraph extract -f rdfxml "$dir/good.jsonl" | cmp - "$dir/unpacked.rdf" || fail "packed RDF/XML"

# Shards.
for k in 1 2 3; do
  newsgraph extract -f ntriples --shard $k/3 "$dir/good.jsonl" >"$dir/shard.$k" || fail "shard $k"
  [ -s "$dir/shard.$k" ] || fail "shard $k is empty"
done
LC_ALL=C sort -u "$dir"/shard.? >"$dir/shards.nt"
LC_ALL=C sort -u "$dir/file.nt" >"$dir/whole.nt"
same "$dir/whole.nt" "$dir/shards.nt" "the shards are not the whole"
exit $failed
