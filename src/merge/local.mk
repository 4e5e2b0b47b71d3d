libng_la_SOURCES += \
  src/merge/alike.c src/merge/alike.h \
  src/merge/copies.c src/merge/copies.h \
  src/merge/happenings.c src/merge/happenings.h \
  src/merge/reports.c src/merge/reports.h
