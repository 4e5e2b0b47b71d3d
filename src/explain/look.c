// SPDX-License-Identifier: Apache-2.0
#include "explain/look.h"

#include "model/prefixes.h"
#include "model/term.h"

#include <stdlib.h>

typedef struct {
  const NgLook* look;
  NgLookPairs*  pairs;
  int           other; ///< Which part of a triple is the other end
} Gather;

static NgStatus
no_mem(const NgLook* look)
{
  return ng_error_no_mem(look->err);
}

static NgStr
copy(const NgLook* look, NgStr s)
{
  return s.len ? ng_arena_copy(look->arena, s) : ng_str("");
}

static NgStatus
gather(void* self, const NgCell triple[3])
{
  const Gather* const g    = self;
  NgLookPair* const   pair = NG_VEC_ADD(g->look->arena, *g->pairs);
  if (!pair) {
    return NG_ERR_NO_MEM;
  }
  const NgCell* const from = &triple[g->other];
  pair->property           = copy(g->look, triple[1].value);
  pair->other              = *from;
  pair->other.value        = copy(g->look, from->value);
  pair->other.language     = copy(g->look, from->language);
  pair->other.datatype     = copy(g->look, from->datatype);
  return pair->property.at && pair->other.value.at && pair->other.language.at && pair->other.datatype.at
             ? NG_SUCCESS
             : NG_ERR_NO_MEM;
}

static int
by_pair(const void* a, const void* b)
{
  const NgLookPair* const x  = a;
  const NgLookPair* const y  = b;
  int                     by = ng_str_cmp(x->property, y->property);
  by                         = by ? by : (int)x->other.kind - (int)y->other.kind;
  by                         = by ? by : ng_str_cmp(x->other.value, y->other.value);
  return by ? by : ng_str_cmp(x->other.language, y->other.language);
}

static NgStatus
gather_all(const NgLook* look, NgStr subject, NgStr property, NgStr object, int other, NgLookPairs* out)
{
  Gather g = {look, out, other};
  memset(out, 0, sizeof(*out));
  if (ng_store_each(look->store, subject, property, object, gather, &g)) {
    return no_mem(look);
  }
  if (out->n) {
    qsort(out->at, out->n, sizeof(*out->at), by_pair);
  }
  return NG_SUCCESS;
}

NgStatus
ng_look_of(const NgLook* look, NgStr iri, NgLookPairs* out)
{
  return gather_all(look, iri, ng_str(""), ng_str(""), 2, out);
}

NgStatus
ng_look_to(const NgLook* look, NgStr iri, NgLookPairs* out)
{
  return gather_all(look, ng_str(""), ng_str(""), iri, 0, out);
}

NgStatus
ng_look_value(const NgLook* look, NgStr iri, NgProp prop, NgCell* out)
{
  NgLookPairs pairs;
  memset(out, 0, sizeof(*out));
  if (iri.len) { // an empty one would stand for any
    NG_TRY(gather_all(look, iri, ng_prop_iri(prop), ng_str(""), 2, &pairs));
    *out = pairs.n ? pairs.at[0].other : *out;
  }
  return NG_SUCCESS;
}

NgStatus
ng_look_name(const NgLook* look, NgStr iri, NgStr* out)
{
  static const NgProp names[] = {NG_PROP_RDFS_LABEL, NG_PROP_QUOTE, NG_PROP_TITLE, NG_PROP_DCTERMS_TITLE,
                                 NG_PROP_NIF_ANCHOR_OF};
  *out                        = ng_str("");
  for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && !out->len; ++i) {
    NgCell cell;
    NG_TRY(ng_look_value(look, iri, names[i], &cell));
    *out = cell.kind ? cell.value : ng_str("");
  }
  return NG_SUCCESS;
}

NgStr
ng_look_short(const NgLook* look, NgStr iri)
{
  for (const NgPrefix* p = ng_prefixes; p->name; ++p) {
    const size_t n = strlen(p->iri);
    if (ng_str_starts(iri, p->iri) && !memchr(iri.at + n, '/', iri.len - n)) {
      return ng_arena_printf(look->arena, "%s:%.*s", p->name, (int)(iri.len - n), iri.at + n);
    }
  }
  const NgStr base = look->base;
  if (base.len && iri.len > base.len && !memcmp(iri.at, base.at, base.len)) {
    return ng_str_n(iri.at + base.len, iri.len - base.len);
  }
  return iri;
}

NgStr
ng_look_number(const NgLook* look, const NgCell* value)
{
  const char* const e = value->value.len ? memchr(value->value.at, 'E', value->value.len) : NULL;
  if (!ng_str_is(value->datatype, NG_XSD "double") || !e ||
      value->value.len != (size_t)(e - value->value.at) + 3 || e[1] != '-' || e[2] < '1' || e[2] > '9' ||
      value->value.len < 6 || value->value.at[1] != '.') {
    return value->value;
  }
  const NgStr rest   = ng_str_n(value->value.at + 2, (size_t)(e - value->value.at) - 2);
  const NgStr number = ng_arena_printf(look->arena, "0.%.*s%c%.*s", e[2] - '1', "00000000",
                                       value->value.at[0],
                                       NG_STR_ARG(ng_str_is(rest, "0") ? ng_str("") : rest));
  return number.at ? number : value->value;
}

// --- what a person means -------------------------------------------------------------------------

typedef struct {
  Gather gather;
  NgStr  end;
  bool   is_whole; ///< Only where the end begins behind '/' or '#'
} Ending;

