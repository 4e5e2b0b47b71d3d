// SPDX-License-Identifier: Apache-2.0
#include "check/shacl.h"

#include "base/alloc.h"
#include "base/map.h"
#include "check/values.h"

#include <regex.h>
#include <stdarg.h>
#include <stdio.h>

#define RDF_TYPE "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

enum { MAX_COMPARED = 1000 };

struct NgShaclImpl {
  const NgNodes* nodes;
  NgFindings*    findings;
  regex_t*       patterns; ///< One for each term of ng_check_terms that is a pattern
  bool*          is_ready; ///< Was it compiled?
  uint32_t       n_patterns;
  NgArena*       arena;
  NgFocus*       focus;    ///< Of the check that is going on
  NgStatus       status;   ///< The first failure of it
  char           why[256]; ///< What the shape that was looked at silently last does not hold for
};

/// A value node: the focus itself, or another of whose triples only the classes are known.
typedef struct {
  NgRdfTerm term;
  NgEdge*   edge; ///< The triple that leads to it; NULL for the focus
} Value;

typedef struct {
  Value*   at;
  uint32_t n;
} Values;

static const char* const components[NG_SHACL_N_KINDS] = {
    "sh:ClassConstraintComponent",
    "sh:DatatypeConstraintComponent",
    "sh:NodeKindConstraintComponent",
    "sh:MinCountConstraintComponent",
    "sh:MaxCountConstraintComponent",
    "sh:MinExclusiveConstraintComponent",
    "sh:MinInclusiveConstraintComponent",
    "sh:MaxExclusiveConstraintComponent",
    "sh:MaxInclusiveConstraintComponent",
    "sh:MinLengthConstraintComponent",
    "sh:MaxLengthConstraintComponent",
    "sh:PatternConstraintComponent",
    "sh:LanguageInConstraintComponent",
    "sh:UniqueLangConstraintComponent",
    "sh:EqualsConstraintComponent",
    "sh:DisjointConstraintComponent",
    "sh:LessThanConstraintComponent",
    "sh:LessThanOrEqualsConstraintComponent",
    "sh:NotConstraintComponent",
    "sh:AndConstraintComponent",
    "sh:OrConstraintComponent",
    "sh:XoneConstraintComponent",
    "sh:NodeConstraintComponent",
    "sh:PropertyConstraintComponent",
    "sh:QualifiedMinCountConstraintComponent",
    "sh:QualifiedMaxCountConstraintComponent",
    "sh:ClosedConstraintComponent",
    "sh:HasValueConstraintComponent",
    "sh:InConstraintComponent",
};

static bool check_shape(NgShacl* s, uint16_t shape, const Value* v, NgStr named);

/// Findings are wanted where `named`, the IRI of the shape that has a name, is not empty.
static bool
is_reporting(NgStr named)
{
  return named.len > 0;
}

static NgStatus
compile_patterns(NgShacl* s)
{
  for (uint16_t k = 0; k < ng_check_n_shapes; ++k) {
    for (uint32_t i = ng_check_shapes[k].first; i < (uint32_t)ng_check_shapes[k].first + ng_check_shapes[k].n;
         ++i) {
      const NgConstraint* const c = &ng_check_constraints[i];
      if (c->kind != NG_SHACL_PATTERN) {
        continue;
      }
      if (regcomp(&s->patterns[c->first], ng_check_terms[c->first].value.at, REG_EXTENDED | REG_NOSUB)) {
        return NG_ERR_NO_MEM; // that it is right was seen when the program was built
      }
      s->is_ready[c->first] = true;
    }
  }
  return NG_SUCCESS;
}

static uint32_t
count_terms(void)
{
  uint32_t n = 0;
  for (uint16_t k = 0; k < ng_check_n_shapes; ++k) {
    for (uint32_t i = ng_check_shapes[k].first; i < (uint32_t)ng_check_shapes[k].first + ng_check_shapes[k].n;
         ++i) {
      const uint32_t end = (uint32_t)ng_check_constraints[i].first + ng_check_constraints[i].n;
      n                  = ng_check_constraints[i].kind == NG_SHACL_PATTERN && end > n ? end : n;
    }
  }
  return n;
}

