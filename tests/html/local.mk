# Pages: tests/html/pages holds layouts, NAME.html with the article's text in NAME.txt; languages.tsv sentences.
html_programs = tests/html/measure_html tests/html/measure_language
check_PROGRAMS += $(html_programs)
tests_html_measure_html_SOURCES = tests/html/measure_html.c
tests_html_measure_html_LDADD = libng.la
tests_html_measure_language_SOURCES = tests/html/measure_language.c
tests_html_measure_language_LDADD = libng.la
html_scripts = tests/html/pages.sh tests/html/languages.sh
dist_check_SCRIPTS += $(html_scripts)
TESTS += $(html_scripts)
EXTRA_DIST += tests/html/pages tests/html/languages.tsv tests/html/compare.mjs tests/html/package.json

unit_tests += tests/unit/test_html
tests_unit_test_html_SOURCES = tests/unit/test_html.c
tests_unit_test_html_CPPFLAGS = $(unit_cppflags)
tests_unit_test_html_LDADD = $(unit_ldadd)

fuzz_regressions += tests/fuzz/regress_html
tests_fuzz_regress_html_SOURCES = tests/fuzz/regression_driver.c tests/fuzz/fuzz_html.c
tests_fuzz_regress_html_CPPFLAGS = $(AM_CPPFLAGS) -DNG_CORPUS='"html"'
tests_fuzz_regress_html_LDADD = libng.la
if FUZZING
noinst_PROGRAMS += tests/fuzz/fuzz_html
endif
tests_fuzz_fuzz_html_SOURCES = tests/fuzz/fuzz_html.c
tests_fuzz_fuzz_html_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_html_LDADD = libng.la

accuracy: $(html_programs)