static NgStatus
gather_ending(void* self, const NgCell triple[3])
{
  Ending* const      e   = self;
  const NgStr        iri = triple[0].value;
  const NgLookPairs* got = e->gather.pairs;
  const size_t       at  = iri.len - e->end.len;
  if (triple[0].kind != NG_CELL_IRI || iri.len <= e->end.len || memcmp(iri.at + at, e->end.at, e->end.len) ||
      (e->is_whole && !strchr("/#", iri.at[at - 1])) ||
      (got->n &&
       ng_str_eq(got->at[got->n - 1].other.value, iri))) { // the triples of a subject stand together
    return NG_SUCCESS;
  }
  return gather(&e->gather, triple);
}

static int
by_other(const void* a, const void* b)
{
  return ng_str_cmp(((const NgLookPair*)a)->other.value, ((const NgLookPair*)b)->other.value);
}

// Each node once.
static void
make_unique(NgLookPairs* pairs)
{
  uint32_t n = 0;
  if (pairs->n) {
    qsort(pairs->at, pairs->n, sizeof(*pairs->at), by_other);
  }
  for (uint32_t i = 0; i < pairs->n; ++i) {
    if (!n || !ng_str_eq(pairs->at[n - 1].other.value, pairs->at[i].other.value)) {
      pairs->at[n++] = pairs->at[i];
    }
  }
  pairs->n = n;
}

static NgStatus
find_ending(const NgLook* look, NgStr end, NgLookPairs* out)
{
  Ending e = {{look, out, 0}, end, true};
  for (int round = 0; round < 2; ++round) {
    memset(out, 0, sizeof(*out));
    e.is_whole = !round;
    if (ng_store_each(look->store, ng_str(""), ng_str(""), ng_str(""), gather_ending, &e)) {
      return no_mem(look);
    }
    if (out->n) {
      break;
    }
  }
  make_unique(out);
  return NG_SUCCESS;
}

typedef struct {
  Gather gather;
  NgStr  label;
} Labelled;

static NgStatus
gather_labelled(void* self, const NgCell triple[3])
{
  Labelled* const l = self;
  return ng_str_eq(triple[2].value, l->label) ? gather(&l->gather, triple) : NG_SUCCESS;
}

static NgStatus
find_labelled(const NgLook* look, NgStr label, NgLookPairs* out)
{
  Labelled l = {{look, out, 0}, label};
  memset(out, 0, sizeof(*out));
  if (ng_store_each(look->store, ng_str(""), ng_prop_iri(NG_PROP_RDFS_LABEL), ng_str(""), gather_labelled,
                    &l)) {
    return no_mem(look);
  }
  make_unique(out);
  return NG_SUCCESS;
}

// The IRI spelled out: without angle brackets, prefix replaced.
static NgStr
spell_out(const NgLook* look, NgStr target)
{
  if (target.len > 2 && target.at[0] == '<' && target.at[target.len - 1] == '>') {
    return ng_str_n(target.at + 1, target.len - 2);
  }
  for (const NgPrefix* p = ng_prefixes; p->name; ++p) {
    const size_t n = strlen(p->name);
    if (ng_str_starts(target, p->name) && target.len > n && target.at[n] == ':') {
      return ng_arena_printf(look->arena, "%s%.*s", p->iri, (int)(target.len - n - 1), target.at + n + 1);
    }
  }
  return target;
}

// The node with that very IRI, or that is said to be the same as it, or whatever refers to it.
static NgStatus
find_exact(const NgLook* look, NgStr iri, NgStr* out)
{
  NgLookPairs pairs;
  if (!ng_term_iri_ok(iri)) {
    return NG_SUCCESS;
  }
  NG_TRY(ng_look_of(look, iri, &pairs));
  if (pairs.n) {
    *out = iri;
    return NG_SUCCESS;
  }
  NG_TRY(gather_all(look, ng_str(""), ng_prop_iri(NG_PROP_OWL_SAME_AS), iri, 0, &pairs));
  if (pairs.n) {
    *out = pairs.at[0].other.value;
    return NG_SUCCESS;
  }
  NG_TRY(ng_look_to(look, iri, &pairs));
  *out = pairs.n ? iri : *out;
  return NG_SUCCESS;
}

NgStatus
ng_look_find(const NgLook* look, NgStr target, NgStr* out, NgLookPairs* candidates)
{
  const NgStr iri = spell_out(look, target);
  memset(candidates, 0, sizeof(*candidates));
  *out = ng_str("");
  if (!iri.at) {
    return no_mem(look);
  }
  NG_TRY(find_exact(look, iri, out));
  if (!out->len && iri.len) {
    NG_TRY(find_ending(look, iri, candidates));
    if (!candidates->n) {
      NG_TRY(find_labelled(look, target, candidates));
    }
    if (candidates->n == 1) {
      *out = candidates->at[0].other.value;
    }
  }
  if (out->len) {
    return NG_SUCCESS;
  }
  return candidates->n
             ? ng_error_set(look->err, NG_ERR_BAD_ARG,
                            "%u things of the graph are called '%.*s'; name one of those listed",
                            candidates->n, (int)(target.len < 128 ? target.len : 128), target.at)
             : ng_error_set(look->err, NG_ERR_BAD_ARG,
                            "The graph has nothing called '%.*s', neither as IRI, end of one, nor label",
                            (int)(target.len < 128 ? target.len : 128), target.at);
}

NgStatus
ng_look_put(NgBuf* out, NgStr text)
{
  while (text.len) {
    uint32_t     code = 0;
    const size_t n    = ng_utf8_next(text, &code);
    if (!n || code < 0x20 || (code >= 0x7F && code < 0xA0)) {
      ng_buf_addc(out, code == '\n' || code == '\t' ? ' ' : '?');
    } else {
      ng_buf_add(out, ng_str_n(text.at, n));
    }
    text = ng_str_n(text.at + (n ? n : 1), text.len - (n ? n : 1));
  }
  return out->status;
}
