libng_la_SOURCES += \
  src/pipeline/checkpoint.c src/pipeline/checkpoint.h \
  src/pipeline/feed.c src/pipeline/feed.h \
  src/pipeline/order.c src/pipeline/order.h \
  src/pipeline/parts.c src/pipeline/parts.h \
  src/pipeline/piece.c src/pipeline/piece.h \
  src/pipeline/pipeline.c src/pipeline/pipeline.h \
  src/pipeline/worker.c src/pipeline/worker.h

lib_LTLIBRARIES += libnewsgraph.la
include_HEADERS += src/newsgraph.h
libnewsgraph_la_SOURCES = \
  src/pipeline/convert.c \
  src/pipeline/check.c \
  src/pipeline/graphs.h \
  src/pipeline/merge.c \
  src/pipeline/explain.c \
  src/pipeline/import.c \
  src/pipeline/knowledge.c \
  src/pipeline/load.c \
  src/pipeline/newsgraph.c \
  src/pipeline/public.h \
  src/pipeline/query.c \
  src/pipeline/run.c
libnewsgraph_la_LIBADD = libng.la
libnewsgraph_la_LDFLAGS = $(AM_LDFLAGS) -version-info 0:0:0 -export-symbols-regex '^newsgraph_'
