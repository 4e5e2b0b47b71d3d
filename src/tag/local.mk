libng_la_SOURCES += \
  src/tag/arcs.c src/tag/arcs.h \
  src/tag/lemma.c src/tag/lemma.h \
  src/tag/parse.c src/tag/parse.h \
  src/tag/pos.c src/tag/pos.h \
  src/tag/pos_features.c src/tag/pos_features.h \
  src/tag/view.c src/tag/view.h \
  src/tag/weights.c src/tag/weights.h \
  src/tag/wordvec.c src/tag/wordvec.h
libng_la_SOURCES += \
  src/tag/names.c src/tag/names.h \
  src/tag/names_class.c \
  src/tag/names_decode.c \
  src/tag/names_impl.h \
  src/tag/names_model.c src/tag/names_model.h \
  src/tag/names_second.c \
  src/tag/names_view.c src/tag/names_view.h
