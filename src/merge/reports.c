// SPDX-License-Identifier: Apache-2.0
#include "merge/reports.h"

#include "base/calendar.h"
#include "merge/labels.h"

#include <math.h>
#include <stdlib.h>

#define NG_NS "https://w3id.org/newsgraph/ns#"

typedef enum {
  KEEP_TYPE,
  KEEP_LABEL,
  KEEP_LANGUAGE, // of the label
  KEEP_ACTOR,
  KEEP_SPEAKER,
  KEEP_TARGET,
  KEEP_RECIPIENT,
  KEEP_INSTRUMENT,
  KEEP_ABOUT,
  KEEP_PLACE,
  KEEP_TIME,
  KEEP_TIME_BEGIN,
  KEEP_TIME_END,
  KEEP_QUOTE,
  KEEP_FACTUALITY,
  KEEP_ARTICLE,
  KEEP_TITLE,
  KEEP_PUBLISHED,
  KEEP_PUBLISHER,
  KEEP_FINGERPRINT,
  KEEP_COUNTRY,
  KEEP_HOLDER,
  KEEP_ORGANIZATION,
  N_KEEP,
} Keep;

static const NgProp kept_props[N_KEEP] = {
    [KEEP_TYPE]         = NG_PROP_RDF_TYPE,
    [KEEP_LABEL]        = NG_PROP_RDFS_LABEL,
    [KEEP_ACTOR]        = NG_PROP_ACTOR,
    [KEEP_SPEAKER]      = NG_PROP_SPEAKER,
    [KEEP_TARGET]       = NG_PROP_TARGET,
    [KEEP_RECIPIENT]    = NG_PROP_RECIPIENT,
    [KEEP_INSTRUMENT]   = NG_PROP_INSTRUMENT,
    [KEEP_ABOUT]        = NG_PROP_ABOUT,
    [KEEP_PLACE]        = NG_PROP_PLACE,
    [KEEP_TIME]         = NG_PROP_TIME,
    [KEEP_TIME_BEGIN]   = NG_PROP_TIME_BEGIN,
    [KEEP_TIME_END]     = NG_PROP_TIME_END,
    [KEEP_QUOTE]        = NG_PROP_QUOTE,
    [KEEP_FACTUALITY]   = NG_PROP_FACTUALITY,
    [KEEP_ARTICLE]      = NG_PROP_PROV_WAS_DERIVED_FROM,
    [KEEP_TITLE]        = NG_PROP_DCTERMS_TITLE,
    [KEEP_PUBLISHED]    = NG_PROP_SCHEMA_DATE_PUBLISHED,
    [KEEP_PUBLISHER]    = NG_PROP_SCHEMA_PUBLISHER,
    [KEEP_FINGERPRINT]  = NG_PROP_FINGERPRINT,
    [KEEP_COUNTRY]      = NG_PROP_COUNTRY,
    [KEEP_HOLDER]       = NG_PROP_HOLDER,
    [KEEP_ORGANIZATION] = NG_PROP_ORGANIZATION,
};

static Keep
keep_of(NgStr predicate)
{
  for (int i = 0; i < N_KEEP; ++i) {
    if (kept_props[i] != NG_PROP_NONE && ng_str_eq(ng_prop_iri(kept_props[i]), predicate)) {
      return (Keep)i;
    }
  }
  return N_KEEP;
}

static NgStatus
keep(NgReports* r, NgStr subject, Keep what, NgStr object)
{
  const uint32_t s    = ng_map_intern(r->seen, subject);
  const uint32_t o    = ng_map_intern(r->seen, object);
  NgKept* const  item = NG_VEC_ADD(r->arena, r->kept);
  if (s == UINT32_MAX || o == UINT32_MAX || !item) {
    return NG_ERR_NO_MEM;
  }
  *item = (NgKept){s, o, (uint32_t)what};
  return NG_SUCCESS;
}

NgStatus
ng_reports_add(NgReports* r, const NgQuad* quad)
{
  const Keep what = keep_of(quad->predicate.value);
  if (what == N_KEEP || (what == KEEP_TYPE && !ng_str_starts(quad->object.value, NG_NS))) {
    return NG_SUCCESS;
  }
  NG_TRY(keep(r, quad->subject.value, what, quad->object.value));
  return (what == KEEP_LABEL || what == KEEP_QUOTE) && quad->object.language.len
             ? keep(r, quad->subject.value, KEEP_LANGUAGE, quad->object.language)
             : NG_SUCCESS;
}

