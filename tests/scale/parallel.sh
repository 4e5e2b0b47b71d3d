#!/bin/sh
# The stream contract under GNU parallel: the input is cut at lines, parts run side by side, one is killed and run
# again; the sorted union is the single run, byte for byte.
set -u
command -v parallel >/dev/null 2>&1 || { echo "GNU parallel is not installed: skipped"; exit 77; }
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
PATH=$top_builddir:$PATH
HOME=$dir
export HOME PATH
. "$top_srcdir/tests/run/articles.sh"

make_articles 30 "$dir/in.jsonl"
newsgraph extract -f nquads "$dir/in.jsonl" | LC_ALL=C sort -u >"$dir/single" || fail "single run"
[ -s "$dir/single" ] || fail "no graph"

# As a filter.
parallel --will-cite --pipe -N 7 -j 2 newsgraph extract -i jsonl -f nquads <"$dir/in.jsonl" |
  LC_ALL=C sort -u >"$dir/piped"
same "$dir/single" "$dir/piped" "--pipe"

# A line is answered before the next one comes.
mkfifo "$dir/asked" "$dir/answered"
timeout 30 newsgraph extract -j 2 -f nquads <"$dir/asked" >"$dir/answered" &
exec 3>"$dir/asked" 4<"$dir/answered"
head -1 "$dir/in.jsonl" >&3
read -r answer <&4 || fail "no answer to the first line"
case $answer in
  '<https://w3id.org/newsgraph/id/'*) ;;
  *) fail "answer $answer" ;;
esac
exec 3>&-
cat <&4 >/dev/null
exec 4<&-
wait $! || fail "line by line"

# Part by part, in any order; the first attempt at one of them is killed in the middle.
split -l 7 "$dir/in.jsonl" "$dir/part."
cat >"$dir/task" <<'END'
#!/bin/sh
# task PART
case $1 in
  *.ab)
    if mkdir "$1.tried" 2>/dev/null; then
      mkfifo "$1.pipe"
      newsgraph extract -i jsonl -f nquads --checkpoint 0 -o "$1.nq" <"$1.pipe" &
      exec 3>"$1.pipe"
      head -4 "$1" >&3
      kill -9 $!
      wait $!
      exit
    fi ;;
esac
newsgraph extract -i jsonl -f nquads --resume --checkpoint 0 -o "$1.nq" - <"$1"
END
chmod +x "$dir/task"
ls -r "$dir"/part.a? >"$dir/list"
parallel --will-cite -j 2 --joblog "$dir/log" "$dir/task" <"$dir/list" 2>/dev/null && fail "no task was killed"
[ ! -e "$dir/part.ab.nq" ] || fail "the killed task left a file under its name"
parallel --will-cite -j 2 --joblog "$dir/log" --resume-failed "$dir/task" <"$dir/list" || fail "again"
LC_ALL=C sort -u "$dir"/part.a?.nq >"$dir/merged"
same "$dir/single" "$dir/merged" "killed and run again"

# A part that ran twice changes nothing.
LC_ALL=C sort -u "$dir"/part.a?.nq "$dir/part.ac.nq" >"$dir/merged"
same "$dir/single" "$dir/merged" "one part twice"
exit $failed
