// SPDX-License-Identifier: Apache-2.0
// What the second reading knows of the first: the labels of the same words elsewhere in the article,
// and the names found in it, matched like a gazetteer made for this article.
#include "tag/names_impl.h"

enum { MAX_NAME = 8, N_VOTES = NG_N_NAME_LABELS };

typedef struct {
  uint64_t hash;                   // of the folded words, 0: empty
  uint16_t votes[NG_N_NAME_TYPES]; // weights of its mentions by type
} Name;

struct NgNamesMemory {
  uint16_t (*votes)[N_VOTES]; // weight of each label, one row a folded word
  Name*    names;             // open table
  uint32_t mask;
  uint8_t* match; // what a name of the table makes of each token: a label, 0 where none covers it
};

static uint32_t
weight_of(uint8_t margin)
{
  return margin >= 24 ? 3 : margin >= 8 ? 2 : 1;
}

static uint64_t
extend(uint64_t hash, const NgNamesView* view, uint32_t token)
{
  return ng_mix(hash * 31 + view->words[view->toks[token].word].hash) | 1;
}

static void
raise_vote(uint16_t* vote, uint32_t by)
{
  *vote = (uint16_t)(*vote + by > 60000 ? 60000 : *vote + by);
}

static Name*
slot_of(const NgNamesMemory* m, uint64_t hash)
{
  uint32_t at = (uint32_t)(hash >> 20) & m->mask;
  while (m->names[at].hash && m->names[at].hash != hash) {
    at = (at + 1) & m->mask;
  }
  return &m->names[at];
}

static NgStatus
gather_names(NgNamesMemory* m, const NgNamesView* view, const NgNamesPass* first, NgError* err)
{
  NgNamesSpans spans = {0};
  NG_TRY(ng_names_spans(view, first, &spans, err));
  uint32_t size = 16;
  while (size < spans.n * 2ULL && size < (1U << 31)) {
    size *= 2;
  }
  m->mask  = size - 1;
  m->names = ng_arena_calloc(view->doc->arena, size, sizeof(Name));
  if (!m->names) {
    return ng_error_set(err, NG_ERR_NO_MEM, "Out of memory for names");
  }
  for (uint32_t i = 0; i < spans.n; ++i) {
    const NgNamesSpan* const span = &spans.at[i];
    uint64_t                 hash = 1;
    if (span->tokens.end - span->tokens.begin > MAX_NAME) {
      continue;
    }
    for (uint32_t t = span->tokens.begin; t < span->tokens.end; ++t) {
      hash = extend(hash, view, t);
    }
    Name* const name = slot_of(m, hash);
    name->hash       = hash;
    raise_vote(&name->votes[span->type], weight_of(span->margin));
  }
  return NG_SUCCESS;
}

static NgNameType
best_type(const Name* name)
{
  unsigned best = 0;
  for (unsigned type = 1; type < NG_N_NAME_TYPES; ++type) {
    best = name->votes[type] > name->votes[best] ? type : best;
  }
  return (NgNameType)best;
}

// Longest name of the table that starts at `token`; its tokens, 0 where none does.
static uint32_t
longest_name(const NgNamesMemory* m, const NgNamesView* view, uint32_t token, uint32_t end, NgNameType* type)
{
  uint64_t hash  = 1;
  uint32_t found = 0;
  for (uint32_t n = 1; n <= MAX_NAME && token + n <= end; ++n) {
    hash             = extend(hash, view, token + n - 1);
    const Name* name = slot_of(m, hash);
    if (name->hash) {
      found = n;
      *type = best_type(name);
    }
  }
  return found;
}

static void
match_names(NgNamesMemory* m, const NgNamesView* view, NgSpan sentence)
{
  for (uint32_t t = sentence.begin; t < sentence.end;) {
    NgNameType     type = NG_NAME_PER;
    const bool     may  = (view->toks[t].flags & NG_NAMETOK_CAPITAL) != 0;
    const uint32_t n    = may ? longest_name(m, view, t, sentence.end, &type) : 0;
    for (uint32_t k = 0; k < n; ++k) {
      const NgBilu part = n == 1 ? NG_BILU_U : k == 0 ? NG_BILU_B : k + 1 == n ? NG_BILU_L : NG_BILU_I;
      m->match[t + k]   = (uint8_t)ng_name_label(type, part);
    }
    t += n ? n : 1;
  }
}

NgStatus
ng_names_remember(NgNamesMemory** out, const NgNamesView* view, const NgNamesPass* first, NgError* err)
{
  const NgDoc* const   doc = view->doc;
  NgNamesMemory* const m   = ng_arena_calloc(doc->arena, 1, sizeof(NgNamesMemory));
  if (m) {
    m->votes = ng_arena_calloc(doc->arena, view->n_words + 1U, sizeof(*m->votes));
    m->match = ng_arena_calloc(doc->arena, doc->tokens.n + 1U, 1);
  }
  if (!m || !m->votes || !m->match) {
    return ng_error_set(err, NG_ERR_NO_MEM, "Out of memory for names");
  }
  for (uint32_t t = 0; t < doc->tokens.n; ++t) {
    if (view->toks[t].flags & NG_NAMETOK_CAPITAL) {
      raise_vote(&m->votes[view->toks[t].word][first->label[t]], weight_of(first->margin[t]));
    }
  }
  NG_TRY(gather_names(m, view, first, err));
  for (uint32_t s = 0; s < doc->sentences.n; ++s) {
    match_names(m, view, doc->sentences.at[s].tokens);
  }
  *out = m;
  return NG_SUCCESS;
}

