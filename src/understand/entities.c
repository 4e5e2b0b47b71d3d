// SPDX-License-Identifier: Apache-2.0
// From nodes to the article's entities and mentions: labels, other names, countries.
#include "base/map.h"
#include "understand/roles.h"

enum { MAX_ALT_LABELS = 16 };

// Words of a name with single blanks; at == NULL without memory.
static NgStr
clean_words(NgDoc* doc, NgSpan tokens)
{
  const NgStr words = ng_doc_words(doc, tokens);
  char* const at    = ng_arena_calloc(doc->arena, words.len + 1, 1);
  size_t      len   = 0;
  for (size_t i = 0; at && i < words.len; ++i) {
    const bool blank = words.at[i] == ' ' || words.at[i] == '\n' || words.at[i] == '\t' ||
                       words.at[i] == '\r';
    if (!blank) {
      at[len++] = words.at[i];
    } else if (len && at[len - 1] != ' ') {
      at[len++] = ' ';
    }
  }
  return ng_str_n(at, len);
}

// "Lord Roe", "King Otto": the title is part of a name that has no given name beside it.
static NgSpan
titled_span(const NgCast* cast, const NgSpotted* name)
{
  NgSpan s = name->tokens;
  if (name->honorific && name->n_words == 1 &&
      (name->honorific->flags & (NG_HON_PEER | NG_HON_ROYAL | NG_HON_CLERGY | NG_HON_KNIGHT)) &&
      s.begin >= name->honorific->n_words && cast->nodes.at[ng_cast_root(cast, name->node)].n_words <= 1) {
    s.begin -= name->honorific->n_words;
  }
  return s;
}

static bool
is_shouted(const NgSpotted* name)
{
  return name->is_upper && (name->n_words > 1 || name->key.len > 6);
}

// Better label of two names of one thing: more words, then not in capitals, then longer, then earlier.
static bool
is_fuller(const NgCast* cast, const NgSpotted* a, const NgSpotted* b)
{
  if (is_shouted(a) != is_shouted(b)) {
    return !is_shouted(a);
  }
  const NgSpan x = titled_span(cast, a);
  const NgSpan y = titled_span(cast, b);
  if (x.end - x.begin != y.end - y.begin) {
    return x.end - x.begin > y.end - y.begin;
  }
  return a->key.len > b->key.len;
}

static NgStatus
add_alt(NgDoc* doc, NgEntity* e, NgStr name, NgError* err)
{
  if (!name.at) {
    return ng_error_no_mem(err);
  }
  if (!name.len || ng_str_eq(name, e->label) || e->alt_labels.n >= MAX_ALT_LABELS) {
    return NG_SUCCESS;
  }
  for (uint32_t i = 0; i < e->alt_labels.n; ++i) {
    if (ng_str_eq(e->alt_labels.at[i], name)) {
      return NG_SUCCESS;
    }
  }
  NgStr* const slot = NG_VEC_ADD(doc->arena, e->alt_labels);
  if (!slot) {
    return ng_error_no_mem(err);
  }
  *slot = name;
  return NG_SUCCESS;
}

static NgStr
name_of(NgCast* cast, const NgSpotted* name)
{
  if (name->full.len) {
    return name->full;
  }
  NgSpan s = titled_span(cast, name);
  if (s.end - s.begin > 1 && ng_cast_is(cast, s.begin, "the") && name->cls != NG_CLASS_MEDIA_OUTLET) {
    ++s.begin;
  }
  return clean_words(cast->doc, s);
}

// The name that gives each entity its label, by entity: the fullest one. NULL without memory.
static uint32_t*
fullest_names(NgCast* cast)
{
  uint32_t* const best = ng_arena_calloc(cast->doc->arena, cast->nodes.n + 1u, sizeof(uint32_t));
  for (uint32_t i = 0; best && i < cast->names.n; ++i) {
    const uint32_t node = ng_cast_root(cast, cast->names.at[i].node);
    if (!best[node] || is_fuller(cast, &cast->names.at[i], &cast->names.at[best[node] - 1])) {
      best[node] = i + 1;
    }
  }
  return best;
}

