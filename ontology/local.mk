EXTRA_DIST += ontology/newsgraph.ttl ontology/shapes.ttl ontology/foreign-terms.tsv ontology/README.md

noinst_PROGRAMS += ontology/gen_vocab ontology/gen_shapes
ontology_gen_vocab_SOURCES = ontology/gen_vocab.c ontology/turtle.c ontology/turtle.h \
  src/base/alloc.c src/base/arena.c src/base/buf.c src/base/io.c src/base/map.c src/base/status.c src/base/str.c
ontology_gen_vocab_CPPFLAGS = $(AM_CPPFLAGS)
ontology_gen_vocab_LDADD = $(RAPTOR_LIBS)

ontology_gen_shapes_SOURCES = ontology/gen_shapes.c ontology/turtle.c ontology/turtle.h \
  src/base/alloc.c src/base/arena.c src/base/buf.c src/base/io.c src/base/map.c src/base/status.c src/base/str.c \
  src/base/table.c
ontology_gen_shapes_CPPFLAGS = $(AM_CPPFLAGS)
ontology_gen_shapes_LDADD = $(RAPTOR_LIBS)
