libng_la_SOURCES += \
  src/write/compress.c src/write/compress.h \
  src/write/ntriples.c src/write/ntriples.h \
  src/write/raptor.c src/write/raptor.h \
  src/write/writer.c src/write/writer.h
