// SPDX-License-Identifier: Apache-2.0
// The Gregorian calendar, also for years before it was in use.
#ifndef NG_BASE_CALENDAR_H
#define NG_BASE_CALENDAR_H

#include <stdint.h>

/// Days of the month 1 to 12 of `year`.
int ng_calendar_days_in(int64_t year, int month);

/// Days since 1970-01-01; a day outside its month counts on from it. (Howard Hinnant, "chrono-Compatible
/// Low-Level Date Algorithms".)
int64_t ng_calendar_days(int64_t year, int month, int day);

#endif
