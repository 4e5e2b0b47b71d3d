libng_la_SOURCES += \
  src/graph/background.c src/graph/background.h \
  src/graph/build.c src/graph/build.h \
  src/graph/emit.c src/graph/emit.h \
  src/graph/gate.c src/graph/gate.h \
  src/graph/iri.c src/graph/iri.h \
  src/graph/keys.c src/graph/keys.h \
  src/graph/nodes.c src/graph/nodes.h \
  src/graph/spans.c src/graph/spans.h
