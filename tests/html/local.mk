# Pages: tests/html/pages holds layouts, NAME.html with the article's text in NAME.txt.
check_PROGRAMS += tests/html/measure_html
tests_html_measure_html_SOURCES = tests/html/measure_html.c
tests_html_measure_html_LDADD = libng.la
dist_check_SCRIPTS += tests/html/pages.sh
TESTS += tests/html/pages.sh
EXTRA_DIST += tests/html/pages
