libng_la_SOURCES += \
  src/know/build.c src/know/build.h \
  src/know/check.c \
  src/know/format.h \
  src/know/impl.h \
  src/know/import.c src/know/import.h \
  src/know/know.c src/know/know.h \
  src/know/list.c src/know/list.h \
  src/know/lookup.c \
  src/know/tables.c src/know/tables.h \
  src/know/wikidata.c src/know/wikidata.h \
  src/know/words.c src/know/words.h

noinst_PROGRAMS += newsgraph-compile-knowledge
newsgraph_compile_knowledge_SOURCES = src/know/compile_main.c
newsgraph_compile_knowledge_LDADD = libng.la

know_tables = \
  src/data/knowledge/sources.tsv \
  src/data/knowledge/countries.tsv \
  src/data/knowledge/governments.tsv \
  src/data/knowledge/legislatures-courts.tsv \
  src/data/knowledge/agencies.tsv \
  src/data/knowledge/international.tsv \
  src/data/knowledge/groups.tsv \
  src/data/knowledge/media.tsv \
  src/data/knowledge/parties.tsv \
  src/data/knowledge/places.tsv \
  src/data/knowledge/bodies.tsv \
  src/data/knowledge/universities.tsv \
  src/data/knowledge/companies-ngos.tsv \
  src/data/knowledge/demonyms.tsv \
  src/data/knowledge/templates.tsv \
  src/data/knowledge/offices.tsv \
  src/data/knowledge/given-names.tsv \
  src/data/knowledge/name-words.tsv \
  src/data/knowledge/people.tsv

# Order matters: sources, then knowledge, demonyms, templates, offices, people, words.
knowledge_tables += $(know_tables)
nodist_knowledge_DATA += src/data/knowledge/knowledge.ngk
CLEANFILES += src/data/knowledge/knowledge.ngk

know_version = 0.1 (2026-06)
src/data/knowledge/knowledge.ngk: newsgraph-compile-knowledge$(EXEEXT) $(know_tables)
	@$(MKDIR_P) src/data/knowledge
	$(AM_V_GEN)set --; for t in $(know_tables); do \
	  if test -f $$t; then set -- "$$@" $$t; else set -- "$$@" $(srcdir)/$$t; fi; done; \
	./newsgraph-compile-knowledge$(EXEEXT) --version '$(know_version)' -o $@ "$$@"
