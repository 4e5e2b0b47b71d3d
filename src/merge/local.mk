libng_la_SOURCES += \
  src/merge/alike.c src/merge/alike.h \
  src/merge/copies.c src/merge/copies.h \
  src/merge/entities.c src/merge/entities.h \
  src/merge/evidence.c src/merge/evidence.h \
  src/merge/happenings.c src/merge/happenings.h \
  src/merge/identity.c src/merge/identity.h \
  src/merge/labels.c src/merge/labels.h \
  src/merge/merge.c src/merge/merge.h \
  src/merge/reports.c src/merge/reports.h \
  src/merge/sets.c src/merge/sets.h \
  src/merge/union.c src/merge/union.h
