libng_la_SOURCES += \
  src/align/align.c src/align/align.h \
  src/align/codes.c src/align/codes.h \
  src/align/jsonld.c src/align/jsonld.h \
  src/align/links.c src/align/links.h \
  src/align/mapping.c src/align/mapping.h \
  src/align/template.c src/align/template.h
