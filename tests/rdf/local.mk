# Writing and querying: unit tests, round trips through other RDF software, example queries.
unit_tests += tests/unit/test_write
tests_unit_test_write_SOURCES = tests/unit/test_write.c
tests_unit_test_write_CPPFLAGS = $(unit_cppflags)
tests_unit_test_write_LDADD = $(unit_ldadd)