NgStatus
ng_shacl_open(NgShacl** out, const NgNodes* nodes, NgFindings* findings, NgError* err)
{
  NgShacl* const s = ng_calloc(1, sizeof(*s));
  *out             = s;
  if (s) {
    s->nodes      = nodes;
    s->findings   = findings;
    s->n_patterns = count_terms();
    s->patterns   = ng_calloc(s->n_patterns, sizeof(*s->patterns));
    s->is_ready   = ng_calloc(s->n_patterns, sizeof(*s->is_ready));
  }
  if (!s || !s->patterns || !s->is_ready || compile_patterns(s)) {
    ng_shacl_free(s);
    *out = NULL;
    return ng_error_set(err, NG_ERR_NO_MEM, "No memory for the shapes");
  }
  return NG_SUCCESS;
}

void
ng_shacl_free(NgShacl* s)
{
  if (!s) {
    return;
  }
  for (uint32_t i = 0; s->patterns && s->is_ready && i < s->n_patterns; ++i) {
    if (s->is_ready[i]) {
      regfree(&s->patterns[i]);
    }
  }
  ng_free(s->patterns);
  ng_free(s->is_ready);
  ng_free(s);
}

bool
ng_focus_is_a(const NgFocus* focus, NgStr cls)
{
  for (uint32_t i = 0; i < focus->n; ++i) {
    const NgEdge* const e = &focus->edges[i];
    if (!e->is_inverse && ng_str_eq(e->object.value, cls) && ng_str_is(e->predicate, RDF_TYPE)) {
      return true;
    }
  }
  return false;
}

static const char*
short_name(NgStr iri)
{
  size_t n = iri.len;
  while (n && iri.at[n - 1] != '#' && iri.at[n - 1] != '/') {
    --n;
  }
  return iri.at + n;
}

/// Report that `v` (may be NULL) breaks a constraint of `shape`. @return false.
__attribute__((format(printf, 6, 7))) static bool
report(NgShacl* s, const NgShape* shape, NgShaclKind kind, const Value* v, NgStr named, const char* format,
       ...)
{
  char    message[512];
  va_list args;
  va_start(args, format);
  vsnprintf(message, sizeof(message), format, args);
  va_end(args);
  if (!is_reporting(named)) {
    snprintf(s->why, sizeof(s->why), "%s%s%.180s", shape->path.len ? short_name(shape->path) : "",
             shape->path.len ? ": " : "", message);
    return false;
  }
  NgEdge* const edge = v ? v->edge : NULL;
  if (edge) {
    edge->is_flagged = true;
  }
  NgEdge* const where   = edge ? edge : &s->focus->edges[0];
  NgFinding     finding = {components[kind],
                           s->focus->node,
                           shape->path,
                           shape->path_kind == NG_PATH_INVERSE,
                       v ? &v->term : NULL,
                           named,
                           where->file,
                           where->line,
                           message};
  if (kind == NG_SHACL_CLOSED) {
    finding.path = where->predicate;
  }
  const NgStatus st = ng_findings_add(s->findings, &finding);
  s->status         = s->status ? s->status : st;
  return false;
}

// --- values along a path -----------------------------------------------------------------------------------

/// The classes of another node, as far as they are asked for.
static bool
collect_classes(NgShacl* s, const Value* v, Values* out)
{
  const uint64_t bits = v->term.kind == NG_RDF_IRI ? ng_nodes_get(s->nodes, v->term.value, 0) : 0;
  out->at             = ng_arena_calloc(s->arena, ng_check_n_remote + 1U, sizeof(Value));
  for (uint16_t i = 0; out->at && i < ng_check_n_remote; ++i) {
    if (bits >> i & 1) {
      out->at[out->n].term.value = ng_check_remote[i];
      out->at[out->n++].edge     = v->edge;
    }
  }
  return out->at != NULL;
}

