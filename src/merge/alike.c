// SPDX-License-Identifier: Apache-2.0
#include "merge/alike.h"

#include <math.h>

static const float STORY = 0.15F; // alikeness from which two articles tell of one story without doubt

// By logistic regression over the pairs of events of tests/merge/stories (measure_happenings -f prints them).
static const float weights[NG_ALIKE_N] = {
    [NG_ALIKE_BIAS] = -3.80F,          [NG_ALIKE_SAME_CLASS] = 2.51F,      [NG_ALIKE_SUB_CLASS] = -0.21F,
    [NG_ALIKE_HARM] = 0.24F,           [NG_ALIKE_SAME_FAMILY] = -0.33F,    [NG_ALIKE_ACTOR] = 1.52F,
    [NG_ALIKE_OTHER_ACTOR] = -0.47F,   [NG_ALIKE_TARGET] = 1.38F,          [NG_ALIKE_OTHER_TARGET] = -1.19F,
    [NG_ALIKE_SWAPPED] = 0.23F,        [NG_ALIKE_NOBODY] = -0.09F,         [NG_ALIKE_PLACE] = 0.94F,
    [NG_ALIKE_OTHER_PLACE] = 0.31F,    [NG_ALIKE_SAME_DAY] = 0.25F,        [NG_ALIKE_NEAR_TIME] = 0.55F,
    [NG_ALIKE_DAY_OFF] = -0.25F,       [NG_ALIKE_DAYS_OFF] = -0.30F,       [NG_ALIKE_WORDS] = 1.59F,
    [NG_ALIKE_RARE_WORDS] = 0.75F,     [NG_ALIKE_NUMBER] = 0.51F,          [NG_ALIKE_OTHER_NUMBER] = -0.45F,
    [NG_ALIKE_STORY] = -0.83F,         [NG_ALIKE_STORY_CLASS] = 1.70F,     [NG_ALIKE_STORY_HARM] = 0.17F,
    [NG_ALIKE_ALONE_IN_CLASS] = 1.13F, [NG_ALIKE_ALONE_IN_FAMILY] = 0.36F, [NG_ALIKE_OTHER_TRUTH] = -0.54F,
};

// Harm that reports class by what they tell of first: the deed, the deaths, the disaster.
static bool
is_harm(NgClass family)
{
  return family == NG_CLASS_ASSAULT || family == NG_CLASS_DEATH || family == NG_CLASS_DISASTER;
}

bool
ng_alike_may(const NgReport* a, const NgReport* b)
{
  const bool a_said = a->cls == NG_CLASS_STATEMENT;
  const bool b_said = b->cls == NG_CLASS_STATEMENT;
  return a_said == b_said;
}

// --- participants --------------------------------------------------------------------------------

static bool
is_of_state(NgClass cls)
{
  return cls == NG_CLASS_GOVERNMENT || cls == NG_CLASS_COUNTRY;
}

// The last name of one is the other: "…/person-tan" and "…/person-mei-ling-tan".
static bool
is_last_name(NgStr whole, NgStr last)
{
  static const char prefix[] = "/person-";
  const size_t      n        = sizeof(prefix) - 1;
  for (size_t i = last.len; i-- > n;) {
    if (last.at[i - n] == '/' && !memcmp(last.at + i - n, prefix, n)) {
      const NgStr name = ng_str_n(last.at + i, last.len - i);
      return whole.len > last.len && whole.at[whole.len - name.len - 1] == '-' &&
             !memcmp(whole.at + whole.len - name.len, name.at, name.len);
    }
  }
  return false;
}

// How many numbers two ascending runs have in common.
static uint32_t
common(const uint32_t* at, NgRun a, NgRun b)
{
  uint32_t n = 0;
  for (uint32_t i = a.begin, k = b.begin; i < a.end && k < b.end;) {
    const uint32_t x = at[i], y = at[k];
    n += x == y;
    i += x <= y;
    k += y <= x;
  }
  return n;
}

