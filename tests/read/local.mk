# Sample files of each input format and the articles that are in them.
check_PROGRAMS += tests/read/show
tests_read_show_SOURCES = tests/read/show.c
tests_read_show_LDADD = libng.la

unit_tests += tests/unit/test_inputs
tests_unit_test_inputs_SOURCES = tests/unit/test_inputs.c
tests_unit_test_inputs_CPPFLAGS = $(unit_cppflags)
tests_unit_test_inputs_LDADD = $(unit_ldadd)

unit_tests += tests/unit/test_walk
tests_unit_test_walk_SOURCES = tests/unit/test_walk.c
tests_unit_test_walk_CPPFLAGS = $(unit_cppflags)
tests_unit_test_walk_LDADD = $(unit_ldadd)

dist_check_SCRIPTS += tests/read/samples.sh
TESTS += tests/read/samples.sh
EXTRA_DIST += tests/read/samples
