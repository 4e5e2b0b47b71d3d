// SPDX-License-Identifier: Apache-2.0
#include "graph/background.h"

#include "graph/iri.h"

/// Something of the knowledge file that a fact refers to.
typedef struct {
  NgStr    iri;
  uint32_t row;
} Thing;

typedef struct {
  const NgNodes* nodes;
  NgEmit*        emit;
  const NgKnow*  know;
  NgArena*       arena;
  NgNames        written; ///< IRIs of facts
  NgNames        iris;    ///< Of things that are not nodes of the article
  NG_VEC(Thing) things;   ///< By number of those
  bool has_begun;
} Background;

typedef struct {
  NgStr    holder;
  NgStr    title;
  uint32_t organization; ///< Row, or NG_NONE
  NgDate   from, to;
  NgStr    source;
} Known;

static void
no_memory(Background* b)
{
  ng_emit_fail(b->emit, NG_ERR_NO_MEM);
}

// Row of the node's entity, NG_NONE where it is no person that is known.
static uint32_t
row_of(const Background* b, const NgNode* node)
{
  if (!node->is_used || node->cls != NG_CLASS_PERSON) {
    return NG_NONE;
  }
  for (uint32_t e = node->first; e != NG_NONE; e = b->nodes->next_entity[e]) {
    const uint32_t row = b->nodes->doc->entities.at[e].known;
    if (row < ng_know_n_rows(b->know) && ng_know_row(b->know, row).type == NG_KNOW_PERSON) {
      return row;
    }
  }
  return NG_NONE;
}

static NgStr
iri_of_row(Background* b, uint32_t row)
{
  const NgStr base  = b->emit->options->base;
  const NgStr qid   = ng_know_qid(b->know, row, b->arena);
  const NgStr label = ng_know_label(b->know, row, b->arena);
  if (!qid.at || !label.at) {
    return ng_str_n(NULL, 0);
  }
  return ng_iri_is_qid(qid) ? ng_iri_linked(b->arena, base, qid)
                            : ng_iri_entity(b->arena, base, ng_know_row(b->know, row).cls, label, NULL);
}

// Is it a node that the article's graph describes?
static bool
is_described(const Background* b, NgStr iri)
{
  const uint32_t i = ng_names_find(&b->nodes->iris, iri);
  return i != NG_KEYS_FULL && b->nodes->nodes.at[i].is_used;
}

// IRI of a row that is to be described where the article's graph does not; at == NULL without memory.
static NgStr
refer_to(Background* b, uint32_t row)
{
  bool           is_new = false;
  const NgStr    iri    = iri_of_row(b, row);
  const uint32_t i      = iri.at ? ng_names_put(&b->iris, iri, &is_new) : NG_KEYS_FULL;
  if (i == NG_KEYS_FULL) {
    return ng_str_n(NULL, 0);
  }
  if (is_new) {
    Thing* const thing = NG_VEC_ADD(b->arena, b->things);
    if (!thing) {
      return ng_str_n(NULL, 0);
    }
    thing->iri = iri;
    thing->row = is_described(b, iri) ? NG_NONE : row;
  }
  return iri;
}

static void
begin_once(Background* b)
{
  if (!b->has_begun && !b->emit->status) {
    const NgStr graph = ng_arena_printf(b->arena, "%.*sbackground", NG_STR_ARG(b->emit->options->base));
    b->has_begun      = true;
    ng_emit_fail(b->emit,
                 graph.at ? b->emit->sink->begin(b->emit->sink->self, graph, b->emit->err) : NG_ERR_NO_MEM);
  }
}

static void
emit_time(NgEmit* emit, NgProp prop, NgDate date)
{
  char        lexical[NG_GATE_NUMBER];
  NgStr       datatype;
  const NgStr value = ng_gate_date(date, lexical, &datatype);
  if (value.len) {
    ng_emit_literal(emit, prop, value, datatype);
  }
}

