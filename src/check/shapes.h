// SPDX-License-Identifier: Apache-2.0
// The shapes of ontology/shapes.ttl and the vocabulary as tables, generated when the program is built (by
// ontology/gen_shapes, which refuses what is not understood here). Of SHACL Core this is: target classes;
// paths of one property or the inverse of one; and the constraints below.
#ifndef NG_CHECK_SHAPES_H
#define NG_CHECK_SHAPES_H

#include "rdf/rdf.h"

typedef enum {
  NG_SHACL_CLASS = 0,           ///< One term; `min` is its bit among ng_check_remote, or none
  NG_SHACL_DATATYPE,            ///< One term
  NG_SHACL_NODE_KIND,           ///< `min`: NG_SHACL_IRI, _BLANK, _LITERAL added up
  NG_SHACL_MIN_COUNT,           ///< `min`
  NG_SHACL_MAX_COUNT,           ///< `max`
  NG_SHACL_MIN_EXCLUSIVE,       ///< One term
  NG_SHACL_MIN_INCLUSIVE,       ///< One term
  NG_SHACL_MAX_EXCLUSIVE,       ///< One term
  NG_SHACL_MAX_INCLUSIVE,       ///< One term
  NG_SHACL_MIN_LENGTH,          ///< `min`, code points
  NG_SHACL_MAX_LENGTH,          ///< `max`
  NG_SHACL_PATTERN,             ///< One term: what POSIX extended and XPath expressions have in common
  NG_SHACL_LANGUAGE_IN,         ///< Terms
  NG_SHACL_UNIQUE_LANG,         ///<
  NG_SHACL_EQUALS,              ///< One term, a property
  NG_SHACL_DISJOINT,            ///< One term, a property
  NG_SHACL_LESS_THAN,           ///< One term, a property
  NG_SHACL_LESS_THAN_OR_EQUALS, ///< One term, a property
  NG_SHACL_NOT,                 ///< One shape
  NG_SHACL_AND,                 ///< Shapes
  NG_SHACL_OR,                  ///< Shapes
  NG_SHACL_XONE,                ///< Shapes
  NG_SHACL_NODE,                ///< One shape
  NG_SHACL_PROPERTY,            ///< One shape
  NG_SHACL_QUALIFIED_MIN,       ///< One shape and `min`
  NG_SHACL_QUALIFIED_MAX,       ///< One shape and `max`
  NG_SHACL_CLOSED,              ///< Terms: the properties that are allowed
  NG_SHACL_HAS_VALUE,           ///< One term
  NG_SHACL_IN,                  ///< Terms
  NG_SHACL_N_KINDS,
} NgShaclKind;

enum { NG_SHACL_IRI = 1, NG_SHACL_BLANK = 2, NG_SHACL_LITERAL = 4 };
enum { NG_SHACL_NO_BIT = 64 };

typedef struct {
  NgShaclKind kind;
  uint16_t    first; ///< In ng_check_terms; for a kind with shapes, in ng_check_parts
  uint16_t    n;
  uint32_t    min;
  uint32_t    max;
} NgConstraint;

typedef enum { NG_PATH_NONE = 0, NG_PATH_PROPERTY, NG_PATH_INVERSE } NgPathKind;

typedef struct {
  NgStr      iri; ///< Empty: a shape without a name
  NgPathKind path_kind;
  NgStr      path;
  uint16_t   first; ///< In ng_check_constraints
  uint16_t   n;
} NgShape;

typedef struct {
  NgStr    cls;
  uint16_t shape;
} NgTarget;

/// What the ontology says of a property.
typedef enum {
  NG_RANGE_ANY = 0,
  NG_RANGE_DATATYPE,    ///< One term
  NG_RANGE_CLASS,       ///< One term and its bit
  NG_RANGE_INDIVIDUALS, ///< Terms: the individuals of the class
} NgRangeKind;

typedef struct {
  NgStr       iri;
  uint16_t    first_domain; ///< In ng_check_terms: one of these classes, if there are any
  uint16_t    n_domains;
  NgRangeKind range_kind;
  uint16_t    first_range;
  uint16_t    n_range;
  uint16_t    range_bit;
} NgPropertyRule;

enum { NG_KNOWN_CLASS = 1, NG_KNOWN_PROPERTY = 2, NG_KNOWN_DATATYPE = 4, NG_KNOWN_INDIVIDUAL = 8 };

/// A term of the vocabularies that graphs may use.
typedef struct {
  NgStr    iri;
  unsigned kinds; ///< NG_KNOWN_ added up
} NgKnownTerm;

extern const NgShape        ng_check_shapes[];
extern const NgConstraint   ng_check_constraints[];
extern const NgRdfTerm      ng_check_terms[];
extern const uint16_t       ng_check_parts[];
extern const NgTarget       ng_check_targets[];
extern const NgPropertyRule ng_check_properties[];
extern const NgKnownTerm    ng_check_known[];
extern const NgStr          ng_check_spaces[];
extern const NgStr          ng_check_remote[];  ///< Classes that are asked for of a node other than the focus
extern const NgStr          ng_check_inverse[]; ///< Properties that stand in an inverse path

extern const uint16_t ng_check_n_shapes;
extern const uint16_t ng_check_n_targets;
extern const uint16_t ng_check_n_properties;
extern const uint16_t ng_check_n_known;
extern const uint16_t ng_check_n_spaces;
extern const uint16_t ng_check_n_remote;
extern const uint16_t ng_check_n_inverse;

#endif