static bool
collect_values(NgShacl* s, const NgShape* shape, const Value* v, Values* out)
{
  out->n = 0;
  if (shape->path_kind == NG_PATH_NONE) {
    out->at = ng_arena_calloc(s->arena, 1, sizeof(Value));
    if (out->at) {
      out->at[out->n++] = *v;
    }
    return out->at != NULL;
  }
  if (v->edge) {
    return collect_classes(s, v, out);
  }
  const bool is_inverse = shape->path_kind == NG_PATH_INVERSE;
  uint32_t   n          = 0;
  for (uint32_t i = 0; i < s->focus->n; ++i) {
    n += s->focus->edges[i].is_inverse == is_inverse && ng_str_eq(s->focus->edges[i].predicate, shape->path);
  }
  out->at = ng_arena_calloc(s->arena, n + 1U, sizeof(Value));
  for (uint32_t i = 0; out->at && n && i < s->focus->n; ++i) {
    NgEdge* const e = &s->focus->edges[i];
    if (e->is_inverse == is_inverse && ng_str_eq(e->predicate, shape->path)) {
      out->at[out->n++] = (Value){e->object, e};
    }
  }
  return out->at != NULL;
}

static bool
is_a(const NgShacl* s, const Value* v, const NgConstraint* c)
{
  if (v->term.kind == NG_RDF_LITERAL) {
    return false;
  }
  if (!v->edge) {
    return ng_focus_is_a(s->focus, ng_check_terms[c->first].value);
  }
  return c->min < NG_SHACL_NO_BIT && v->term.kind == NG_RDF_IRI &&
         (ng_nodes_get(s->nodes, v->term.value, 0) >> c->min & 1);
}

// --- constraints on one value ------------------------------------------------------------------------------

static bool
is_among(const NgRdfTerm* term, const NgConstraint* c)
{
  for (uint32_t i = 0; i < c->n; ++i) {
    if (ng_value_same(term, &ng_check_terms[c->first + i])) {
      return true;
    }
  }
  return false;
}

/// Basic filtering of RFC 4647: the range itself or followed by a hyphen.
static bool
has_language(const NgRdfTerm* term, const NgConstraint* c)
{
  for (uint32_t i = 0; term->language.len && i < c->n; ++i) {
    const NgStr range   = ng_check_terms[c->first + i].value;
    bool        is_same = term->language.len >= range.len &&
                   (term->language.len == range.len || term->language.at[range.len] == '-');
    for (size_t k = 0; is_same && k < range.len; ++k) {
      is_same = (term->language.at[k] | 0x20) == (range.at[k] | 0x20);
    }
    if (is_same) {
      return true;
    }
  }
  return false;
}

static bool
is_in_bound(const NgRdfTerm* term, const NgConstraint* c)
{
  int order = 0;
  if (!ng_value_compare(term, &ng_check_terms[c->first], &order)) {
    return false;
  }
  switch (c->kind) {
  case NG_SHACL_MIN_EXCLUSIVE:
    return order > 0;
  case NG_SHACL_MIN_INCLUSIVE:
    return order >= 0;
  case NG_SHACL_MAX_EXCLUSIVE:
    return order < 0;
  default:
    return order <= 0;
  }
}

static bool
has_node_kind(const NgRdfTerm* term, const NgConstraint* c)
{
  static const uint32_t kinds[] = {NG_SHACL_IRI, NG_SHACL_BLANK, NG_SHACL_LITERAL};
  return kinds[term->kind] & c->min;
}

static const char*
node_kind_name(uint32_t kinds)
{
  static const char* const names[] = {"nothing",
                                      "an IRI",
                                      "a blank node",
                                      "a blank node or an IRI",
                                      "a literal",
                                      "an IRI or a literal",
                                      "a blank node or a literal",
                                      "anything"};
  return names[kinds & 7];
}

static bool
is_datatype(const NgRdfTerm* term, NgStr datatype)
{
  return term->kind == NG_RDF_LITERAL && ng_str_eq(ng_value_datatype(term), datatype) &&
         ng_value_ok(datatype, term->value);
}

