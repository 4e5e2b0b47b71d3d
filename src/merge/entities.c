// SPDX-License-Identifier: Apache-2.0
#include "merge/entities.h"

#include "rdf/rdf.h"

enum {
  BYTES_AN_ENTITY = 256,     // about, with its names
  MAX_OBJECTS     = 1 << 16, // entities of one subject that are looked at
};

static const NgProp wanted[] = {
    NG_PROP_RDF_TYPE,
    NG_PROP_RDFS_LABEL,
    NG_PROP_SKOS_ALT_LABEL,
    NG_PROP_OWL_SAME_AS,
    NG_PROP_COUNTRY,
    NG_PROP_COUNTRY_OF,
    NG_PROP_MEMBER_OF,
    NG_PROP_PART_OF,
    NG_PROP_HOLDER,
    NG_PROP_ORGANIZATION,
    NG_PROP_ACTOR,
    NG_PROP_TARGET,
    NG_PROP_RECIPIENT,
    NG_PROP_INSTRUMENT,
    NG_PROP_PLACE,
    NG_PROP_ATTRIBUTED_TO,
    NG_PROP_SPEAKER,
    NG_PROP_STATED_TO,
    NG_PROP_ABOUT,
    NG_PROP_ITSRDF_TA_IDENT_REF,
    NG_PROP_SEM_HAS_ACTOR,
    NG_PROP_SEM_HAS_PLACE,
    NG_PROP_SCHEMA_ABOUT,
    NG_PROP_ORG_MEMBER,
    NG_PROP_ORG_MEMBER_OF,
    NG_PROP_ORG_ORGANIZATION,
    NG_PROP_SCHEMA_MEMBER_OF,
    NG_PROP_PROV_WAS_DERIVED_FROM,
};

// Classes of entities, and those of other vocabularies that stand for them where there is no better.
static const struct {
  NgClass cls;
  NgClass as;
  uint8_t rank; // the higher is the better
} entity_classes[] = {
    {NG_CLASS_PERSON, NG_CLASS_PERSON, 3},
    {NG_CLASS_GOVERNMENT, NG_CLASS_GOVERNMENT, 3},
    {NG_CLASS_AGENCY, NG_CLASS_AGENCY, 3},
    {NG_CLASS_LEGISLATURE, NG_CLASS_LEGISLATURE, 3},
    {NG_CLASS_COURT, NG_CLASS_COURT, 3},
    {NG_CLASS_PARTY, NG_CLASS_PARTY, 3},
    {NG_CLASS_INTERNATIONAL_ORGANIZATION, NG_CLASS_INTERNATIONAL_ORGANIZATION, 3},
    {NG_CLASS_MEDIA_OUTLET, NG_CLASS_MEDIA_OUTLET, 3},
    {NG_CLASS_ORGANIZATION, NG_CLASS_ORGANIZATION, 2},
    {NG_CLASS_COUNTRY, NG_CLASS_COUNTRY, 3},
    {NG_CLASS_PLACE, NG_CLASS_PLACE, 2},
    {NG_CLASS_FACILITY, NG_CLASS_PLACE, 2},
    {NG_CLASS_MEASURE, NG_CLASS_MEASURE, 3},
    {NG_CLASS_GROUP, NG_CLASS_GROUP, 3},
    {NG_CLASS_SCHEMA_PERSON, NG_CLASS_PERSON, 1},
    {NG_CLASS_FOAF_PERSON, NG_CLASS_PERSON, 1},
    {NG_CLASS_SCHEMA_NEWS_MEDIA_ORGANIZATION, NG_CLASS_MEDIA_OUTLET, 1},
    {NG_CLASS_SCHEMA_ORGANIZATION, NG_CLASS_ORGANIZATION, 1},
    {NG_CLASS_ORG_ORGANIZATION, NG_CLASS_ORGANIZATION, 1},
    {NG_CLASS_SCHEMA_COUNTRY, NG_CLASS_COUNTRY, 1},
    {NG_CLASS_SCHEMA_PLACE, NG_CLASS_PLACE, 1},
};

static NgStatus
too_many(NgError* err)
{
  return ng_error_set(err, NG_ERR_LIMIT,
                      "The graphs name more entities than memory holds; allow more, or make the union alone");
}

static bool
put_number(NgMap* map, NgStr key, uint32_t number)
{
  uint32_t* const value = ng_map_put(map, key, NULL);
  if (value) {
    *value = number;
  }
  return value != NULL;
}

// Number of `key`, which is its value as well; UINT32_MAX without memory.
static uint32_t
number_in(NgMap* map, NgStr key)
{
  bool            is_new = false;
  uint32_t* const value  = ng_map_put(map, key, &is_new);
  if (value && is_new) {
    *value = ng_map_size(map) - 1;
  }
  return value ? *value : UINT32_MAX;
}

