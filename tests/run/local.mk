# How a run over many articles goes: threads, interruptions, kills.
run_tests = tests/run/threads.sh tests/run/stops.sh tests/run/kills.sh
dist_check_SCRIPTS += $(run_tests)
TESTS += $(run_tests)
EXTRA_DIST += tests/run/articles.sh
