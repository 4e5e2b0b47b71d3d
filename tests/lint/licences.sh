#!/bin/sh
# Every source file says its licence first.
set -u
cd "$top_srcdir" || exit 1
bad=0
for file in src/*.h src/*/*.[ch] tests/*/*.[ch]; do
  [ -e "$file" ] || continue
  head -n 1 "$file" | grep -q '^// SPDX-License-Identifier: Apache-2.0$' || { echo "$file: no licence line"; bad=1; }
done
exit $bad