NgStatus
ng_entities_make(NgEntities* e, size_t max_bytes, NgError* err)
{
  const size_t   most  = max_bytes / BYTES_AN_ENTITY;
  const uint32_t items = most < UINT32_MAX / 4 ? (uint32_t)most : UINT32_MAX / 4;
  memset(e, 0, sizeof(*e));
  e->arena      = ng_arena_new(max_bytes);
  e->iris       = ng_map_new(items);
  e->names      = ng_map_new(items);
  e->articles   = ng_map_new(items);
  e->predicates = ng_map_new(1024);
  e->classes    = ng_map_new(1024);
  e->text       = (NgBuf)NG_BUF_INIT(SIZE_MAX / 4);
  e->name       = (NgBuf)NG_BUF_INIT(SIZE_MAX / 4);
  bool ok       = e->arena && e->iris && e->names && e->articles && e->predicates && e->classes;
  for (size_t i = 0; ok && i < sizeof(wanted) / sizeof(*wanted); ++i) {
    ok = put_number(e->predicates, ng_prop_iri(wanted[i]), wanted[i]);
  }
  for (uint32_t i = 0; ok && i < sizeof(entity_classes) / sizeof(*entity_classes); ++i) {
    ok = put_number(e->classes, ng_class_iri(entity_classes[i].cls), i);
  }
  return ok ? NG_SUCCESS : ng_error_no_mem(err);
}

void
ng_entities_free(NgEntities* e)
{
  ng_arena_free(e->arena);
  ng_map_free(e->iris);
  ng_map_free(e->names);
  ng_map_free(e->articles);
  ng_map_free(e->predicates);
  ng_map_free(e->classes);
  ng_buf_free(&e->text);
  ng_buf_free(&e->name);
}

// --- lines ---------------------------------------------------------------------------------------

static NgStr
cut(NgStr* rest, char at)
{
  const char* const end  = rest->len ? memchr(rest->at, at, rest->len) : NULL;
  const size_t      n    = end ? (size_t)(end - rest->at) : rest->len;
  const NgStr       part = ng_str_n(rest->at, n);
  const size_t      used = n + (end ? 1 : 0);
  *rest                  = ng_str_n(rest->at + used, rest->len - used);
  return part;
}

// A literal with its language or datatype.
static size_t
literal_length(NgStr s)
{
  size_t i = 1;
  while (i < s.len && s.at[i] != '"') {
    i += s.at[i] == '\\' ? 2 : 1;
  }
  while (i < s.len && s.at[i] != ' ') { // neither a language nor an IRI has a space
    ++i;
  }
  return i < s.len ? i : s.len;
}

NgLineTerms
ng_line_terms(NgStr line)
{
  NgLineTerms terms;
  terms.subject   = cut(&line, ' ');
  terms.predicate = cut(&line, ' ');
  terms.object    = line.len && line.at[0] == '"' ? ng_str_n(line.at, literal_length(line)) : cut(&line, ' ');
  return terms;
}

static NgProp
prop_of(const NgEntities* e, NgStr predicate)
{
  const uint32_t* const found = ng_map_get(e->predicates, ng_line_iri(predicate));
  return found ? (NgProp)*found : NG_PROP_NONE;
}

// --- entities ------------------------------------------------------------------------------------

// Number of the Wikidata item that `iri` ends with: ".../entity/Q42"; 0: with none.
static uint32_t
item_of(NgStr iri)
{
  static const char before[] = "/entity/Q";
  uint32_t          item     = 0;
  size_t            i        = iri.len;
  while (i && iri.at[i - 1] >= '0' && iri.at[i - 1] <= '9') {
    --i;
  }
  if (i == iri.len || iri.len - i > 9 || !ng_str_ends(ng_str_n(iri.at, i), before)) {
    return 0;
  }
  for (; i < iri.len; ++i) {
    item = item * 10 + (uint32_t)(iri.at[i] - '0');
  }
  return item;
}

uint32_t
ng_entities_put(NgEntities* e, NgStr iri)
{
  const uint32_t n = number_in(e->iris, iri);
  if (n != UINT32_MAX && n == e->all.n) {
    NgEntity* const entity = NG_VEC_ADD(e->arena, e->all);
    if (!entity) {
      return UINT32_MAX;
    }
    entity->item = item_of(iri);
  }
  return n;
}

// What is known of the subject at hand.
typedef struct {
  NgEntities* e;
  NgBuf       subject;
  uint32_t    number; // UINT32_MAX: not put yet
  uint8_t     rank;   // of its class; 0: it is no entity
} Gather;