// --- features ------------------------------------------------------------------------------------

// What other occurrences of a word were taken for.
typedef struct {
  uint32_t label; // best label, NG_N_NAME_LABELS where there is no other occurrence
  uint32_t type;  // best type, NG_N_NAME_TYPES for outside
  uint32_t other; // second best type
  uint32_t total; // bucket of the whole weight
  uint32_t share; // of the best type: 0 less than two thirds, 1 less than all, 2 all
} Elsewhere;

static Elsewhere
elsewhere(const NgNamesView* view, const NgNamesPass* first, const NgNamesMemory* m, NgSpan sentence,
          uint32_t token)
{
  Elsewhere out = {NG_N_NAME_LABELS, NG_N_NAME_TYPES + 1, NG_N_NAME_TYPES + 1, 0, 0};
  if (token < sentence.begin || token >= sentence.end || !(view->toks[token].flags & NG_NAMETOK_CAPITAL)) {
    return out;
  }
  const uint16_t* const votes                      = m->votes[view->toks[token].word];
  const uint32_t        own                        = first->label[token];
  const uint32_t        minus                      = weight_of(first->margin[token]);
  uint32_t              types[NG_N_NAME_TYPES + 2] = {0};
  uint32_t              best = 0, total = 0;
  for (uint32_t j = 0; j < N_VOTES; ++j) {
    const uint32_t v = votes[j] - (j == own && votes[j] >= minus ? minus : 0);
    types[j == NG_NAME_O ? NG_N_NAME_TYPES : ng_name_label_type(j)] += v;
    total += v;
    if (v > best) {
      best      = v;
      out.label = j;
    }
  }
  if (!total) {
    return out;
  }
  for (uint32_t k = 0; k <= NG_N_NAME_TYPES; ++k) {
    if (types[k] > types[out.type]) {
      out.other = out.type;
      out.type  = k;
    } else if (types[k] > types[out.other]) {
      out.other = k;
    }
  }
  out.total = total < 3 ? 1 : total < 9 ? 2 : 3;
  out.share = types[out.type] == total ? 2 : types[out.type] * 3 >= total * 2 ? 1 : 0;
  return out;
}

static uint32_t
margin_bucket(uint8_t margin)
{
  return margin < 6 ? 0 : margin < 16 ? 1 : margin < 32 ? 2 : 3;
}

uint32_t
ng_names_second_rows(const NgNamesView* view, const NgNamesPass* first, const NgNamesMemory* m,
                     NgSpan sentence, uint32_t token, uint32_t* rows)
{
  uint32_t n = 0, label[5], match[5];
  for (uint32_t k = 0; k < 5; ++k) {
    const uint32_t at     = token + k - 2;
    const bool     inside = at >= sentence.begin && at < sentence.end;
    label[k]              = inside ? first->label[at] : NG_N_NAME_LABELS;
    match[k]              = inside ? m->match[at] : NG_N_NAME_LABELS;
  }
  const NgNameTok* const  tok  = &view->toks[token];
  const NgNameWord* const word = &view->words[tok->word];
  const uint32_t          own = label[2], sure = margin_bucket(first->margin[token]);
  const uint32_t          mine = own | sure << 8;
  const Elsewhere         here = elsewhere(view, first, m, sentence, token);
  const Elsewhere         prev = elsewhere(view, first, m, sentence, token - 1);
  const Elsewhere         next = elsewhere(view, first, m, sentence, token + 1);
  rows[n++]                    = ng_names_hash(100, mine, 0);
  rows[n++]                    = ng_names_hash(101, mine, label[1]);
  rows[n++]                    = ng_names_hash(102, mine, label[3]);
  rows[n++]                    = ng_names_hash(103, own, label[1] | label[3] << 8);
  rows[n++]                    = ng_names_hash(104, label[0], label[1]);
  rows[n++]                    = ng_names_hash(105, label[3], label[4]);
  rows[n++]                    = ng_names_hash(106, here.type, here.total | here.share << 8);
  rows[n++]                    = ng_names_hash(107, here.type | here.total << 8 | here.share << 16, mine);
  rows[n++]                    = ng_names_hash(108, here.label, own);
  rows[n++]                    = ng_names_hash(109, here.label, here.total | here.share << 8 | sure << 16);
  rows[n++]                    = ng_names_hash(110, here.type, here.other | own << 8);
  rows[n++]                    = ng_names_hash(111, prev.type, here.type | own << 8);
  rows[n++]                    = ng_names_hash(112, next.type, here.type | own << 8);
  rows[n++]                    = ng_names_hash(113, prev.label, here.label);
  rows[n++]                    = ng_names_hash(114, next.label, here.label);
  rows[n++]                    = ng_names_hash(115, match[2], own | sure << 8);
  rows[n++]                    = ng_names_hash(116, match[2], match[1] | match[3] << 8);
  rows[n++]                    = ng_names_hash(117, match[1], own);
  rows[n++]                    = ng_names_hash(118, match[3], own);
  rows[n++]                    = ng_names_hash(119, tok->shape, here.type | own << 8);
  rows[n++]                    = ng_names_hash(120, (uint32_t)word->hash, own);
  rows[n++]                    = ng_names_hash(121, word->cluster[1], own | here.type << 8);
  rows[n++]                    = ng_names_hash(122, tok->flags & 0x3F, here.label | own << 8);
  rows[n++]                    = ng_names_hash(123, match[2], here.label | own << 8);
  return n;
}
