# Sources of src/load.
libng_la_SOURCES += \
  src/load/batch.c src/load/batch.h \
  src/load/directory.c \
  src/load/http.c \
  src/load/load.c src/load/load.h \
  src/load/target.h \
  src/load/virtuoso.c src/load/virtuoso.h
