# Tests of src/http.
check_PROGRAMS += tests/http/send
tests_http_send_SOURCES = tests/http/send.c
tests_http_send_LDADD = libng.la

dist_check_SCRIPTS += tests/http/http.sh
TESTS += tests/http/http.sh
EXTRA_DIST += tests/http/server.mjs
