#!/bin/sh
# Sentences in many languages, closely related ones included, are told from English ones.
set -eu
"$top_builddir/tests/html/measure_language" "$top_srcdir/tests/html/languages.tsv"
