// SPDX-License-Identifier: Apache-2.0
#include "merge/identity.h"

#include "base/alloc.h"
#include "merge/evidence.h"
#include "model/term.h"
#include "rdf/rdf.h"

#include <stdio.h>

enum { MAX_LIST = 1 << 30 };

struct NgIdentityImpl {
  NgUnion*                 lines;
  const NgIdentityOptions* options;
  NgOutput*                report;
  NgIdentityCounts*        counts;
  NgEntities               entities;
  NgSets                   sets;
  NG_VEC(NgPair) same;      // by the user's list
  NG_VEC(NgPair) different; // both ways
  uint32_t* canonical;      // by entity: the IRI to write; itself where that stays
  NgBuf     text;
  NgBuf     line;
};

// --- lists of the user ---------------------------------------------------------------------------

static NgStr
next_field(NgStr* rest)
{
  const char* const tab   = rest->len ? memchr(rest->at, '\t', rest->len) : NULL;
  const size_t      n     = tab ? (size_t)(tab - rest->at) : rest->len;
  NgStr             field = ng_str_trim(ng_str_n(rest->at, n));
  *rest                   = ng_str_n(rest->at + n + (tab ? 1 : 0), rest->len - n - (tab ? 1 : 0));
  if (field.len > 2 && field.at[0] == '<' && field.at[field.len - 1] == '>') {
    field = ng_str_n(field.at + 1, field.len - 2);
  }
  return field;
}

static NgStatus
take_row(NgIdentity* d, NgStr line, bool is_same, NgError* err)
{
  const NgStr first  = next_field(&line);
  const NgStr second = next_field(&line);
  if (!ng_term_iri_ok(first) || !ng_term_iri_ok(second)) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "A line has two IRIs, parted by a tab");
  }
  const uint32_t a = ng_entities_put(&d->entities, first);
  const uint32_t b = ng_entities_put(&d->entities, second);
  if (a == UINT32_MAX || b == UINT32_MAX) {
    return ng_error_no_mem(err);
  }
  for (int way = 0; way < (is_same ? 1 : 2); ++way) {
    NgPair* const pair = is_same ? NG_VEC_ADD(d->entities.arena, d->same)
                                 : NG_VEC_ADD(d->entities.arena, d->different);
    if (!pair) {
      return ng_error_no_mem(err);
    }
    *pair = way ? (NgPair){b, a} : (NgPair){a, b};
  }
  return NG_SUCCESS;
}

static NgStatus
read_list(NgIdentity* d, const char* path, bool is_same, NgError* err)
{
  NgBuf    text   = NG_BUF_INIT(MAX_LIST);
  size_t   number = 0;
  NgStatus status = path ? ng_io_read_file(path, &text, err) : NG_SUCCESS;
  NgStr    rest   = path ? ng_buf_str(&text) : ng_str_n(NULL, 0);
  while (!status && rest.len) {
    const char* const lf   = memchr(rest.at, '\n', rest.len);
    const size_t      n    = lf ? (size_t)(lf - rest.at) : rest.len;
    const NgStr       line = ng_str_trim(ng_str_n(rest.at, n));
    rest                   = ng_str_n(rest.at + n + (lf ? 1 : 0), rest.len - n - (lf ? 1 : 0));
    ++number;
    if (line.len && line.at[0] != '#') {
      status = take_row(d, line, is_same, err);
      ng_error_at(status ? err : NULL, path, number, 0);
    }
  }
  ng_buf_free(&text);
  return status;
}

// --- report --------------------------------------------------------------------------------------

static NgStatus
write_report(NgIdentity* d, NgJoin join, uint32_t a, uint32_t b, const char* score, NgStr why, NgError* err)
{
  static const char* const words[] = {"joined", "joined", "refused: different Wikidata items",
                                      "refused: on the list of those not to be merged"};
  if (!d->report) {
    return NG_SUCCESS;
  }
  const NgStr x = ng_entities_iri(&d->entities, a);
  const NgStr y = ng_entities_iri(&d->entities, b);
  ng_buf_clear(&d->text);
  ng_buf_printf(&d->text, "%s\t%.*s\t%.*s\t%s\t%.*s\n", words[join], NG_STR_ARG(x), NG_STR_ARG(y), score,
                NG_STR_ARG(why));
  if (d->text.status) {
    return ng_error_no_mem(err);
  }
  return ng_output_write(d->report, ng_buf_str(&d->text)) ? ng_output_check(d->report, err) : NG_SUCCESS;
}

