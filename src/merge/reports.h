// SPDX-License-Identifier: Apache-2.0
// Articles and their events as they are compared, gathered from quads. For src/merge alone.
#ifndef NG_MERGE_REPORTS_H
#define NG_MERGE_REPORTS_H

#include "base/arena.h"
#include "base/map.h"
#include "base/minhash.h"
#include "model/vocab.h"
#include "rdf/rdf.h"

/// What is kept of a quad: numbers of NgReports.names.
typedef struct {
  uint32_t subject;
  uint32_t object;
  uint32_t predicate; ///< Place in the table of predicates in reports.c
} NgKept;

/// A run of an array.
#define NG_NO_NAME UINT32_MAX
#define NG_NO_DAY INT32_MIN

/// A run of an array.
typedef struct {
  uint32_t begin, end;
} NgRun;

typedef struct {
  uint32_t name;
  NgClass  cls;
  uint32_t label;   ///< Name, or NG_NO_NAME
  uint32_t country; ///< Name, or NG_NO_NAME
  uint32_t generic; ///< The same for all names that differ only in their article: "police"; NG_NO_NAME: it
                    ///< has a name of its own
  NgRun words;      ///< Of NgReports.words, ascending: those of its label
} NgParticipant;

enum { NG_ROLE_ACTOR, NG_ROLE_TARGET, NG_ROLE_OTHER, NG_ROLE_PLACE };

typedef struct {
  uint32_t who; ///< Place in NgReports.participants
  uint8_t  role;
} NgPart;

typedef struct {
  uint32_t  name;
  uint32_t  publisher; ///< Name, or NG_NO_NAME
  int32_t   day;       ///< Published, in days since 1970-01-01; NG_NO_DAY
  bool      has_print;
  NgMinHash print;
  NgRun     words;   ///< Of NgReports.words, ascending: those of its title
  NgRun     holds;   ///< Of NgReports.held: what it tells of, each once, in order
  NgRun     events;  ///< Of NgReports.events
  float     length;  ///< Euclidean, of the rarities held
  uint32_t  copy_of; ///< The first of its copies: its own number where there is none
} NgTold;

typedef struct {
  uint32_t name;
  uint32_t label;    ///< Name; NG_NO_NAME
  uint32_t language; ///< Of the label; NG_NO_NAME
  uint32_t article;  ///< Place in NgReports.articles
  NgClass  cls;
  NgClass  family;   ///< The class just below ng:Event
  int32_t  from, to; ///< Days; NG_NO_DAY: not told
  NgRun    parts;    ///< Of NgReports.parts: actors, targets, others, then places
  NgRun    words;    ///< Of NgReports.words, ascending
  NgRun    numbers;  ///< Of NgReports.words, ascending: the numbers in the label, years apart
  bool     is_denied;
  bool     is_only_class;  ///< The only event of its class in its article
  bool     is_only_family; ///< The only one of its family
} NgReport;

/// Names are numbered in the order of their bytes, articles in that of their names, events by article and
/// name, so nothing depends on the order in which the quads came.
typedef struct {
  NgArena* arena;
  NgMap*   seen; ///< Names as they came
  NG_VEC(NgKept) kept;
  NgStr*   names;
  uint32_t n_names;
  NG_VEC(NgParticipant) participants;
  NG_VEC(NgTold) articles;
  NG_VEC(uint32_t) held; ///< Words, and behind them (n_words + place) participants with a name of their own
  NG_VEC(NgReport) events;
  NG_VEC(NgPart) parts;
  NG_VEC(uint32_t) words; ///< Numbers of words
  uint32_t n_words;       ///< Different ones
  float* rarity; ///< Of words and participants, as numbered in `held`: the logarithm of articles by articles
                 ///< with it
} NgReports;

/// Keep what of `quad` tells of articles, events and their participants. @return NG_SUCCESS or NG_ERR_NO_MEM.
NgStatus ng_reports_add(NgReports* reports, const NgQuad* quad);

/// Fill names, participants, articles and events from what was kept. @return NG_SUCCESS or NG_ERR_NO_MEM.
NgStatus ng_reports_arrange(NgReports* reports);

/// How rare is what `n_articles` articles hold.
float ng_reports_rarity(const NgReports* reports, float n_articles);

/// Days since 1970-01-01 that an xsd:date, xsd:dateTime, xsd:gYearMonth or xsd:gYear spans.
bool ng_reports_days(NgStr lexical, int32_t* from, int32_t* to);

#endif
