#!/bin/sh
# Runs that end early: a signal, a full disk, a file size limit. Nothing half-written stands under the final
# name, and --resume makes of what is left the output of a run that was never interrupted.
set -u
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
PATH=$top_builddir:$PATH
. "$top_srcdir/tests/run/articles.sh"

make_articles 40 "$dir/in.jsonl"
for format in ntriples turtle rdfxml; do
  newsgraph extract -f $format -o "$dir/whole.$format" "$dir/in.jsonl" || fail "whole run in $format"
done
newsgraph extract -f ntriples --output-dir "$dir/whole" --articles-per-file 9 "$dir/in.jsonl" || fail "whole folder"

# feed N SIGNAL COMMAND...: the first N articles through a pipe that stays open, then the signal; the code of the
# command goes to $code. What it was given has been taken once the checkpoint counts it.
feed() {
  n=$1 signal=$2
  shift 2
  mkfifo "$dir/pipe"
  "$@" <"$dir/pipe" 2>"$dir/err" &
  pid=$!
  exec 3>"$dir/pipe"
  head -"$n" "$dir/in.jsonl" >&3
  i=0
  until grep -qs "^place.n_records $n\$" "$dir/out.checkpoint" "$dir/out/checkpoint" || [ $i -ge 300 ]; do
    sleep 0.02
    i=$((i + 1))
  done
  kill -"$signal" $pid
  wait $pid
  code=$?
  exec 3>&-
  rm "$dir/pipe"
}

for format in turtle rdfxml; do
  feed 7 TERM newsgraph extract -j 2 -i jsonl -f $format --checkpoint 0 -o "$dir/out"
  [ $code -eq 143 ] || fail "exit code $code after SIGTERM in $format"
  grep -q resume "$dir/err" || fail "no word of --resume: $(cat "$dir/err")"
  [ ! -e "$dir/out" ] || fail "half a file under its name in $format"
  newsgraph extract -i jsonl -f $format --resume -o "$dir/out" - <"$dir/in.jsonl" || fail "resume in $format"
  same "$dir/whole.$format" "$dir/out" "resumed $format"
  [ ! -e "$dir/out.partial" ] && [ ! -e "$dir/out.checkpoint" ] || fail "rests of $format stay"
  rm -f "$dir/out"
done

# What must be the same.
feed 5 INT newsgraph extract -i jsonl -f ntriples --checkpoint 0 -o "$dir/out"
[ $code -eq 130 ] || fail "exit code $code after SIGINT"
newsgraph extract -i jsonl -f turtle --resume -o "$dir/out" "$dir/in.jsonl" 2>"$dir/err" && fail "another format"
grep -q 'format was ntriples.* is turtle' "$dir/err" || fail "message: $(cat "$dir/err")"
sed '3s/Report/Account/' "$dir/in.jsonl" >"$dir/other.jsonl"
newsgraph extract -i jsonl -f ntriples --resume -o "$dir/out" "$dir/other.jsonl" 2>"$dir/err" && fail "another input"
grep -q 'input is not the one' "$dir/err" || fail "message: $(cat "$dir/err")"
head -4 "$dir/in.jsonl" >"$dir/short.jsonl"
newsgraph extract -i jsonl -f ntriples --resume -o "$dir/out" "$dir/short.jsonl" 2>"$dir/err" && fail "a shorter input"
grep -q 'fewer records' "$dir/err" || fail "message: $(cat "$dir/err")"
[ ! -e "$dir/out" ] || fail "a refused run wrote its file"
newsgraph extract -i jsonl -f ntriples --resume -o "$dir/out" "$dir/in.jsonl" || fail "resume after refusals"
same "$dir/whole.ntriples" "$dir/out" "resumed after refusals"
rm "$dir/out"

# Without --resume it begins anew, and says so.
feed 5 INT newsgraph extract -i jsonl -f ntriples --checkpoint 0 -o "$dir/out"
newsgraph extract -f ntriples -o "$dir/out" "$dir/in.jsonl" 2>"$dir/err" || fail "anew"
grep -q 'is replaced' "$dir/err" || fail "message: $(cat "$dir/err")"
same "$dir/whole.ntriples" "$dir/out" "begun anew"
rm "$dir/out"

# A folder of parts.
feed 23 TERM newsgraph extract -j 2 -i jsonl -f ntriples --checkpoint 0 --output-dir "$dir/out" --articles-per-file 9
[ $code -eq 143 ] || fail "exit code $code of a folder"
[ "$(ls "$dir"/out/part-0000?.nt | wc -l)" -eq 2 ] || fail "parts: $(ls "$dir/out")"
newsgraph extract -i jsonl -f ntriples --output-dir "$dir/out" "$dir/in.jsonl" 2>"$dir/err" && fail "a used folder"
newsgraph extract -i jsonl -f ntriples --resume --output-dir "$dir/out" --articles-per-file 9 - <"$dir/in.jsonl" || fail "resume"
for file in part-00000.nt part-00001.nt part-00002.nt part-00003.nt part-00004.nt; do
  same "$dir/whole/$file" "$dir/out/$file" "$file"
done
sed 1d "$dir/whole/manifest.jsonl" >"$dir/manifest"
sed 1d "$dir/out/manifest.jsonl" | cmp - "$dir/manifest" || fail "manifest"
(cd "$dir/out" && sed -n 's/.*"file":"\([^"]*\)".*"sha256":"\([^"]*\)".*/\2  \1/p' manifest.jsonl | sha256sum -c --quiet) || fail "checksums"
[ "$(ls -A "$dir/out" | wc -l)" -eq 6 ] || fail "rests in the folder: $(ls -A "$dir/out")"
newsgraph extract -i jsonl -f ntriples --resume --output-dir "$dir/out" --articles-per-file 9 -v "$dir/in.jsonl" 2>"$dir/err" || fail "complete"
grep -q 'complete already' "$dir/err" || fail "message: $(cat "$dir/err")"
rm -r "$dir/out"

# A disk that is full, and a limit on the size of files.
newsgraph extract -f ntriples "$dir/in.jsonl" >/dev/full 2>"$dir/err"
[ $? -eq 4 ] && grep -q 'No space left' "$dir/err" || fail "/dev/full: $(cat "$dir/err")"
newsgraph extract -j 2 -f rdfxml -o /dev/full "$dir/in.jsonl" 2>"$dir/err"
[ $? -eq 4 ] && grep -q 'No space left' "$dir/err" || fail "-o /dev/full: $(cat "$dir/err")"
(ulimit -f 600 && newsgraph extract -j 2 -f ntriples --checkpoint 0 -o "$dir/out" "$dir/in.jsonl") 2>"$dir/err"
[ $? -eq 4 ] && grep -q 'File too large' "$dir/err" || fail "limit: $(cat "$dir/err")"
[ ! -e "$dir/out" ] || fail "half a file under its name"
newsgraph extract -f ntriples --resume -o "$dir/out" "$dir/in.jsonl" || fail "resume with room"
same "$dir/whole.ntriples" "$dir/out" "resumed with room"
exit $failed
