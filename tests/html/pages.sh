#!/bin/sh
# The text of the pages in tests/html/pages is found: mean token F1 of at least 0.97.
set -eu
"$top_builddir/tests/html/measure_html" --floor 0.97 "$top_srcdir/tests/html/pages"