// By the words of their names: "coast guard" and "Philippine Coast Guard", "three people" and "three
// passengers".
static float
same_name(const NgReports* r, const NgParticipant* x, const NgParticipant* y)
{
  const uint32_t n_x      = x->words.end - x->words.begin;
  const uint32_t n_y      = y->words.end - y->words.begin;
  const uint32_t least    = n_x < n_y ? n_x : n_y;
  const float    share    = least ? (float)common(r->words.at, x->words, y->words) / (float)least : 0;
  const bool     is_loose = x->generic != NG_NO_NAME || y->generic != NG_NO_NAME;
  return is_loose ? 0.6F * share : share >= 1 ? 0.5F : 0;
}

// Is one participant the other? 0 to 1.
static float
same_participant(const NgReports* r, uint32_t a, uint32_t b)
{
  const NgParticipant* const x = &r->participants.at[a];
  const NgParticipant* const y = &r->participants.at[b];
  if (a == b) {
    return 1;
  }
  if (is_of_state(x->cls) && is_of_state(y->cls) && (x->country == y->name || y->country == x->name)) {
    return 0.8F;
  }
  if (x->cls == NG_CLASS_PERSON && y->cls == NG_CLASS_PERSON) {
    return is_last_name(r->names[x->name], r->names[y->name]) ||
                   is_last_name(r->names[y->name], r->names[x->name])
               ? 0.7F
               : 0;
  }
  return same_name(r, x, y);
}

// What the participants of two events in some roles have in common.
typedef struct {
  float same;       // of the best two
  bool  has_names;  // each has one with a name of its own
  bool  is_in_both; // each has one at all
} Shared;

static bool
has_role(uint8_t role, uint32_t roles)
{
  return roles & 1U << role;
}

// `roles_a` and `roles_b` are bits by role. Of an event with very many participants the first are looked at.
static Shared
shared_parts(const NgReports* r, const NgReport* a, const NgReport* b, uint32_t roles_a, uint32_t roles_b)
{
  enum { MOST = 32 };
  Shared s       = {0};
  bool   named_a = false, named_b = false;
  for (uint32_t i = a->parts.begin; i < a->parts.end && i < a->parts.begin + MOST; ++i) {
    const NgPart* const x = &r->parts.at[i];
    if (!has_role(x->role, roles_a)) {
      continue;
    }
    named_a = named_a || r->participants.at[x->who].generic == NG_NO_NAME;
    for (uint32_t k = b->parts.begin; k < b->parts.end && k < b->parts.begin + MOST; ++k) {
      const NgPart* const y = &r->parts.at[k];
      if (has_role(y->role, roles_b)) {
        const float same = same_participant(r, x->who, y->who);
        s.same           = same > s.same ? same : s.same;
        s.is_in_both     = true;
        named_b          = named_b || r->participants.at[y->who].generic == NG_NO_NAME;
      }
    }
  }
  s.has_names = named_a && named_b;
  return s;
}

// --- time ----------------------------------------------------------------------------------------

enum { MOST_DAYS_OFF = 6, WITHIN_DAYS = 3 }; // news are of the last days

void
ng_alike_window(const NgReports* r, const NgReport* event, int32_t* from, int32_t* to)
{
  const int32_t published = r->articles.at[event->article].day;
  *from                   = event->from;
  *to                     = event->to;
  if (*from == NG_NO_DAY && published != NG_NO_DAY) {
    *from = published - WITHIN_DAYS;
    *to   = published;
  }
}

// @return false: at different times.
static bool
compare_times(const NgReports* r, const NgReport* a, const NgReport* b, float f[NG_ALIKE_N])
{
  int32_t a_from = 0, a_to = 0, b_from = 0, b_to = 0;
  ng_alike_window(r, a, &a_from, &a_to);
  ng_alike_window(r, b, &b_from, &b_to);
  if (a_from == NG_NO_DAY || b_from == NG_NO_DAY) {
    return true;
  }
  const int32_t gap     = a_from > b_to ? a_from - b_to : b_from > a_to ? b_from - a_to : 0;
  const bool    is_told = a->from != NG_NO_DAY && b->from != NG_NO_DAY;
  const bool    is_day  = a_from == a_to && b_from == b_to;
  f[NG_ALIKE_SAME_DAY]  = is_told && is_day && !gap;
  f[NG_ALIKE_NEAR_TIME] = is_told && !is_day && !gap;
  f[NG_ALIKE_DAY_OFF]   = gap == 1; // time zones, and "on Monday" that is read otherwise
  f[NG_ALIKE_DAYS_OFF]  = gap > 1;
  return gap <= MOST_DAYS_OFF;
}