/// Constraints that look at the term alone. @return NULL where it holds, else what is wrong.
static const char*
term_fault(const NgShacl* s, const NgRdfTerm* term, const NgConstraint* c)
{
  const bool is_blank = term->kind == NG_RDF_BLANK;
  switch (c->kind) {
  case NG_SHACL_MIN_LENGTH:
    return !is_blank && ng_str_chars(term->value) >= c->min ? NULL : "is shorter than it may be";
  case NG_SHACL_MAX_LENGTH:
    return !is_blank && ng_str_chars(term->value) <= c->max ? NULL : "is longer than it may be";
  case NG_SHACL_PATTERN:
    return !is_blank && !regexec(&s->patterns[c->first], term->value.at, 0, NULL, 0) ? NULL
                                                                                     : "has not the form";
  case NG_SHACL_LANGUAGE_IN:
    return has_language(term, c) ? NULL : "is in another language";
  case NG_SHACL_IN:
    return is_among(term, c) ? NULL : "is none of the values that may stand here";
  default:
    return is_in_bound(term, c) ? NULL : "lies outside the bounds";
  }
}

static bool
check_term(NgShacl* s, const NgShape* shape, const NgConstraint* c, const Value* v, NgStr named)
{
  const char* const fault = term_fault(s, &v->term, c);
  if (!fault) {
    return true;
  }
  if (c->kind == NG_SHACL_PATTERN ||
      (c->kind >= NG_SHACL_MIN_EXCLUSIVE && c->kind <= NG_SHACL_MAX_INCLUSIVE)) {
    return report(s, shape, c->kind, v, named, "%s %s", fault, ng_check_terms[c->first].value.at);
  }
  return report(s, shape, c->kind, v, named, "%s", fault);
}

/// How many of the shapes of a constraint the value conforms to.
static uint32_t
count_conforming(NgShacl* s, const NgConstraint* c, const Value* v)
{
  const NgStr silent = {NULL, 0};
  uint32_t    n      = 0;
  for (uint32_t i = 0; i < c->n; ++i) {
    n += check_shape(s, ng_check_parts[c->first + i], v, silent);
  }
  return n;
}

static bool
check_logic(NgShacl* s, const NgShape* shape, const NgConstraint* c, const Value* v, NgStr named)
{
  const uint32_t n = count_conforming(s, c, v);
  switch (c->kind) {
  case NG_SHACL_NOT:
    return n == 0 || report(s, shape, c->kind, v, named, "is what it must not be");
  case NG_SHACL_AND:
    return n == c->n || report(s, shape, c->kind, v, named, "meets %u of %u conditions", n, c->n);
  case NG_SHACL_OR:
    return n > 0 ||
           report(s, shape, c->kind, v, named, "meets none of %u conditions; of the last: %s", c->n, s->why);
  case NG_SHACL_XONE:
    return n == 1 || report(s, shape, c->kind, v, named, "meets %u of %u conditions, not one", n, c->n);
  default:
    return n == 1 || report(s, shape, c->kind, v, named, "is no %s",
                            short_name(ng_check_shapes[ng_check_parts[c->first]].iri));
  }
}

static bool
check_closed(NgShacl* s, const NgShape* shape, const NgConstraint* c, NgStr named)
{
  bool is_good = true;
  for (uint32_t i = 0; i < s->focus->n; ++i) {
    NgEdge* const   e         = &s->focus->edges[i];
    const NgRdfTerm predicate = {NG_RDF_IRI, e->predicate, {NULL, 0}, {NULL, 0}};
    const Value     v         = {e->object, e};
    if (!e->is_inverse && !is_among(&predicate, c)) {
      is_good = report(s, shape, c->kind, &v, named, "a node of this class has no such property");
    }
  }
  return is_good;
}

static bool
check_value(NgShacl* s, const NgShape* shape, const NgConstraint* c, const Value* v, NgStr named)
{
  const NgStr first = c->kind == NG_SHACL_CLASS || c->kind == NG_SHACL_DATATYPE
                          ? ng_check_terms[c->first].value
                          : ng_str("");
  switch (c->kind) {
  case NG_SHACL_CLASS:
    return is_a(s, v, c) || report(s, shape, c->kind, v, named, "is no %s", short_name(first));
  case NG_SHACL_DATATYPE:
    return is_datatype(&v->term, first) || report(s, shape, c->kind, v, named, "is no %s", short_name(first));
  case NG_SHACL_NODE_KIND:
    return has_node_kind(&v->term, c) ||
           report(s, shape, c->kind, v, named, "is not %s", node_kind_name(c->min));
  case NG_SHACL_CLOSED:
    return check_closed(s, shape, c, named);
  case NG_SHACL_PROPERTY:
    return check_shape(s, ng_check_parts[c->first], v, named);
  case NG_SHACL_NOT:
  case NG_SHACL_AND:
  case NG_SHACL_OR:
  case NG_SHACL_XONE:
  case NG_SHACL_NODE:
    return check_logic(s, shape, c, v, named);
  default:
    return check_term(s, shape, c, v, named);
  }
}

