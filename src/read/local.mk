libng_la_SOURCES += \
  src/read/article.c src/read/article.h \
  src/read/cut_json.c \
  src/read/cut_warc.c \
  src/read/cut_xml.c \
  src/read/date.c \
  src/read/feed.c \
  src/read/headers.c src/read/headers.h \
  src/read/html.c src/read/html.h \
  src/read/html_address.c \
  src/read/html_blocks.c \
  src/read/html_body.c \
  src/read/html_byline.c \
  src/read/html_encoding.c \
  src/read/html_internal.h \
  src/read/html_jsonld.c \
  src/read/html_meta.c src/read/html_meta.h \
  src/read/html_page.h \
  src/read/html_refs.c \
  src/read/html_score.c \
  src/read/html_title.c \
  src/read/html_tree.c src/read/html_tree.h \
  src/read/html_words.c \
  src/read/internal.h \
  src/read/json.c src/read/json.h \
  src/read/language.c src/read/language.h \
  src/read/newsml.c \
  src/read/ninjs.c \
  src/read/reader.c src/read/reader.h \
  src/read/record.c \
  src/read/sniff.c \
  src/read/source.c src/read/source.h src/read/source_impl.h \
  src/read/unpack.c src/read/unpack.h \
  src/read/walk.c src/read/walk.h \
  src/read/warc.c \
  src/read/xml.c src/read/xml.h

# Tables: references of HTML, words that tell what is no part of an article, words that tell English.
html_lists = \
  src/data/lists/english-words.tsv \
  src/data/lists/html-entities.tsv \
  src/data/lists/html-phrases.tsv \
  src/data/lists/html-words.tsv
EXTRA_DIST += src/read/entities.awk src/read/words.awk $(html_lists)
BUILT_SOURCES += \
  src/read/english_words.inc \
  src/read/entities.inc \
  src/read/html_phrases.inc \
  src/read/html_words.inc
src/read/entities.inc: $(srcdir)/src/data/lists/html-entities.tsv $(srcdir)/src/read/entities.awk
	$(AM_V_GEN)mkdir -p src/read && \
	  LC_ALL=C awk -f $(srcdir)/src/read/entities.awk $(srcdir)/src/data/lists/html-entities.tsv > $@.tmp && \
	  mv $@.tmp $@
src/read/html_refs.lo: src/read/entities.inc
src/read/html_words.inc: $(srcdir)/src/data/lists/html-words.tsv $(srcdir)/src/read/words.awk
	$(AM_V_GEN)mkdir -p src/read && tab=$$(printf '\t') && \
	  LC_ALL=C sort -t "$$tab" -k2,2 $(srcdir)/src/data/lists/html-words.tsv | \
	  LC_ALL=C awk -f $(srcdir)/src/read/words.awk > $@.tmp && mv $@.tmp $@
src/read/html_phrases.inc: $(srcdir)/src/data/lists/html-phrases.tsv $(srcdir)/src/read/words.awk
	$(AM_V_GEN)mkdir -p src/read && tab=$$(printf '\t') && \
	  LC_ALL=C sort -t "$$tab" -k2,2 $(srcdir)/src/data/lists/html-phrases.tsv | \
	  LC_ALL=C awk -f $(srcdir)/src/read/words.awk > $@.tmp && mv $@.tmp $@
src/read/html_words.lo: src/read/html_words.inc src/read/html_phrases.inc
src/read/english_words.inc: $(srcdir)/src/data/lists/english-words.tsv $(srcdir)/src/read/words.awk
	$(AM_V_GEN)mkdir -p src/read && tab=$$(printf '\t') && \
	  LC_ALL=C sort -t "$$tab" -k2,2 $(srcdir)/src/data/lists/english-words.tsv | \
	  LC_ALL=C awk -f $(srcdir)/src/read/words.awk > $@.tmp && mv $@.tmp $@
src/read/language.lo: src/read/english_words.inc
