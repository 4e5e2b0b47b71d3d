#!/bin/sh
# Usage: cuts.sh [COUNT]
# COUNT loads (default 6), each cut at a random point, in turn into Oxigraph by UPDATE and by the Graph Store Protocol,
# into an embedded store, and (of more than 6) into Virtuoso where it is installed, by its own loader and by INSERT DATA;
# after each cut the same load runs again, and the store must hold the triples of the file, no more and no less. Each load
# replaces what the one before it brought. Half of the cuts kill the program, half break all connections (of an embedded
# store: it can write no more). The points follow from SEED (default 1). Needs node, npm and curl.
set -u
count=${1:-6}
seed=${SEED:-1}
dir=$(mktemp -d) || exit 1
trap 'stores_stop; rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM HUP
. "$top_srcdir/tests/load/stores.sh"
command -v curl >/dev/null && oxigraph_start || {
  echo "${missing:-curl is missing}"
  [ "${NG_REQUIRE_NODE:-0}" = 1 ] && exit 1
  exit 77
}
stores="update graphs embedded"
if [ "$count" -gt 6 ] && virtuoso_start; then
  virtuoso_writer || exit 1
  stores="$stores virtuoso inserts"
fi
n=$top_builddir/newsgraph
node "$node_load/articles.mjs" 100 >"$dir/0.nq"
node "$node_load/articles.mjs" 100 second >"$dir/1.nq"
bytes=$(wc -c <"$dir/0.nq")
bad=0
finished=0

random() { # BELOW: sets $random
  seed=$(((seed * 1103515245 + 12345) % 2147483648))
  random=$((seed / 65536 * $1 / 32768))
}
load() { # STORE ARGUMENT...
  store=$1
  shift
  case $store in
    update) set -- -u "$oxigraph/update" --batch 300 "$@" ;;
    graphs) set -- -s "$oxigraph/store" "$@" ;;
    embedded) set -- -d "$dir/store" "$@" ;;
    virtuoso) set -- -u "$virtuoso/sparql-auth" --batch 500 --credentials "$dir/virtuoso/credentials" "$@" ;;
    inserts) set -- -u "$virtuoso/sparql-auth" --batch 500 --credentials "$virtuoso_writer" "$@" ;;
  esac
  exec "$n" load -q "$@"
}
cut_by_death() { # STORE FILE
  (load "$1" "$2") >"$dir/out" 2>&1 &
  random 400
  sleep "0.$(printf %03d "$random")"
  kill -9 $! 2>/dev/null
  wait $! 2>/dev/null
}
cut_by_store() { # STORE FILE
  random "$bytes"
  case $1 in
    embedded) (ulimit -f $((random / 512 + 1)); trap '' XFSZ; load "$1" "$2") >"$dir/out" 2>&1 ;;
    virtuoso | inserts) cut_by_death "$1" "$2" ;;
    *)
      oxigraph_fail after "$random"
      (load "$1" --retries 0 "$2") >"$dir/out" 2>&1
      code=$?
      oxigraph_fail
      return $code
      ;;
  esac
}
same() { # STORE FILE
  case $1 in
    update | graphs) oxigraph_equal "$2" ;;
    virtuoso | inserts) node "$node_load/compare.mjs" "$virtuoso/sparql" "$2" ;;
    embedded)
      "$top_builddir/tests/load/embedded" "$dir/store" >"$dir/held.nq" && oxigraph_equal "$2" "$dir/held.nq" &&
        [ "$(wc -l <"$dir/held.nq")" -eq "$(wc -l <"$2")" ]
      ;;
  esac
}

for i in $(seq "$count"); do
  # shellcheck disable=SC2086
  set -- $stores
  shift $((i % $#))
  file=$dir/$((i / 8 % 2)).nq
  [ $((i % 2)) -eq 0 ] || file=$dir/$(((i / 8 + 1) % 2)).nq
  if [ $((i / 4 % 2)) -eq 0 ]; then cut_by_death "$1" "$file"; else cut_by_store "$1" "$file"; fi
  [ $? -ne 0 ] || finished=$((finished + 1))
  (load "$1" "$file") >"$dir/out" 2>&1 || { echo "load $i, again into $1, fails:"; cat "$dir/out"; bad=$((bad + 1)); continue; }
  same "$1" "$file" || { echo "load $i: the store ($1) is not $file"; bad=$((bad + 1)); }
done
echo "$count loads cut ($finished of them too late) and run again into: $stores; $bad differ"
[ "$bad" -eq 0 ]
