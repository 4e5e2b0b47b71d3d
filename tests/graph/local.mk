# The vocabulary and the graph.
unit_tests += \
  tests/unit/test_gate \
  tests/unit/test_graph \
  tests/unit/test_iri \
  tests/unit/test_keys \
  tests/unit/test_vocab

tests_unit_test_gate_SOURCES = tests/unit/test_gate.c
tests_unit_test_gate_CPPFLAGS = $(unit_cppflags)
tests_unit_test_gate_LDADD = $(unit_ldadd)

tests_unit_test_graph_SOURCES = tests/unit/test_graph.c
tests_unit_test_graph_CPPFLAGS = $(unit_cppflags)
tests_unit_test_graph_LDADD = $(unit_ldadd)

tests_unit_test_iri_SOURCES = tests/unit/test_iri.c
tests_unit_test_iri_CPPFLAGS = $(unit_cppflags)
tests_unit_test_iri_LDADD = $(unit_ldadd)

tests_unit_test_keys_SOURCES = tests/unit/test_keys.c
tests_unit_test_keys_CPPFLAGS = $(unit_cppflags)
tests_unit_test_keys_LDADD = $(unit_ldadd)

tests_unit_test_vocab_SOURCES = tests/unit/test_vocab.c
tests_unit_test_vocab_CPPFLAGS = $(unit_cppflags)
tests_unit_test_vocab_LDADD = $(unit_ldadd)
