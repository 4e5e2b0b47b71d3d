libng_la_SOURCES += \
  src/query/arrange.c \
  src/query/counts.c src/query/counts.h \
  src/query/expression.c src/query/parse.h \
  src/query/optional.c src/query/optional.h \
  src/query/plan.c src/query/plan.h \
  src/query/query.c src/query/query.h \
  src/query/results.c src/query/results.h \
  src/query/sparql.c src/query/sparql.h \
  src/query/store.c src/query/store.h \
  src/query/tokens.c src/query/tokens.h \
  src/query/unparse.c
