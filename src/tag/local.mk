libng_la_SOURCES += \
  src/tag/dense.c src/tag/dense.h \
  src/tag/lemma.c src/tag/lemma.h \
  src/tag/net.c src/tag/net.h \
  src/tag/net_file.c src/tag/net_file.h \
  src/tag/net_memo.c src/tag/net_memo.h \
  src/tag/net_run.c src/tag/net_run.h \
  src/tag/heads.c src/tag/heads.h \
  src/tag/parse.c src/tag/parse.h \
  src/tag/pos.c src/tag/pos.h \
  src/tag/tagging.c src/tag/tagging.h \
  src/tag/view.c src/tag/view.h \
  src/tag/weights.c src/tag/weights.h \
  src/tag/wordvec.c src/tag/wordvec.h
libng_la_SOURCES += \
  src/tag/names.c src/tag/names.h \
  src/tag/names_class.c \
  src/tag/names_decode.c \
  src/tag/names_impl.h \
  src/tag/names_model.c src/tag/names_model.h \
  src/tag/names_net.c src/tag/names_net.h \
  src/tag/names_second.c \
  src/tag/names_view.c src/tag/names_view.h
