#!/bin/sh
# Good and bad command lines: exit code and what standard error says. One row a case in commands.tsv:
# exit code, a pattern that standard error must hold ("-": it must be empty), the command line.
# @ART@ is the folder of example articles, @TMP@ a scratch folder with the files made below.
set -u
dir=$(mktemp -d) || exit 1
trap 'chmod -R u+rwx "$dir"; rm -rf "$dir"' EXIT
PATH=$top_builddir:$PATH
art=$top_srcdir/output/articles
tab=$(printf '\t')

: >"$dir/empty.txt"
printf 'caf\351 was closed\n' >"$dir/latin1.txt"
printf 'caf\303\251 in Paris, caf\303\251 in Nice, caf\303\251 in Lyon, caf\303\251 in Metz \377\n' >"$dir/damaged.txt"
printf 'one\0two\n' >"$dir/nul.txt"
printf '{"id":"a","text":"Ann Roe met Bob Poe in Paris."}\nno json\n{"id":"c"}\n{"id":"d","text":7}\n{"id":"e","text":"Bob Poe met Ann Roe in Rome."}\n' \
  >"$dir/mixed.jsonl"
printf 'Leaders meet\n\nFrench President Fran\303\247ois Hollande met Prime Minister Narendra Modi of India in Paris.\n' >"$dir/leaders.txt"
printf 'Leaders talk\n\nFran\303\247ois Hollande met Narendra Modi in Paris. Mr Hollande thanked him.\n' >"$dir/other.txt"
printf '#newsgraph knowledge 1\nAgency\t\tOffice of Tide Tables\tTide Office|OTT\tNO\tregulator\t\t\t\t\n' >"$dir/own.tsv"
printf '#newsgraph knowledge 1\nOrganization\t\tParis\t\tFR\t\t\t\t\t\n' >"$dir/paris.tsv"
printf '#newsgraph knowledge 1\nAgenda\t\tOffice of Tide Tables\t\tNO\t\t\t\t\t\n' >"$dir/wrong.tsv"
printf '{"text":"Bob Poe met Ann Roe in Rome."}\n{"text":"Leaders meet again"}\n' >"$dir/some.jsonl"
printf '<http://%s.example/one> <http://a.example/p> "v" .\n' a b >"$dir/two.nt"
mkdir "$dir/folder"
mkdir -p "$dir/tree/a/.git"
printf 'One\n\nBob Poe met Ann Roe in Rome.\n' >"$dir/tree/one.txt"
printf 'Two\n\nAnn Roe met Bob Poe in Paris.\n' >"$dir/tree/a/two.txt"
printf 'hidden\n' | tee "$dir/tree/.one" >"$dir/tree/a/.git/two"
printf '\211PNG\n' >"$dir/tree/a/Picture.PNG"
ln -s .. "$dir/tree/a/up"
"$top_builddir/newsgraph" extract -f ntriples -o "$dir/graph.nt" "$art/river-treaty.txt" || exit 1
"$top_builddir/newsgraph" extract -o "$dir/leaders.ttl" "$dir/leaders.txt" || exit 1
"$top_builddir/newsgraph" extract --profile facts -f nquads -o "$dir/some.nq" "$dir/some.jsonl" || exit 1
"$top_builddir/newsgraph" extract --text -f rdfxml -o "$dir/leaders.rdf" "$dir/leaders.txt" || exit 1

n=0
bad=0
while IFS=$tab read -r code pattern line; do
  case $code in '#'* | '') continue ;; esac
  command=$(printf '%s' "$line" | sed "s#@ART@#$art#g; s#@TMP@#$dir#g")
  (eval "$command") >"$dir/out" 2>"$dir/err" </dev/null
  got=$?
  n=$((n + 1))
  if [ "$got" -ne "$code" ]; then
    echo "exit code $got, not $code: $line"
    cat "$dir/err"
    bad=1
  fi
  if [ "$pattern" = - ]; then
    [ ! -s "$dir/err" ] || { echo "unexpected message of: $line"; cat "$dir/err"; bad=1; }
  else
    grep -qE -- "$pattern" "$dir/err" || { echo "no message like '$pattern' of: $line"; cat "$dir/err"; bad=1; }
  fi
done <"$top_srcdir/tests/cli/commands.tsv"
[ "$n" -ge 30 ] || { echo "only $n cases were read"; exit 1; }
exit $bad
