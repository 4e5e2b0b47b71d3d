// SPDX-License-Identifier: Apache-2.0
#include "text/text.h"
#include "train/names_train.h"

#include <time.h>

static const char* const COARSE[] = {"PER", "LOC", "ORG"};

// Person 0, place 1, organisation 2, else 3.
static uint32_t
coarse_of(NgClass cls)
{
  switch (cls) {
  case NG_CLASS_PERSON:
    return 0;
  case NG_CLASS_COUNTRY:
  case NG_CLASS_PLACE:
    return 1;
  case NG_CLASS_FACILITY:
  case NG_CLASS_DEMONYM:
  case NG_CLASS_MEASURE:
  case NG_CLASS_EVENT_NAME:
  case NG_CLASS_NONE:
    return 3;
  default:
    return 2;
  }
}

static uint32_t
coarse_tag(const NgGoldName* name)
{
  for (uint32_t i = 0; i < 3; ++i) {
    if (ng_str_is(name->tag, COARSE[i])) {
      return i;
    }
  }
  return name->is_fine ? coarse_of(name->cls) : 3;
}

static uint32_t
index_of(NgClass cls)
{
  uint32_t i = 0;
  while (i < NG_N_NAME_CLASS - 1 && ng_names_class(i) != cls) {
    ++i;
  }
  return i;
}

static void
tell(FILE* out, const NgDoc* doc, const char* what, const char* cls, uint32_t begin, uint32_t end)
{
  uint32_t from = 0;
  while (from < doc->tokens.n && doc->tokens.at[from].char_end <= begin) {
    ++from;
  }
  uint32_t to = from;
  while (to < doc->tokens.n && doc->tokens.at[to].char_begin < end) {
    ++to;
  }
  const NgSpan wide = {from > 5 ? from - 5 : 0, to + 5 < doc->tokens.n ? to + 5 : doc->tokens.n};
  if (from < to) {
    const NgStr name = ng_doc_words(doc, (NgSpan){from, to});
    fprintf(out, "%s\t%s\t%.*s\t", what, cls, NG_STR_ARG(name));
    for (uint32_t t = wide.begin; t < wide.end; ++t) {
      const NgStr word = ng_doc_token(doc, t);
      fprintf(out, "%s%.*s", t == from ? "[" : "", NG_STR_ARG(word));
      fputs(t + 1 == to ? "] " : " ", out);
    }
    fputc('\n', out);
  }
}

static bool
is_same_span(const NgDoc* doc, const NgName* found, const NgGoldName* gold)
{
  return doc->tokens.at[found->tokens.begin].char_begin == gold->char_begin &&
         doc->tokens.at[found->tokens.end - 1].char_end == gold->char_end;
}

static void
count_annotated(NgNamesMeasure* m, const NgGoldDoc* g, const NgGoldName* name, FILE* errors)
{
  const NgDoc* const  doc      = &g->doc;
  const uint32_t      coarse   = coarse_tag(name);
  NgNamesCount* const fine     = &m->fine[index_of(name->cls)];
  bool                is_right = coarse > 2;
  fine->gold += name->is_fine && name->cls != NG_CLASS_NONE;
  for (uint32_t i = 0; i < doc->names.n; ++i) { // few names an article
    const NgName* const found = &doc->names.at[i];
    if (!is_same_span(doc, found, name)) {
      continue;
    }
    fine->right += name->is_fine && found->cls == name->cls;
    is_right = is_right || coarse_of(found->cls) == coarse;
    if (errors && name->is_fine && found->cls != name->cls) {
      tell(errors, doc, "class", name->tag.at, name->char_begin, name->char_end);
    }
  }
  if (coarse < 3) {
    ++m->coarse[coarse].gold;
    m->coarse[coarse].right += is_right;
  }
  if (errors && !is_right) {
    tell(errors, doc, "missing", COARSE[coarse], name->char_begin, name->char_end);
  }
}

static void
count_found(NgNamesMeasure* m, const NgGoldDoc* g, const NgName* found, FILE* errors)
{
  const NgDoc* const doc      = &g->doc;
  const uint32_t     coarse   = coarse_of(found->cls);
  bool               is_right = coarse > 2;
  ++m->fine[index_of(found->cls)].found;
  if (coarse < 3) {
    ++m->coarse[coarse].found;
  }
  for (uint32_t k = 0; errors && !is_right && k < g->names.n; ++k) {
    const NgGoldName* const name = &g->names.at[k];
    is_right                     = is_same_span(doc, found, name) && coarse_tag(name) == coarse;
  }
  if (errors && !is_right) {
    tell(errors, doc, "extra", COARSE[coarse], doc->tokens.at[found->tokens.begin].char_begin,
         doc->tokens.at[found->tokens.end - 1].char_end);
  }
}

