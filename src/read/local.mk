libng_la_SOURCES += \
  src/read/html_missing.c \
  src/read/article.c src/read/article.h \
  src/read/cut_json.c \
  src/read/cut_warc.c \
  src/read/cut_xml.c \
  src/read/date.c \
  src/read/feed.c \
  src/read/headers.c src/read/headers.h \
  src/read/html.h \
  src/read/internal.h \
  src/read/json.c src/read/json.h \
  src/read/newsml.c \
  src/read/ninjs.c \
  src/read/reader.c src/read/reader.h \
  src/read/record.c \
  src/read/sniff.c \
  src/read/source.c src/read/source.h src/read/source_impl.h \
  src/read/unpack.c src/read/unpack.h \
  src/read/walk.c src/read/walk.h \
  src/read/warc.c \
  src/read/xml.c src/read/xml.h
