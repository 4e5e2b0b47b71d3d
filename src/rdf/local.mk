libng_la_SOURCES += \
  src/rdf/child.c src/rdf/child.h \
  src/rdf/files.c src/rdf/files.h \
  src/rdf/filter.c src/rdf/filter.h \
  src/rdf/line.c src/rdf/line.h \
  src/rdf/lines.c \
  src/rdf/rdf.c src/rdf/rdf.h \
  src/rdf/write_term.c \
  src/rdf/writer.c src/rdf/writer.h

# Runs raptor's parsers in a process of their own, and links little else.
pkglibexec_PROGRAMS += newsgraph-parse
newsgraph_parse_SOURCES = \
  src/base/alloc.c src/base/buf.c src/base/calendar.c src/base/status.c src/base/str.c \
  src/model/term.c \
  src/rdf/parse_main.c \
  src/rdf/write_term.c \
  src/write/ntriples.c
# (own flags: objects of its own, since libtool makes the others)
newsgraph_parse_CPPFLAGS = $(AM_CPPFLAGS)
newsgraph_parse_LDADD = $(RAPTOR_LIBS)
