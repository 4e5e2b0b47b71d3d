#!/bin/sh
# libnewsgraph exports newsgraph_* and nothing else, and all that newsgraph.h declares.
set -u
library=$top_builddir/.libs/libnewsgraph.so
[ -e "$library" ] || { echo "no shared library was built"; exit 77; }
exported=$(nm -D --defined-only "$library" | awk '$2 ~ /[TBDR]/ { print $3 }' | sort)
other=$(printf '%s\n' "$exported" | grep -v '^newsgraph_')
[ -z "$other" ] || { echo "exported, but not public:"; echo "$other"; exit 1; }
declared=$(grep -oE '\bnewsgraph_[a-z_]+\(' "$top_srcdir/src/newsgraph.h" | tr -d '(' | sort -u)
for name in $declared; do
  printf '%s\n' "$exported" | grep -qx "$name" || { echo "newsgraph.h declares $name, but it is not exported"; exit 1; }
done
[ -n "$declared" ]
