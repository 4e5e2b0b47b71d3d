libng_la_SOURCES += src/pipeline/pipeline.c src/pipeline/pipeline.h

lib_LTLIBRARIES += libnewsgraph.la
include_HEADERS += src/newsgraph.h
libnewsgraph_la_SOURCES = \
  src/pipeline/convert.c \
  src/pipeline/explain.c \
  src/pipeline/knowledge.c \
  src/pipeline/newsgraph.c \
  src/pipeline/public.h \
  src/pipeline/query.c
libnewsgraph_la_LIBADD = libng.la
libnewsgraph_la_LDFLAGS = $(AM_LDFLAGS) -version-info 0:0:0 -export-symbols-regex '^newsgraph_'