static void
emit_known(Background* b, const Known* k)
{
  NgEmit* const emit = b->emit;
  const NgStr   none = ng_str("");
  const NgStr   org  = k->organization == NG_NONE ? none : refer_to(b, k->organization);
  const NgStr words = ng_arena_printf(b->arena, "%.*s\n%.*s\n%.*s\n%d-%u-%u\n%d-%u-%u", NG_STR_ARG(k->holder),
                                      NG_STR_ARG(k->title), NG_STR_ARG(org), k->from.year, k->from.month,
                                      k->from.day, k->to.year, k->to.month, k->to.day);
  const NgStr iri   = ng_iri_known(b->arena, emit->options->base, words);
  bool        is_new = false;
  if (!org.at || !words.at || !iri.at || ng_names_put(&b->written, iri, &is_new) == NG_KEYS_FULL) {
    no_memory(b);
    return;
  }
  if (!is_new || !k->title.len) {
    return;
  }
  begin_once(b);
  ng_emit_subject(emit, iri);
  ng_emit_types(emit, NG_CLASS_KNOWN_POSITION);
  ng_emit_iri(emit, NG_PROP_HOLDER, k->holder);
  ng_emit_text(emit, NG_PROP_TITLE, k->title);
  if (org.len) {
    ng_emit_iri(emit, NG_PROP_ORGANIZATION, org);
  }
  emit_time(emit, NG_PROP_TIME_BEGIN, k->from);
  emit_time(emit, NG_PROP_TIME_END, k->to);
  ng_emit_literal(emit, NG_PROP_DCTERMS_SOURCE, k->source.len ? k->source : ng_str("knowledge file"), none);
}

static void
emit_person(Background* b, NgStr holder, uint32_t row)
{
  NgKnowPerson   person = {0};
  const NgStatus status = ng_know_person(b->know, row, &person, b->arena);
  const NgStr    source = ng_know_row(b->know, row).source;
  if (status) {
    ng_emit_fail(b->emit, status);
    return;
  }
  if (person.party != NG_NONE) {
    const Known k = {
        .holder = holder, .title = ng_str("member"), .organization = person.party, .source = source};
    emit_known(b, &k);
  }
  for (uint32_t i = 0; i < person.n_offices; ++i) {
    const NgKnowOffice* const office = &person.offices[i];
    const Known               k      = {.holder       = holder,
                                        .title        = office->title,
                                        .organization = ng_know_by_code(b->know, ng_str(office->country)),
                                        .from         = office->from,
                                        .to           = office->to,
                                        .source       = source};
    emit_known(b, &k);
  }
}

static void
emit_thing(Background* b, const Thing* thing)
{
  const NgStr label = ng_know_label(b->know, thing->row, b->arena);
  const NgStr qid   = ng_know_qid(b->know, thing->row, b->arena);
  if (!label.at || !qid.at) {
    no_memory(b);
    return;
  }
  ng_emit_subject(b->emit, thing->iri);
  ng_emit_types(b->emit, ng_know_row(b->know, thing->row).cls);
  ng_emit_text(b->emit, NG_PROP_RDFS_LABEL, label);
  ng_nodes_emit_wikidata(b->emit, qid);
}

NgStatus
ng_background_run(const NgNodes* nodes, NgEmit* emit)
{
  Background b = {.nodes = nodes, .emit = emit, .know = emit->options->background, .arena = emit->arena};
  b.written.hashes.arena = b.iris.hashes.arena = emit->arena;
  emit->language                               = ng_str("en"); // of the knowledge file
  for (uint32_t i = 0; i < nodes->nodes.n && !emit->status; ++i) {
    const uint32_t row = row_of(&b, &nodes->nodes.at[i]);
    if (row != NG_NONE) {
      emit_person(&b, nodes->nodes.at[i].iri, row);
    }
  }
  for (uint32_t i = 0; i < b.things.n && b.has_begun && !emit->status; ++i) {
    if (b.things.at[i].row != NG_NONE) {
      emit_thing(&b, &b.things.at[i]);
    }
  }
  if (b.has_begun && !emit->status) {
    emit->status = emit->sink->end(emit->sink->self, emit->err);
  }
  return emit->status;
}