// --- constraints on all values -----------------------------------------------------------------------------

static bool
check_has_value(NgShacl* s, const NgShape* shape, const NgConstraint* c, const Values* values, NgStr named)
{
  const NgRdfTerm* const wanted = &ng_check_terms[c->first];
  for (uint32_t i = 0; i < values->n; ++i) {
    if (ng_value_same(&values->at[i].term, wanted)) {
      return true;
    }
  }
  return report(s, shape, c->kind, NULL, named, "the value %s is missing",
                wanted->kind == NG_RDF_IRI ? short_name(wanted->value) : wanted->value.at);
}

static bool
check_unique_lang(NgShacl* s, const NgShape* shape, const Values* values, NgStr named)
{
  NgMap* const seen    = ng_map_new(UINT32_MAX - 1);
  bool         is_good = true;
  for (uint32_t i = 0; seen && i < values->n; ++i) {
    const NgStr language = values->at[i].term.language;
    char        lower[64];
    size_t      n = 0;
    for (; n < language.len && n < sizeof(lower); ++n) {
      const char ch = language.at[n];
      lower[n]      = ch >= 'A' && ch <= 'Z' ? (char)(ch | 0x20) : ch;
    }
    uint32_t* const count = language.len ? ng_map_put(seen, ng_str_n(lower, n), NULL) : NULL;
    if (count && ++*count == 2) {
      is_good = report(s, shape, NG_SHACL_UNIQUE_LANG, NULL, named,
                       "more than one value in the language %.*s", NG_STR_ARG(language));
    }
  }
  s->status = seen ? s->status : NG_ERR_NO_MEM;
  ng_map_free(seen);
  return is_good;
}

/// sh:lessThan and sh:lessThanOrEquals: each value with each of the other property.
static bool
check_less(NgShacl* s, const NgShape* shape, const NgConstraint* c, const Values* values,
           const Values* others, NgStr named)
{
  const bool is_or_equal = c->kind == NG_SHACL_LESS_THAN_OR_EQUALS;
  bool       is_good     = true;
  for (uint32_t i = 0; i < values->n; ++i) {
    for (uint32_t k = 0; k < others->n; ++k) {
      int        order   = 0;
      const bool is_less = k < MAX_COMPARED &&
                           ng_value_compare(&values->at[i].term, &others->at[k].term, &order) &&
                           (order < 0 || (is_or_equal && order == 0));
      if (!is_less) {
        is_good = report(s, shape, c->kind, &values->at[i], named, "is not less than %s",
                         short_name(ng_check_terms[c->first].value));
        break;
      }
    }
  }
  return is_good;
}

static bool
has_term(const Values* values, const NgRdfTerm* term)
{
  for (uint32_t i = 0; i < values->n; ++i) {
    if (ng_value_same(&values->at[i].term, term)) {
      return true;
    }
  }
  return false;
}

/// sh:equals and sh:disjoint.
static bool
check_same(NgShacl* s, const NgShape* shape, const NgConstraint* c, const Values* values,
           const Values* others, NgStr named)
{
  const bool        wants   = c->kind == NG_SHACL_EQUALS;
  bool              is_good = true;
  const char* const other   = short_name(ng_check_terms[c->first].value);
  for (uint32_t i = 0; i < values->n; ++i) {
    if (has_term(others, &values->at[i].term) != wants) {
      is_good = report(s, shape, c->kind, &values->at[i], named,
                       wants ? "is no value of %s" : "is a value of %s", other);
    }
  }
  for (uint32_t i = 0; wants && i < others->n; ++i) {
    if (!has_term(values, &others->at[i].term)) {
      is_good = report(s, shape, c->kind, &others->at[i], named, "is a value of %s alone", other);
    }
  }
  return is_good;
}