static void
count_doc(NgNamesMeasure* m, const NgGoldDoc* g, FILE* errors)
{
  for (uint32_t k = 0; k < g->names.n; ++k) {
    count_annotated(m, g, &g->names.at[k], errors);
  }
  for (uint32_t i = 0; i < g->doc.names.n; ++i) {
    count_found(m, g, &g->doc.names.at[i], errors);
  }
}

static double
since(clock_t from)
{
  return (double)(clock() - from) / CLOCKS_PER_SEC;
}

// Read everything once more as the program does, one article at a time in one arena.
static NgStatus
time_raw(NgNamesMeasure* out, const NgNames* names, const NgGold* gold, NgError* err)
{
  NgArena* const arena = ng_arena_new((size_t)1 << 31);
  NgStatus       st    = arena ? NG_SUCCESS : NG_ERR_NO_MEM;
  const clock_t  from  = clock();
  for (uint32_t d = 0; !st && d < gold->docs.n; ++d) {
    NgDoc doc      = {.arena = arena, .body = gold->docs.at[d].doc.body};
    doc.meta.title = gold->docs.at[d].doc.meta.title;
    st             = ng_text_run(&doc, err);
    st             = st ? st : ng_names_run(names, &doc, err);
    ng_arena_reset(arena);
  }
  out->raw_seconds = since(from);
  ng_arena_free(arena);
  return st;
}

NgStatus
ng_names_measure(NgNamesMeasure* out, const NgNames* names, NgGold* gold, FILE* errors, NgError* err)
{
  *out               = (NgNamesMeasure){0};
  const clock_t from = clock();
  for (uint32_t d = 0; d < gold->docs.n; ++d) {
    NG_TRY(ng_names_run(names, &gold->docs.at[d].doc, err));
    out->n_tokens += gold->docs.at[d].doc.tokens.n;
  }
  out->seconds = since(from);
  NG_TRY(time_raw(out, names, gold, err));
  for (uint32_t d = 0; d < gold->docs.n; ++d) {
    count_doc(out, &gold->docs.at[d], errors);
  }
  return NG_SUCCESS;
}

static NgNamesCount
sum_of(const NgNamesCount* counts, uint32_t n)
{
  NgNamesCount sum = {0};
  for (uint32_t i = 0; i < n; ++i) {
    sum.right += counts[i].right;
    sum.found += counts[i].found;
    sum.gold += counts[i].gold;
  }
  return sum;
}

double
ng_names_f1(const NgNamesCount* counts, uint32_t n)
{
  const NgNamesCount sum = sum_of(counts, n);
  return sum.right ? 2.0 * sum.right / (sum.found + sum.gold) : 0;
}

static void
print_row(const char* name, const NgNamesCount* c)
{
  printf("%-26s P %.4f R %.4f F1 %.4f (%u)\n", name, c->found ? (double)c->right / c->found : 0,
         c->gold ? (double)c->right / c->gold : 0, ng_names_f1(c, 1), (unsigned)c->gold);
}

void
ng_names_print(const NgNamesMeasure* m, bool is_fine, const char* title)
{
  static const char* const FINE[] = {
      "Person",      "Country",      "Place",
      "Government",  "Agency",       "Legislature",
      "Court",       "Party",        "InternationalOrganization",
      "MediaOutlet", "Organization", "Facility",
      "Demonym",     "Measure",      "EventName",
  };
  const uint32_t      n      = is_fine ? 15 : 3;
  const NgNamesCount* counts = is_fine ? m->fine : m->coarse;
  const NgNamesCount  sum    = sum_of(counts, n);
  printf("%s: %u tokens, %.0f tokens/s from raw text, %.0f tokens/s names alone\n", title,
         (unsigned)m->n_tokens, m->n_tokens / (m->raw_seconds + 1e-9), m->n_tokens / (m->seconds + 1e-9));
  for (uint32_t i = 0; i < n; ++i) {
    print_row(is_fine ? FINE[i] : COARSE[i], &counts[i]);
  }
  print_row("all", &sum);
}
