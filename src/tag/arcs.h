// SPDX-License-Identifier: Apache-2.0
// The arc-hybrid transition system (Kuhlmann, Gomez-Rodriguez and Satta 2011) with the root behind the
// last token, and the features of its states: shared by the parser and its trainer.
#ifndef NG_TAG_ARCS_H
#define NG_TAG_ARCS_H

#include "model/tagset.h"
#include "tag/view.h"

enum {
  NG_ARCS_MAX_TOKENS   = 512, ///< Tokens that are parsed at once
  NG_ARCS_MAX_FEATURES = 96,
};

typedef enum {
  NG_ARCS_SHIFT = 0,
  NG_ARCS_LEFT,  ///< Top of the stack becomes a dependent of the next token, or of the root
  NG_ARCS_RIGHT, ///< Top of the stack becomes a dependent of the one below it
  NG_ARCS_N_MOVES,
} NgArcsMove;

enum { NG_ARCS_N_OUT = NG_ARCS_N_MOVES + NG_N_DEPREL };

typedef struct {
  NgView   views[NG_ARCS_MAX_TOKENS];
  uint8_t  xpos[NG_ARCS_MAX_TOKENS];
  uint32_t n;    ///< Tokens; also the number of the root
  uint32_t next; ///< First token that was not shifted
  uint32_t n_stack;
  uint32_t stack[NG_ARCS_MAX_TOKENS];
  uint32_t head[NG_ARCS_MAX_TOKENS];     ///< NG_NONE while unknown
  uint8_t  label[NG_ARCS_MAX_TOKENS];    ///< NgDeprel
  uint32_t left[NG_ARCS_MAX_TOKENS + 1]; ///< Leftmost dependent so far, NG_NONE without
  uint32_t right[NG_ARCS_MAX_TOKENS + 1];
  uint8_t  n_left[NG_ARCS_MAX_TOKENS + 1]; ///< Dependents on the left, counted to 3
  uint8_t  n_right[NG_ARCS_MAX_TOKENS + 1];
} NgArcs;

/// Begin with n tokens whose views and tags are filled in.
void ng_arcs_begin(NgArcs* s, uint32_t n);

/// Whether every token has a head.
static inline bool
ng_arcs_done(const NgArcs* s)
{
  return s->next == s->n && !s->n_stack;
}

bool ng_arcs_can(const NgArcs* s, NgArcsMove move);

void ng_arcs_do(NgArcs* s, NgArcsMove move, uint8_t label);

/// Feature hashes of the state. @return their number.
uint32_t ng_arcs_features(const NgArcs* s, uint32_t* out);

#endif
