#!/bin/sh
# Loads into Oxigraph over HTTP, which fails in every way, and into an embedded store: what is in the store
# afterwards, what is said, and the exit code. Needs node, npm and curl.
set -u
dir=$(mktemp -d) || exit 1
trap 'stores_stop; rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM HUP
. "$top_srcdir/tests/load/stores.sh"
command -v curl >/dev/null && oxigraph_start || {
  echo "${missing:-curl is missing}"
  [ "${NG_REQUIRE_NODE:-0}" = 1 ] && exit 1
  exit 77
}
n=$top_builddir/newsgraph
bad=0
node "$node_load/articles.mjs" 30 >"$dir/first.nq"
node "$node_load/articles.mjs" 30 second >"$dir/second.nq"
sed -n '1,40p;1000,1100p' "$dir/first.nq" >"$dir/part.nq"

expect() { # CODE PATTERN ARGUMENT...: exit code and standard error of `newsgraph load` ("-": any)
  code=$1 pattern=$2
  shift 2
  "$n" load "$@" >"$dir/out" 2>"$dir/err"
  got=$?
  [ "$got" = "$code" ] || { echo "exit code $got, not $code, of: load $*"; cat "$dir/err"; bad=1; }
  [ "$pattern" = - ] || grep -qE -- "$pattern" "$dir/err" || { echo "not '$pattern' of: load $*"; cat "$dir/err"; bad=1; }
}
equal() { # FILE: the store has what the file holds
  oxigraph_equal "$1" || { echo "after '$pattern'"; bad=1; }
}
embedded_equal() { # FILE: the same for the embedded store
  "$top_builddir/tests/load/embedded" "$dir/store" >"$dir/held.nq" || bad=1
  oxigraph_equal "$1" "$dir/held.nq" || { echo "in the embedded store"; bad=1; }
  [ "$(wc -l <"$dir/held.nq")" -eq "$(wc -l <"$1")" ] || { echo "the embedded store has doubles"; bad=1; }
}

forget() { # GRAPH
  curl -sf --data-binary "DROP GRAPH <$1>" -H 'Content-Type: application/sparql-update' "$oxigraph/update"
}

# whole graphs in place of those of their name, both ways
for way in "-u $oxigraph/update" "-s $oxigraph/store"; do
  expect 0 '^newsgraph: 2190 triples of 30 graphs loaded in' $way "$dir/first.nq"
  equal "$dir/first.nq"
  expect 0 - $way --connections 4 --batch 70 "$dir/second.nq"
  equal "$dir/second.nq"
  expect 0 - $way --batch 10 "$dir/first.nq" "$dir/first.nq"
  equal "$dir/first.nq"
  expect 0 - -q $way <"$dir/second.nq"
  equal "$dir/second.nq"
  gzip -c "$dir/first.nq" >"$dir/first.nq.gz"
  expect 0 - $way "$dir/first.nq.gz"
  equal "$dir/first.nq"
done

# one graph; adding
for way in "-u $oxigraph/update" "-s $oxigraph/store"; do
  expect 0 '^newsgraph: 2190 triples of 1 graphs' $way -g http://example.org/one --batch 100 "$dir/second.nq"
  expect 0 - $way -g http://example.org/one --batch 100 "$dir/first.nq"
  sed 's/ <[^<]*> \.$/ ./' "$dir/first.nq" >"$dir/first.nt"
  expect 0 - $way -g http://example.org/one "$dir/first.nt"
  sed 's/ \.$/ <http:\/\/example.org\/one> ./' "$dir/first.nt" | cat - "$dir/first.nq" >"$dir/both.nq"
  equal "$dir/both.nq"
  expect 0 - $way -g https://w3id.org/newsgraph/more --add "$dir/part.nq"
  expect 0 - $way -g https://w3id.org/newsgraph/more --add "$dir/part.nq"
  sed 's#<[^<]*> \.$#<https://w3id.org/newsgraph/more> .#' "$dir/part.nq" | cat - "$dir/both.nq" >"$dir/more.nq"
  equal "$dir/more.nq"
  forget https://w3id.org/newsgraph/more
done

forget http://example.org/one

# failures that pass
oxigraph_fail 503 1
expect 0 '[1-9] requests sent again' -u "$oxigraph/update" "$dir/second.nq"
equal "$dir/second.nq"
oxigraph_fail cut 2
expect 0 '[1-9] requests sent again' -v -u "$oxigraph/update" --batch 300 "$dir/first.nq"
equal "$dir/first.nq"
grep -q 'tried again' "$dir/err" || { echo "-v tells nothing of further tries"; bad=1; }
oxigraph_fail slow 30
expect 0 - -s "$oxigraph/store" --connections 16 "$dir/second.nq"
equal "$dir/second.nq"

# failures that stay: a clear error, and all is well after a second load
oxigraph_fail 503 1000000
expect 4 'update: error: The store answers 503: it is busy' -u "$oxigraph/update" --retries 0 "$dir/first.nq"
oxigraph_fail full
expect 4 'The store answers 507: it is full' -u "$oxigraph/update" --retries 0 "$dir/first.nq"
oxigraph_fail deaf
expect 4 'timed out' -u "$oxigraph/update" --retries 0 --timeout 1 "$dir/first.nq"
oxigraph_fail after 100000
expect 4 'update: error: ' -u "$oxigraph/update" --retries 0 --batch 200 "$dir/first.nq"
oxigraph_fail
expect 0 - -u "$oxigraph/update" "$dir/first.nq"
equal "$dir/first.nq"
expect 4 'cannot be reached, is it running' -u http://127.0.0.1:1/ --retries 0 "$dir/first.nq"
expect 4 'The store answers 404' -u "$oxigraph/nowhere" "$dir/first.nq"