// --- words and stories ---------------------------------------------------------------------------

// Share of the words of the shorter label that the longer one has, and of both.
static float
same_words(const NgReports* r, NgRun a, NgRun b)
{
  const uint32_t n_a   = a.end - a.begin;
  const uint32_t n_b   = b.end - b.begin;
  const uint32_t least = n_a < n_b ? n_a : n_b;
  const float    same  = (float)common(r->words.at, a, b);
  return least ? 0.5F * same / (float)(least > 2 ? least : 2) + 0.5F * same / sqrtf((float)n_a * (float)n_b)
               : 0;
}

float
ng_alike_story(const NgReports* r, const NgTold* a, const NgTold* b)
{
  if (a->copy_of == b->copy_of) {
    return 1;
  }
  float sum = 0;
  for (uint32_t i = a->holds.begin, k = b->holds.begin; i < a->holds.end && k < b->holds.end;) {
    const uint32_t x = r->held.at[i], y = r->held.at[k];
    sum += x == y ? r->rarity[x] * r->rarity[x] : 0;
    i += x <= y;
    k += y <= x;
  }
  return a->length > 0 && b->length > 0 ? sum / (a->length * b->length) : 0;
}

// As same_words, the rarer the heavier.
static float
same_rare_words(const NgReports* r, NgRun a, NgRun b)
{
  float both = 0, in_a = 0, in_b = 0;
  for (uint32_t i = a.begin, k = b.begin; i < a.end || k < b.end;) {
    const uint32_t x = i < a.end ? r->words.at[i] : UINT32_MAX;
    const uint32_t y = k < b.end ? r->words.at[k] : UINT32_MAX;
    const float    w = r->rarity[x < y ? x : y];
    both += x == y ? w * w : 0;
    in_a += x <= y ? w * w : 0;
    in_b += y <= x ? w * w : 0;
    i += x <= y;
    k += y <= x;
  }
  return both > 0 ? both / sqrtf(in_a * in_b) : 0;
}

static void
compare_words(const NgReports* r, const NgReport* a, const NgReport* b, float f[NG_ALIKE_N])
{
  const bool has_numbers   = a->numbers.end > a->numbers.begin && b->numbers.end > b->numbers.begin;
  const bool is_one        = common(r->words.at, a->numbers, b->numbers) > 0;
  f[NG_ALIKE_WORDS]        = same_words(r, a->words, b->words);
  f[NG_ALIKE_RARE_WORDS]   = same_rare_words(r, a->words, b->words);
  f[NG_ALIKE_NUMBER]       = has_numbers && is_one;
  f[NG_ALIKE_OTHER_NUMBER] = has_numbers && !is_one;
}

// Who tells of the dead need not know whether they were killed.
static NgClass
class_as_told(NgClass cls)
{
  return cls == NG_CLASS_KILLING ? NG_CLASS_DEATH : cls;
}

static void
compare_classes(const NgReport* a, const NgReport* b, float f[NG_ALIKE_N])
{
  if (class_as_told(a->cls) == class_as_told(b->cls)) {
    f[NG_ALIKE_SAME_CLASS] = 1;
  } else if (ng_class_is_a(a->cls, b->cls) || ng_class_is_a(b->cls, a->cls)) {
    f[NG_ALIKE_SUB_CLASS] = 1;
  } else if (is_harm(a->family) && is_harm(b->family)) {
    f[NG_ALIKE_HARM] = 1;
  } else if (a->family == b->family) {
    f[NG_ALIKE_SAME_FAMILY] = 1;
  }
}

