libng_la_SOURCES += \
  src/read/date.c \
  src/read/html.h \
  src/read/internal.h \
  src/read/reader.c src/read/reader.h \
  src/read/record.c
