// SPDX-License-Identifier: Apache-2.0
// Reads the source tables of the knowledge into a builder and checks them: wrong classes, duplicate
// keys, parents, countries, offices and sources that do not exist are errors with file and line.
//
// The first line names the kind of a table; columns are parted by tabs, lists by "|". Codes of
// countries are ISO 3166 in capitals.
//   sources     key, title, licence, URL
//   knowledge   class, QID, label, aliases, country, kind, parent (QID or label), metonyms, flags, source
//               An alias "~X" is a family name alone. Flags, parted by commas: common, dead, the (its
//               name takes the article), prior=0.5
//   demonyms    country (empty for peoples without one), place (label of a place of that country, or
//               empty), adjectives, nouns
//   templates   class, kind, label, aliases, source: what every sovereign state has, with {country}
//               ("the Gambia") and {adjective} for each of its adjectives. A country that has a row of
//               this kind gets the aliases on it
//   offices     id, title, country, rank (0 to 9)
//   people      QID, label, aliases, country, born, sex, party (QID), offices (id:from:to ...), source
//   given-names origin, sex (m, f, mf), names
//   name-words  kind (surname, org-head, org-end, place-head, title, particle, family-first, common,
//   month-day), words
#ifndef NG_KNOW_TABLES_H
#define NG_KNOW_TABLES_H

#include "know/build.h"

typedef struct NgKnowTablesImpl NgKnowTables;

/// NULL without memory. `builder` outlives it.
NgKnowTables* ng_know_tables_new(NgKnowBuilder* builder);

/// Accepts NULL.
void ng_know_tables_free(NgKnowTables* tables);

/// Read one table. Sources come first, offices before people, knowledge before demonyms, and these
/// before templates.
NgStatus ng_know_tables_read(NgKnowTables* tables, const char* path, NgError* err);

/// The same for text in memory; `source` names it in messages.
NgStatus ng_know_tables_parse(NgKnowTables* tables, NgStr text, const char* source, NgError* err);

/// After the last table: resolve parents and parties.
NgStatus ng_know_tables_finish(NgKnowTables* tables, NgError* err);

/// Use what `below` knows for parents and countries that the tables do not have: for a user's table.
void ng_know_tables_below(NgKnowTables* tables, const NgKnow* below);

/// Class word of the tables; NG_N_KNOW_TYPE where it is none.
NgKnowType ng_know_type_named(NgStr name);

/// "2019", "2019-05" or "2019-05-31" (a time may follow); year 0 where it is none.
NgDate ng_know_date(NgStr text);

/// Number of a QID "Q142", 0 where it is none.
uint32_t ng_know_qid_number(NgStr text);

/// Acronym, web domain or name, by its looks.
NgAliasKind ng_know_alias_kind(NgStr alias);

#endif
