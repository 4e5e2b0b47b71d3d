# One convenience library holds all of newsgraph; libnewsgraph exports its public part. Tests and
# tools that look inside link the convenience library.
noinst_LTLIBRARIES += libng.la
libng_la_LIBADD = $(ICU_LIBS) $(NETTLE_LIBS) $(YAJL_LIBS) $(RAPTOR_LIBS) $(REDLAND_LIBS) \
  $(XML_LIBS) $(ZLIB_LIBS) $(ZSTD_LIBS) $(CURL_LIBS) $(TEXTCAT_LIBS)
libng_la_SOURCES = \
  src/base/alloc.c src/base/alloc.h \
  src/base/arena.c src/base/arena.h \
  src/base/buf.c src/base/buf.h \
  src/base/calendar.c src/base/calendar.h \
  src/base/bytes.c src/base/bytes.h \
  src/base/datadir.c src/base/datadir.h \
  src/base/digest.c src/base/digest.h \
  src/base/io.c src/base/io.h \
  src/base/kernel.h \
  src/base/map.c src/base/map.h \
  src/base/minhash.c src/base/minhash.h \
  src/base/pack.c src/base/pack.h \
  src/base/sorter.c src/base/sorter.h \
  src/base/status.c src/base/status.h \
  src/base/str.c src/base/str.h \
  src/base/table.c src/base/table.h
