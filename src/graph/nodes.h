// SPDX-License-Identifier: Apache-2.0
// Which entities of a document become nodes of the graph: several that get the same IRI are one node, and
// only those that something refers to are written.
#ifndef NG_GRAPH_NODES_H
#define NG_GRAPH_NODES_H

#include "graph/emit.h"

typedef struct {
  NgStr    iri;
  NgStr    label;
  NgClass  cls;
  uint32_t first; ///< Entity, NG_NONE for a publisher that is none
  uint32_t last;  ///< Entity: the last that shares the IRI
  bool     is_used;
} NgNode;

typedef struct {
  const NgDoc* doc;
  NG_VEC(NgNode) nodes;
  uint32_t* of_entity;   ///< Node of each entity, NG_NONE where it cannot be written
  uint32_t* next_entity; ///< The next entity with the same IRI, or NG_NONE
  NgNames   iris;        ///< Numbers are those of the nodes
  NgNames   labels;      ///< Scratch: labels of one node
  uint32_t  publisher;   ///< Node, or NG_NONE
} NgNodes;

/// Make a node for each entity of `doc`, and for its publisher.
/// @return NG_SUCCESS, NG_ERR_NO_MEM.
NgStatus ng_nodes_make(NgNodes* nodes, const NgDoc* doc, NgEmit* emit);

/// Node of an entity (which may be NG_NONE), NG_NONE where there is none.
uint32_t ng_nodes_of(const NgNodes* nodes, uint32_t entity);

/// Something refers to the entity (which may be NG_NONE).
void ng_nodes_use(NgNodes* nodes, uint32_t entity);

/// What a used node refers to is used as well. To be called once all uses are known.
/// @return NG_SUCCESS, NG_ERR_NO_MEM.
NgStatus ng_nodes_spread(NgNodes* nodes);

/// Write every node that is used.
void ng_nodes_emit(NgNodes* nodes, NgEmit* emit);

/// The subject is the item `qid` of Wikidata, where that is one.
void ng_nodes_emit_wikidata(NgEmit* emit, NgStr qid);

/// Refer to the node of `entity` (which may be NG_NONE).
void ng_nodes_refer(const NgNodes* nodes, NgEmit* emit, NgProp prop, uint32_t entity);

#endif
