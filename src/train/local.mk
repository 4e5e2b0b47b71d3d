noinst_PROGRAMS += newsgraph-train
newsgraph_train_LDADD = libng.la
newsgraph_train_SOURCES = \
  src/train/main.c src/train/train.h \
  src/train/words.c
