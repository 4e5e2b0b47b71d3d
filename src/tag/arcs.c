// SPDX-License-Identifier: Apache-2.0
#include "tag/arcs.h"

#include "tag/weights.h"

void
ng_arcs_begin(NgArcs* s, uint32_t n)
{
  s->n       = n;
  s->next    = 0;
  s->n_stack = 0;
  for (uint32_t i = 0; i <= n; ++i) {
    if (i < n) {
      s->head[i]  = NG_NONE;
      s->label[i] = NG_DEP_NONE;
    }
    s->left[i]    = NG_NONE;
    s->right[i]   = NG_NONE;
    s->n_left[i]  = 0;
    s->n_right[i] = 0;
  }
}

bool
ng_arcs_can(const NgArcs* s, NgArcsMove move)
{
  switch (move) {
  case NG_ARCS_SHIFT:
    return s->next < s->n;
  case NG_ARCS_LEFT: // one root only
    return s->n_stack && (s->next < s->n || s->n_stack == 1);
  default:
    return s->n_stack >= 2;
  }
}

static void
attach(NgArcs* s, uint32_t head, uint32_t child, uint8_t label)
{
  s->head[child]  = head;
  s->label[child] = label;
  if (child < head) {
    s->left[head] = child; // children on the left come from the nearest to the farthest
    s->n_left[head] += s->n_left[head] < 3;
  } else {
    s->right[head] = child;
    s->n_right[head] += s->n_right[head] < 3;
  }
}

void
ng_arcs_do(NgArcs* s, NgArcsMove move, uint8_t label)
{
  if (move == NG_ARCS_SHIFT) {
    s->stack[s->n_stack++] = s->next++;
  } else if (move == NG_ARCS_LEFT) {
    attach(s, s->next, s->stack[--s->n_stack], label);
  } else {
    --s->n_stack;
    attach(s, s->stack[s->n_stack - 1], s->stack[s->n_stack], label);
  }
}

// A place of the state as features see it.
typedef struct {
  uint32_t word, tag, fine, label;
  uint32_t suffix;
} Item;

static Item
item(const NgArcs* s, uint32_t i)
{
  if (i < s->n) {
    const NgView* const v = &s->views[i];
    const Item          x = {(uint32_t)v->word, s->xpos[i], v->fine, s->label[i], v->suffix[2]};
    return x;
  }
  const Item x = {i == s->n ? 7 : 3, i == s->n ? 101 : 100, i == s->n ? 60001 : 60000, 99, 0};
  return x;
}

static uint32_t
child(const uint32_t* list, const NgArcs* s, uint32_t i)
{
  return i <= s->n ? list[i] : NG_NONE;
}

#define ADD(a, b) out[k++] = ng_feature(no++, (uint64_t)(a), (uint64_t)(b))
#define PAIR(a, b) ((uint64_t)(a) << 32 | (uint32_t)(b))
#define TAGS(a, b, c, d) ((uint64_t)(a) << 24 | (uint64_t)(b) << 16 | (uint64_t)(c) << 8 | (uint64_t)(d))

