#!/bin/sh
# usage: write-samples.sh PROGRAM ARTICLES TO
# Write the graphs of the example articles in the folder ARTICLES to the folder TO, as Turtle and N-Triples.
# index.tsv names each article, its date and its publisher.
set -eu
program=$1 articles=$2 to=$3
tab=$(printf '\t')
while IFS=$tab read -r name date publisher; do
  for format in turtle:ttl ntriples:nt; do
    "$program" extract -f "${format%:*}" --date "$date" --publisher "$publisher" -o "$to/$name.${format#*:}" \
      "$articles/$name.txt"
  done
done <"$articles/index.tsv"
