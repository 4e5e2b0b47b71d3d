// SPDX-License-Identifier: Apache-2.0
// Texts with fields of a record in them, as RML's rr:template: "fact/imported-event-{id|hash}". Behind a
// field's name stand filters, each applied to what the one before gives.
#ifndef NG_ALIGN_TEMPLATE_H
#define NG_ALIGN_TEMPLATE_H

#include "align/codes.h"

/// The values of one field of a record.
typedef struct {
  NgStr*   at;
  uint32_t n;
} NgValues;

typedef struct {
  uint8_t        filter; ///< Number in the table of filters
  NgStr          argument;
  const NgCodes* codes; ///< Of "code"
} NgFilter;

/// Text, or a field and its filters.
typedef struct {
  NgStr           text;
  int32_t         field; ///< -1: text
  const NgFilter* filters;
  uint32_t        n_filters;
} NgPiece;

typedef struct {
  const NgPiece* pieces;
  uint32_t       n;
} NgTemplate;

/// What a template may name.
typedef struct {
  const NgMap*   fields; ///< Name -> number
  const NgCodes* codes;
  uint32_t       n_codes;
} NgTemplateNames;

/// Compile `text`; everything lives in `arena`, which must outlive it. @return NG_ERR_BAD_DATA with a message
/// that says what is wrong, NG_ERR_NO_MEM.
NgStatus ng_template_compile(NgTemplate* out, NgArena* arena, const NgTemplateNames* names, NgStr text,
                             NgError* err);

/// How many values the template has over a record: the most that one of its fields has, 1 without fields, 0
/// where a field has none.
uint32_t ng_template_count(const NgTemplate* t, const NgValues* fields);

/// Value number `k`, made in `arena`; at == NULL where a field or filter gives nothing. Where a code list has
/// no row, `*lost` (may be NULL) names list and code.
NgStr ng_template_eval(const NgTemplate* t, const NgValues* fields, uint32_t k, NgArena* arena, NgStr* lost);

#endif
