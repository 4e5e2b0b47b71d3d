libng_la_SOURCES += \
  src/read/article.c src/read/article.h \
  src/read/date.c \
  src/read/html.h \
  src/read/internal.h \
  src/read/reader.c src/read/reader.h \
  src/read/record.c \
  src/read/sniff.c \
  src/read/source.c src/read/source.h src/read/source_impl.h