static void
compare_parts(const NgReports* r, const NgReport* a, const NgReport* b, float f[NG_ALIKE_N])
{
  enum {
    ACTOR  = 1 << NG_ROLE_ACTOR,
    PLACE  = 1 << NG_ROLE_PLACE,
    TARGET = 1 << NG_ROLE_TARGET | 1 << NG_ROLE_OTHER
  };
  const Shared actor       = shared_parts(r, a, b, ACTOR, ACTOR);
  const Shared target      = shared_parts(r, a, b, TARGET, TARGET);
  const Shared place       = shared_parts(r, a, b, PLACE, PLACE);
  const Shared there       = shared_parts(r, a, b, ACTOR, TARGET);
  const Shared back        = shared_parts(r, a, b, TARGET, ACTOR);
  f[NG_ALIKE_ACTOR]        = actor.same;
  f[NG_ALIKE_OTHER_ACTOR]  = actor.has_names && actor.same <= 0;
  f[NG_ALIKE_TARGET]       = target.same;
  f[NG_ALIKE_OTHER_TARGET] = target.has_names && target.same <= 0;
  f[NG_ALIKE_SWAPPED]      = there.same > back.same ? there.same : back.same;
  f[NG_ALIKE_NOBODY]       = !actor.is_in_both && !target.is_in_both && !there.is_in_both && !back.is_in_both;
  f[NG_ALIKE_PLACE]        = place.same;
  f[NG_ALIKE_OTHER_PLACE]  = place.is_in_both && place.same <= 0;
}

bool
ng_alike_features(const NgReports* r, const NgReport* a, const NgReport* b, float story, float f[NG_ALIKE_N])
{
  memset(f, 0, NG_ALIKE_N * sizeof(*f));
  if (!compare_times(r, a, b, f)) {
    return false;
  }
  const float near = story > STORY ? 1 : story / STORY;
  compare_classes(a, b, f);
  compare_parts(r, a, b, f);
  compare_words(r, a, b, f);
  const bool is_alone         = a->is_only_class && b->is_only_class && f[NG_ALIKE_SAME_CLASS] > 0;
  const bool is_family        = a->is_only_family && b->is_only_family && a->family == b->family;
  f[NG_ALIKE_BIAS]            = 1;
  f[NG_ALIKE_STORY]           = near;
  f[NG_ALIKE_STORY_CLASS]     = near * (f[NG_ALIKE_SAME_CLASS] + f[NG_ALIKE_SUB_CLASS]);
  f[NG_ALIKE_STORY_HARM]      = near * f[NG_ALIKE_HARM];
  f[NG_ALIKE_ALONE_IN_CLASS]  = is_alone ? near : 0;
  f[NG_ALIKE_ALONE_IN_FAMILY] = is_family ? near : 0;
  f[NG_ALIKE_OTHER_TRUTH]     = a->is_denied != b->is_denied;
  return true;
}

// What was said is the same where most words are.
static float
same_statement(const NgReports* r, const NgReport* a, const NgReport* b)
{
  enum { WORDS_AT_LEAST = 3, ACTOR = 1 << NG_ROLE_ACTOR };
  float          times[NG_ALIKE_N] = {0};
  const float    words             = same_words(r, a->words, b->words);
  const uint32_t n_a               = a->words.end - a->words.begin;
  const uint32_t n_b               = b->words.end - b->words.begin;
  const uint32_t least             = n_a < n_b ? n_a : n_b;
  if (least < WORDS_AT_LEAST || words < 0.6F || !compare_times(r, a, b, times)) {
    return 0;
  }
  return 0.8F * words + 0.2F * shared_parts(r, a, b, ACTOR, ACTOR).same;
}

float
ng_alike_score(const NgReports* r, const NgReport* a, const NgReport* b, float story)
{
  float f[NG_ALIKE_N];
  float sum = 0;
  if (a->cls == NG_CLASS_STATEMENT) {
    return same_statement(r, a, b);
  }
  if (!ng_alike_features(r, a, b, story, f)) {
    return 0;
  }
  for (int i = 0; i < NG_ALIKE_N; ++i) {
    sum += weights[i] * f[i];
  }
  return 0.5F + 0.5F * sum / (1 + (sum < 0 ? -sum : sum)); // no exp: the same on every machine
}
