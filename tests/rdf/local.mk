# Writing and querying: unit tests, round trips through other RDF software, example queries.
unit_tests += tests/unit/test_write
tests_unit_test_write_SOURCES = tests/unit/test_write.c
tests_unit_test_write_CPPFLAGS = $(unit_cppflags)
tests_unit_test_write_LDADD = $(unit_ldadd)

# Built on demand ("make bench")
EXTRA_PROGRAMS += tests/bench/bench_write
tests_bench_bench_write_SOURCES = tests/bench/bench_write.c tests/bench/corpus.c tests/bench/corpus.h
tests_bench_bench_write_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/tests/bench
tests_bench_bench_write_LDADD = libng.la

EXTRA_PROGRAMS += tests/bench/bench_query
tests_bench_bench_query_SOURCES = tests/bench/bench_query.c
tests_bench_bench_query_LDADD = libng.la
CLEANFILES += tests/bench/bench_write$(EXEEXT) tests/bench/bench_query$(EXEEXT)

unit_tests += tests/unit/test_query
tests_unit_test_query_SOURCES = tests/unit/test_query.c
tests_unit_test_query_CPPFLAGS = $(unit_cppflags)
tests_unit_test_query_LDADD = $(unit_ldadd)