static NgStatus
join(NgIdentity* d, uint32_t a, uint32_t b, const char* score, NgStr why, NgError* err)
{
  const NgJoin done = ng_sets_join(&d->sets, a, b);
  if (done == NG_JOINED_BEFORE) {
    return NG_SUCCESS;
  }
  d->counts->n_refused += done != NG_JOINED;
  return write_report(d, done, a, b, score, why, err);
}

// --- sources -------------------------------------------------------------------------------------

static NgStatus
join_by_list(NgIdentity* d, NgError* err)
{
  for (uint32_t i = 0; i < d->same.n; ++i) {
    NG_TRY(join(d, d->same.at[i].a, d->same.at[i].b, "1.00", ng_str("on the list of the same"), err));
  }
  return NG_SUCCESS;
}

static NgStatus
join_by_links(NgIdentity* d, NgError* err)
{
  for (uint32_t i = 0; i < d->entities.same.n; ++i) {
    const NgPair pair = d->entities.same.at[i];
    NG_TRY(join(d, pair.a, pair.b, "1.00", ng_str("owl:sameAs"), err));
  }
  return NG_SUCCESS;
}

static NgStatus
join_by_evidence(NgIdentity* d, NgError* err)
{
  NgEvidenceVec  pairs     = {0};
  uint32_t       n_common  = 0;
  const unsigned threshold = (unsigned)(d->options->threshold * 100.0 + 0.5);
  if (threshold > 100) {
    return NG_SUCCESS;
  }
  NG_TRY(ng_evidence_find(&d->sets, d->lines, threshold, &pairs, &n_common, err));
  for (uint32_t i = 0; i < pairs.n && pairs.at[i].score >= threshold; ++i) {
    const NgEvidence* const p = &pairs.at[i];
    char                    score[16];
    snprintf(score, sizeof(score), "%u.%02u", p->score / 100U, p->score % 100U);
    ng_buf_clear(&d->line);
    ng_buf_printf(&d->line,
                  "name '%.*s' 0.%02u, more names 0.%02u, class 0.%02u, country 0.%02u, company of %u 0.%02u",
                  NG_STR_ARG(ng_map_key(d->entities.names, p->name)), p->for_name, p->for_more, p->for_class,
                  p->for_country, p->n_company, p->for_company);
    if (d->line.status) {
      return ng_error_no_mem(err);
    }
    NG_TRY(join(d, p->a, p->b, score, ng_buf_str(&d->line), err));
  }
  return NG_SUCCESS;
}

// --- what follows --------------------------------------------------------------------------------

static NgStatus
add_link(NgIdentity* d, uint32_t from, uint32_t to, NgError* err)
{
  const NgQuad quad = {.subject.value   = ng_entities_iri(&d->entities, from),
                       .predicate.value = ng_prop_iri(NG_PROP_OWL_SAME_AS),
                       .object.value    = ng_entities_iri(&d->entities, to)};
  ng_buf_clear(&d->line);
  if (ng_rdf_write_quad(&d->line, &quad)) {
    return ng_error_no_mem(err);
  }
  return ng_union_add(d->lines, ng_str_n(d->line.at, d->line.len - 1), err);
}

static NgStatus
choose(NgIdentity* d, NgError* err)
{
  const NgEntities* const e = &d->entities;
  d->canonical              = ng_arena_calloc(e->arena, e->all.n + 1, sizeof(uint32_t));
  uint32_t* const of_set    = ng_arena_calloc(e->arena, e->all.n + 1,
                                              sizeof(uint32_t)); // one more than it; 0: not known
  if (!d->canonical || !of_set) {
    return ng_error_no_mem(err);
  }
  for (uint32_t i = 0; i < e->all.n; ++i) {
    const uint32_t first = ng_sets_first(&d->sets, i);
    d->canonical[i]      = i;
    d->counts->n_entities += e->all.at[i].cls != NG_CLASS_NONE;
    if (!e->all.at[i].cls || d->sets.size[first] == 1) {
      continue;
    }
    if (!of_set[first]) {
      of_set[first] = ng_sets_canonical(&d->sets, first) + 1;
    }
    d->canonical[i] = of_set[first] - 1;
    if (d->canonical[i] != i) {
      ++d->counts->n_joined;
      if (!d->options->rewrites) {
        NG_TRY(add_link(d, i, d->canonical[i], err));
      }
    }
  }
  return NG_SUCCESS;
}