static NgStatus
put_subject(Gather* g, NgError* err)
{
  if (g->number == UINT32_MAX) {
    g->number = ng_entities_put(g->e, ng_line_iri(ng_buf_str(&g->subject)));
  }
  return g->number == UINT32_MAX ? too_many(err) : NG_SUCCESS;
}

static NgStatus
take_class(Gather* g, NgStr object, NgError* err)
{
  const uint32_t* const found = ng_map_get(g->e->classes, ng_line_iri(object));
  if (!found || entity_classes[*found].rank <= g->rank) {
    return NG_SUCCESS;
  }
  NG_TRY(put_subject(g, err));
  g->rank                     = entity_classes[*found].rank;
  g->e->all.at[g->number].cls = entity_classes[*found].as;
  return NG_SUCCESS;
}

// `text` with small ASCII letters and single spaces, in `name`. @return how many words it has.
static uint32_t
normalise_name(NgBuf* name, NgStr text)
{
  uint32_t n_words  = 0;
  bool     is_space = true;
  ng_buf_clear(name);
  for (size_t i = 0; i < text.len; ++i) {
    const char c = text.at[i];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      is_space = true;
      continue;
    }
    if (is_space && n_words) {
      ng_buf_addc(name, ' ');
    }
    n_words += is_space;
    is_space = false;
    ng_buf_addc(name, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
  }
  return n_words;
}

static NgStatus
take_name(Gather* g, NgStr line, bool is_label, NgError* err)
{
  NgEntities* const e = g->e;
  NgQuad            quad;
  if (!g->rank || e->all.at[g->number].cls == NG_CLASS_GROUP) { // groups have no name of their own
    return NG_SUCCESS;
  }
  NG_TRY(ng_rdf_parse_line(line, true, &e->text, &quad, err));
  if (quad.object.kind != NG_RDF_LITERAL || normalise_name(&e->name, quad.object.value) < 2) {
    return NG_SUCCESS;
  }
  const uint32_t   name = e->name.status ? UINT32_MAX : number_in(e->names, ng_buf_str(&e->name));
  NgNameUse* const use  = name == UINT32_MAX ? NULL : NG_VEC_ADD(e->arena, e->uses);
  if (!use) {
    return too_many(err);
  }
  *use = (NgNameUse){name, g->number, is_label};
  return NG_SUCCESS;
}

static NgStatus
take_other(Gather* g, NgProp prop, NgStr object, NgError* err)
{
  const NgStr iri = ng_line_iri(object);
  if (!iri.len || !ng_line_iri(ng_buf_str(&g->subject)).len || (prop == NG_PROP_COUNTRY && !g->rank)) {
    return NG_SUCCESS;
  }
  NG_TRY(put_subject(g, err));
  const uint32_t other = ng_entities_put(g->e, iri);
  NgPair* const  pair  = other == UINT32_MAX           ? NULL
                         : prop == NG_PROP_OWL_SAME_AS ? NG_VEC_ADD(g->e->arena, g->e->same)
                                                       : NG_VEC_ADD(g->e->arena, g->e->countries);
  if (!pair) {
    return too_many(err);
  }
  *pair = (NgPair){g->number, other};
  return NG_SUCCESS;
}

static NgStatus
gather_line(Gather* g, NgStr line, NgError* err)
{
  const NgLineTerms t = ng_line_terms(line);
  if (!ng_str_eq(t.subject, ng_buf_str(&g->subject))) {
    ng_buf_clear(&g->subject);
    if (ng_buf_add(&g->subject, t.subject)) {
      return ng_error_no_mem(err);
    }
    g->number = UINT32_MAX;
    g->rank   = 0;
  }
  const NgProp prop = t.subject.at[0] == '<' ? prop_of(g->e, t.predicate) : NG_PROP_NONE;
  switch (prop) { // in the order of lines the class comes before the rest
  case NG_PROP_RDF_TYPE:
    return take_class(g, t.object, err);
  case NG_PROP_RDFS_LABEL:
  case NG_PROP_SKOS_ALT_LABEL:
    return take_name(g, line, prop == NG_PROP_RDFS_LABEL, err);
  case NG_PROP_COUNTRY:
  case NG_PROP_OWL_SAME_AS:
    return take_other(g, prop, t.object, err);
  default:
    return NG_SUCCESS;
  }
}

NgStatus
ng_entities_gather(NgEntities* e, NgUnion* lines, NgError* err)
{
  Gather   g      = {.e = e, .subject = NG_BUF_INIT(SIZE_MAX / 4), .number = UINT32_MAX};
  NgStr    line   = {NULL, 0};
  NgStatus status = ng_union_start(lines, err);
  while (!status && !(status = ng_union_next(lines, &line, err))) {
    status = gather_line(&g, line, err);
  }
  ng_buf_free(&g.subject);
  return status == NG_END ? NG_SUCCESS : status;
}

