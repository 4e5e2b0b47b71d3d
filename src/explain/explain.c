// SPDX-License-Identifier: Apache-2.0
#include "explain/explain.h"

#include "base/datadir.h"
#include "base/io.h"
#include "explain/known.h"
#include "explain/look.h"
#include "explain/passages.h"

enum {
  ARENA_BYTES   = 1 << 30,
  MAX_SENTENCES = 12, // shown unless all are asked for
  MAX_FACTS     = 25,
  MAX_NAME      = 100,      // bytes, in a list
  LIST_BYTES    = 16 << 20, // of a word list
};

typedef struct {
  NgLook                  look;
  const NgExplainOptions* options;
  NgBuf*                  out;
  NgStr                   iri;
  NgLookPairs             of; ///< What is said of it
  NgLookPairs             to; ///< What refers to it
  NgPassages              passages;
} Explain;

static NgStatus
no_mem(Explain* e)
{
  return ng_error_no_mem(e->look.err);
}

static bool
is_prop(NgStr iri, NgProp prop)
{
  return ng_str_eq(iri, ng_prop_iri(prop));
}

static bool
is_one_of(NgStr iri, const NgProp* props, size_t n)
{
  for (size_t i = 0; i < n; ++i) {
    if (is_prop(iri, props[i])) {
      return true;
    }
  }
  return false;
}

// A property that the ontology itself describes.
static bool
is_own(NgStr iri)
{
  return ng_str_starts(iri, "https://w3id.org/newsgraph/ns#");
}

// --- head ----------------------------------------------------------------------------------------

// Own classes first, then those of others.
static NgStatus
write_classes(Explain* e)
{
  uint32_t n = 0;
  for (int own = 1; own >= 0; --own) {
    for (uint32_t i = 0; i < e->of.n; ++i) {
      const NgLookPair* const p = &e->of.at[i];
      if (!is_prop(p->property, NG_PROP_RDF_TYPE) || is_own(p->other.value) != own) {
        continue;
      }
      const NgStr name = ng_look_short(&e->look, p->other.value);
      if (!name.at) {
        return no_mem(e);
      }
      ng_buf_addz(e->out, n++ ? ", " : "  ");
      ng_look_put(e->out, name);
    }
  }
  return ng_buf_addz(e->out, n ? "\n" : "");
}

static NgStatus
write_head(Explain* e)
{
  NgStr name;
  NG_TRY(ng_look_name(&e->look, e->iri, &name));
  ng_look_put(e->out, name.len ? name : e->iri);
  ng_buf_addz(e->out, "\n  ");
  ng_look_put(e->out, e->iri);
  ng_buf_addz(e->out, "\n");
  return write_classes(e);
}

// --- properties ----------------------------------------------------------------------------------

// A name on its line: a long quotation is cut unless all is asked for.
static void
write_name(Explain* e, NgStr name)
{
  const NgStr shown = e->options->is_all ? name : ng_str_cut(name, MAX_NAME);
  ng_look_put(e->out, shown);
  ng_buf_addz(e->out, shown.len < name.len ? "..." : "");
}

static NgStatus
write_value(Explain* e, const NgCell* value)
{
  NgStr name = ng_str("");
  if (value->kind == NG_CELL_LITERAL) {
    return ng_look_put(e->out, ng_look_number(&e->look, value));
  }
  if (value->kind == NG_CELL_BLANK) { // what it is called differs from run to run
    return ng_buf_addz(e->out, "(a node without a name)");
  }
  const NgStr iri = ng_look_short(&e->look, value->value);
  if (!iri.at) {
    return no_mem(e);
  }
  if (!is_own(value->value)) {
    NG_TRY(ng_look_name(&e->look, value->value, &name));
  }
  write_name(e, name.len ? name : iri);
  if (name.len) {
    ng_buf_addz(e->out, "  <");
    ng_look_put(e->out, iri);
    ng_buf_addz(e->out, ">");
  }
  return e->out->status;
}

