libng_la_SOURCES += \
  src/query/aggregates.c \
  src/query/algebra.h \
  src/query/answer.c src/query/answer.h \
  src/query/basic.c \
  src/query/disk.c src/query/disk.h \
  src/query/endpoint.c src/query/endpoint.h \
  src/query/eval.c src/query/eval.h \
  src/query/expressions.c \
  src/query/functions.c src/query/functions.h \
  src/query/json.c src/query/json.h \
  src/query/matcher.c src/query/matcher.h \
  src/query/matches.c \
  src/query/moments.c \
  src/query/numbers.c \
  src/query/parse.c src/query/parse.h \
  src/query/parse_expressions.c \
  src/query/parse_patterns.c \
  src/query/parse_terms.c \
  src/query/parse_triples.c \
  src/query/paths.c \
  src/query/plan.c \
  src/query/query.c src/query/query.h \
  src/query/results.c src/query/results.h \
  src/query/rows.c \
  src/query/select.c \
  src/query/store.c src/query/store.h \
  src/query/terms.c src/query/terms.h \
  src/query/tokens.c src/query/tokens.h \
  src/query/values.c src/query/values.h
