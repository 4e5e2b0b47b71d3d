#!/bin/sh
# Requests against a server on loopback that refuses, cuts, delays, redirects and asks for credentials.
# Needs node; openssl, for what is about TLS.
set -u
skip() {
  echo "$1"
  [ "${NG_REQUIRE_NODE:-0}" = 1 ] && exit 1
  exit 77
}
command -v node >/dev/null || skip "node is missing"
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY NEWSGRAPH_CREDENTIALS
dir=$(mktemp -d) || exit 1
trap 'exec 9>&-; rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM HUP
command -v openssl >/dev/null && openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=store \
  -addext subjectAltName=IP:127.0.0.1 -keyout "$dir/key.pem" -out "$dir/cert.pem" 2>/dev/null

mkfifo "$dir/stdin"
node "$top_srcdir/tests/http/server.mjs" "$dir" <"$dir/stdin" >"$dir/out" 2>&1 &
exec 9>"$dir/stdin"
for _ in $(seq 100); do
  [ -e "$dir/address" ] && break
  sleep 0.1
done
[ -e "$dir/address" ] || { echo "the server does not start"; cat "$dir/out"; exit 1; }
here=$(cat "$dir/address")
printf 'user:pass word\n' >"$dir/right"
printf 'user:wrong one\n' >"$dir/wrong"
printf 'nothing\n' >"$dir/none"

bad=0
expect() { # PATTERN ARGUMENT...: what `send` prints holds the pattern
  pattern=$1
  shift
  : >"$dir/log"
  "$top_builddir/tests/http/send" "$@" >"$dir/got" 2>&1
  grep -qE -- "$pattern" "$dir/got" || { echo "not '$pattern' of: send $*"; cat "$dir/got" "$dir/log"; bad=1; }
  if grep -q 'pass word\|wrong one\|cGFzcyB3b3Jk' "$dir/got"; then echo "a password is shown of: send $*"; bad=1; fi
}
requests() { # PATTERN NUMBER: that many lines of the log hold the pattern
  n=$(grep -cE -- "$1" "$dir/log")
  [ "$n" = "$2" ] || { echo "$n requests like '$1', not $2, after '$pattern'"; cat "$dir/log"; bad=1; }
}

expect '^200 GET - 0$' GET "$here/echo"
expect '^200 PUT text/turtle 3000000$' -b 3000000 PUT "$here/echo"
expect '^200 POST text/turtle 9$' -b 9 -n 3 POST "$here/echo?a=b"
requests 'POST /echo' 3

# tries
expect '^200 good$' GET "$here/flaky?1"
requests flaky 3
expect '^again 2: The store answers 503: it is busy: later$' -b 7 POST "$here/flaky?2"
requests 'POST /flaky.2 7 -' 3
expect 'answers 503: it is busy$' -r 1 GET "$here/busy"
requests busy 2
expect 'answers 503' -r 0 GET "$here/busy"
requests busy 1
expect 'answers 400: line 7: no such thing$' GET "$here/refuse"
requests refuse 1
begin=$(date +%s)
expect '^200 ' GET "$here/later"
[ "$(date +%s)" -gt "$begin" ] || { echo "Retry-After is not heeded"; bad=1; }
expect '^200 whole$' GET "$here/cut"
requests cut 2
expect '^error http://127.0.0.1:[0-9]*/drop: ' -r 2 -b 10 POST "$here/drop?x"
requests drop 3
expect 'error http://127.0.0.1:1/: The store cannot be reached, is it running[?]' -r 1 GET http://127.0.0.1:1/
expect 'timed out' -t 1 -r 0 GET "$here/slow"
expect 'answer is longer than the limit of 1000 bytes' -m 1000 GET "$here/huge"
requests huge 1
expect '^200 x*$' -m 4194304 GET "$here/huge"

# addresses
expect 'must not hold a user or password: put' GET 'http://user@127.0.0.1/'
expect 'must not hold a user or password: put' GET 'http://user:wrong@127.0.0.1/'
expect 'Not the http:// or https:// address' GET 'ftp://127.0.0.1/'
expect 'Not the http:// or https:// address' GET 'file:///etc/hostname'
expect 'Not the http:// or https:// address' GET 'http://127.0.0.1/a b'
expect 'Not the http:// or https:// address of a store$' GET 'http://user:pass word@127.0.0.1/'
expect 'Not the http:// or https:// address' GET 'nonsense://'

# credentials
expect 'answers 401: it wants a user and password' -b 5 PUT "$here/digest"
expect '^200 let in with 100000$' -c "$dir/right" -b 100000 -n 3 PUT "$here/digest"
requests 'PUT /digest 0 -$' 1
requests 'PUT /digest 100000 Digest' 3
expect 'answers 401: it does not know this user and password' -c "$dir/wrong" -b 5 PUT "$here/digest"
expect '^200 let in with 100000$' -c "$dir/right" -b 100000 -n 3 POST "$here/basic"
requests 'POST /basic 100000 Basic' 3
requests 'POST /basic 0 -$' 1
expect '^200 PUT text/turtle 77$' -c "$dir/right" -b 77 -n 2 PUT "$here/echo"
NEWSGRAPH_CREDENTIALS='user:pass word'
export NEWSGRAPH_CREDENTIALS
expect '^200 let in with 6$' -b 6 POST "$here/digest"
unset NEWSGRAPH_CREDENTIALS
expect "$dir/none: Credentials are one line, USER:PASSWORD" -c "$dir/none" GET "$here/echo"
expect "$dir/missing: Cannot open: No such file" -c "$dir/missing" GET "$here/echo"

# redirects
expect '^200 GET' GET "$here/near"
expect '^200 GET' -c "$dir/right" GET "$here/away"
requests 'other GET /echo 0 -$' 1
expect 'answers 302: it has moved' -b 3 POST "$here/near"
expect 'answers 307: it has moved' -b 3 POST "$here/away"
requests other 0
expect '^error.*rotocol' GET "$here/file"
expect '^error.*redirects' GET "$here/round"

# TLS
if [ -e "$dir/tls" ]; then
  tls=$(cat "$dir/tls")
  expect "certificate is not trusted" -r 3 GET "$tls/echo"
  grep -q again "$dir/got" && { echo "a certificate is tried again"; bad=1; }
  expect '^200 GET - 0$' -a "$dir/cert.pem" GET "$tls/echo"
  expect '^200 let in with 5$' -a "$dir/cert.pem" -c "$dir/right" -b 5 POST "$tls/basic"
  expect "certificate is not trusted" -a "$dir/cert.pem" GET "https://localhost:${tls##*:}/echo"
  expect 'Cannot open' -a "$dir/missing" GET "$tls/echo"
  sed 's/[A-Za-z]/x/g' "$dir/cert.pem" >"$dir/damaged.pem"
  expect '^error' -r 0 -a "$dir/damaged.pem" GET "$tls/echo"
fi
exit $bad
