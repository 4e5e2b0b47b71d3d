#!/bin/sh
# kills.sh [N [SEED]]: runs are killed (SIGKILL) N times at random moments and resumed each time; what comes out in
# the end must be the bytes of an undisturbed run. Half of the runs write a file, plain or packed, half a folder.
set -u
n=${1:-20}
seed=${2:-1}
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
PATH=$top_builddir:$PATH
. "$top_srcdir/tests/run/articles.sh"

make_articles 60 "$dir/in.jsonl"
newsgraph extract -f ntriples -o "$dir/whole" "$dir/in.jsonl" || exit 1
newsgraph extract -f ntriples -o "$dir/whole.gz" "$dir/in.jsonl" || exit 1
newsgraph extract -f ntriples --output-dir "$dir/parts" --articles-per-file 7 "$dir/in.jsonl" || exit 1
sed 1d "$dir/parts/manifest.jsonl" >"$dir/manifest"

# How long models take to load, in milliseconds, so that most kills come later.
now() { date +%s%3N; }
begun=$(now)
newsgraph extract "$top_srcdir/output/articles/mine-rescue.txt" >"$dir/one" || exit 1
load=$(($(now) - begun))

# go OUTPUT-OPTIONS...: one attempt; true when it has ended by itself
go() {
  seed=$(((seed * 1103515245 + 12345) % 2147483648))
  pause=$((load / 2 + seed / 65536 % (load + 60)))
  newsgraph extract -j 2 -f ntriples --checkpoint $((seed / 65536 % 2 * 20)) --resume "$@" "$dir/in.jsonl" 2>>"$dir/err" &
  pid=$!
  sleep "$(printf '%d.%03d' $((pause / 1000)) $((pause % 1000)))"
  if kill -9 $pid 2>/dev/null; then
    killed=$((killed + 1))
  fi
  wait $pid 2>/dev/null
  code=$?
  [ $code -eq 0 ] || [ $code -eq 137 ] || fail "exit code $code: $(tail -1 "$dir/err")"
  [ $code -ne 137 ]
}

killed=0
runs=0
while [ $killed -lt "$n" ] && [ $failed -eq 0 ]; do
  runs=$((runs + 1))
  if [ $((runs % 2)) -eq 1 ]; then
    end=
    [ $((runs % 4)) -eq 1 ] || end=.gz
    until go -o "$dir/out$end" || [ $failed -ne 0 ]; do
      [ ! -e "$dir/out$end" ] || break # killed after all was done
    done
    same "$dir/whole$end" "$dir/out$end" "the file of run $runs"
    rm -f "$dir"/out*
  else
    until go --output-dir "$dir/out" --articles-per-file 7 || [ $failed -ne 0 ]; do :; done
    for file in "$dir"/parts/part-*; do
      same "$file" "$dir/out/${file##*/}" "${file##*/} of run $runs"
    done
    sed 1d "$dir/out/manifest.jsonl" | cmp - "$dir/manifest" || fail "the manifest of run $runs"
    [ "$(ls -A "$dir/out" | wc -l)" -eq "$(ls -A "$dir/parts" | wc -l)" ] || fail "rests: $(ls -A "$dir/out")"
    rm -rf "$dir/out"
  fi
done
[ $failed -eq 0 ] || tail -5 "$dir/err"
echo "$killed kills in $runs runs"
exit $failed