static NgClass
class_of_entity(const NgNode* node)
{
  return node->cls == NG_CLASS_FACILITY ? NG_CLASS_PLACE : node->cls;
}

static bool
is_local(const NgCast* cast, const NgNode* node)
{
  if (node->row != NG_NONE) {
    return false;
  }
  if (node->sort == NG_SORT_PERSON) {
    return node->n_words < 2;
  }
  return node->sort == NG_SORT_BODY && !node->is_made && node->cls != NG_CLASS_MEDIA_OUTLET &&
         (ng_phrases_get(cast->lists->heads, node->key) || (node->n_words == 1 && node->key.len < 3));
}

// Does the known label of a person share its last word with the fullest name in the article? Labels of the
// knowledge file may be odd spellings, which the article's own words then replace.
static bool
label_agrees(NgStr label, NgStr name)
{
  for (size_t i = 1; i + 2 < label.len; ++i) { // a lone letter inside: "Jane Q Roe"
    if (label.at[i - 1] == ' ' && label.at[i + 1] == ' ') {
      return false;
    }
  }
  size_t at = name.len;
  while (at > 0 && name.at[at - 1] != ' ' && name.at[at - 1] != '-') {
    --at;
  }
  const NgStr last = ng_str_n(name.at + at, name.len - at);
  return label.len >= last.len && !memcmp(label.at + label.len - last.len, last.at, last.len);
}

// A name in capitals with one capital a word, where it is all in ASCII letters.
static NgStr
calm(NgArena* arena, NgStr name)
{
  const NgStr copy = ng_arena_copy(arena, name);
  char* const at   = (char*)copy.at;
  for (size_t i = 1; at && i < copy.len; ++i) {
    const bool inside = at[i - 1] != ' ' && at[i - 1] != '-' && at[i - 1] != '\'';
    at[i]             = inside && at[i] >= 'A' && at[i] <= 'Z' ? (char)(at[i] + 32) : at[i];
  }
  return copy;
}

static NgStatus
make_entity(NgCast* cast, uint32_t id, uint32_t fullest, NgError* err)
{
  NgDoc* const    doc  = cast->doc;
  NgNode* const   node = &cast->nodes.at[id];
  NgEntity* const e    = NG_VEC_ADD(doc->arena, doc->entities);
  if (!e) {
    return ng_error_no_mem(err);
  }
  node->entity  = doc->entities.n - 1;
  e->cls        = class_of_entity(node);
  e->known      = node->row;
  e->qid        = ng_str("");
  e->link_score = node->link_score;
  e->is_local   = is_local(cast, node);
  e->is_male    = node->is_male;
  e->is_female  = node->is_female && !node->is_male;
  e->country    = NG_NONE;
  e->member_of  = NG_NONE;
  e->part_of    = NG_NONE;
  if (node->row != NG_NONE) {
    e->label = ng_know_label(cast->know, node->row, doc->arena);
    e->qid   = ng_know_qid(cast->know, node->row, doc->arena);
    if (node->sort == NG_SORT_PERSON && fullest && cast->names.at[fullest - 1].n_words > 1 && e->label.at) {
      const NgStr name = name_of(cast, &cast->names.at[fullest - 1]);
      e->label         = !name.at || label_agrees(e->label, name) ? e->label : name;
    }
  } else if (node->is_made || !fullest) {
    e->label = node->label;
  } else {
    e->label = name_of(cast, &cast->names.at[fullest - 1]);
    if (cast->names.at[fullest - 1].is_upper && node->sort != NG_SORT_BODY && e->label.len > 3 &&
        !memchr(e->label.at, '.', e->label.len)) {
      e->label = calm(doc->arena, e->label);
    }
  }
  return e->label.at && e->qid.at ? NG_SUCCESS : ng_error_no_mem(err);
}

