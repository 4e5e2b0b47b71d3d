noinst_PROGRAMS += newsgraph-train
newsgraph_train_LDADD = libng.la
newsgraph_train_SOURCES = \
  src/train/card.c \
  src/train/conllu.c src/train/conllu.h \
  src/train/evaluate.c src/train/evaluate.h \
  src/train/gemm.c src/train/gemm.h \
  src/train/lemma.c src/train/lemma.h \
  src/train/main.c src/train/train.h \
  src/train/net.c src/train/net.h \
  src/train/reader.c \
  src/train/random.h \
  src/train/words.c
names_train_sources = \
  src/train/names.c src/train/train.h \
  src/train/names_augment.c src/train/names_augment.h \
  src/train/names_classes.c \
  src/train/names_corpus.c src/train/names_corpus.h \
  src/train/names_crf.c src/train/names_crf.h \
  src/train/names_measure.c \
  src/train/names_train.c src/train/names_train.h
newsgraph_train_SOURCES += $(names_train_sources)