# what the store refuses is found; the rest is loaded
oxigraph_fail refuse 'Article 17, '
expect 1 'Graph <https://w3id.org/newsgraph/id/article/a0*17> is left out: The store answers 400: not here' -u "$oxigraph/update" "$dir/second.nq"
grep -q 'refused: 73 triples by the store, with 1 whole graphs' "$dir/err" || { echo "the summary does not count"; cat "$dir/err"; bad=1; }
oxigraph_fail
grep -v 'article/a0*17> \.$' "$dir/second.nq" >"$dir/rest.nq"
equal "$dir/rest.nq"
oxigraph_fail refuse 'Article 17, '
expect 1 'Article 17, edition 1.* is left out' -s "$oxigraph/store" -g https://w3id.org/newsgraph/one "$dir/first.nq"
grep -q 'refused: 1 triples by the store' "$dir/err" || { echo "one triple should be refused"; cat "$dir/err"; bad=1; }
oxigraph_fail refuse 'edition'
expect 4 'It refused 20 times in a row' -u "$oxigraph/update" "$dir/first.nq"
oxigraph_fail
forget https://w3id.org/newsgraph/one
expect 0 - -u "$oxigraph/update" "$dir/first.nq"
equal "$dir/first.nq"

# what cannot be read
{ head -100 "$dir/first.nq"; echo 'nonsense'; tail -n +101 "$dir/first.nq"; } >"$dir/damaged.nq"
expect 1 'damaged.nq:101:.*error' -u "$oxigraph/update" "$dir/damaged.nq"
equal "$dir/first.nq"
expect 3 'missing.nq' -u "$oxigraph/update" "$dir/missing.nq"
expect 2 'names no graph: load N-Quads, or' -u "$oxigraph/update" "$dir/first.nt"
expect 2 'takes one of' "$dir/first.nq"
expect 2 'takes one of' -u "$oxigraph/update" -d "$dir/store" "$dir/first.nq"
expect 2 'must not hold a user or password' -u 'http://user:word@127.0.0.1/' "$dir/first.nq"
expect 2 'absolute IRI' -u "$oxigraph/update" -g here "$dir/first.nq"
expect 2 'At most 16' -u "$oxigraph/update" --connections 17 "$dir/first.nq"
expect 3 'credentials.*No such file' -u "$oxigraph/update" --credentials "$dir/credentials" "$dir/first.nq"
printf '_:b <http://e/p> _:c <https://w3id.org/newsgraph/b> .\n' >"$dir/blank.nq"
expect 0 - -u "$oxigraph/update" "$dir/blank.nq"
expect 0 - -u "$oxigraph/update" "$dir/blank.nq"
[ "$(curl -sf "$oxigraph/store?graph=https%3A%2F%2Fw3id.org%2Fnewsgraph%2Fb" | wc -l)" -eq 1 ] || { echo "blank nodes are doubled"; bad=1; }

# the embedded store
expect 0 '^newsgraph: 2190 triples of 30 graphs' -d "$dir/store" "$dir/first.nq"
embedded_equal "$dir/first.nq"
expect 0 - -d "$dir/store" --batch 50 "$dir/second.nq" "$dir/second.nq"
embedded_equal "$dir/second.nq"
(
  ulimit -f 1000
  trap '' XFSZ
  "$n" load -d "$dir/store" "$dir/first.nq"
) >"$dir/out" 2>"$dir/err"
[ $? = 4 ] || { echo "a full disk is not reported"; cat "$dir/err"; bad=1; }
embedded_equal "$dir/second.nq"
expect 0 - -d "$dir/store" "$dir/first.nq"
embedded_equal "$dir/first.nq"
mkdir "$dir/other" && : >"$dir/other/file"
expect 2 'holds something else' -d "$dir/other" "$dir/first.nq"
expect 4 'No such file' -d "$dir/no/where" "$dir/first.nq"
expect 2 'leave out --add' -d "$dir/store" --add "$dir/first.nq"

# one load at a time; the other leaves alone what the first has written
mkfifo "$dir/fifo"
"$n" load -q -d "$dir/store" "$dir/fifo" &
exec 7>"$dir/fifo" # open once the load reads, with the store locked
head -n 1000 "$dir/second.nq" >&7
expect 4 'store: error: Another load is writing this store' -d "$dir/store" "$dir/first.nq"
tail -n +1001 "$dir/second.nq" >&7
exec 7>&-
wait $! || { echo "a second load has spoilt the first"; bad=1; }
embedded_equal "$dir/second.nq"

# what a load leaves that is cut while its files begin
mkdir "$dir/store.new" && : >"$dir/store.new/__db.newsgraph-po2s.db"
expect 0 - -d "$dir/store" "$dir/second.nq"
embedded_equal "$dir/second.nq"

# folders beside the store that are not its own
for other in new replaced; do
  mkdir "$dir/store.$other" && : >"$dir/store.$other/letter"
  expect 2 "store.$other/letter: error: .*move the file away" -d "$dir/store" "$dir/first.nq"
  [ -e "$dir/store.$other/letter" ] || { echo "the letter in store.$other is gone"; bad=1; }
  rm -r "$dir/store.$other"
done
embedded_equal "$dir/second.nq"
[ ! -e "$dir/store.new" ] && [ ! -e "$dir/store.replaced" ] || { ls "$dir"; bad=1; }
exit $bad
