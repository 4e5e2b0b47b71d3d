# Stores on loopback for tests, to be sourced by a shell script with `dir`, a scratch folder, set:
#   oxigraph_start    starts SPARQL over HTTP in front of Oxigraph; sets $oxigraph to its address, $node_load to a
#                     folder with the scripts of tests/load and the npm packages
#   virtuoso_start    starts Virtuoso; sets $virtuoso to its address (user and password are dba), $virtuoso_sql
#   virtuoso_writer   makes a user who may update, but not call the store's own loader; sets $virtuoso_writer to a file
#                     of credentials
#   virtuoso_stop     ends it at once; virtuoso_start then starts an empty one
#   oxigraph_equal    compares it with a file; oxigraph_fail lets it fail
#   stores_stop       ends what was started; call it from a trap
# Each returns 1 with a message in $missing where what it needs is not installed. Paths of the stores:
#   $oxigraph/query /update /store        $virtuoso/sparql /sparql-auth /sparql-graph-crud-auth
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY NEWSGRAPH_CREDENTIALS
oxigraph_stdin=
virtuoso_pid=
missing=

wait_for() { # FILE PID: until the file is there, at most 30 s
  for _ in $(seq 300); do
    [ -s "$1" ] && return 0
    kill -0 "$2" 2>/dev/null || break
    sleep 0.1
  done
  return 1
}

# The npm packages of tests/rdf, installed once into the build tree.
node_packages() {
  command -v node >/dev/null && command -v npm >/dev/null || { missing="node or npm is missing"; return 1; }
  node_work=$top_builddir/tests/rdf/node
  mkdir -p "$node_work"
  (
    command -v flock >/dev/null && flock 9
    cmp -s "$top_srcdir/tests/rdf/package-lock.json" "$node_work/installed.json" && exit 0
    cp "$top_srcdir/tests/rdf/package.json" "$top_srcdir/tests/rdf/package-lock.json" "$node_work/"
    chmod u+w "$node_work"/package*.json
    (cd "$node_work" && npm ci --silent --no-audit --no-fund --legacy-peer-deps) >"$node_work/npm.log" 2>&1 &&
      cp "$top_srcdir/tests/rdf/package-lock.json" "$node_work/installed.json"
  ) 9>"$node_work/lock" || { missing="npm could not install the packages: $(tail -1 "$node_work/npm.log")"; return 1; }
}

oxigraph_start() {
  node_packages || return 1
  mkdir -p "$dir/oxigraph"
  mkdir -p "$node_work/load.$$"
  cp "$top_srcdir"/tests/load/*.mjs "$node_work/load.$$/"
  chmod u+w "$node_work/load.$$"/*.mjs
  node_load=$node_work/load.$$
  mkfifo "$dir/oxigraph/stdin"
  node "$node_load/oxigraph-server.mjs" "$dir/oxigraph" <"$dir/oxigraph/stdin" >"$dir/oxigraph/out" 2>&1 &
  exec 8>"$dir/oxigraph/stdin"
  oxigraph_stdin=8
  wait_for "$dir/oxigraph/address" $! || { cat "$dir/oxigraph/out"; exit 1; }
  oxigraph=$(cat "$dir/oxigraph/address")
}

oxigraph_fail() { # MODE...: see oxigraph-server.mjs
  curl -sf --data-binary "$*" "$oxigraph/fail"
}

oxigraph_equal() { # FILE [FILE]: is the store what the file of N-Quads holds; are the two the same
  [ $# -eq 1 ] && equal_body=$1 || equal_body="$1
$2"
  curl -s --data-binary "$equal_body" "$oxigraph/equal" >"$dir/differs"
  [ ! -s "$dir/differs" ] || { cat "$dir/differs"; return 1; }
}

# A port that nobody listens on just now.
free_port() {
  node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })'
}

virtuoso_configure() {
  rm -rf "$dir/virtuoso"
  mkdir -p "$dir/virtuoso"
  virtuoso_sql=127.0.0.1:$(free_port)
  virtuoso=127.0.0.1:$(free_port)
  cat >"$dir/virtuoso/virtuoso.ini" <<END
[Database]
DatabaseFile = $dir/virtuoso/virtuoso.db
ErrorLogFile = $dir/virtuoso/virtuoso.log
LockFile = $dir/virtuoso/virtuoso.lck
TransactionFile = $dir/virtuoso/virtuoso.trx
xa_persistent_file = $dir/virtuoso/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = $dir/virtuoso/temporary.db
TransactionFile = $dir/virtuoso/temporary.trx
[Parameters]
ServerPort = $virtuoso_sql
DisableUnixSocket = 1
MaxClientConnections = 20
CheckpointInterval = 60
CaseMode = 2
DirsAllowed = $dir
NumberOfBuffers = 60000
MaxDirtyBuffers = 40000
[HTTPServer]
ServerPort = $virtuoso
ServerRoot = $dir/virtuoso
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = 10000000
MaxQueryExecutionTime = 600
END
  virtuoso=http://$virtuoso
}

virtuoso_try() { # status 1: it did not come up
  virtuoso_configure
  virtuoso-t +configfile "$dir/virtuoso/virtuoso.ini" +foreground >"$dir/virtuoso/out" 2>&1 &
  virtuoso_pid=$!
  for _ in $(seq 300); do
    curl -sf -o "$dir/virtuoso/ready" "$virtuoso/sparql?query=ASK%7B%7D" && [ -s "$dir/virtuoso/ready" ] && break
    kill -0 "$virtuoso_pid" 2>/dev/null || break
    sleep 0.1
  done
  [ -s "$dir/virtuoso/ready" ]
}

virtuoso_start() {
  for program in virtuoso-t isql-vt curl node; do
    command -v "$program" >/dev/null || { missing="$program is missing"; return 1; }
  done
  for _ in 1 2 3; do # somebody else may take a free port before the server does
    virtuoso_try && break
    virtuoso_stop
  done
  [ -s "$dir/virtuoso/ready" ] || { tail -20 "$dir/virtuoso/out"; exit 1; }
  printf 'dba:dba\n' >"$dir/virtuoso/credentials"
}

virtuoso_do() { # SQL
  isql-vt "$virtuoso_sql" dba dba exec="$1" >"$dir/virtuoso/isql" 2>&1 && ! grep -q '^\*\*\* Error' "$dir/virtuoso/isql" ||
    { cat "$dir/virtuoso/isql"; return 1; }
}

virtuoso_stop() {
  [ -z "$virtuoso_pid" ] || { kill -9 "$virtuoso_pid" 2>/dev/null || :; wait "$virtuoso_pid" 2>/dev/null || :; }
  virtuoso_pid=
}

virtuoso_writer() {
  virtuoso_do "DB.DBA.USER_CREATE ('writer', 'writer')" && virtuoso_do 'grant SPARQL_UPDATE to "writer"' || return 1
  virtuoso_writer=$dir/virtuoso/writer
  printf 'writer:writer\n' >"$virtuoso_writer"
}

stores_stop() {
  [ -z "${node_load-}" ] || rm -rf "$node_load"
  [ -z "$oxigraph_stdin" ] || exec 8>&-
  virtuoso_stop
}
