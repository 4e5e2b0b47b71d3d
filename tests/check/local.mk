# Is a graph valid: the sorter below it, the checks, and agreement with a SHACL engine.
unit_tests += tests/unit/test_sorter
tests_unit_test_sorter_SOURCES = tests/unit/test_sorter.c
tests_unit_test_sorter_CPPFLAGS = $(unit_cppflags)
tests_unit_test_sorter_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/check/check_each
tests_check_check_each_SOURCES = tests/check/check_each.c
tests_check_check_each_LDADD = libnewsgraph.la

check_scripts = tests/check/suite.sh tests/check/agreement.sh
dist_check_SCRIPTS += $(check_scripts)
TESTS += $(check_scripts)
EXTRA_DIST += tests/check/compose.awk tests/check/compose.sh tests/check/suite.tsv tests/check/valid.ttl tests/check/agreement.mjs