static NgStatus
write_property(Explain* e, const NgLookPair* p)
{
  const NgStr name = ng_look_short(&e->look, p->property);
  if (!name.at) {
    return no_mem(e);
  }
  ng_buf_printf(e->out, "  %-18.*s ", NG_STR_ARG(name));
  NG_TRY(write_value(e, &p->other));
  return ng_buf_addc(e->out, '\n');
}

// All but what other parts of the explanation show.
static NgStatus
write_properties(Explain* e)
{
  static const NgProp elsewhere[] = {
      NG_PROP_RDF_TYPE,
      NG_PROP_EVIDENCE,
      NG_PROP_TRIGGER,
      NG_PROP_RULE,
      NG_PROP_CONFIDENCE,
      NG_PROP_RDFS_LABEL,
      NG_PROP_NIF_BEGIN_INDEX,
      NG_PROP_NIF_END_INDEX,
      NG_PROP_NIF_IS_STRING,
      NG_PROP_NIF_ANCHOR_OF,
      NG_PROP_ITSRDF_TA_CONFIDENCE,
  };
  bool has_any = false;
  for (uint32_t i = 0; i < 2 * e->of.n; ++i) { // own ones first
    const NgLookPair* const p = &e->of.at[i % e->of.n];
    if (is_own(p->property) == (i < e->of.n) &&
        !is_one_of(p->property, elsewhere, sizeof(elsewhere) / sizeof(elsewhere[0]))) {
      ng_buf_addz(e->out, has_any ? "" : "\nProperties\n");
      has_any = true;
      NG_TRY(write_property(e, p));
    }
  }
  return e->out->status;
}

// --- what decided --------------------------------------------------------------------------------

static NgStr
line_of(NgStr text, uint32_t number)
{
  for (; number > 1 && text.len; --number) {
    const char* const end = memchr(text.at, '\n', text.len);
    const size_t      n   = end ? (size_t)(end - text.at) + 1 : text.len;
    text                  = ng_str_n(text.at + n, text.len - n);
  }
  const char* const end = text.len ? memchr(text.at, '\n', text.len) : NULL;
  return end ? ng_str_n(text.at, (size_t)(end - text.at)) : text;
}

// The row of the word list that a rule such as "event-verbs:57" names, where it is one.
static NgStatus
write_list_row(Explain* e, NgStr rule)
{
  const char* const colon = memchr(rule.at, ':', rule.len);
  const size_t      n     = colon ? (size_t)(colon - rule.at) : rule.len;
  uint32_t          row   = 0;
  for (size_t i = 0; i < n; ++i) {
    if (rule.at[i] != '-' && (rule.at[i] < 'a' || rule.at[i] > 'z')) {
      return NG_SUCCESS;
    }
  }
  for (size_t i = n + 1; i < rule.len; ++i) {
    if (rule.at[i] < '0' || rule.at[i] > '9' || row > 1000000) {
      return NG_SUCCESS;
    }
    row = row * 10 + (uint32_t)(rule.at[i] - '0');
  }
  NgBuf       path = NG_BUF_INIT(1 << 16), list = NG_BUF_INIT(LIST_BYTES);
  const NgStr name = ng_arena_printf(e->look.arena, "lists/%.*s.tsv", (int)n, rule.at);
  if (row && name.at && !ng_datadir_find(name.at, &path, NULL) && !ng_io_read_file(path.at, &list, NULL)) {
    ng_buf_printf(e->out, "  %-18s ", "row of that list");
    ng_look_put(e->out, line_of(ng_buf_str(&list), row));
    ng_buf_addc(e->out, '\n');
  }
  ng_buf_free(&path);
  ng_buf_free(&list);
  return name.at ? e->out->status : no_mem(e);
}

static NgStatus
write_decision(Explain* e)
{
  static const NgProp deciding[] = {NG_PROP_RULE, NG_PROP_CONFIDENCE, NG_PROP_ITSRDF_TA_CONFIDENCE};
  bool                has_any    = false;
  for (uint32_t i = 0; i < e->of.n; ++i) {
    const NgLookPair* const p = &e->of.at[i];
    if (is_one_of(p->property, deciding, 3)) {
      ng_buf_addz(e->out, has_any ? "" : "\nDecided by\n");
      has_any = true;
      NG_TRY(write_property(e, p));
      if (is_prop(p->property, NG_PROP_RULE)) {
        NG_TRY(write_list_row(e, p->other.value));
      }
    }
  }
  return e->out->status;
}

