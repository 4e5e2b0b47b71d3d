# Each parser of outside bytes has a fuzz target. `make check` runs the saved corpora through them; with
# --enable-fuzzing (and clang) the libFuzzer programs are built: tests/fuzz/fuzz_text CORPUS_FOLDER
fuzz_regressions = tests/fuzz/regress_text tests/fuzz/regress_jsonl tests/fuzz/regress_pack tests/fuzz/regress_models
check_PROGRAMS += $(fuzz_regressions)
TESTS += $(fuzz_regressions)
EXTRA_DIST += tests/fuzz/README.md tests/fuzz/corpus

tests_fuzz_regress_text_SOURCES = tests/fuzz/regression_driver.c tests/fuzz/fuzz_text.c
tests_fuzz_regress_text_CPPFLAGS = $(AM_CPPFLAGS) -DNG_CORPUS='"text"'
tests_fuzz_regress_text_LDADD = libng.la

tests_fuzz_regress_jsonl_SOURCES = tests/fuzz/regression_driver.c tests/fuzz/fuzz_jsonl.c
tests_fuzz_regress_jsonl_CPPFLAGS = $(AM_CPPFLAGS) -DNG_CORPUS='"jsonl"'
tests_fuzz_regress_jsonl_LDADD = libng.la

tests_fuzz_regress_pack_SOURCES = tests/fuzz/regression_driver.c tests/fuzz/fuzz_pack.c
tests_fuzz_regress_pack_CPPFLAGS = $(AM_CPPFLAGS) -DNG_CORPUS='"pack"'
tests_fuzz_regress_pack_LDADD = libng.la

fuzz_regressions += tests/fuzz/regress_know
tests_fuzz_regress_know_SOURCES = tests/fuzz/regression_driver.c tests/fuzz/fuzz_know.c
tests_fuzz_regress_know_CPPFLAGS = $(AM_CPPFLAGS) -DNG_CORPUS='"know"'
tests_fuzz_regress_know_LDADD = libng.la

tests_fuzz_regress_models_SOURCES = tests/fuzz/regression_driver.c tests/fuzz/fuzz_models.c
tests_fuzz_regress_models_CPPFLAGS = $(AM_CPPFLAGS) -DNG_CORPUS='"models"'
tests_fuzz_regress_models_LDADD = libng.la

fuzz_regressions += tests/fuzz/regress_article
tests_fuzz_regress_article_SOURCES = tests/fuzz/regression_driver.c tests/fuzz/fuzz_article.c
tests_fuzz_regress_article_CPPFLAGS = $(AM_CPPFLAGS) -DNG_CORPUS='"article"'
tests_fuzz_regress_article_LDADD = libng.la

fuzz_regressions += tests/fuzz/regress_query
tests_fuzz_regress_query_SOURCES = tests/fuzz/regression_driver.c tests/fuzz/fuzz_query.c
tests_fuzz_regress_query_CPPFLAGS = $(AM_CPPFLAGS) -DNG_CORPUS='"query"'
tests_fuzz_regress_query_LDADD = libng.la

if FUZZING
noinst_PROGRAMS += tests/fuzz/fuzz_query
noinst_PROGRAMS += tests/fuzz/fuzz_auto tests/fuzz/fuzz_warc tests/fuzz/fuzz_ninjs tests/fuzz/fuzz_newsml
noinst_PROGRAMS += tests/fuzz/fuzz_feed tests/fuzz/fuzz_bytes
noinst_PROGRAMS += tests/fuzz/fuzz_article
noinst_PROGRAMS += tests/fuzz/fuzz_know
noinst_PROGRAMS += tests/fuzz/fuzz_text tests/fuzz/fuzz_jsonl tests/fuzz/fuzz_pack tests/fuzz/fuzz_models
endif

tests_fuzz_fuzz_text_SOURCES = tests/fuzz/fuzz_text.c
tests_fuzz_fuzz_text_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_text_LDADD = libng.la

tests_fuzz_fuzz_jsonl_SOURCES = tests/fuzz/fuzz_jsonl.c
tests_fuzz_fuzz_jsonl_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_jsonl_LDADD = libng.la

tests_fuzz_fuzz_pack_SOURCES = tests/fuzz/fuzz_pack.c
tests_fuzz_fuzz_pack_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_pack_LDADD = libng.la

tests_fuzz_fuzz_models_SOURCES = tests/fuzz/fuzz_models.c
tests_fuzz_fuzz_models_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_models_LDADD = libng.la

tests_fuzz_fuzz_know_SOURCES = tests/fuzz/fuzz_know.c
tests_fuzz_fuzz_know_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_know_LDADD = libng.la

tests_fuzz_fuzz_article_SOURCES = tests/fuzz/fuzz_article.c
tests_fuzz_fuzz_article_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_article_LDADD = libng.la

