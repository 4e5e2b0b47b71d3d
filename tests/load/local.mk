# Tests of src/load.
check_PROGRAMS += tests/load/embedded
tests_load_embedded_SOURCES = tests/load/embedded.c
tests_load_embedded_LDADD = $(REDLAND_LIBS) $(RAPTOR_LIBS)

unit_tests += tests/unit/test_load
tests_unit_test_load_SOURCES = tests/unit/test_load.c
tests_unit_test_load_CPPFLAGS = $(unit_cppflags)
tests_unit_test_load_LDADD = $(unit_ldadd)

dist_check_SCRIPTS += tests/load/load.sh tests/load/virtuoso.sh tests/load/cuts.sh
TESTS += tests/load/load.sh tests/load/virtuoso.sh tests/load/cuts.sh
EXTRA_DIST += tests/load/articles.mjs tests/load/compare.mjs tests/load/oxigraph-server.mjs tests/load/stores.sh tests/load/values.mjs

# The npm packages are installed by that test.
tests/load/load.log tests/load/virtuoso.log tests/load/cuts.log: tests/rdf/roundtrip.log