// --- what refers to it ---------------------------------------------------------------------------

// "ng:actor of   Ibáñez met union leaders  <fact/event-77b2>"
static NgStatus
write_uses(Explain* e)
{
  const uint32_t max = e->options->is_all ? UINT32_MAX : MAX_FACTS;
  uint32_t       n   = 0;
  for (uint32_t i = 0; i < e->to.n; ++i) {
    const NgLookPair* const p = &e->to.at[i];
    if ((!is_own(p->property) && !is_prop(p->property, NG_PROP_PROV_WAS_DERIVED_FROM)) ||
        p->other.kind != NG_CELL_IRI || n++ >= max) {
      continue;
    }
    const NgStr name = ng_look_short(&e->look, p->property);
    if (!name.at) {
      return no_mem(e);
    }
    ng_buf_printf(e->out, "%s  %.*s%-*s ", n == 1 ? "\nNamed by\n" : "", NG_STR_ARG(name),
                  name.len < 18 ? (int)(18 - name.len) : 3, " of");
    NG_TRY(write_value(e, &p->other));
    ng_buf_addc(e->out, '\n');
  }
  if (n > max) {
    ng_buf_printf(e->out, "  ... and %u more; --all shows them\n", n - max);
  }
  return e->out->status;
}

// --- passages ------------------------------------------------------------------------------------

static NgStatus
add_span(Explain* e, NgStr iri, const char* what)
{
  NgCell anchor;
  NG_TRY(ng_look_value(&e->look, iri, NG_PROP_NIF_ANCHOR_OF, &anchor));
  const NgStr note = anchor.kind
                         ? ng_arena_printf(e->look.arena, "%s \"%.*s\"", what, NG_STR_ARG(anchor.value))
                         : ng_arena_copy(e->look.arena, ng_str(what));
  return note.at ? ng_passages_add(&e->look, &e->passages, iri, !strcmp(what, "trigger"), note) : no_mem(e);
}

// A mention says how it refers, how surely, and by which rule.
static NgStatus
add_mention(Explain* e, NgStr iri)
{
  NgCell anchor, kind, score, rule;
  NG_TRY(ng_look_value(&e->look, iri, NG_PROP_NIF_ANCHOR_OF, &anchor));
  NG_TRY(ng_look_value(&e->look, iri, NG_PROP_MENTION_KIND, &kind));
  NG_TRY(ng_look_value(&e->look, iri, NG_PROP_ITSRDF_TA_CONFIDENCE, &score));
  NG_TRY(ng_look_value(&e->look, iri, NG_PROP_RULE, &rule));
  const NgStr name = kind.kind ? ng_look_short(&e->look, kind.value) : ng_str("mention");
  const NgStr note = ng_arena_printf(e->look.arena, "%.*s \"%.*s\"%s%.*s%s%.*s", NG_STR_ARG(name),
                                     NG_STR_ARG(anchor.value), score.kind ? ", score " : "",
                                     NG_STR_ARG(ng_look_number(&e->look, &score)),
                                     rule.kind ? ", rule: " : "", NG_STR_ARG(rule.value));
  return name.at && note.at ? ng_passages_add(&e->look, &e->passages, iri, false, note) : no_mem(e);
}

// The places that a fact names.
static NgStatus
add_fact(Explain* e, const NgLookPairs* of)
{
  for (uint32_t i = 0; i < of->n; ++i) {
    const NgLookPair* const p = &of->at[i];
    if (is_prop(p->property, NG_PROP_EVIDENCE)) {
      NG_TRY(add_span(e, p->other.value, "evidence"));
    } else if (is_prop(p->property, NG_PROP_TRIGGER)) {
      NG_TRY(add_span(e, p->other.value, "trigger"));
    }
  }
  return NG_SUCCESS;
}

