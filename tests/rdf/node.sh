# For scripts that need node: installs the packages once, into the build tree, and sets $work to their folder.
# Without node or npm, or without packages, the test is skipped, unless NG_REQUIRE_NODE is 1.
skip() {
  echo "$1"
  [ "${NG_REQUIRE_NODE:-0}" = 1 ] && exit 1
  exit 77
}
command -v node >/dev/null && command -v npm >/dev/null || skip "node or npm is missing"
work=$top_builddir/tests/rdf/node
mkdir -p "$work"
exec 9>"$work/lock"
command -v flock >/dev/null && flock 9 # tests may run at the same time
cmp -s "$top_srcdir/tests/rdf/package-lock.json" "$work/installed.json" || {
  cp "$top_srcdir/tests/rdf/package.json" "$top_srcdir/tests/rdf/package-lock.json" "$work/"
  chmod u+w "$work"/package*.json
  (cd "$work" && npm ci --silent --no-audit --no-fund --legacy-peer-deps) >"$work/npm.log" 2>&1 ||
    skip "npm could not install the packages: $(tail -1 "$work/npm.log")"
  cp "$top_srcdir/tests/rdf/package-lock.json" "$work/installed.json"
}
exec 9>&-
