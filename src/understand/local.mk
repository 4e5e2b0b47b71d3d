# src/understand: facts
libng_la_SOURCES += \
  src/understand/arguments.c \
  src/understand/clause.c src/understand/clause_impl.h src/understand/clause_order.c \
  src/understand/clause_subject.c src/understand/clause_verb.c \
  src/understand/event_roles.c \
  src/understand/evidence.c \
  src/understand/events.c src/understand/events.h src/understand/events_impl.h src/understand/events_make.c \
  src/understand/events_same.c src/understand/events_worth.c \
  src/understand/extents.c \
  src/understand/factuality.c src/understand/factuality.h \
  src/understand/facts.c src/understand/facts.h \
  src/understand/frames.c \
  src/understand/kinds.c \
  src/understand/lexicon.c src/understand/lexicon.h \
  src/understand/places.c \
  src/understand/quotes.c src/understand/quotes.h src/understand/quotes_impl.h \
  src/understand/repair.c src/understand/repair.h src/understand/repair_form.c src/understand/repair_impl.h \
  src/understand/repair_words.c \
  src/understand/reported.c \
  src/understand/scene.c src/understand/scene.h src/understand/scene_impl.h \
  src/understand/sources.c \
  src/understand/speakers.c \
  src/understand/statements.c \
  src/understand/tellers.c \
  src/understand/times.c src/understand/times.h

# src/understand
libng_la_SOURCES += \
  src/understand/affiliations.c \
  src/understand/bodies.c \
  src/understand/cast.c src/understand/cast.h \
  src/understand/context.c \
  src/understand/entities.c \
  src/understand/government.h src/understand/governments.c \
  src/understand/group.c \
  src/understand/link.c \
  src/understand/mentions.c src/understand/mentions.h \
  src/understand/people.c \
  src/understand/phrases.c src/understand/phrases.h \
  src/understand/positions.c \
  src/understand/refer.c \
  src/understand/role_noun.c src/understand/role_phrase.c src/understand/role_tie.c \
  src/understand/roles.c src/understand/roles.h src/understand/roles_impl.h \
  src/understand/spot.c src/understand/spot_bounds.c src/understand/spot_class.c src/understand/spot_impl.h \
  src/understand/spot_known.c src/understand/no_names.c \
  src/understand/refer_bodies.c src/understand/refer_impl.h \
  src/understand/tree.c src/understand/tree.h \
  src/understand/who.c src/understand/who.h

dist_lists_DATA += \
  src/data/lists/body-kinds.tsv \
  src/data/lists/do-not-merge.tsv \
  src/data/lists/honorifics.tsv \
  src/data/lists/metonym-nouns.tsv \
  src/data/lists/metonym-objects.tsv \
  src/data/lists/metonym-verbs.tsv \
  src/data/lists/nicknames.tsv \
  src/data/lists/organisation-heads.tsv \
  src/data/lists/party-letters.tsv \
  src/data/lists/party-words.tsv \
  src/data/lists/portfolios.tsv \
  src/data/lists/residences.tsv \
  src/data/lists/roles.tsv \
  src/data/lists/state-abbreviations.tsv \
  src/data/lists/role-synonyms.tsv \
  src/data/lists/status.tsv \
  src/data/lists/title-adjectives.tsv