static bool
check_pair(NgShacl* s, const NgShape* shape, const NgConstraint* c, const Value* v, const Values* values,
           NgStr named)
{
  const NgShape other  = {{NULL, 0}, NG_PATH_PROPERTY, ng_check_terms[c->first].value, 0, 0};
  Values        others = {NULL, 0};
  if (!collect_values(s, &other, v, &others)) {
    s->status = NG_ERR_NO_MEM;
    return false;
  }
  return (c->kind >= NG_SHACL_LESS_THAN ? check_less : check_same)(s, shape, c, values, &others, named);
}

static bool
check_qualified(NgShacl* s, const NgShape* shape, const NgConstraint* c, const Values* values, NgStr named)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < values->n; ++i) {
    n += count_conforming(s, c, &values->at[i]);
  }
  if (c->kind == NG_SHACL_QUALIFIED_MIN) {
    return n >= c->min || report(s, shape, c->kind, NULL, named,
                                 "%u values of the kind wanted, at least %u are needed", n, c->min);
  }
  return n <= c->max ||
         report(s, shape, c->kind, NULL, named, "%u values of the kind, at most %u may be", n, c->max);
}

static bool
check_constraint(NgShacl* s, const NgShape* shape, const NgConstraint* c, const Value* v,
                 const Values* values, NgStr named)
{
  switch (c->kind) {
  case NG_SHACL_MIN_COUNT:
    return values->n >= c->min ||
           report(s, shape, c->kind, NULL, named, "%u values, at least %u needed", values->n, c->min);
  case NG_SHACL_MAX_COUNT:
    return values->n <= c->max ||
           report(s, shape, c->kind, NULL, named, "%u values, at most %u may be", values->n, c->max);
  case NG_SHACL_HAS_VALUE:
    return check_has_value(s, shape, c, values, named);
  case NG_SHACL_UNIQUE_LANG:
    return check_unique_lang(s, shape, values, named);
  case NG_SHACL_EQUALS:
  case NG_SHACL_DISJOINT:
  case NG_SHACL_LESS_THAN:
  case NG_SHACL_LESS_THAN_OR_EQUALS:
    return check_pair(s, shape, c, v, values, named);
  case NG_SHACL_QUALIFIED_MIN:
  case NG_SHACL_QUALIFIED_MAX:
    return check_qualified(s, shape, c, values, named);
  default:
    break;
  }
  bool is_good = true;
  for (uint32_t i = 0; i < values->n; ++i) {
    is_good &= check_value(s, shape, c, &values->at[i], named);
  }
  return is_good;
}

/// Does `v` conform to the shape? Without reporting it ends with the first constraint that does not hold.
static bool
check_shape(NgShacl* s, uint16_t number, const Value* v, NgStr named)
{
  const NgShape* const shape   = &ng_check_shapes[number];
  Values               values  = {NULL, 0};
  bool                 is_good = true;
  if (!collect_values(s, shape, v, &values)) {
    s->status = NG_ERR_NO_MEM;
    return false;
  }
  for (uint32_t i = 0; i < shape->n && (is_good || is_reporting(named)); ++i) {
    is_good &= check_constraint(s, shape, &ng_check_constraints[shape->first + i], v, &values, named);
  }
  return is_good;
}

NgStatus
ng_shacl_check(NgShacl* s, NgArena* arena, NgFocus* focus)
{
  const Value v       = {focus->node, NULL};
  s->arena            = arena;
  s->focus            = focus;
  s->status           = NG_SUCCESS;
  bool* const is_done = ng_arena_calloc(arena, ng_check_n_shapes, sizeof(bool));
  if (!is_done) {
    return NG_ERR_NO_MEM;
  }
  for (uint16_t i = 0; i < ng_check_n_targets; ++i) {
    const uint16_t shape = ng_check_targets[i].shape;
    if (!is_done[shape] && ng_focus_is_a(focus, ng_check_targets[i].cls)) {
      is_done[shape] = true;
      check_shape(s, shape, &v, ng_check_shapes[shape].iri);
    }
  }
  return s->status;
}