// --- company -------------------------------------------------------------------------------------

// One subject: a fact, a mention, or an entity that belongs to others.
typedef struct {
  NgEntities* e;
  NgBuf       subject;
  NgBuf       article;
  uint32_t    objects[MAX_OBJECTS];
  uint32_t    n_objects;
  bool        has_candidate;
  bool        is_second; // time that the union is read
} Company;

static NgStatus
add_company(NgEntities* e, uint32_t a, uint32_t b, NgError* err)
{
  NgPair* const pair = NG_VEC_ADD(e->arena, e->company);
  if (!pair) {
    return too_many(err);
  }
  *pair = (NgPair){a, b};
  return NG_SUCCESS;
}

// The article of the subject: what it was derived from, else what stands before the '#' of its IRI.
static NgStr
article_of(const Company* c)
{
  NgStr             iri  = c->article.len ? ng_buf_str(&c->article) : ng_line_iri(ng_buf_str(&c->subject));
  const char* const hash = iri.len ? memchr(iri.at, '#', iri.len) : NULL;
  return hash ? ng_str_n(iri.at, (size_t)(hash - iri.at)) : iri;
}

static NgStatus
end_subject(Company* c, NgError* err)
{
  NgEntities* const     e    = c->e;
  const NgStr           iri  = ng_line_iri(ng_buf_str(&c->subject));
  const uint32_t* const self = iri.len && c->n_objects ? ng_map_get(e->iris, iri) : NULL;
  if (self && e->all.at[*self].cls) { // an entity: what it belongs to
    for (uint32_t i = 0; c->is_second && e->all.at[*self].is_candidate && i < c->n_objects; ++i) {
      NG_TRY(add_company(e, UINT32_MAX - *self, c->objects[i], err));
    }
  } else if (c->n_objects && !c->is_second) {
    if (c->has_candidate && number_in(e->articles, article_of(c)) == UINT32_MAX) {
      return too_many(err);
    }
  } else if (c->n_objects) {
    const uint32_t* const article = ng_map_get(e->articles, article_of(c));
    for (uint32_t i = 0; article && i < c->n_objects; ++i) {
      NG_TRY(add_company(e, *article, c->objects[i], err));
    }
  }
  c->n_objects     = 0;
  c->has_candidate = false;
  ng_buf_clear(&c->article);
  return NG_SUCCESS;
}

static NgStatus
company_line(Company* c, NgStr line, NgError* err)
{
  const NgLineTerms t = ng_line_terms(line);
  if (!ng_str_eq(t.subject, ng_buf_str(&c->subject))) {
    NG_TRY(end_subject(c, err));
    ng_buf_clear(&c->subject);
    ng_buf_add(&c->subject, t.subject);
  }
  const NgProp prop = prop_of(c->e, t.predicate);
  const NgStr  iri  = prop ? ng_line_iri(t.object) : ng_str_n(NULL, 0);
  if (!iri.len || prop == NG_PROP_RDF_TYPE || prop == NG_PROP_OWL_SAME_AS || prop == NG_PROP_COUNTRY) {
    return NG_SUCCESS;
  }
  if (prop == NG_PROP_PROV_WAS_DERIVED_FROM) {
    ng_buf_clear(&c->article);
    return ng_buf_add(&c->article, iri) ? ng_error_no_mem(err) : NG_SUCCESS;
  }
  const uint32_t* const found = ng_map_get(c->e->iris, iri);
  if (found && c->e->all.at[*found].cls && c->n_objects < MAX_OBJECTS) {
    c->objects[c->n_objects++] = *found;
    c->has_candidate           = c->has_candidate || c->e->all.at[*found].is_candidate;
  }
  return NG_SUCCESS;
}

NgStatus
ng_entities_find_company(NgEntities* e, NgUnion* lines, NgError* err)
{
  Company* const c = ng_arena_calloc(e->arena, 1, sizeof(Company));
  NgStr          line;
  if (!c) {
    return too_many(err);
  }
  c->e            = e;
  c->subject      = (NgBuf)NG_BUF_INIT(SIZE_MAX / 4);
  c->article      = (NgBuf)NG_BUF_INIT(SIZE_MAX / 4);
  NgStatus status = NG_SUCCESS;
  for (int round = 0; !status && round < 2; ++round) {
    c->is_second = round == 1;
    status       = ng_union_start(lines, err);
    while (!status && !(status = ng_union_next(lines, &line, err))) {
      status = company_line(c, line, err);
    }
    status = status == NG_END ? end_subject(c, err) : status;
    ng_buf_clear(&c->subject);
  }
  ng_buf_free(&c->subject);
  ng_buf_free(&c->article);
  return status;
}
