#!/bin/sh
# Measure accuracy against the annotated articles and corpora in ../shared beside the source tree, with the
# scorers there (they need python3). Leaves itself out where they are missing. `make accuracy` calls it;
# with words behind it (ACCURACY="gold names") only those parts.
set -u
shared=${NG_SHARED:-$top_srcdir/../shared}
if [ ! -d "$shared/eval" ]; then
  echo "accuracy: left out, there is no folder $shared with annotated articles"
  exit 0
fi
command -v python3 >/dev/null 2>&1 || { echo "accuracy: left out, the scorers need python3"; exit 0; }
program=$top_builddir/newsgraph
tools=$top_builddir/tests/accuracy
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
parts=${*:-gold names links attribution events tokens tags coref happenings html}
wants() { case " $parts " in *" $1 "*) ;; *) return 1 ;; esac }

if wants gold; then
  echo "== gold articles (P R F1 of each, then over all of them)"
  : >"$dir/counts"
  for gold in "$shared"/eval/gold/*.json; do
    name=$(basename "$gold" .json)
    article=$(python3 -c 'import json,sys; print(json.load(open(sys.argv[1]))["article"])' "$gold")
    published=$(python3 -c 'import json,sys; print(json.load(open(sys.argv[1])).get("published") or "")' "$gold")
    "$program" extract -q -f ntriples ${published:+--date "$published"} -o "$dir/$name.nt" "$shared/$article" || continue
    echo "-- $name"
    python3 "$shared/eval/score_graph.py" "$gold" "$dir/$name.nt" --counts >"$dir/score"
    grep -v '^counts' "$dir/score"
    sed -n 's/^counts //p' "$dir/score" >>"$dir/counts"
  done
  python3 - "$dir/counts" <<'END'
import json, sys
rows = [json.loads(x) for x in open(sys.argv[1])]
f = lambda p, r: 2 * p * r / (p + r) if p + r else 0.0
for name in ('entities', 'positions', 'events', 'statements'):
    hit, want, right, judged = (sum(r[name][i] for r in rows) for i in range(4))
    p, r = right / judged if judged else 0.0, hit / want if want else 0.0
    mean = sum(f(x[name][2] / x[name][3] if x[name][3] else 0.0, x[name][0] / x[name][1] if x[name][1] else 1.0) for x in rows) / len(rows)
    print(f'all {len(rows)} articles, {name:10s} P {p:.3f} R {r:.3f} F1 micro {f(p, r):.3f} mean {mean:.3f}')
END
fi

extract_corpus() { # NAME FILE
  "$program" extract -q -i jsonl -f ntriples -o "$dir/$1.nt" "$2"
}

if wants names; then
  for set in dev-worldwide/worldwide-dev wikinews-names/dev; do
    echo "== names, $set"
    file=$shared/corpora/$set.jsonl
    [ ! -x "$tools/measure_names" ] || "$tools/measure_names" "$file"
  done
  echo "== names, whole graph, dev-worldwide"
  extract_corpus worldwide "$shared/corpora/dev-worldwide/worldwide-dev.jsonl" &&
    python3 "$shared/eval/score_mentions.py" "$shared/corpora/dev-worldwide/worldwide-dev.jsonl" "$dir/worldwide.nt"
fi
if wants links; then
  echo "== links, dev-linking"
  "$program" knowledge list 2>/dev/null | grep -oE '\bQ[0-9]+\b' | sort -u >"$dir/known"
  file=$shared/corpora/dev-linking/news-fair-v1.jsonl
  extract_corpus links "$file" && python3 "$shared/eval/score_corpus.py" links "$file" "$dir/links.nt" --known "$dir/known"
fi
if wants attribution; then
  echo "== direct quotations, dev-attribution"
  file=$shared/corpora/dev-attribution/polnear-dev.jsonl
  extract_corpus attribution "$file" && python3 "$shared/eval/score_corpus.py" attribution "$file" "$dir/attribution.nt"
fi
if wants events; then
  for kind in plover pac; do
    echo "== events, dev-events $kind"
    file=$shared/corpora/dev-events/$kind-dev.jsonl
    extract_corpus $kind "$file" && python3 "$shared/eval/score_corpus.py" $kind "$file" "$dir/$kind.nt"
  done
fi
if wants tokens; then
  for set in ud-ewt/en_ewt-dev ud-gum/gum-dev; do
    echo "== sentence and token boundaries, $set"
    [ ! -x "$tools/measure_tokens" ] || "$tools/measure_tokens" "$shared/corpora/$set.conllu"
  done
fi
if wants tags; then
  echo "== parts of speech and dependencies, ud-gum/gum-dev"
  [ ! -x "$tools/measure_tags" ] || "$tools/measure_tags" "$shared/corpora/ud-gum/gum-dev.conllu"
fi
if wants coref; then
  echo "== coreference of names, ud-gum/gum-dev news and interviews"
  [ ! -x "$tools/measure_coref" ] || "$tools/measure_coref" "$shared/corpora/ud-gum/gum-dev.conllu"
fi
if wants happenings; then
  echo "== happenings: stories at hand, put aside, and told blindly"
  for set in dev test blind fresh last; do
    ls "$top_srcdir"/tests/merge/stories/$set-*.txt >/dev/null 2>&1 || continue
    echo "$set"
    "$tools/measure_happenings" "$top_srcdir"/tests/merge/stories/$set-*.txt
  done
fi
if wants html; then
  echo "== text of pages, tests/html/pages"
  "$top_builddir/tests/html/measure_html" "$top_srcdir/tests/html/pages"
  echo "== languages, tests/html/languages.tsv"
  "$top_builddir/tests/html/measure_language" "$top_srcdir/tests/html/languages.tsv"
fi