enum { WORD_AT_LEAST = 4 }; // bytes; function words are shorter

// --- order ---------------------------------------------------------------------------------------

typedef struct {
  NgStr    name;
  uint32_t number;
} Numbered;

static int
by_name(const void* a, const void* b)
{
  return ng_str_cmp(((const Numbered*)a)->name, ((const Numbered*)b)->name);
}

static int
by_subject(const void* a, const void* b)
{
  const NgKept* const x = a;
  const NgKept* const y = b;
  return x->subject != y->subject       ? (x->subject < y->subject ? -1 : 1)
         : x->predicate != y->predicate ? (x->predicate < y->predicate ? -1 : 1)
         : x->object != y->object       ? (x->object < y->object ? -1 : 1)
                                        : 0;
}

// Number the names by their bytes and put what was kept in the order of its subjects, each once.
static NgStatus
sort_kept(NgReports* r)
{
  const uint32_t  n     = ng_map_size(r->seen);
  Numbered* const all   = ng_arena_calloc(r->arena, n + 1, sizeof(*all));
  uint32_t* const place = ng_arena_calloc(r->arena, n + 1, sizeof(*place));
  r->names              = ng_arena_calloc(r->arena, n + 1, sizeof(*r->names));
  if (!all || !place || !r->names) {
    return NG_ERR_NO_MEM;
  }
  for (uint32_t i = 0; i < n; ++i) {
    all[i] = (Numbered){ng_map_key(r->seen, i), i};
  }
  qsort(all, n, sizeof(*all), by_name);
  for (uint32_t i = 0; i < n; ++i) {
    place[all[i].number] = i;
    r->names[i]          = all[i].name;
  }
  r->n_names = n;
  for (uint32_t i = 0; i < r->kept.n; ++i) {
    r->kept.at[i].subject = place[r->kept.at[i].subject];
    r->kept.at[i].object  = place[r->kept.at[i].object];
  }
  if (r->kept.n) {
    qsort(r->kept.at, r->kept.n, sizeof(NgKept), by_subject);
  }
  uint32_t n_kept = 0;
  for (uint32_t i = 0; i < r->kept.n; ++i) {
    if (!i || by_subject(&r->kept.at[i], &r->kept.at[n_kept - 1])) {
      r->kept.at[n_kept++] = r->kept.at[i];
    }
  }
  r->kept.n = n_kept;
  return NG_SUCCESS;
}

// --- times ---------------------------------------------------------------------------------------

static int32_t
days_of(int year, int month, int day)
{
  return (int32_t)ng_calendar_days(year, month, day);
}

static bool
number_at(NgStr s, size_t at, size_t n, int* out)
{
  *out = 0;
  for (size_t i = at; i < at + n; ++i) {
    if (i >= s.len || s.at[i] < '0' || s.at[i] > '9') {
      return false;
    }
    *out = *out * 10 + (s.at[i] - '0');
  }
  return true;
}

bool
ng_reports_days(NgStr lexical, int32_t* from, int32_t* to)
{
  int year = 0, month = 0, day = 0;
  if (!number_at(lexical, 0, 4, &year)) {
    return false;
  }
  if (lexical.len < 7 || lexical.at[4] != '-' || !number_at(lexical, 5, 2, &month) || month < 1 ||
      month > 12) {
    *from = days_of(year, 1, 1);
    *to   = days_of(year, 12, 31);
  } else if (lexical.len < 10 || lexical.at[7] != '-' || !number_at(lexical, 8, 2, &day)) {
    *from = days_of(year, month, 1);
    *to   = month == 12 ? days_of(year, 12, 31) : days_of(year, month + 1, 1) - 1;
  } else {
    *from = *to = days_of(year, month, day);
  }
  return true;
}

// --- subjects ------------------------------------------------------------------------------------

static const NgKept*
first_of(const NgReports* r, NgRun run, Keep what)
{
  for (uint32_t i = run.begin; i < run.end; ++i) {
    if (r->kept.at[i].predicate == (uint32_t)what) {
      return &r->kept.at[i];
    }
  }
  return NULL;
}

static uint32_t
object_of(const NgReports* r, NgRun run, Keep what)
{
  const NgKept* const found = first_of(r, run, what);
  return found ? found->object : NG_NO_NAME;
}

