// SPDX-License-Identifier: Apache-2.0
#include "graph/nodes.h"

#include "graph/iri.h"

// --- making --------------------------------------------------------------------------------------

static bool
is_entity_class(NgClass cls)
{
  return ng_class_is_a(cls, NG_CLASS_SEM_ACTOR) || ng_class_is_a(cls, NG_CLASS_SEM_PLACE) ||
         ng_class_is_a(cls, NG_CLASS_MEASURE);
}

// One article calls a thing a place, another tells that it was built: both mean one node.
static NgClass
class_of(const NgEntity* entity)
{
  return entity->cls == NG_CLASS_FACILITY ? NG_CLASS_PLACE : entity->cls;
}

static NgStr
label_of(const NgEntity* entity)
{
  return entity->label.len || !entity->alt_labels.n ? entity->label : entity->alt_labels.at[0];
}

static NgStr
iri_of(const NgEntity* entity, NgStr label, const NgDoc* doc, NgEmit* emit)
{
  const NgStr base = emit->options->base;
  if (ng_iri_is_qid(entity->qid)) {
    return ng_iri_linked(emit->arena, base, entity->qid);
  }
  return ng_iri_entity(emit->arena, base, class_of(entity), label, entity->is_local ? doc->hash : NULL);
}

// Number of the node with that IRI, made where there is none; NG_NONE without memory.
static uint32_t
node_at(NgNodes* nodes, NgStr iri, NgStr label, NgClass cls, uint32_t entity, NgArena* arena)
{
  bool           is_new = false;
  const uint32_t i      = iri.at ? ng_names_put(&nodes->iris, iri, &is_new) : NG_KEYS_FULL;
  if (i == NG_KEYS_FULL || !is_new) {
    return i == NG_KEYS_FULL ? NG_NONE : i;
  }
  NgNode* const node = NG_VEC_ADD(arena, nodes->nodes);
  if (!node) {
    return NG_NONE;
  }
  node->iri   = iri;
  node->label = label;
  node->cls   = cls;
  node->first = node->last = entity;
  return i;
}

static NgStatus
add_entity(NgNodes* nodes, uint32_t i, NgEmit* emit)
{
  const NgEntity* const entity = &nodes->doc->entities.at[i];
  const NgStr           label  = label_of(entity);
  nodes->next_entity[i] = nodes->of_entity[i] = NG_NONE;
  if (!label.len || !is_entity_class(entity->cls)) {
    ng_emit_log(emit, "Entity %u is left out: it has no name or no class of entities", (unsigned)i);
    return NG_SUCCESS;
  }
  const NgStr    iri = iri_of(entity, label, nodes->doc, emit);
  const uint32_t n   = node_at(nodes, iri, label, class_of(entity), i, emit->arena);
  if (n == NG_NONE) {
    return NG_ERR_NO_MEM;
  }
  NgNode* const node  = &nodes->nodes.at[n];
  nodes->of_entity[i] = n;
  if (node->last != i) {
    nodes->next_entity[node->last] = i;
    node->last                     = i;
  }
  return NG_SUCCESS;
}

static bool
bears_name(const NgEntity* entity, NgStr name)
{
  for (uint32_t i = 0; i < entity->alt_labels.n; ++i) {
    if (ng_str_eq(entity->alt_labels.at[i], name)) {
      return true;
    }
  }
  return ng_str_eq(entity->label, name);
}

// The publisher is the outlet of that name in the text, else a node of its own.
static NgStatus
add_publisher(NgNodes* nodes, NgEmit* emit)
{
  const NgStr name = ng_str_trim(nodes->doc->meta.publisher);
  nodes->publisher = NG_NONE;
  if (!name.len) {
    return NG_SUCCESS;
  }
  for (uint32_t i = 0; i < nodes->doc->entities.n && nodes->publisher == NG_NONE; ++i) {
    const NgEntity* const entity = &nodes->doc->entities.at[i];
    if (entity->cls == NG_CLASS_MEDIA_OUTLET && bears_name(entity, name)) {
      nodes->publisher = nodes->of_entity[i];
    }
  }
  if (nodes->publisher == NG_NONE) {
    const NgStr iri  = ng_iri_entity(emit->arena, emit->options->base, NG_CLASS_MEDIA_OUTLET, name, NULL);
    nodes->publisher = node_at(nodes, iri, name, NG_CLASS_MEDIA_OUTLET, NG_NONE, emit->arena);
    if (nodes->publisher == NG_NONE) {
      return NG_ERR_NO_MEM;
    }
  }
  nodes->nodes.at[nodes->publisher].is_used = true;
  return NG_SUCCESS;
}

NgStatus
ng_nodes_make(NgNodes* nodes, const NgDoc* doc, NgEmit* emit)
{
  const uint32_t n           = doc->entities.n;
  nodes->doc                 = doc;
  nodes->iris.hashes.arena   = emit->arena;
  nodes->labels.hashes.arena = emit->arena;
  nodes->of_entity           = ng_arena_calloc(emit->arena, n + 1, sizeof(uint32_t));
  nodes->next_entity         = ng_arena_calloc(emit->arena, n + 1, sizeof(uint32_t));
  if (!nodes->of_entity || !nodes->next_entity) {
    return NG_ERR_NO_MEM;
  }
  for (uint32_t i = 0; i < n; ++i) {
    NG_TRY(add_entity(nodes, i, emit));
  }
  return add_publisher(nodes, emit);
}

// --- uses ----------------------------------------------------------------------------------------

uint32_t
ng_nodes_of(const NgNodes* nodes, uint32_t entity)
{
  return entity < nodes->doc->entities.n ? nodes->of_entity[entity] : NG_NONE;
}

