#!/bin/sh
# Each header compiles alone, under the strictest warnings of the build.
set -u
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
bad=0
for header in "$top_srcdir"/src/*/*.h "$top_srcdir"/src/newsgraph.h; do
  name=${header#"$top_srcdir"/src/}
  printf '#include "%s"\n#include "%s"\ntypedef int not_empty;\n' "$name" "$name" >"$dir/one.c"
  # shellcheck disable=SC2086
  ${CC:-cc} $NG_LINT_FLAGS -fsyntax-only "$dir/one.c" || { echo "$name does not compile alone"; bad=1; }
done
exit $bad
