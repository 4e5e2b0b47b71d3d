libng_la_SOURCES += src/model/doc.c src/model/doc.h src/model/vocab.h src/model/sink.h \
  src/model/term.c src/model/term.h \
  src/model/tagset.c src/model/tagset.h