// An entity has its mentions, or where there are none the facts that name it.
static NgStatus
add_entity(Explain* e)
{
  const uint32_t max = e->options->is_all ? UINT32_MAX : MAX_FACTS;
  for (uint32_t i = 0; i < e->to.n; ++i) {
    if (is_prop(e->to.at[i].property, NG_PROP_ITSRDF_TA_IDENT_REF)) {
      NG_TRY(add_mention(e, e->to.at[i].other.value));
    }
  }
  const bool has_mentions = e->passages.n;
  for (uint32_t i = 0; i < e->to.n && !has_mentions && e->passages.n < max; ++i) {
    NgLookPairs fact;
    if (is_own(e->to.at[i].property) && e->to.at[i].other.kind == NG_CELL_IRI) {
      NG_TRY(ng_look_of(&e->look, e->to.at[i].other.value, &fact));
      NG_TRY(add_fact(e, &fact));
    }
  }
  return NG_SUCCESS;
}

static NgStatus
write_passages(Explain* e)
{
  NG_TRY(add_fact(e, &e->of));
  if (!e->passages.n && memchr(e->iri.at, '#', e->iri.len)) { // it is a place itself
    NgCell kind;
    NG_TRY(ng_look_value(&e->look, e->iri, NG_PROP_MENTION_KIND, &kind));
    NG_TRY(kind.kind ? add_mention(e, e->iri) : add_span(e, e->iri, "words"));
  }
  if (!e->passages.n) {
    NG_TRY(add_entity(e));
  }
  return ng_passages_write(&e->look, &e->passages, e->options,
                           e->options->is_all ? UINT32_MAX : MAX_SENTENCES, e->out);
}

// --- all together --------------------------------------------------------------------------------

static NgStatus
write_known(Explain* e)
{
  NgCell item;
  NG_TRY(ng_look_value(&e->look, e->iri, NG_PROP_OWL_SAME_AS, &item));
  return item.kind && e->options->know ? ng_explain_known(&e->look, e->options->know, item.value, e->out)
                                       : e->out->status;
}

static NgStatus
write_candidates(Explain* e, const NgLookPairs* candidates)
{
  for (uint32_t i = 0; i < candidates->n; ++i) {
    NgStr name;
    NG_TRY(ng_look_name(&e->look, candidates->at[i].other.value, &name));
    ng_look_put(e->out, candidates->at[i].other.value);
    ng_buf_addz(e->out, name.len ? "  " : "");
    ng_look_put(e->out, name);
    ng_buf_addc(e->out, '\n');
  }
  return e->out->status;
}

// What stands before the kind of thing in IRIs that the program makes.
static NgStr
base_of(NgStr iri)
{
  static const char* const kinds[] = {"entity/", "fact/", "article/"};
  for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); ++k) {
    const size_t n = strlen(kinds[k]);
    for (size_t i = iri.len; i-- > 1;) {
      if (iri.len - i >= n && !memcmp(iri.at + i, kinds[k], n) && strchr("/#", iri.at[i - 1])) {
        return ng_str_n(iri.at, i);
      }
    }
  }
  return ng_str("");
}

static NgStatus
explain(Explain* e)
{
  NgLookPairs    candidates;
  const NgStatus found = ng_look_find(&e->look, e->options->target, &e->iri, &candidates);
  if (found) {
    const NgStatus status = found == NG_ERR_BAD_ARG ? write_candidates(e, &candidates) : found;
    return status ? status : found;
  }
  e->look.base = base_of(e->iri);
  NG_TRY(ng_look_of(&e->look, e->iri, &e->of));
  NG_TRY(ng_look_to(&e->look, e->iri, &e->to));
  NG_TRY(write_head(e));
  NG_TRY(write_properties(e));
  NG_TRY(write_decision(e));
  NG_TRY(write_known(e));
  NG_TRY(write_uses(e));
  return write_passages(e);
}

NgStatus
ng_explain_run(NgStore* store, const NgExplainOptions* options, NgBuf* out, NgError* err)
{
  Explain e = {.look    = {.store = store, .arena = ng_arena_new(ARENA_BYTES), .err = err},
               .options = options,
               .out     = out};
  if (!e.look.arena) {
    return no_mem(&e);
  }
  const NgStatus status = explain(&e);
  ng_arena_free(e.look.arena);
  return status;
}
