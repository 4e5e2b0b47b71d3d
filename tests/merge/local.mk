# Graphs read back, converted and merged.
unit_tests += tests/unit/test_rdf
tests_unit_test_rdf_SOURCES = tests/unit/test_rdf.c
tests_unit_test_rdf_CPPFLAGS = $(unit_cppflags)
tests_unit_test_rdf_LDADD = $(unit_ldadd)

fuzz_regressions += tests/fuzz/regress_nquads
tests_fuzz_regress_nquads_SOURCES = tests/fuzz/regression_driver.c tests/fuzz/fuzz_nquads.c
tests_fuzz_regress_nquads_CPPFLAGS = $(AM_CPPFLAGS) -DNG_CORPUS='"nquads"'
tests_fuzz_regress_nquads_LDADD = libng.la

if FUZZING
noinst_PROGRAMS += tests/fuzz/fuzz_nquads
endif
tests_fuzz_fuzz_nquads_SOURCES = tests/fuzz/fuzz_nquads.c
tests_fuzz_fuzz_nquads_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_nquads_LDADD = libng.la