// Nodes in the order of their first name; made ones without a name behind them.
static NgStatus
make_entities(NgCast* cast, NgError* err)
{
  const uint32_t* const best = fullest_names(cast);
  if (!best) {
    return ng_error_no_mem(err);
  }
  for (uint32_t i = 0; i < cast->names.n; ++i) {
    const uint32_t node = ng_cast_root(cast, cast->names.at[i].node);
    if (cast->nodes.at[node].entity == NG_NONE) {
      NG_TRY(make_entity(cast, node, best[node], err));
    }
  }
  for (uint32_t i = 0; i < cast->extras.n; ++i) {
    const uint32_t node = ng_cast_root(cast, cast->extras.at[i].node);
    if (cast->nodes.at[node].entity == NG_NONE) {
      NG_TRY(make_entity(cast, node, best[node], err));
    }
  }
  for (uint32_t i = 0; i < cast->names.n; ++i) {
    const NgSpotted* const name = &cast->names.at[i];
    const NgNode* const    node = &cast->nodes.at[ng_cast_root(cast, name->node)];
    const bool is_metonym       = ng_cast_sort(name->cls) != node->sort && node->cls == NG_CLASS_GOVERNMENT;
    if (!is_shouted(name) && !is_metonym) {
      NG_TRY(add_alt(cast->doc, &cast->doc->entities.at[node->entity], name_of(cast, name), err));
    }
  }
  return NG_SUCCESS;
}

// --- relations --------------------------------------------------------------------------------------

// Country and parent as the knowledge file has them, where the article names these too.
static NgStatus
relate_known(NgCast* cast, NgError* err)
{
  NgDoc* const doc    = cast->doc;
  NgStatus     st     = NG_SUCCESS;
  cast->entity_of_row = ng_map_new(1 << 22);
  for (uint32_t i = 0; cast->entity_of_row && i < doc->entities.n; ++i) {
    const uint32_t row  = doc->entities.at[i].known;
    uint32_t*      slot = row != NG_NONE
                              ? ng_map_put(cast->entity_of_row, ng_str_n((const char*)&row, sizeof(row)), NULL)
                              : &(uint32_t){0};
    st                  = slot ? st : NG_ERR_NO_MEM;
    if (slot) {
      *slot = i + 1;
    }
  }
  if (st || !cast->entity_of_row) {
    return ng_error_no_mem(err);
  }
  for (uint32_t i = 0; i < doc->entities.n; ++i) {
    NgEntity* const e = &doc->entities.at[i];
    if (e->known == NG_NONE || e->cls == NG_CLASS_COUNTRY) {
      continue;
    }
    const NgKnowRow row    = ng_know_row(cast->know, e->known);
    const uint32_t  parent = ng_cast_entity_of_row(cast, row.parent);
    e->country             = ng_cast_entity_of_row(cast, row.country_row);
    if (parent != NG_NONE && parent != i && ng_cast_sort(e->cls) == NG_SORT_BODY &&
        ng_cast_sort(doc->entities.at[parent].cls) == NG_SORT_BODY) {
      e->part_of = parent;
    }
  }
  return NG_SUCCESS;
}

// Parties that roles tell: "Tory peer", "Democratic senator".
static void
relate_parties(NgCast* cast)
{
  for (uint32_t i = 0; i < cast->roles.n; ++i) {
    const NgRole* const r = &cast->roles.at[i];
    if (r->holder != NG_NONE && r->party != NG_NONE) {
      const NgNode* const person = &cast->nodes.at[ng_cast_root(cast, cast->names.at[r->holder].node)];
      const NgNode* const party  = &cast->nodes.at[ng_cast_root(cast, cast->names.at[r->party].node)];
      if (person->entity != NG_NONE && party->entity != NG_NONE && person->entity != party->entity) {
        cast->doc->entities.at[person->entity].member_of = party->entity;
      }
    }
  }
}

// Parties behind a name: "Jane Roe (Lab)".
static void
relate_members(NgCast* cast)
{
  for (uint32_t i = 1; i < cast->names.n; ++i) {
    const NgSpotted* const person = &cast->names.at[i - 1];
    const NgNode* const    holder = &cast->nodes.at[ng_cast_root(cast, person->node)];
    const NgNode* const    party  = &cast->nodes.at[ng_cast_root(cast, cast->names.at[i].node)];
    if (cast->names.at[i].is_member && holder->sort == NG_SORT_PERSON && party->sort == NG_SORT_BODY &&
        holder->entity != NG_NONE) {
      cast->doc->entities.at[holder->entity].member_of = party->entity;
    }
  }
}

