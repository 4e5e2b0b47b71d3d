# src/understand
libng_la_SOURCES += \
  src/understand/mentions.c src/understand/mentions.h \
  src/understand/phrases.c src/understand/phrases.h \
  src/understand/tree.c src/understand/tree.h