// The most special of the subject's classes.
static NgClass
class_of(const NgReports* r, NgRun run)
{
  NgClass best = NG_CLASS_NONE;
  for (uint32_t i = run.begin; i < run.end && r->kept.at[i].predicate == KEEP_TYPE; ++i) {
    const NgStr   iri  = r->names[r->kept.at[i].object];
    const NgStr   name = ng_str_n(iri.at + sizeof(NG_NS) - 1, iri.len - (sizeof(NG_NS) - 1));
    const NgClass cls  = ng_class_by_name(name);
    if (cls != NG_CLASS_NONE &&
        (best == NG_CLASS_NONE || ng_class_table[cls].n_above > ng_class_table[best].n_above)) {
      best = cls;
    }
  }
  return best;
}

static NgRun
next_subject(const NgReports* r, uint32_t begin)
{
  NgRun run = {begin, begin};
  while (run.end < r->kept.n && r->kept.at[run.end].subject == r->kept.at[begin].subject) {
    ++run.end;
  }
  return run;
}

static int
by_participant(const void* a, const void* b)
{
  const uint32_t x = ((const NgParticipant*)a)->name;
  const uint32_t y = ((const NgParticipant*)b)->name;
  return x < y ? -1 : x > y;
}

static NgParticipant*
participant_of(const NgReports* r, uint32_t name)
{
  const NgParticipant key = {.name = name};
  return r->participants.n ? bsearch(&key, r->participants.at, r->participants.n, sizeof(key), by_participant)
                           : NULL;
}

// The IRI without the digits of the article, if it has any: "…/group-police-0123456789ab".
static NgStr
without_article(NgStr iri)
{
  enum { DIGITS = 12 };
  const size_t end = iri.len > DIGITS ? iri.len - DIGITS - 1 : 0;
  bool         has = end > 0 && iri.at[end] == '-';
  for (size_t i = end + 1; has && i < iri.len; ++i) {
    has = (iri.at[i] >= '0' && iri.at[i] <= '9') || (iri.at[i] >= 'a' && iri.at[i] <= 'f');
  }
  return has ? ng_str_n(iri.at, end) : ng_str_n(NULL, 0);
}

static NgStatus
add_participant(NgReports* r, NgRun run, NgClass cls, NgMap* generics)
{
  NgParticipant* const p = NG_VEC_ADD(r->arena, r->participants);
  if (!p) {
    return NG_ERR_NO_MEM;
  }
  const uint32_t name       = r->kept.at[run.begin].subject;
  const NgStr    short_name = without_article(r->names[name]);
  *p                        = (NgParticipant){.name    = name,
                                              .cls     = cls,
                                              .label   = object_of(r, run, KEEP_LABEL),
                                              .country = object_of(r, run, KEEP_COUNTRY),
                                              .generic = NG_NO_NAME};
  if (short_name.len) {
    p->generic = ng_map_intern(generics, short_name);
    return p->generic == UINT32_MAX ? NG_ERR_NO_MEM : NG_SUCCESS;
  }
  return NG_SUCCESS;
}

static NgStatus
add_article(NgReports* r, NgRun run)
{
  NgTold* const told = NG_VEC_ADD(r->arena, r->articles);
  if (!told) {
    return NG_ERR_NO_MEM;
  }
  const uint32_t published = object_of(r, run, KEEP_PUBLISHED);
  const uint32_t print     = object_of(r, run, KEEP_FINGERPRINT);
  int32_t        until     = 0;
  told->name               = r->kept.at[run.begin].subject;
  told->publisher          = object_of(r, run, KEEP_PUBLISHER);
  told->copy_of            = r->articles.n - 1;
  const uint32_t title     = object_of(r, run, KEEP_TITLE);
  told->has_print          = print != NG_NO_NAME && ng_minhash_from_hex(&told->print, r->names[print]);
  if (published == NG_NO_NAME || !ng_reports_days(r->names[published], &told->day, &until)) {
    told->day = NG_NO_DAY;
  }
  return title == NG_NO_NAME ? NG_SUCCESS : ng_labels_words(r, r->names[title], WORD_AT_LEAST, &told->words);
}

static uint32_t
article_of(const NgReports* r, uint32_t name)
{
  uint32_t low = 0, high = r->articles.n;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (r->articles.at[middle].name < name) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < r->articles.n && r->articles.at[low].name == name ? low : NG_NO_NAME;
}

