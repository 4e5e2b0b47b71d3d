# Queries: the evaluator by itself and against another one.
check_PROGRAMS += tests/query/answer
tests_query_answer_SOURCES = tests/query/answer.c
tests_query_answer_LDADD = libng.la
EXTRA_DIST += tests/query/oracle.mjs
dist_check_SCRIPTS += tests/query/oracle.sh
TESTS += tests/query/oracle.sh
