# Queries: the evaluator by itself and against another one.
check_PROGRAMS += tests/query/answer
tests_query_answer_SOURCES = tests/query/answer.c
tests_query_answer_LDADD = libng.la
EXTRA_DIST += tests/query/oracle.mjs
dist_check_SCRIPTS += tests/query/oracle.sh
TESTS += tests/query/oracle.sh

# The cookbook.
dist_check_SCRIPTS += tests/queries/queries.sh tests/queries/stores.sh
TESTS += tests/queries/queries.sh tests/queries/stores.sh
EXTRA_DIST += tests/queries/README.md tests/queries/graph.ttl tests/queries/accusation-network.nt \
  tests/queries/accusation-network.rq \
  tests/queries/accusations.rq tests/queries/accusations.csv \
  tests/queries/accused-governments.rq tests/queries/accused-governments.csv \
  tests/queries/alleged.rq tests/queries/alleged.csv \
  tests/queries/arrests-by-country.rq tests/queries/arrests-by-country.csv \
  tests/queries/changes-of-office.rq tests/queries/changes-of-office.csv \
  tests/queries/confident.rq tests/queries/confident.csv \
  tests/queries/contradictions.rq tests/queries/contradictions.csv \
  tests/queries/disasters.rq tests/queries/disasters.csv \
  tests/queries/evidence.rq tests/queries/evidence.csv \
  tests/queries/most-quoted.rq tests/queries/most-quoted.csv \
  tests/queries/office-holders.rq tests/queries/office-holders.csv \
  tests/queries/only-one-outlet.rq tests/queries/only-one-outlet.csv \
  tests/queries/person.rq tests/queries/person.csv \
  tests/queries/planned-then-happened.rq tests/queries/planned-then-happened.csv \
  tests/queries/sanctions.rq tests/queries/sanctions.csv \
  tests/queries/timeline.rq tests/queries/timeline.csv \
  tests/queries/together.rq tests/queries/together.csv \
  tests/queries/unnamed-sources.rq tests/queries/unnamed-sources.csv \
  tests/queries/who-met-whom.rq tests/queries/who-met-whom.csv \
  tests/queries/who-said-what.rq tests/queries/who-said-what.csv \
  tests/queries/wikidata.rq tests/queries/wikidata.csv
