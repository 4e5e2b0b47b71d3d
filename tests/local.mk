# Unit tests: tests/unit/test_NAME.c is a cmocka program that links the convenience library. Each
# module adds its line to unit_tests.
unit_tests = \
  tests/unit/test_lexicon \
  tests/unit/test_base \
  tests/unit/test_tree

script_tests = \
  tests/lint/includes.sh \
  tests/lint/headers.sh \
  tests/lint/exports.sh \
  tests/lint/licences.sh \
  tests/cli/commands.sh \
  tests/cli/options.sh \
  tests/reproducible.sh \
  tests/samples.sh \
  tests/suites.sh
dist_check_SCRIPTS += $(script_tests)
TESTS += $(script_tests)
EXTRA_DIST += tests/cli/commands.tsv tests/suites/README.md $(suite_files)

# A case of a suite is an article and its graph; the list follows from tests/suites/cases.mk.
include tests/suites/cases.mk

# Write the graphs of the suites anew, into the source tree.
suites: all-am
	@$(AM_TESTS_ENVIRONMENT) $(srcdir)/tests/suites.sh write
.PHONY: suites

if HAVE_CMOCKA
check_PROGRAMS += $(unit_tests)
TESTS += $(unit_tests)
endif

# Programs that measure, built when they are asked for.
accuracy_programs =
bench_programs = tests/bench/bench_pipeline
EXTRA_PROGRAMS += $(accuracy_programs) $(bench_programs)
CLEANFILES += $(accuracy_programs) $(bench_programs)
EXTRA_DIST += tests/accuracy/run.sh tests/bench/run.sh tests/bench/peers.mjs tests/bench/package.json tests/bench/package-lock.json tests/bench/load.sh
tests_bench_bench_pipeline_SOURCES = tests/bench/bench_pipeline.c
tests_bench_bench_pipeline_LDADD = libng.la

accuracy: all-am $(accuracy_programs)
	@$(AM_TESTS_ENVIRONMENT) $(srcdir)/tests/accuracy/run.sh $(ACCURACY)
bench: all-am $(bench_programs)
	@$(AM_TESTS_ENVIRONMENT) $(srcdir)/tests/bench/run.sh
.PHONY: accuracy bench

unit_cppflags = $(AM_CPPFLAGS) $(CMOCKA_CFLAGS)
unit_ldadd = libng.la $(CMOCKA_LIBS)

tests_unit_test_base_SOURCES = tests/unit/test_base.c
tests_unit_test_base_CPPFLAGS = $(unit_cppflags)
tests_unit_test_base_LDADD = $(unit_ldadd)

unit_tests += tests/unit/test_bytes
tests_unit_test_bytes_SOURCES = tests/unit/test_bytes.c
tests_unit_test_bytes_CPPFLAGS = $(unit_cppflags)
tests_unit_test_bytes_LDADD = $(unit_ldadd)

tests_unit_test_tree_SOURCES = tests/unit/test_tree.c
tests_unit_test_tree_CPPFLAGS = $(unit_cppflags)
tests_unit_test_tree_LDADD = $(unit_ldadd)

unit_tests += tests/unit/test_text
tests_unit_test_text_SOURCES = tests/unit/test_text.c
tests_unit_test_text_CPPFLAGS = $(unit_cppflags)
tests_unit_test_text_LDADD = $(unit_ldadd)
unit_tests += tests/unit/test_read
tests_unit_test_read_SOURCES = tests/unit/test_read.c
tests_unit_test_read_CPPFLAGS = $(unit_cppflags)
tests_unit_test_read_LDADD = $(unit_ldadd)

# Measured, not tested: how well text is cut, and how fast.
accuracy_programs += tests/accuracy/measure_tokens
tests_accuracy_measure_tokens_SOURCES = tests/accuracy/measure_tokens.c
tests_accuracy_measure_tokens_LDADD = libng.la
bench_programs += tests/bench/bench_text
tests_bench_bench_text_SOURCES = tests/bench/bench_text.c
tests_bench_bench_text_LDADD = libng.la

unit_tests += tests/unit/test_know
tests_unit_test_know_SOURCES = tests/unit/test_know.c
tests_unit_test_know_CPPFLAGS = $(unit_cppflags)
tests_unit_test_know_LDADD = $(unit_ldadd)

unit_tests += tests/unit/test_know_import
tests_unit_test_know_import_SOURCES = tests/unit/test_know_import.c
tests_unit_test_know_import_CPPFLAGS = $(unit_cppflags)
tests_unit_test_know_import_LDADD = $(unit_ldadd)
bench_programs += tests/bench/bench_know
tests_bench_bench_know_SOURCES = tests/bench/bench_know.c
tests_bench_bench_know_LDADD = libng.la

unit_tests += tests/unit/test_names
tests_unit_test_names_SOURCES = tests/unit/test_names.c
tests_unit_test_names_CPPFLAGS = $(unit_cppflags)
tests_unit_test_names_LDADD = $(unit_ldadd)

# Measured, not tested: how many names are found, and how fast.
accuracy_programs += tests/accuracy/measure_names
tests_accuracy_measure_names_SOURCES = tests/accuracy/measure_names.c $(names_train_sources)
tests_accuracy_measure_names_LDADD = libng.la

tests_unit_test_lexicon_SOURCES = tests/unit/test_lexicon.c
tests_unit_test_lexicon_CPPFLAGS = $(unit_cppflags)
tests_unit_test_lexicon_LDADD = $(unit_ldadd)

# Measured, not tested: who is who.
accuracy_programs += tests/accuracy/measure_coref
tests_accuracy_measure_coref_SOURCES = tests/accuracy/measure_coref.c src/train/conllu.c src/train/conllu.h
tests_accuracy_measure_coref_LDADD = libng.la
unit_tests += tests/unit/test_tag
tests_unit_test_tag_SOURCES = tests/unit/test_tag.c
tests_unit_test_tag_CPPFLAGS = $(unit_cppflags)
tests_unit_test_tag_LDADD = $(unit_ldadd)

# Measured, not tested: how many tags and arcs are right, and how fast.
accuracy_programs += tests/accuracy/measure_tags
tests_accuracy_measure_tags_SOURCES = tests/accuracy/measure_tags.c src/train/conllu.c src/train/evaluate.c
tests_accuracy_measure_tags_LDADD = libng.la
bench_programs += tests/bench/bench_tag
tests_bench_bench_tag_SOURCES = tests/bench/bench_tag.c
tests_bench_bench_tag_LDADD = libng.la
unit_tests += tests/unit/test_who
tests_unit_test_who_SOURCES = tests/unit/test_who.c
tests_unit_test_who_CPPFLAGS = $(unit_cppflags)
tests_unit_test_who_LDADD = $(unit_ldadd)

unit_tests += tests/unit/test_facts
tests_unit_test_facts_SOURCES = tests/unit/test_facts.c
tests_unit_test_facts_CPPFLAGS = $(unit_cppflags)
tests_unit_test_facts_LDADD = $(unit_ldadd)
unit_tests += tests/unit/test_explain
tests_unit_test_explain_SOURCES = tests/unit/test_explain.c
tests_unit_test_explain_CPPFLAGS = $(unit_cppflags)
tests_unit_test_explain_LDADD = $(unit_ldadd)
