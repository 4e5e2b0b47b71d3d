#!/bin/sh
# Without an argument: generate `configure`, nothing else.
#   ./autogen.sh demo    install what is missing, build, write the example graphs to output/ and answer one query
#   ./autogen.sh check   install what is missing, build and run every test
# Both are for Debian and its relatives; elsewhere install the packages named below by hand.
set -eu
cd "$(dirname "$0")"

build_packages="autoconf automake libtool pkg-config gcc make libc6-dev libicu-dev nettle-dev libyajl-dev libraptor2-dev
  librdf0-dev libxml2-dev zlib1g-dev libzstd-dev libcurl4-gnutls-dev libexttextcat-dev libexttextcat-data"
check_packages="$build_packages libcmocka-dev ca-certificates nodejs npm openssl curl parallel slurm-wlm munge"
store_packages="virtuoso-opensource-7-bin" # not in every release; what needs it is skipped without

generate() {
  autoreconf --install --force
}

# Install the packages that dpkg does not list as installed.
install_missing() {
  missing=
  for package; do
    case $package in
      nodejs | npm) command -v "${package%js}" >/dev/null 2>&1 && continue ;;
    esac
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "autogen.sh: please install:$missing" >&2
    exit 1
  fi
  run=
  [ "$(id -u)" = 0 ] || run=sudo
  echo "autogen.sh: installing$missing"
  $run apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $run apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

jobs() {
  getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1
}

# Build in build/, apart from the sources. What was configured otherwise before, or without packages that are
# there now, is configured anew.
build() {
  [ -x configure ] || generate >/dev/null 2>&1 || generate
  mkdir -p build
  cd build
  if [ ! -f Makefile ] || [ "$(cat configured 2>/dev/null)" != "options: $*" ]; then
    ../configure --quiet "$@"
    echo "options: $*" >configured
  fi
  make --silent -j"$(jobs)"
}

case ${1-} in
'')
  generate
  ;;
demo)
  install_missing $build_packages
  build
  make --silent samples
  echo
  echo "The graphs are in output/. Who said what, asked of them:"
  echo
  ./newsgraph query ../tests/queries/who-said-what.rq ../output/*.nt
  ;;
check)
  install_missing $check_packages
  (install_missing $store_packages) || echo "autogen.sh: without $store_packages"
  build --enable-werror
  make -j"$(jobs)" check
  ;;
*)
  echo "usage: ./autogen.sh [demo|check]" >&2
  exit 2
  ;;
esac