# One source, a program for each format of input; and packed files.
fuzz_regressions += tests/fuzz/regress_auto
tests_fuzz_regress_auto_SOURCES = tests/fuzz/regression_driver.c tests/fuzz/fuzz_input.c
tests_fuzz_regress_auto_CPPFLAGS = $(AM_CPPFLAGS) -DNG_CORPUS='"auto"' -DNG_FORMAT=NG_READ_AUTO
tests_fuzz_regress_auto_LDADD = libng.la
tests_fuzz_fuzz_auto_SOURCES = tests/fuzz/fuzz_input.c
tests_fuzz_fuzz_auto_CPPFLAGS = $(AM_CPPFLAGS) -DNG_FORMAT=NG_READ_AUTO
tests_fuzz_fuzz_auto_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_auto_LDADD = libng.la

fuzz_regressions += tests/fuzz/regress_warc
tests_fuzz_regress_warc_SOURCES = tests/fuzz/regression_driver.c tests/fuzz/fuzz_input.c
tests_fuzz_regress_warc_CPPFLAGS = $(AM_CPPFLAGS) -DNG_CORPUS='"warc"' -DNG_FORMAT=NG_READ_WARC
tests_fuzz_regress_warc_LDADD = libng.la
tests_fuzz_fuzz_warc_SOURCES = tests/fuzz/fuzz_input.c
tests_fuzz_fuzz_warc_CPPFLAGS = $(AM_CPPFLAGS) -DNG_FORMAT=NG_READ_WARC
tests_fuzz_fuzz_warc_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_warc_LDADD = libng.la

fuzz_regressions += tests/fuzz/regress_ninjs
tests_fuzz_regress_ninjs_SOURCES = tests/fuzz/regression_driver.c tests/fuzz/fuzz_input.c
tests_fuzz_regress_ninjs_CPPFLAGS = $(AM_CPPFLAGS) -DNG_CORPUS='"ninjs"' -DNG_FORMAT=NG_READ_NINJS
tests_fuzz_regress_ninjs_LDADD = libng.la
tests_fuzz_fuzz_ninjs_SOURCES = tests/fuzz/fuzz_input.c
tests_fuzz_fuzz_ninjs_CPPFLAGS = $(AM_CPPFLAGS) -DNG_FORMAT=NG_READ_NINJS
tests_fuzz_fuzz_ninjs_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_ninjs_LDADD = libng.la

fuzz_regressions += tests/fuzz/regress_newsml
tests_fuzz_regress_newsml_SOURCES = tests/fuzz/regression_driver.c tests/fuzz/fuzz_input.c
tests_fuzz_regress_newsml_CPPFLAGS = $(AM_CPPFLAGS) -DNG_CORPUS='"newsml"' -DNG_FORMAT=NG_READ_NEWSML
tests_fuzz_regress_newsml_LDADD = libng.la
tests_fuzz_fuzz_newsml_SOURCES = tests/fuzz/fuzz_input.c
tests_fuzz_fuzz_newsml_CPPFLAGS = $(AM_CPPFLAGS) -DNG_FORMAT=NG_READ_NEWSML
tests_fuzz_fuzz_newsml_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_newsml_LDADD = libng.la

fuzz_regressions += tests/fuzz/regress_feed
tests_fuzz_regress_feed_SOURCES = tests/fuzz/regression_driver.c tests/fuzz/fuzz_input.c
tests_fuzz_regress_feed_CPPFLAGS = $(AM_CPPFLAGS) -DNG_CORPUS='"feed"' -DNG_FORMAT=NG_READ_FEED
tests_fuzz_regress_feed_LDADD = libng.la
tests_fuzz_fuzz_feed_SOURCES = tests/fuzz/fuzz_input.c
tests_fuzz_fuzz_feed_CPPFLAGS = $(AM_CPPFLAGS) -DNG_FORMAT=NG_READ_FEED
tests_fuzz_fuzz_feed_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_feed_LDADD = libng.la

fuzz_regressions += tests/fuzz/regress_bytes
tests_fuzz_regress_bytes_SOURCES = tests/fuzz/regression_driver.c tests/fuzz/fuzz_bytes.c
tests_fuzz_regress_bytes_CPPFLAGS = $(AM_CPPFLAGS) -DNG_CORPUS='"bytes"'
tests_fuzz_regress_bytes_LDADD = libng.la
tests_fuzz_fuzz_bytes_SOURCES = tests/fuzz/fuzz_bytes.c
tests_fuzz_fuzz_bytes_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_bytes_LDADD = libng.la

tests_fuzz_fuzz_query_SOURCES = tests/fuzz/fuzz_query.c
tests_fuzz_fuzz_query_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_query_LDADD = libng.la