void
ng_nodes_use(NgNodes* nodes, uint32_t entity)
{
  const uint32_t n = ng_nodes_of(nodes, entity);
  if (n != NG_NONE) {
    nodes->nodes.at[n].is_used = true;
  }
}

// The links of one entity to others that the ontology allows.
typedef struct {
  NgProp   prop[3];
  uint32_t entity[3];
} Links;

static Links
links_of(const NgNodes* nodes, uint32_t i)
{
  const NgEntity* const e       = &nodes->doc->entities.at[i];
  Links                 links   = {{NG_PROP_COUNTRY, NG_PROP_MEMBER_OF, NG_PROP_PART_OF},
                                   {e->country, e->member_of, e->part_of}};
  static const NgClass  range[] = {NG_CLASS_COUNTRY, NG_CLASS_SCHEMA_ORGANIZATION,
                                   NG_CLASS_SCHEMA_ORGANIZATION};
  for (int k = 0; k < 3; ++k) {
    const uint32_t n = ng_nodes_of(nodes, links.entity[k]);
    if (n == NG_NONE || n == nodes->of_entity[i] || !ng_class_is_a(nodes->nodes.at[n].cls, range[k])) {
      links.entity[k] = NG_NONE;
    }
  }
  return links;
}

NgStatus
ng_nodes_spread(NgNodes* nodes)
{
  const uint32_t  n    = nodes->nodes.n;
  uint32_t* const todo = ng_arena_calloc(nodes->doc->arena, n + 1, sizeof(*todo));
  uint32_t        end  = 0;
  if (!todo) {
    return NG_ERR_NO_MEM;
  }
  for (uint32_t i = 0; i < n; ++i) {
    if (nodes->nodes.at[i].is_used) {
      todo[end++] = i;
    }
  }
  for (uint32_t at = 0; at < end; ++at) {
    for (uint32_t e = nodes->nodes.at[todo[at]].first; e != NG_NONE; e = nodes->next_entity[e]) {
      const Links links = links_of(nodes, e);
      for (int k = 0; k < 3; ++k) {
        const uint32_t other = ng_nodes_of(nodes, links.entity[k]);
        if (other != NG_NONE && !nodes->nodes.at[other].is_used) {
          nodes->nodes.at[other].is_used = true;
          todo[end++]                    = other;
        }
      }
    }
  }
  return NG_SUCCESS;
}

// --- writing -------------------------------------------------------------------------------------

// Write `name` unless the node bears it already. What has to be mended is mended before it is compared.
static void
emit_name(NgNodes* nodes, NgEmit* emit, NgProp prop, NgStr name)
{
  bool        is_new = false;
  const NgStr good   = ng_gate_text(emit->arena, name, NULL);
  if (!good.len) {
    if (name.len) {
      ng_emit_fail(emit, NG_ERR_NO_MEM);
    }
  } else if (ng_names_put(&nodes->labels, good, &is_new) == NG_KEYS_FULL) {
    ng_emit_fail(emit, NG_ERR_NO_MEM);
  } else if (is_new) {
    ng_emit_text(emit, prop, good);
  }
}

static void
emit_names(NgNodes* nodes, NgEmit* emit, const NgNode* node)
{
  ng_names_clear(&nodes->labels);
  emit_name(nodes, emit, NG_PROP_RDFS_LABEL, node->label);
  for (uint32_t e = node->first; e != NG_NONE; e = nodes->next_entity[e]) {
    const NgEntity* const entity = &nodes->doc->entities.at[e];
    emit_name(nodes, emit, NG_PROP_SKOS_ALT_LABEL, entity->label);
    for (uint32_t i = 0; i < entity->alt_labels.n; ++i) {
      emit_name(nodes, emit, NG_PROP_SKOS_ALT_LABEL, entity->alt_labels.at[i]);
    }
  }
}

void
ng_nodes_emit_wikidata(NgEmit* emit, NgStr qid)
{
  char        iri[64];
  const NgStr space = ng_str("http://www.wikidata.org/entity/");
  if (ng_iri_is_qid(qid)) {
    memcpy(iri, space.at, space.len);
    memcpy(iri + space.len, qid.at, qid.len);
    ng_emit_iri(emit, NG_PROP_OWL_SAME_AS, ng_str_n(iri, space.len + qid.len));
  }
}

static void
emit_node(NgNodes* nodes, NgEmit* emit, const NgNode* node)
{
  ng_emit_subject(emit, node->iri);
  ng_emit_types(emit, node->cls);
  emit_names(nodes, emit, node);
  if (node->first != NG_NONE) {
    ng_nodes_emit_wikidata(emit, nodes->doc->entities.at[node->first].qid);
  }
  for (uint32_t e = node->first; e != NG_NONE; e = nodes->next_entity[e]) {
    const Links links = links_of(nodes, e);
    for (int k = 0; k < 3; ++k) {
      ng_nodes_refer(nodes, emit, links.prop[k], links.entity[k]);
    }
  }
}

void
ng_nodes_emit(NgNodes* nodes, NgEmit* emit)
{
  for (uint32_t i = 0; i < nodes->nodes.n && !emit->status; ++i) {
    if (nodes->nodes.at[i].is_used) {
      emit_node(nodes, emit, &nodes->nodes.at[i]);
    }
  }
}

void
ng_nodes_refer(const NgNodes* nodes, NgEmit* emit, NgProp prop, uint32_t entity)
{
  const uint32_t n = ng_nodes_of(nodes, entity);
  if (n != NG_NONE) {
    ng_emit_ref(emit, prop, n, nodes->nodes.at[n].iri);
  }
}
