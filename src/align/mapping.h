// SPDX-License-Identifier: Apache-2.0
// A mapping: how the records of another news graph become nodes and triples of ours. It is read from a table,
// "#newsgraph mapping 1", one row a rule; src/data/mappings/README.md describes it.
#ifndef NG_ALIGN_MAPPING_H
#define NG_ALIGN_MAPPING_H

#include "align/template.h"
#include "model/vocab.h"

typedef enum {
  NG_SOURCE_TABLE = 0, ///< A record is a line, a field a column
  NG_SOURCE_RDF,       ///< A record is a subject, a field what a path of properties leads to
  NG_SOURCE_JSONLD,    ///< The same, of JSON-LD
} NgSourceForm;

enum { NG_MAPPING_MAX_STEPS = 8 };

/// One property of a path; backwards where is_inverse.
typedef struct {
  NgStr property;
  bool  is_inverse;
} NgStep;

typedef struct {
  uint32_t   column; ///< Of a table, from 0
  NgStep     steps[NG_MAPPING_MAX_STEPS];
  uint32_t   n_steps; ///< 0 in RDF: the subject itself
  NgTemplate filter;  ///< Values are what it makes of them; n == 0: as they are
} NgField;

/// One part of a condition: the field has a value; or one of the values given.
typedef struct {
  uint32_t field;
  bool     is_negated;
  NgStr*   values;
  uint32_t n_values; ///< 0: any
} NgTest;

typedef struct {
  NgTest*  tests; ///< All must hold
  uint32_t n;
} NgCondition;

/// A node that a record makes: its IRI by a template, or (is_reference) what the resources in `field` became.
enum { NG_MAPPING_MAX_ALTERNATIVES = 4 };

typedef struct {
  NgStr       name;
  NgTemplate  iris[NG_MAPPING_MAX_ALTERNATIVES]; ///< The first that has a value counts
  uint32_t    n_iris;
  bool        is_reference;
  uint32_t    field;
  NgCondition condition;
} NgMapNode;

typedef enum {
  NG_MAP_CLASS = 0, ///< rdf:type and what lies above
  NG_MAP_TEXT,      ///< Literals
  NG_MAP_FIRST,     ///< A literal, of the first value alone
  NG_MAP_MOST,      ///< Of all literals that records give the node, the greatest number
  NG_MAP_IRI,       ///< An IRI by a template
  NG_MAP_LINK,      ///< Another node of the record
  NG_MAP_REFERENCE, ///< What the resources in a field became
} NgMapKind;

typedef struct {
  NgMapKind   kind;
  uint32_t    node;
  NgStr       property;
  NgTemplate  value;
  NgTemplate  language; ///< n == 0: none
  NgStr       datatype;
  uint32_t    other; ///< Node or field
  NgCondition condition;
} NgMapRule;

typedef struct {
  NgStr name;
  NgStr iri;
} NgMapPrefix;

typedef struct {
  NgArena*     arena;
  NgStr        name; ///< Of the source; part of the name of the graph
  NgSourceForm form;
  uint32_t     n_columns; ///< Of a table: what a line must have
  NgMap*       field_names;
  NG_VEC(NgField) fields;
  NG_VEC(NgCodes) codes;
  NG_VEC(NgMapPrefix) prefixes;
  NG_VEC(NgMapNode) nodes;
  NG_VEC(NgMapRule) rules;
} NgMapping;

/// Read and check the mapping `path`; code lists lie beside it.
/// @return NG_ERR_BAD_DATA with file and line; NG_ERR_READ; NG_ERR_NO_MEM.
NgStatus ng_mapping_read(NgMapping** out, const char* path, NgError* err);

/// The same for text in memory; `source` names it, and its folder is where code lists lie.
NgStatus ng_mapping_parse(NgMapping** out, NgStr text, const char* source, NgError* err);

/// A name with a prefix as IRI, in `arena`; as it is where the prefix is not known.
NgStr ng_mapping_expand(const NgMapping* m, NgArena* arena, NgStr name);

/// Accepts NULL.
void ng_mapping_free(NgMapping* m);

#endif
