# Is a graph valid: the sorter below it, the checks, and agreement with a SHACL engine.
unit_tests += tests/unit/test_sorter
tests_unit_test_sorter_SOURCES = tests/unit/test_sorter.c
tests_unit_test_sorter_CPPFLAGS = $(unit_cppflags)
tests_unit_test_sorter_LDADD = $(unit_ldadd)
