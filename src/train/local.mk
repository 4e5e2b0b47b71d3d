noinst_PROGRAMS += newsgraph-train
newsgraph_train_LDADD = libng.la
newsgraph_train_SOURCES = \
  src/train/conllu.c src/train/conllu.h \
  src/train/evaluate.c src/train/evaluate.h \
  src/train/lemma.c src/train/lemma.h \
  src/train/main.c src/train/train.h \
  src/train/parse.c \
  src/train/perceptron.c src/train/perceptron.h \
  src/train/pos.c src/train/pos.h \
  src/train/words.c
