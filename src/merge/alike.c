// SPDX-License-Identifier: Apache-2.0
#include "merge/alike.h"

#include <math.h>

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

// 1: the same class; less: one is the more special, or they are often mixed up.
static float
class_factor(NgClass a, NgClass b, NgClass family_a, NgClass family_b)
{
  return a == b                                       ? 1.0F
         : ng_class_is_a(a, b) || ng_class_is_a(b, a) ? 0.9F
         : is_harm(family_a) && is_harm(family_b)     ? 0.85F
         : family_a == family_b                       ? 0.6F
                                                      : 0.55F;
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

typedef struct {
  float shared; // what the best pairs have in common
  float least;  // participants of the event that has fewer
  float most;
} Shared;

// The participants in common, places apart; another role counts less.
static Shared
shared_parts(const NgReports* r, const NgReport* a, const NgReport* b, bool is_place)
{
  Shared   s   = {0, 0, 0};
  uint32_t n_a = 0, n_b = 0;
  for (uint32_t i = a->parts.begin; i < a->parts.end; ++i) {
    const NgPart* const x = &r->parts.at[i];
    if ((x->role == NG_ROLE_PLACE) != is_place) {
      continue;
    }
    float best = 0;
    ++n_a;
    for (uint32_t k = b->parts.begin; k < b->parts.end; ++k) {
      const NgPart* const y = &r->parts.at[k];
      if ((y->role == NG_ROLE_PLACE) == is_place) {
        const float same = same_participant(r, x->who, y->who) * (x->role == y->role ? 1.0F : 0.8F);
        best             = same > best ? same : best;
      }
    }
    s.shared += best;
  }
  for (uint32_t k = b->parts.begin; k < b->parts.end; ++k) {
    n_b += (r->parts.at[k].role == NG_ROLE_PLACE) == is_place;
  }
  s.least  = (float)(n_a < n_b ? n_a : n_b);
  s.most   = (float)(n_a < n_b ? n_b : n_a);
  s.shared = s.shared < s.least ? s.shared : s.least;
  return s;
}

// --- time ----------------------------------------------------------------------------------------

enum { WITHIN_DAYS = 3 }; // news are of the last days

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

// -1: at different times; else how well they fit, 0 to 1.
static float
same_time(const NgReports* r, const NgReport* a, const NgReport* b)
{
  int32_t a_from = 0, a_to = 0, b_from = 0, b_to = 0;
  ng_alike_window(r, a, &a_from, &a_to);
  ng_alike_window(r, b, &b_from, &b_to);
  if (a_from == NG_NO_DAY || b_from == NG_NO_DAY) {
    return 0.4F;
  }
  const int32_t gap     = a_from > b_to ? a_from - b_to : b_from > a_to ? b_from - a_to : 0;
  const bool    is_told = a->from != NG_NO_DAY && b->from != NG_NO_DAY;
  if (gap > 1) {
    return -1;
  }
  if (!is_told) {
    return gap ? 0.2F : 0.5F;
  }
  const bool is_exact = a_from == a_to && b_from == b_to;
  return gap ? 0.3F : is_exact ? 1.0F : 0.6F; // a day off: time zones, and "on Monday" that is read otherwise
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

// What was said is the same where most words are.
static float
same_statement(const NgReports* r, const NgReport* a, const NgReport* b, float words)
{
  enum { WORDS_AT_LEAST = 3 };
  const Shared   who   = shared_parts(r, a, b, false);
  const uint32_t n_a   = a->words.end - a->words.begin;
  const uint32_t n_b   = b->words.end - b->words.begin;
  const uint32_t least = n_a < n_b ? n_a : n_b;
  if (least < WORDS_AT_LEAST || words < 0.6F) {
    return 0;
  }
  return 0.8F * words + 0.2F * (who.least > 0 ? who.shared / who.least : 0);
}

// What tells two events of one kind apart where an article has several; 1: nothing to tell apart.
static float
alone(const NgReport* a, const NgReport* b)
{
  return a->is_only_class && b->is_only_class && a->cls == b->cls           ? 1.0F
         : a->is_only_family && b->is_only_family && a->family == b->family ? 0.6F
                                                                            : 0;
}

float
ng_alike_score(const NgReports* r, const NgReport* a, const NgReport* b, float story)
{
  const float time = same_time(r, a, b);
  if (time < 0) {
    return 0;
  }
  const float words = same_words(r, a->words, b->words);
  if (a->cls == NG_CLASS_STATEMENT) {
    return same_statement(r, a, b, words);
  }
  const Shared who    = shared_parts(r, a, b, false);
  const Shared where  = shared_parts(r, a, b, true);
  const float  people = who.least > 0 ? 0.6F * who.shared / who.least + 0.4F * who.shared / who.most : 0.3F;
  const float  place  = where.least > 0 ? (where.shared > 0 ? 0.1F : -0.1F) : 0;
  const float  near   = story > 0.3F ? 1 : story / 0.3F; // two reports of one story share about a third
  const float  sum = 0.3F * people + 0.3F * words + 0.12F * time + 0.16F * near + 0.12F * near * alone(a, b) +
                    place;
  return sum * class_factor(a->cls, b->cls, a->family, b->family);
}
