libng_la_SOURCES += \
  src/explain/explain.c src/explain/explain.h \
  src/explain/known.c src/explain/known.h \
  src/explain/look.c src/explain/look.h \
  src/explain/passages.c src/explain/passages.h
