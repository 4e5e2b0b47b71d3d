// SPDX-License-Identifier: Apache-2.0
// Times in an article: dates, ranges, weekdays, "last month", "two weeks ago", "since 2014", resolved from
// the article's date alone. The clock is never asked.
#ifndef NG_UNDERSTAND_TIMES_H
#define NG_UNDERSTAND_TIMES_H

#include "understand/scene.h"

/// Days since 1970-01-01 of a full date of the proleptic Gregorian calendar (Howard Hinnant,
/// days_from_civil).
int32_t ng_date_days(NgDate date);

/// The date of that day.
NgDate ng_date_of_days(int32_t days);

/// Find all times; fill scene->times and scene->time_at; where the metadata have no date, the article's own
/// dateline becomes scene->date. @return NG_ERR_NO_MEM
NgStatus ng_times_find(NgScene* scene, NgError* err);

/// The time that dates what `trigger` tells, or NULL.
const NgTimeExpression* ng_time_of(const NgScene* scene, uint32_t trigger);

#endif