// --- events --------------------------------------------------------------------------------------

static NgClass
family_of(NgClass cls)
{
  const NgVocabTerm* const term = &ng_class_table[cls];
  NgClass                  last = cls;
  for (uint16_t i = 0; i < term->n_above; ++i) {
    const NgClass above = (NgClass)ng_class_above[term->first_above + i];
    if (above == NG_CLASS_EVENT) {
      break;
    }
    last = ng_class_is_a(above, NG_CLASS_EVENT) ? above : last;
  }
  return last;
}

static uint8_t
role_of(uint32_t predicate)
{
  return predicate == KEEP_ACTOR || predicate == KEEP_SPEAKER ? NG_ROLE_ACTOR
         : predicate == KEEP_TARGET                           ? NG_ROLE_TARGET
         : predicate == KEEP_PLACE                            ? NG_ROLE_PLACE
                                                              : NG_ROLE_OTHER;
}

static NgStatus
add_parts(NgReports* r, NgRun run, NgRun* parts)
{
  parts->begin = r->parts.n;
  for (uint32_t i = run.begin; i < run.end; ++i) {
    const NgKept* const kept = &r->kept.at[i];
    if (kept->predicate < KEEP_ACTOR || kept->predicate > KEEP_PLACE) {
      continue;
    }
    const NgParticipant* const who  = participant_of(r, kept->object);
    NgPart* const              part = who ? NG_VEC_ADD(r->arena, r->parts) : NULL;
    if (who && !part) {
      return NG_ERR_NO_MEM;
    }
    if (part) {
      *part = (NgPart){(uint32_t)(who - r->participants.at), role_of(kept->predicate)};
    }
  }
  parts->end = r->parts.n;
  return NG_SUCCESS;
}

static void
set_time(const NgReports* r, NgRun run, NgReport* event)
{
  int32_t        from = 0, to = 0;
  const uint32_t time  = object_of(r, run, KEEP_TIME);
  const uint32_t begin = object_of(r, run, KEEP_TIME_BEGIN);
  const uint32_t end   = object_of(r, run, KEEP_TIME_END);
  event->from = event->to = NG_NO_DAY;
  if (time != NG_NO_NAME && ng_reports_days(r->names[time], &from, &to)) {
    event->from = from;
    event->to   = to;
    return;
  }
  if (begin != NG_NO_NAME && ng_reports_days(r->names[begin], &from, &to)) {
    event->from = from;
    event->to   = to;
  }
  if (end != NG_NO_NAME && ng_reports_days(r->names[end], &from, &to)) {
    event->from = event->from == NG_NO_DAY ? from : event->from;
    event->to   = to;
  }
}

static bool
is_denied(const NgReports* r, NgRun run)
{
  const uint32_t truth = object_of(r, run, KEEP_FACTUALITY);
  return truth != NG_NO_NAME && ng_str_is(r->names[truth], NG_NS "Denied");
}

static NgStatus
add_event(NgReports* r, NgRun run, NgClass cls)
{
  const uint32_t article_name = object_of(r, run, KEEP_ARTICLE);
  const uint32_t article      = article_name == NG_NO_NAME ? NG_NO_NAME : article_of(r, article_name);
  if (article == NG_NO_NAME) {
    return NG_SUCCESS;
  }
  NgReport* const event = NG_VEC_ADD(r->arena, r->events);
  if (!event) {
    return NG_ERR_NO_MEM;
  }
  const uint32_t quote = object_of(r, run, KEEP_QUOTE);
  event->name          = r->kept.at[run.begin].subject;
  event->label         = quote != NG_NO_NAME ? quote : object_of(r, run, KEEP_LABEL);
  event->language      = object_of(r, run, KEEP_LANGUAGE);
  event->article       = article;
  event->cls           = cls;
  event->family        = family_of(cls);
  set_time(r, run, event);
  NG_TRY(add_parts(r, run, &event->parts));
  event->is_denied = is_denied(r, run);
  if (event->label == NG_NO_NAME) {
    return NG_SUCCESS;
  }
  NG_TRY(ng_labels_words(r, r->names[event->label], WORD_AT_LEAST, &event->words));
  return ng_labels_numbers(r, r->names[event->label], &event->numbers);
}

// --- what articles hold --------------------------------------------------------------------------

