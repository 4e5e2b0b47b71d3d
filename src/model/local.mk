libng_la_SOURCES += src/model/doc.c src/model/doc.h src/model/vocab.c src/model/vocab.h src/model/sink.h \
  src/model/json.c src/model/json.h \
  src/model/prefixes.c src/model/prefixes.h \
  src/model/term.c src/model/term.h \
  src/model/tagset.c src/model/tagset.h
nodist_libng_la_SOURCES = src/model/vocab_terms.h src/model/vocab_tables.c

BUILT_SOURCES += src/model/vocab_terms.h src/model/vocab_tables.c

src/model/vocab_terms.h: ontology/gen_vocab$(EXEEXT) $(srcdir)/ontology/newsgraph.ttl
	$(AM_V_GEN)$(MKDIR_P) src/model && ontology/gen_vocab$(EXEEXT) terms $(srcdir)/ontology/newsgraph.ttl $@

src/model/vocab_tables.c: ontology/gen_vocab$(EXEEXT) $(srcdir)/ontology/newsgraph.ttl
	$(AM_V_GEN)$(MKDIR_P) src/model && ontology/gen_vocab$(EXEEXT) tables $(srcdir)/ontology/newsgraph.ttl $@
