# Data that the program reads when it runs. Installed below $(pkgdatadir) in the same folders.
listsdir = $(pkgdatadir)/lists
modelsdir = $(pkgdatadir)/models
knowledgedir = $(pkgdatadir)/knowledge

# Word lists: tab-separated text, read as it is.
dist_lists_DATA = \
  src/data/lists/event-adjectives.tsv \
  src/data/lists/event-nouns.tsv \
  src/data/lists/event-states.tsv \
  src/data/lists/event-verbs.tsv \
  src/data/lists/factuality.tsv \
  src/data/lists/idioms.tsv \
  src/data/lists/light-verbs.tsv \
  src/data/lists/noun-classes.tsv \
  src/data/lists/speech-verbs.tsv \
  src/data/lists/time-words.tsv

# Models: compiled by newsgraph-train, kept in the repository.
dist_models_DATA = \
  src/data/models/parse.ngm \
  src/data/models/words.ngm

# Knowledge: source tables in the repository, compiled when newsgraph is built.
knowledge_tables =
nodist_knowledge_DATA =
EXTRA_DIST += $(knowledge_tables)
dist_models_DATA += src/data/models/names.ngm
dist_lists_DATA += src/data/lists/irregular-verbs.tsv

# Read by newsgraph-train alone; not installed.
EXTRA_DIST += src/data/train/name-templates.tsv src/data/train/places.tsv
EXTRA_DIST += src/data/models/README.md src/data/models/names.md

# Mappings of other news graphs, and the code lists that they use.
mappingsdir = $(pkgdatadir)/mappings
dist_mappings_DATA = \
  src/data/mappings/README.md \
  src/data/mappings/cameo-words.tsv \
  src/data/mappings/eventkg.tsv \
  src/data/mappings/frames.tsv \
  src/data/mappings/gdelt-actors.tsv \
  src/data/mappings/gdelt-countries.tsv \
  src/data/mappings/gdelt-events.tsv \
  src/data/mappings/gdelt-mentions.tsv \
  src/data/mappings/newsreader.tsv \
  src/data/mappings/schema-article.tsv \
  src/data/mappings/types.tsv
