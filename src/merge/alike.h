// SPDX-License-Identifier: Apache-2.0
// How alike two events are. For src/merge alone.
#ifndef NG_MERGE_ALIKE_H
#define NG_MERGE_ALIKE_H

#include "merge/reports.h"

/// May the events be of one happening by their classes? They are of one family, or of two that words mix up.
bool ng_alike_may(const NgReport* a, const NgReport* b);

/// How much two articles tell of the same things, 0 to 1: the cosine of what they hold, the rarer the
/// heavier.
float ng_alike_story(const NgReports* reports, const NgTold* a, const NgTold* b);

/// 0 to 1: by class, participants and place, time, words, and what else their articles hold. The events are
/// of two articles.
float ng_alike_score(const NgReports* reports, const NgReport* a, const NgReport* b, float story);

/// Days in which the event lies as far as is known: its own, or those about the publication.
void ng_alike_window(const NgReports* reports, const NgReport* event, int32_t* from, int32_t* to);

#endif
