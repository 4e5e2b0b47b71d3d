// SPDX-License-Identifier: Apache-2.0
#include "base/calendar.h"

#include <stdbool.h>

int
ng_calendar_days_in(int64_t year, int month)
{
  static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool           leap   = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return days[month - 1] + (month == 2 && leap);
}

int64_t
ng_calendar_days(int64_t year, int month, int day)
{
  year -= month <= 2;
  const int64_t era         = (year >= 0 ? year : year - 399) / 400;
  const int64_t year_of_era = year - era * 400;
  const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}
