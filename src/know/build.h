// SPDX-License-Identifier: Apache-2.0
// Makes a knowledge file from rows, names and words. The same calls in the same order give the same
// bytes. Texts are copied.
#ifndef NG_KNOW_BUILD_H
#define NG_KNOW_BUILD_H

#include "know/know.h"

typedef struct NgKnowBuilderImpl NgKnowBuilder;

/// NULL without memory.
NgKnowBuilder* ng_know_builder_new(void);

/// Accepts NULL.
void ng_know_builder_free(NgKnowBuilder* builder);

typedef struct {
  NgKnowType type;
  uint32_t   qid; ///< 0: none
  NgStr      label;
  NgStr      country; ///< Two capitals or empty
  NgStr      kind;
  NgStr      source;
  uint8_t    flags;  ///< NG_KNOW_COMMON, _MALE, _FEMALE, _DEAD
  uint8_t    weight; ///< Prior * 255
} NgKnowNewRow;

/// Add a row and its label as a name. @return its number among the calls, from 0; NG_NONE without
/// memory or beyond the limits (then ng_know_builder_status tells which).
uint32_t ng_know_builder_row(NgKnowBuilder* builder, const NgKnowNewRow* row);

/// Another name of a row. A name twice is kept once, of the first kind. Names of more than
/// NG_MAX_NAME_WORDS words or without a word are left out.
NgStatus ng_know_builder_name(NgKnowBuilder* builder, uint32_t row, NgStr name, NgAliasKind kind);

NgStatus ng_know_builder_parent(NgKnowBuilder* builder, uint32_t row, uint32_t parent);

/// A parent that lies in the shipped file while this is a user's.
NgStatus ng_know_builder_parent_qid(NgKnowBuilder* builder, uint32_t row, uint32_t qid);

NgStatus ng_know_builder_born(NgKnowBuilder* builder, uint32_t row, NgDate born);
NgStatus ng_know_builder_party(NgKnowBuilder* builder, uint32_t row, uint32_t party);

/// The row's own weight is raised to `weight` where that is more.
void ng_know_builder_raise(NgKnowBuilder* builder, uint32_t row, uint8_t weight);

/// Number of an office, made where it is new; NG_NONE without memory.
uint32_t ng_know_builder_office(NgKnowBuilder* builder, NgStr title, NgStr country, uint8_t rank);
NgStatus ng_know_builder_held(NgKnowBuilder* builder, uint32_t row, uint32_t office, NgDate from, NgDate to);

/// Add NG_WORD_ bits to a word; `given` and `surname` count people beside those of the rows.
NgStatus ng_know_builder_word(NgKnowBuilder* builder, NgStr word, uint32_t flags, uint32_t given,
                              uint32_t surname);

/// What ng_know_version returns.
NgStatus ng_know_builder_version(NgKnowBuilder* builder, NgStr version);

/// First failure so far.
NgStatus ng_know_builder_status(const NgKnowBuilder* builder);

/// Bytes of the whole file at the end of `out`. Call once.
NgStatus ng_know_builder_finish(NgKnowBuilder* builder, NgBuf* out, NgError* err);

#endif
