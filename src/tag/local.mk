libng_la_SOURCES += \
  src/tag/weights.c src/tag/weights.h \
  src/tag/wordvec.c src/tag/wordvec.h
