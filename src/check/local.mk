libng_la_SOURCES += \
  src/check/check.c src/check/check.h \
  src/check/findings.c src/check/findings.h \
  src/check/nodes.c src/check/nodes.h \
  src/check/rules.c src/check/rules.h \
  src/check/shacl.c src/check/shacl.h src/check/shapes.h \
  src/check/values.c src/check/values.h
nodist_libng_la_SOURCES += src/check/shapes_table.c
BUILT_SOURCES += src/check/shapes_table.c

ontology_sources = $(srcdir)/ontology/newsgraph.ttl $(srcdir)/ontology/shapes.ttl $(srcdir)/ontology/foreign-terms.tsv
src/check/shapes_table.c: ontology/gen_shapes$(EXEEXT) $(ontology_sources)
	$(AM_V_GEN)$(MKDIR_P) src/check && ontology/gen_shapes$(EXEEXT) $(ontology_sources) $@
