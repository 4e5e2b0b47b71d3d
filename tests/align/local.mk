# Other news graphs: mappings, samples of each form that comes with the program.
unit_tests += tests/unit/test_align
tests_unit_test_align_SOURCES = tests/unit/test_align.c
tests_unit_test_align_CPPFLAGS = $(unit_cppflags)
tests_unit_test_align_LDADD = $(unit_ldadd)

dist_check_SCRIPTS += tests/align/samples.sh
TESTS += tests/align/samples.sh
EXTRA_DIST += \
  tests/align/eventkg.nq tests/align/eventkg.nq.nt \
  tests/align/gdelt-events.csv tests/align/gdelt-events.csv.nt \
  tests/align/gdelt-mentions.csv tests/align/gdelt-mentions.csv.nt \
  tests/align/newsreader.trig tests/align/newsreader.trig.nt \
  tests/align/schema-article.jsonl tests/align/schema-article.jsonl.nt \
  tests/align/schema-article.jsonld tests/align/schema-article.jsonld.nt

fuzz_regressions += tests/fuzz/regress_align
tests_fuzz_regress_align_SOURCES = tests/fuzz/regression_driver.c tests/fuzz/fuzz_align.c
tests_fuzz_regress_align_CPPFLAGS = $(AM_CPPFLAGS) -DNG_CORPUS='"align"'
tests_fuzz_regress_align_LDADD = libng.la
if FUZZING
noinst_PROGRAMS += tests/fuzz/fuzz_align
endif
tests_fuzz_fuzz_align_SOURCES = tests/fuzz/fuzz_align.c
tests_fuzz_fuzz_align_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_align_LDADD = libng.la