typedef struct {
  uint32_t article, what; // as numbered in `held`
} Holding;

typedef NG_VEC(Holding) Holdings;

static int
by_article(const void* a, const void* b)
{
  const Holding* const x = a;
  const Holding* const y = b;
  return x->article != y->article ? (x->article < y->article ? -1 : 1)
         : x->what < y->what      ? -1
                                  : x->what > y->what;
}

static NgStatus
hold(NgReports* r, Holdings* all, uint32_t article, uint32_t what)
{
  Holding* const item = NG_VEC_ADD(r->arena, *all);
  if (!item) {
    return NG_ERR_NO_MEM;
  }
  *item = (Holding){article, what};
  return NG_SUCCESS;
}

static NgStatus
hold_participant(NgReports* r, Holdings* all, uint32_t article, const NgParticipant* who)
{
  return who->generic == NG_NO_NAME ? hold(r, all, article, r->n_words + (uint32_t)(who - r->participants.at))
                                    : NG_SUCCESS;
}

// Holders and bodies of positions.
static NgStatus
hold_position(NgReports* r, Holdings* all, NgRun run)
{
  const uint32_t name    = object_of(r, run, KEEP_ARTICLE);
  const uint32_t article = name == NG_NO_NAME ? NG_NO_NAME : article_of(r, name);
  for (uint32_t i = run.begin; article != NG_NO_NAME && i < run.end; ++i) {
    const NgKept* const        kept = &r->kept.at[i];
    const NgParticipant* const who  = kept->predicate == KEEP_HOLDER || kept->predicate == KEEP_ORGANIZATION
                                          ? participant_of(r, kept->object)
                                          : NULL;
    if (who) {
      NG_TRY(hold_participant(r, all, article, who));
    }
  }
  return NG_SUCCESS;
}

static NgStatus
hold_words(NgReports* r, Holdings* all, uint32_t article, NgRun words)
{
  for (uint32_t i = words.begin; i < words.end; ++i) {
    NG_TRY(hold(r, all, article, r->words.at[i]));
  }
  return NG_SUCCESS;
}

static NgStatus
hold_all(NgReports* r, Holdings* all)
{
  for (uint32_t a = 0; a < r->articles.n; ++a) {
    NG_TRY(hold_words(r, all, a, r->articles.at[a].words));
  }
  for (uint32_t e = 0; e < r->events.n; ++e) {
    const NgReport* const event = &r->events.at[e];
    for (uint32_t i = event->parts.begin; i < event->parts.end; ++i) {
      NG_TRY(hold_participant(r, all, event->article, &r->participants.at[r->parts.at[i].who]));
    }
    NG_TRY(hold_words(r, all, event->article, event->words));
  }
  for (uint32_t i = 0; i < r->kept.n;) {
    const NgRun run = next_subject(r, i);
    NG_TRY(class_of(r, run) == NG_CLASS_POSITION ? hold_position(r, all, run) : NG_SUCCESS);
    i = run.end;
  }
  return NG_SUCCESS;
}

// What each article tells of, and how rare each word and participant is.
static NgStatus
gather_holdings(NgReports* r)
{
  Holdings all = {0};
  NG_TRY(hold_all(r, &all));
  r->rarity = ng_arena_calloc(r->arena, r->n_words + r->participants.n + 1, sizeof(*r->rarity));
  if (!r->rarity) {
    return NG_ERR_NO_MEM;
  }
  if (all.n) {
    qsort(all.at, all.n, sizeof(*all.at), by_article);
  }
  for (uint32_t i = 0; i < all.n; ++i) {
    if (i && !by_article(&all.at[i], &all.at[i - 1])) {
      continue;
    }
    uint32_t* const item = NG_VEC_ADD(r->arena, r->held);
    if (!item) {
      return NG_ERR_NO_MEM;
    }
    NgRun* const holds = &r->articles.at[all.at[i].article].holds;
    *item              = all.at[i].what;
    holds->begin       = holds->end ? holds->begin : r->held.n - 1;
    holds->end         = r->held.n;
    r->rarity[*item] += 1; // articles, until all are counted
  }
  return NG_SUCCESS;
}

float
ng_reports_rarity(const NgReports* reports, float n_articles)
{
  return n_articles > 0 ? logf(1 + (float)reports->articles.n / n_articles) : 0;
}

