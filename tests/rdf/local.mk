# Writing and querying: unit tests, round trips through other RDF software, example queries.
unit_tests += tests/unit/test_write
tests_unit_test_write_SOURCES = tests/unit/test_write.c
tests_unit_test_write_CPPFLAGS = $(unit_cppflags)
tests_unit_test_write_LDADD = $(unit_ldadd)

# Built on demand ("make bench")
bench_programs += tests/bench/bench_write tests/bench/bench_query
tests_bench_bench_write_SOURCES = tests/bench/bench_write.c tests/bench/corpus.c tests/bench/corpus.h
tests_bench_bench_write_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/tests/bench
tests_bench_bench_write_LDADD = libng.la

tests_bench_bench_query_SOURCES = tests/bench/bench_query.c tests/bench/corpus.c tests/bench/corpus.h
tests_bench_bench_query_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/tests/bench
tests_bench_bench_query_LDADD = libng.la

unit_tests += tests/unit/test_query
tests_unit_test_query_SOURCES = tests/unit/test_query.c
tests_unit_test_query_CPPFLAGS = $(unit_cppflags)
tests_unit_test_query_LDADD = $(unit_ldadd)

dist_check_SCRIPTS += tests/rdf/roundtrip.sh
TESTS += tests/rdf/roundtrip.sh
EXTRA_DIST += tests/rdf/lsan.supp tests/rdf/check.mjs tests/rdf/lines.mjs tests/rdf/node.sh tests/rdf/package.json tests/rdf/package-lock.json

distclean-local: clean-node
clean-node:
	rm -rf tests/rdf/node
.PHONY: clean-node