// "Labour's Jane Roe".
static void
relate_owned_members(NgCast* cast)
{
  for (uint32_t i = 1; i < cast->names.n; ++i) {
    const NgSpotted* const owner  = &cast->names.at[i - 1];
    const NgSpotted* const person = &cast->names.at[i];
    const NgNode* const    party  = &cast->nodes.at[ng_cast_root(cast, owner->node)];
    const NgNode* const    holder = &cast->nodes.at[ng_cast_root(cast, person->node)];
    if (party->cls == NG_CLASS_PARTY && holder->sort == NG_SORT_PERSON && holder->entity != NG_NONE &&
        ng_cast_one_of(cast, owner->tokens.end, "'s|'") && person->tokens.begin == owner->tokens.end + 1 &&
        cast->doc->entities.at[holder->entity].member_of == NG_NONE) {
      cast->doc->entities.at[holder->entity].member_of = party->entity;
    }
  }
}

// --- mentions ---------------------------------------------------------------------------------------

// Two runs of extras, each in order of the text, into one. Of two that begin alike the one of the first
// run comes first. @return false without memory
static bool
merge_extras(NgCast* cast)
{
  const uint32_t n   = cast->extras.n;
  uint32_t       mid = 1;
  NgExtra* const out = ng_arena_calloc(cast->doc->arena, n + 1u, sizeof(NgExtra));
  NgExtra* const in  = cast->extras.at;
  while (mid < n && in[mid - 1].tokens.begin <= in[mid].tokens.begin) {
    ++mid;
  }
  for (uint32_t a = 0, b = mid, k = 0; out && k < n; ++k) {
    out[k] = b >= n || (a < mid && in[a].tokens.begin <= in[b].tokens.begin) ? in[a++] : in[b++];
  }
  cast->extras.at  = out ? out : in;
  cast->extras.cap = out ? n : cast->extras.cap;
  return out;
}

// Spotted names and extras, both in order of the text and never overlapping one another, run together.
static NgStatus
make_mentions(NgCast* cast, NgError* err)
{
  NgDoc* const doc = cast->doc;
  uint32_t     a   = 0;
  uint32_t     b   = 0;
  if (!merge_extras(cast)) {
    return ng_error_no_mem(err);
  }
  while (a < cast->names.n || b < cast->extras.n) {
    const bool takes_name = b == cast->extras.n || (a < cast->names.n && cast->names.at[a].tokens.begin <=
                                                                             cast->extras.at[b].tokens.begin);
    NgMention  m          = {.kind = NG_MENTION_NAME};
    if (takes_name) {
      const NgSpotted* const name = &cast->names.at[a++];
      const NgNode* const    node = &cast->nodes.at[ng_cast_root(cast, name->node)];
      const bool             same = ng_cast_sort(name->cls) == node->sort && node->cls != NG_CLASS_GOVERNMENT;
      m.tokens                    = name->tokens;
      m.name_class = same && name->cls != NG_CLASS_FACILITY ? class_of_entity(node) : name->cls;
      m.score      = name->score;
      m.rule       = name->rule;
      m.entity     = node->entity;
    } else {
      const NgExtra* const x    = &cast->extras.at[b++];
      const NgNode* const  node = &cast->nodes.at[ng_cast_root(cast, x->node)];
      m.tokens                  = x->tokens;
      m.name_class              = class_of_entity(node);
      m.kind                    = x->kind;
      m.score                   = x->score;
      m.rule                    = x->rule;
      m.entity                  = node->entity;
    }
    if (doc->mentions.n && doc->mentions.at[doc->mentions.n - 1].tokens.end > m.tokens.begin) {
      continue;
    }
    NgMention* const slot = NG_VEC_ADD(doc->arena, doc->mentions);
    if (!slot) {
      return ng_error_no_mem(err);
    }
    *slot = m;
  }
  return NG_SUCCESS;
}

NgStatus
ng_cast_entities(NgCast* cast, NgError* err)
{
  NG_TRY(make_entities(cast, err));
  NG_TRY(relate_known(cast, err));
  relate_parties(cast);
  relate_members(cast);
  relate_owned_members(cast);
  return make_mentions(cast, err);
}
