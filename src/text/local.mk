libng_la_SOURCES += \
  src/text/address.c \
  src/text/chars.c src/text/chars.h \
  src/text/internal.h \
  src/text/lexicon.c \
  src/text/normalise.c \
  src/text/paragraphs.c \
  src/text/quotes.c \
  src/text/run.c \
  src/text/sentences.c \
  src/text/scan.h \
  src/text/text.h \
  src/text/token.c \
  src/text/tokens.c \
  src/text/words.c

# The words that the tokeniser knows, as rows of a C table in order of bytes, and how paragraphs begin.
EXTRA_DIST += src/text/words.awk src/text/openings.awk src/data/lists/tokens.tsv src/data/lists/paragraphs.tsv
BUILT_SOURCES += src/text/words.inc src/text/openings.inc
src/text/words.inc: $(srcdir)/src/data/lists/tokens.tsv $(srcdir)/src/text/words.awk
	$(AM_V_GEN)mkdir -p src/text && \
	  LC_ALL=C awk -f $(srcdir)/src/text/words.awk $(srcdir)/src/data/lists/tokens.tsv > $@.tmp && \
	  LC_ALL=C sort $@.tmp > $@ && rm -f $@.tmp
src/text/lexicon.lo: src/text/words.inc
src/text/openings.inc: $(srcdir)/src/data/lists/paragraphs.tsv $(srcdir)/src/text/openings.awk
	$(AM_V_GEN)mkdir -p src/text && \
	  LC_ALL=C awk -f $(srcdir)/src/text/openings.awk $(srcdir)/src/data/lists/paragraphs.tsv > $@.tmp && \
	  mv $@.tmp $@
src/text/paragraphs.lo: src/text/openings.inc