// Number of the entity that `term` names and that gets another IRI; UINT32_MAX: it keeps it.
static uint32_t
rewritten(const NgIdentity* d, NgStr term)
{
  const NgStr           iri   = ng_line_iri(term);
  const uint32_t* const found = iri.len ? ng_map_get(d->entities.iris, iri) : NULL;
  return found && d->canonical[*found] != *found ? *found : UINT32_MAX;
}

static bool
is_rewritten(void* self, NgStr line)
{
  const NgLineTerms t = ng_line_terms(line);
  return rewritten(self, t.subject) != UINT32_MAX || rewritten(self, t.object) != UINT32_MAX;
}

static void
add_iri_or(NgBuf* out, const NgIdentity* d, NgStr term)
{
  const uint32_t i = rewritten(d, term);
  if (i == UINT32_MAX) {
    ng_buf_add(out, term);
  } else {
    ng_buf_addc(out, '<');
    ng_buf_add(out, ng_entities_iri(&d->entities, d->canonical[i]));
    ng_buf_addc(out, '>');
  }
}

// The line with canonical IRIs, unless it then says that something is the same as itself.
static NgStatus
rewrite_line(NgIdentity* d, NgStr line, NgError* err)
{
  const NgLineTerms t = ng_line_terms(line);
  const size_t      n = (size_t)(t.object.at + t.object.len - line.at);
  ng_buf_clear(&d->line);
  ng_buf_clear(&d->text);
  add_iri_or(&d->line, d, t.subject);
  add_iri_or(&d->text, d, t.object);
  if (ng_str_eq(ng_buf_str(&d->line), ng_buf_str(&d->text)) &&
      ng_str_eq(ng_line_iri(t.predicate), ng_prop_iri(NG_PROP_OWL_SAME_AS))) {
    return NG_SUCCESS;
  }
  ng_buf_addc(&d->line, ' ');
  ng_buf_add(&d->line, t.predicate);
  ng_buf_addc(&d->line, ' ');
  ng_buf_add(&d->line, ng_buf_str(&d->text));
  ng_buf_add(&d->line, ng_str_n(line.at + n, line.len - n));
  return d->line.status || d->text.status ? ng_error_no_mem(err)
                                          : ng_union_add(d->lines, ng_buf_str(&d->line), err);
}

static NgStatus
rewrite(NgIdentity* d, NgError* err)
{
  NgStr    line   = {NULL, 0};
  NgStatus status = ng_union_start(d->lines, err);
  while (!status && !(status = ng_union_next(d->lines, &line, err))) {
    if (is_rewritten(d, line)) {
      status = rewrite_line(d, line, err);
    }
  }
  return status == NG_END ? NG_SUCCESS : status;
}

static NgStatus
run(NgIdentity* d, NgError* err)
{
  const NgIdentityOptions* const o = d->options;
  NG_TRY(ng_entities_make(&d->entities, o->max_bytes, err));
  NG_TRY(read_list(d, o->same, true, err));
  NG_TRY(read_list(d, o->different, false, err));
  NG_TRY(ng_entities_gather(&d->entities, d->lines, err));
  if (ng_sets_make(&d->sets, &d->entities, d->different.at, d->different.n)) {
    return ng_error_no_mem(err);
  }
  NG_TRY(join_by_list(d, err));
  NG_TRY(join_by_links(d, err));
  NG_TRY(join_by_evidence(d, err));
  NG_TRY(choose(d, err));
  if (!o->rewrites || !d->counts->n_joined) {
    return NG_SUCCESS;
  }
  NG_TRY(rewrite(d, err));
  ng_union_leave_out(d->lines, is_rewritten, d);
  return NG_SUCCESS;
}

NgStatus
ng_identity_run(NgIdentity** out, NgUnion* lines, const NgIdentityOptions* options, NgOutput* report,
                NgIdentityCounts* counts, NgError* err)
{
  NgIdentity* const d = ng_calloc(1, sizeof(NgIdentity));
  if (!d) {
    return ng_error_no_mem(err);
  }
  d->lines              = lines;
  d->options            = options;
  d->report             = report;
  d->counts             = counts;
  d->text               = (NgBuf)NG_BUF_INIT(SIZE_MAX / 4);
  d->line               = (NgBuf)NG_BUF_INIT(SIZE_MAX / 4);
  const NgStatus status = run(d, err);
  if (status) {
    ng_identity_free(d);
    return status;
  }
  *out = d;
  return NG_SUCCESS;
}

void
ng_identity_free(NgIdentity* d)
{
  if (d) {
    ng_entities_free(&d->entities);
    ng_buf_free(&d->text);
    ng_buf_free(&d->line);
    ng_free(d);
  }
}
