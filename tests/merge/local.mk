# Graphs read back, converted and merged.
unit_tests += tests/unit/test_rdf
tests_unit_test_rdf_SOURCES = tests/unit/test_rdf.c
tests_unit_test_rdf_CPPFLAGS = $(unit_cppflags)
tests_unit_test_rdf_LDADD = $(unit_ldadd)

unit_tests += tests/unit/test_merge
tests_unit_test_merge_SOURCES = tests/unit/test_merge.c
tests_unit_test_merge_CPPFLAGS = $(unit_cppflags)
tests_unit_test_merge_LDADD = $(unit_ldadd)

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

# Stories told by several outlets, and what is found in them.
EXTRA_DIST += $(story_files)
story_files = \
  tests/merge/stories/README.md \
  tests/merge/stories/blind-barracks.txt \
  tests/merge/stories/blind-dockers.txt \
  tests/merge/stories/blind-grid.txt \
  tests/merge/stories/blind-lake.txt \
  tests/merge/stories/blind-strait.txt \
  tests/merge/stories/blind-tender.txt \
  tests/merge/stories/dev-attack.txt \
  tests/merge/stories/dev-copies.txt \
  tests/merge/stories/dev-ferry.txt \
  tests/merge/stories/dev-minister.txt \
  tests/merge/stories/dev-release.txt \
  tests/merge/stories/dev-summit.txt \
  tests/merge/stories/dev-trade.txt \
  tests/merge/stories/fresh-ankleshwar.txt \
  tests/merge/stories/fresh-batken.txt \
  tests/merge/stories/fresh-hlinka.txt \
  tests/merge/stories/fresh-honduras.txt \
  tests/merge/stories/fresh-kebbi.txt \
  tests/merge/stories/fresh-mutiny.txt \
  tests/merge/stories/fresh-patia.txt \
  tests/merge/stories/fresh-pipes.txt \
  tests/merge/stories/fresh-reshuffle.txt \
  tests/merge/stories/fresh-tesi.txt \
  tests/merge/stories/last-campfire.txt \
  tests/merge/stories/last-centralbank.txt \
  tests/merge/stories/last-embassy.txt \
  tests/merge/stories/last-expresident.txt \
  tests/merge/stories/last-fishing.txt \
  tests/merge/stories/last-hack.txt \
  tests/merge/stories/last-journalists.txt \
  tests/merge/stories/last-landslide.txt \
  tests/merge/stories/last-nuclear.txt \
  tests/merge/stories/last-rebels.txt \
  tests/merge/stories/last-referendum.txt \
  tests/merge/stories/last-statevisit.txt \
  tests/merge/stories/test-bridge.txt \
  tests/merge/stories/test-court.txt \
  tests/merge/stories/test-quake.txt \
  tests/merge/stories/test-spy.txt \
  tests/merge/stories/test-vote.txt \
  tests/merge/stories/test-wires.txt

# Measured, not tested: which events of several articles are joined.
accuracy_programs += tests/accuracy/measure_happenings
tests_accuracy_measure_happenings_SOURCES = tests/accuracy/measure_happenings.c
tests_accuracy_measure_happenings_LDADD = libng.la

unit_tests += tests/unit/test_happenings
tests_unit_test_happenings_SOURCES = tests/unit/test_happenings.c
tests_unit_test_happenings_CPPFLAGS = $(unit_cppflags)
tests_unit_test_happenings_LDADD = $(unit_ldadd)
dist_check_SCRIPTS += tests/merge/convert.sh tests/merge/happenings.sh tests/merge/identity.sh tests/merge/union.sh
TESTS += tests/merge/convert.sh tests/merge/happenings.sh tests/merge/identity.sh tests/merge/union.sh

# Built on demand ("make bench")
bench_programs += tests/bench/bench_merge
tests_bench_bench_merge_SOURCES = tests/bench/bench_merge.c tests/bench/corpus.c tests/bench/corpus.h
tests_bench_bench_merge_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/tests/bench
tests_bench_bench_merge_LDADD = libng.la