// Templates after Zhang and Nivre (2011), with clusters beside words.
uint32_t
ng_arcs_features(const NgArcs* s, uint32_t* out)
{
  const uint32_t m   = s->n_stack;
  const uint32_t i0  = m > 0 ? s->stack[m - 1] : NG_NONE;
  const uint32_t i1  = m > 1 ? s->stack[m - 2] : NG_NONE;
  const uint32_t i2  = m > 2 ? s->stack[m - 3] : NG_NONE;
  const uint32_t j0  = s->next;
  const Item     s0  = item(s, i0);
  const Item     s1  = item(s, i1);
  const Item     s2  = item(s, i2);
  const Item     b0  = item(s, j0);
  const Item     b1  = item(s, j0 < s->n ? j0 + 1 : NG_NONE);
  const Item     b2  = item(s, j0 + 1 < s->n ? j0 + 2 : NG_NONE);
  const Item     l0  = item(s, child(s->left, s, i0));
  const Item     r0  = item(s, child(s->right, s, i0));
  const Item     l1  = item(s, child(s->left, s, i1));
  const Item     r1  = item(s, child(s->right, s, i1));
  const Item     lb  = item(s, child(s->left, s, j0));
  const uint32_t gap = i0 == NG_NONE ? 9 : j0 - i0 > 6 ? 7 : j0 - i0;
  const uint32_t g01 = i1 == NG_NONE ? 9 : i0 - i1 > 6 ? 7 : i0 - i1;
  const uint32_t va  = i0 == NG_NONE ? 99 : (uint32_t)(s->n_left[i0] << 2 | s->n_right[i0]);
  const uint32_t vb  = i1 == NG_NONE ? 99 : (uint32_t)(s->n_left[i1] << 2 | s->n_right[i1]);
  const uint32_t vc  = j0 > s->n ? 99 : s->n_left[j0];
  uint32_t       k   = 0;
  uint32_t       no  = 201;
  const Item     one[6] = {s0, s1, b0, b1, s2, b2};
  for (int i = 0; i < 6; ++i) {
    ADD(one[i].word, one[i].tag);
    ADD(one[i].tag, 0);
    ADD(one[i].fine, 0);
    if (i < 4) {
      ADD(one[i].word, 0);
      ADD(one[i].fine, one[i].tag);
    }
  }
  ADD(PAIR(s0.word, s1.word), 0);
  ADD(PAIR(s0.word, b0.word), 0);
  ADD(PAIR(s0.word, b0.tag), s0.tag);
  ADD(PAIR(b0.word, s0.tag), b0.tag);
  ADD(PAIR(s0.word, s1.tag), s0.tag);
  ADD(PAIR(s1.word, s0.tag), s1.tag);
  ADD(PAIR(s0.fine, b0.fine), 0);
  ADD(PAIR(s0.fine, s1.fine), 0);
  ADD(PAIR(s0.fine, b0.tag), s0.tag);
  ADD(PAIR(b0.fine, s0.tag), b0.tag);
  ADD(PAIR(s0.fine, s1.tag), s0.tag);
  ADD(PAIR(s1.fine, s0.tag), s1.tag);
  ADD(TAGS(s0.tag, s1.tag, 0, 0), 0);
  ADD(TAGS(s0.tag, b0.tag, 0, 0), 0);
  ADD(TAGS(b0.tag, b1.tag, 0, 0), 0);
  ADD(TAGS(s0.tag, b0.tag, b1.tag, 0), 0);
  ADD(TAGS(s1.tag, s0.tag, b0.tag, 0), 0);
  ADD(TAGS(s2.tag, s1.tag, s0.tag, 0), 0);
  ADD(TAGS(s1.tag, s0.tag, b0.tag, b1.tag), 0);
  ADD(TAGS(b0.tag, b1.tag, b2.tag, s0.tag), 0);
  ADD(TAGS(s0.tag, l0.tag, b0.tag, 0), l0.label);
  ADD(TAGS(s0.tag, r0.tag, b0.tag, 0), r0.label);
  ADD(TAGS(s0.tag, lb.tag, b0.tag, 0), lb.label);
  ADD(TAGS(s1.tag, s0.tag, l0.tag, 0), l0.label);
  ADD(TAGS(s1.tag, s0.tag, r0.tag, 0), r0.label);
  ADD(TAGS(s1.tag, s0.tag, l1.tag, 0), l1.label);
  ADD(TAGS(s1.tag, s0.tag, r1.tag, 0), r1.label);
  ADD(PAIR(s0.word, l0.label), r0.label);
  ADD(PAIR(s0.tag, l0.label), r0.label);
  ADD(PAIR(s1.word, r1.label), s0.tag);
  ADD(PAIR(s1.tag, l1.label), PAIR(r1.label, s0.tag));
  ADD(PAIR(b0.word, lb.label), s0.tag);
  ADD(PAIR(s0.word, va), 0);
  ADD(PAIR(s0.tag, va), b0.tag);
  ADD(PAIR(s1.tag, vb), s0.tag);
  ADD(PAIR(b0.tag, vc), s0.tag);
  ADD(PAIR(s0.tag, gap), b0.tag);
  ADD(PAIR(s0.word, gap), b0.tag);
  ADD(PAIR(s0.tag, g01), s1.tag);
  ADD(PAIR(s0.fine, g01), s1.tag);
  ADD(PAIR(s0.suffix, b0.tag), s1.tag);
  ADD(PAIR(b0.suffix, s0.tag), s1.tag);
  ADD(PAIR(s0.word, l0.word), 0);
  ADD(PAIR(s0.word, r0.word), 0);
  ADD(PAIR(s1.word, r1.word), s0.tag);
  ADD(PAIR(s1.fine, r1.word), s0.fine);
  return k;
}
