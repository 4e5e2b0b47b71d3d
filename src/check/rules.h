// SPDX-License-Identifier: Apache-2.0
// What must hold of a graph and SHACL cannot say: terms are well formed and of the vocabulary, what is
// referred to is there, offsets agree with the text. Each rule has a name (see ontology/README.md).
#ifndef NG_CHECK_RULES_H
#define NG_CHECK_RULES_H

#include "check/shacl.h"

typedef struct NgRulesImpl NgRules;

/// Spaces of the table of nodes.
enum {
  NG_NODES_CLASSES = 0, ///< Bits of the classes; the highest is set where the node has any class
  NG_NODES_LENGTHS = 1, ///< Of an article: length of its text in code points, + 1
};

#define NG_NODES_HAS_CLASS (UINT64_C(1) << 63)

/// `base` is the start of the IRIs that must not dangle. All must outlive it.
/// @return NG_ERR_NO_MEM.
NgStatus ng_rules_open(NgRules** out, NgStr base, const NgNodes* nodes, NgFindings* findings, NgError* err);

/// Rules that look at one quad: iri, text, language, blank-node, vocabulary, graph. @return NG_ERR_NO_MEM.
NgStatus ng_rules_quad(NgRules* rules, const NgQuad* quad, uint32_t file, uint64_t line);

/// The text of an article begins here: what spans of `article` say is compared with it until the next call.
/// `text` lives in `arena`. @return NG_ERR_NO_MEM.
NgStatus ng_rules_text(NgRules* rules, NgArena* arena, NgStr article, NgStr text, uint32_t file,
                       uint64_t line);

/// Rules that look at a node after the shapes did, and pass over triples that are flagged: lexical, domain,
/// range, dangling, offsets, anchor, evidence. @return NG_ERR_NO_MEM.
NgStatus ng_rules_node(NgRules* rules, NgFocus* focus);

/// The article of the IRI of a span and its offsets; false where it is none.
bool ng_rules_span(NgStr iri, NgStr* article, uint64_t* begin, uint64_t* end);

/// Accepts NULL.
void ng_rules_free(NgRules* rules);

#endif
