// SPDX-License-Identifier: Apache-2.0
// What several articles tell of: finds, in the graphs of many articles, the events that are reports of one
// happening, and the articles that are copies of one text.
//
// Events are alike where class, participants, time, place, words and the rest of their articles are (after
// Cybulska, Vossen, "Bag of Events", 2015, and the same-event rules of NewsReader), weighed by a logistic
// regression; the most alike are joined first, and no happening has two events of one article, since what an
// article tells twice is one event of it already. Copies are found by the articles' fingerprints
// (base/minhash.h).
//
// Quads may come in any order, the result is the same. Memory: about 700 bytes an event.
#ifndef NG_MERGE_HAPPENINGS_H
#define NG_MERGE_HAPPENINGS_H

#include "rdf/rdf.h"

typedef struct NgHappeningsImpl NgHappenings;

typedef struct {
  NgStr base;      ///< Start of the IRIs made
  float threshold; ///< How alike two events must be, 0 to 1
  float identical; ///< Share of common five-word runs from which two articles are copies, 0 to 1

  /// Called for each two events that are compared, by their IRIs, to fit weights to stories; NULL: not.
  void (*on_pair)(void* self, NgStr a, NgStr b, const float* features, uint32_t n_features);
  void* on_pair_self;
} NgHappeningsOptions;

#define NG_HAPPENINGS_OPTIONS_INIT                                                                           \
  {                                                                                                          \
    {"https://w3id.org/newsgraph/id/", 30}, 0.45F, 0.25F, NULL, NULL                                         \
  }

typedef struct {
  uint32_t n_articles;
  uint32_t n_copies; ///< Articles that are copies of others
  uint32_t n_events;
  uint32_t n_happenings;
  uint32_t n_reports;
} NgHappeningsSummary;

/// `options` may be NULL; the base must outlive it. @return NG_ERR_NO_MEM.
NgStatus ng_happenings_new(NgHappenings** out, const NgHappeningsOptions* options, NgError* err);

/// Look at a quad, keep what of it is needed; its graph does not matter. @return NG_ERR_NO_MEM.
NgStatus ng_happenings_add(NgHappenings* happenings, const NgQuad* quad, NgError* err);

/// Called for each triple found (in the default graph), borrowed for the call. A status other than success
/// ends.
typedef NgStatus (*NgHappeningsEmit)(void* self, const NgQuad* quad, NgError* err);

/// Find happenings and copies and hand over their triples: ng:Happening with label, reports and number of
/// outlets, prov:alternateOf in both directions. Once, after the last quad. `summary` may be NULL.
/// @return NG_ERR_NO_MEM, or what `emit` returned.
NgStatus ng_happenings_finish(NgHappenings* happenings, NgHappeningsEmit emit, void* self,
                              NgHappeningsSummary* summary, NgError* err);

/// Accepts NULL.
void ng_happenings_free(NgHappenings* happenings);

#endif
