# How a run over many articles goes: threads, interruptions, kills.
run_tests = tests/run/threads.sh tests/run/stops.sh tests/run/kills.sh
dist_check_SCRIPTS += $(run_tests)
TESTS += $(run_tests)
EXTRA_DIST += tests/run/articles.sh

# The public functions are compiled in, so that their memory can be made to fail.
if HAVE_CMOCKA
check_PROGRAMS += tests/run/test_run
TESTS += tests/run/test_run
endif
tests_run_test_run_SOURCES = tests/run/test_run.c $(libnewsgraph_la_SOURCES)
tests_run_test_run_CPPFLAGS = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
tests_run_test_run_LDADD = libng.la $(CMOCKA_LIBS)
