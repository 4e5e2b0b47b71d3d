// SPDX-License-Identifier: Apache-2.0
// How alike two events are. For src/merge alone.
#ifndef NG_MERGE_ALIKE_H
#define NG_MERGE_ALIKE_H

#include "merge/reports.h"

/// What of two events is weighed, each 0 to 1.
typedef enum {
  NG_ALIKE_BIAS,            ///< Always 1
  NG_ALIKE_SAME_CLASS,      ///< The same class,
  NG_ALIKE_SUB_CLASS,       ///< or one is the more special,
  NG_ALIKE_HARM,            ///< or both are of harm: the deed, the deaths, the disaster,
  NG_ALIKE_SAME_FAMILY,     ///< or both are below one class
  NG_ALIKE_ACTOR,           ///< How much the best actors are one
  NG_ALIKE_OTHER_ACTOR,     ///< Both have actors with names of their own, and none is the same
  NG_ALIKE_TARGET,          ///< The same of targets
  NG_ALIKE_OTHER_TARGET,    ///< The same of targets
  NG_ALIKE_SWAPPED,         ///< How much the best participants in different roles are one
  NG_ALIKE_NOBODY,          ///< One has no participant
  NG_ALIKE_PLACE,           ///< Places in common
  NG_ALIKE_OTHER_PLACE,     ///< Both have places, none in common
  NG_ALIKE_SAME_DAY,        ///< Both tell the day, and it is the same
  NG_ALIKE_NEAR_TIME,       ///< The times told overlap
  NG_ALIKE_DAY_OFF,         ///< The times lie a day apart,
  NG_ALIKE_DAYS_OFF,        ///< or more days, up to a week
  NG_ALIKE_WORDS,           ///< Words of the labels in common
  NG_ALIKE_RARE_WORDS,      ///< The same, the rarer the heavier
  NG_ALIKE_NUMBER,          ///< A number in both labels
  NG_ALIKE_OTHER_NUMBER,    ///< Numbers in both labels, none in common
  NG_ALIKE_STORY,           ///< How much the articles tell of the same things
  NG_ALIKE_STORY_CLASS,     ///< That, where the classes are the same or one the more special
  NG_ALIKE_STORY_HARM,      ///< That, where both are of harm
  NG_ALIKE_ALONE_IN_CLASS,  ///< Of one class and the only ones of it in their articles, as the story is
  NG_ALIKE_ALONE_IN_FAMILY, ///< The same of the class below ng:Event
  NG_ALIKE_OTHER_TRUTH,     ///< One is denied, the other is not
  NG_ALIKE_N,
} NgAlikeFeature;

/// May the events be of one happening by their classes? Both are said, or neither is.
bool ng_alike_may(const NgReport* a, const NgReport* b);

/// How much two articles tell of the same things, 0 to 1: the cosine of what they hold, the rarer the
/// heavier.
float ng_alike_story(const NgReports* reports, const NgTold* a, const NgTold* b);

/// What two events of two articles have in common. @return false where they lie at different times.
bool ng_alike_features(const NgReports* reports, const NgReport* a, const NgReport* b, float story,
                       float features[NG_ALIKE_N]);

/// 0 to 1: how likely the two are one happening.
float ng_alike_score(const NgReports* reports, const NgReport* a, const NgReport* b, float story);

/// Days in which the event lies as far as is known: its own, or those about the publication.
void ng_alike_window(const NgReports* reports, const NgReport* event, int32_t* from, int32_t* to);

#endif