static void
weigh(NgReports* r)
{
  for (uint32_t i = 0; i < r->n_words + r->participants.n; ++i) {
    r->rarity[i] = ng_reports_rarity(r, r->rarity[i]);
  }
  for (uint32_t i = 0; i < r->articles.n; ++i) {
    NgTold* const told = &r->articles.at[i];
    float         sum  = 0;
    for (uint32_t k = told->holds.begin; k < told->holds.end; ++k) {
      sum += r->rarity[r->held.at[k]] * r->rarity[r->held.at[k]];
    }
    told->length = sqrtf(sum);
  }
}

// --- all -----------------------------------------------------------------------------------------

static int
by_article_of_event(const void* a, const void* b)
{
  const NgReport* const x = a;
  const NgReport* const y = b;
  return x->article != y->article ? (x->article < y->article ? -1 : 1)
         : x->name < y->name      ? -1
                                  : x->name > y->name;
}

// Events by article, and which are the only ones of their kind there.
static void
sort_events(NgReports* r)
{
  if (r->events.n) {
    qsort(r->events.at, r->events.n, sizeof(NgReport), by_article_of_event);
  }
  for (uint32_t e = 0; e < r->events.n; ++e) {
    NgRun* const run = &r->articles.at[r->events.at[e].article].events;
    run->begin       = run->end ? run->begin : e;
    run->end         = e + 1;
  }
  for (uint32_t e = 0; e < r->events.n; ++e) {
    NgReport* const event   = &r->events.at[e];
    const NgRun     run     = r->articles.at[event->article].events;
    uint32_t        n_class = 0, n_family = 0;
    for (uint32_t i = run.begin; i < run.end; ++i) {
      n_class += r->events.at[i].cls == event->cls;
      n_family += r->events.at[i].family == event->family;
    }
    event->is_only_class  = n_class == 1;
    event->is_only_family = n_family == 1;
  }
}

// The words of a participant's label, or else of its IRI's last part behind the class.
static NgStatus
add_name_words(NgReports* r, NgParticipant* p)
{
  NgStr name = p->label != NG_NO_NAME ? r->names[p->label] : r->names[p->name];
  if (p->label == NG_NO_NAME) {
    const NgStr  whole = without_article(name);
    const size_t slug  = ng_class_table[p->cls].slug.len;
    size_t       begin = (name = whole.len ? whole : name).len;
    while (begin > 0 && name.at[begin - 1] != '/') {
      --begin;
    }
    begin = begin + slug < name.len ? begin + slug : begin;
    name  = ng_str_n(name.at + begin, name.len - begin);
  }
  return ng_labels_words(r, name, 1, &p->words);
}

static NgStatus
add_participants_and_articles(NgReports* r, NgMap* generics)
{
  for (uint32_t i = 0; i < r->kept.n;) {
    const NgRun   run = next_subject(r, i);
    const NgClass cls = class_of(r, run);
    if (cls == NG_CLASS_ARTICLE) {
      NG_TRY(add_article(r, run));
    } else if (cls != NG_CLASS_NONE && !ng_class_is_a(cls, NG_CLASS_EVENT) && cls != NG_CLASS_POSITION) {
      NG_TRY(add_participant(r, run, cls, generics));
    }
    i = run.end;
  }
  return NG_SUCCESS;
}

static NgStatus
add_events(NgReports* r)
{
  for (uint32_t i = 0; i < r->kept.n;) {
    const NgRun   run = next_subject(r, i);
    const NgClass cls = class_of(r, run);
    if (cls != NG_CLASS_NONE && ng_class_is_a(cls, NG_CLASS_EVENT)) {
      NG_TRY(add_event(r, run, cls));
    }
    i = run.end;
  }
  return NG_SUCCESS;
}

NgStatus
ng_reports_arrange(NgReports* r)
{
  NG_TRY(sort_kept(r));
  NgMap* const   generics = ng_map_new(UINT32_MAX / 2);
  const NgStatus st       = generics ? add_participants_and_articles(r, generics) : NG_ERR_NO_MEM;
  ng_map_free(generics);
  NG_TRY(st);
  NG_TRY(add_events(r));
  for (uint32_t i = 0; i < r->participants.n; ++i) {
    NG_TRY(add_name_words(r, &r->participants.at[i]));
  }
  NG_TRY(ng_labels_order(r));
  NG_TRY(gather_holdings(r));
  weigh(r);
  sort_events(r);
  return NG_SUCCESS;
}
