// SPDX-License-Identifier: Apache-2.0
// Coreference of named people and organisations against a treebank with entities in its last column
// (CorefUD): MUC, B-cubed, CEAF-e and their mean, the CoNLL score, with mentions matched by their heads
// and singletons left out, as the CorefUD scorer does.
//
// usage: measure_coref FILE.conllu [GENRE...]      (default: news interview)
//
// Gold chains are those of type person or organization in which a mention's head is a proper noun. Words
// of first and second person ("I", "you") are left out on both sides: who speaks is measured with the
// attribution of quotations. Tokens and sentences are the treebank's, all else is found by newsgraph.
#include "base/io.h"
#include "base/map.h"
#include "base/table.h"
#include "model/tagset.h"
#include "tag/names.h"
#include "tag/parse.h"
#include "tag/pos.h"
#include "train/conllu.h"
#include "understand/who.h"

#include <stdio.h>
#include <stdlib.h>

enum { MAX_OPEN = 256 };

typedef struct {
  uint32_t head;  // token: what mentions are matched by
  uint32_t chain; // number within the document
} Mention;

typedef NG_VEC(Mention) Mentions;

typedef struct {
  uint32_t id;
  uint32_t begin;
  bool     counts; // of a type that is measured
} Open;

typedef struct {
  NgArena*             arena;
  const NgTreebankDoc* doc;
  Mentions             gold;
  NG_VEC(uint8_t) is_named; // by chain
  Open     open[MAX_OPEN];
  uint32_t n_open;
} Gold;

typedef struct {
  double muc_p[2], muc_r[2], b3_p[2], b3_r[2], ceaf_p[2], ceaf_r[2]; // sums of the part and the whole
} Sums;

static bool
is_first_or_second(const NgDoc* doc, uint32_t token)
{
  static const char* const words[] = {"i",   "me",   "my",        "mine", "myself", "we",    "us",
                                      "our", "ours", "ourselves", "you",  "your",   "yours", "yourself"};
  for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); ++i) {
    if (ng_str_is(doc->tokens.at[token].lower, words[i])) {
      return true;
    }
  }
  return false;
}

// The token of the range whose head lies outside it.
static uint32_t
head_of(const NgTag* gold, NgSpan span)
{
  for (uint32_t i = span.begin; i < span.end; ++i) {
    const uint32_t head = gold[i].head;
    if (head == NG_NONE || head < span.begin || head >= span.end) {
      const bool titled = gold[i].pos == NG_POS_NOUN && i + 1 < span.end && gold[i + 1].pos == NG_POS_PROPN &&
                          gold[i + 1].head == i && gold[i + 1].deprel == NG_DEP_FLAT;
      return titled ? i + 1 : i; // "biologist Jane Roe" is matched by the name
    }
  }
  return span.end - 1;
}

// --- gold -------------------------------------------------------------------------------------------

static void
close_mention(Gold* g, uint32_t id, uint32_t end)
{
  for (uint32_t i = g->n_open; i-- > 0;) {
    if (g->open[i].id != id) {
      continue;
    }
    const NgSpan   span = {g->open[i].begin, end};
    const uint32_t head = head_of(g->doc->gold, span);
    if (g->open[i].counts && !is_first_or_second(&g->doc->doc, head)) {
      Mention* const m = NG_VEC_ADD(g->arena, g->gold);
      *m               = (Mention){head, id};
      while (g->is_named.n <= id) {
        *NG_VEC_ADD(g->arena, g->is_named) = 0;
      }
      g->is_named.at[id] |= g->doc->gold[head].pos == NG_POS_PROPN;
    }
    memmove(&g->open[i], &g->open[i + 1], (g->n_open - i - 1) * sizeof(Open));
    --g->n_open;
    return;
  }
}

static uint32_t
number(NgStr s, size_t* at)
{
  uint32_t n = 0;
  while (*at < s.len && s.at[*at] >= '0' && s.at[*at] <= '9') {
    n = n * 10 + (uint32_t)(s.at[(*at)++] - '0');
  }
  return n;
}

// "(1-person-new-...(2-place-...)": openings and closings in their order.
static void
read_entities(Gold* g, NgStr value, uint32_t token)
{
  for (size_t at = 0; at < value.len;) {
    if (value.at[at] == '(') {
      ++at;
      const uint32_t id     = number(value, &at);
      const NgStr    type   = ng_str_n(value.at + at, value.len - at);
      const bool     counts = ng_str_starts(type, "-person") || ng_str_starts(type, "-organization");
      if (g->n_open < MAX_OPEN) {
        g->open[g->n_open++] = (Open){id, token, counts};
      }
      while (at < value.len && value.at[at] != '(' && value.at[at] != ')') {
        ++at;
      }
      if (at < value.len && value.at[at] == ')') {
        close_mention(g, id, token + 1);
        ++at;
      }
    } else if (value.at[at] >= '0' && value.at[at] <= '9') {
      close_mention(g, number(value, &at), token + 1);
      at += at < value.len && value.at[at] == ')';
    } else {
      ++at;
    }
  }
}

static NgStr
entity_of(NgStr misc)
{
  while (misc.at) {
    const NgStr part = ng_table_next(&misc, '|');
    if (ng_str_starts(part, "Entity=")) {
      return ng_str_n(part.at + 7, part.len - 7);
    }
  }
  return ng_str("");
}

// --- what was found ---------------------------------------------------------------------------------

static bool
is_measured(NgClass cls)
{
  return cls != NG_CLASS_COUNTRY && cls != NG_CLASS_PLACE && cls != NG_CLASS_FACILITY &&
         cls != NG_CLASS_MEASURE;
}

// Mentions of entities that are named at least once, as in gold.
static Mentions
found_mentions(NgArena* arena, const NgTreebankDoc* d)
{
  Mentions       out      = {0};
  uint8_t* const is_named = ng_arena_calloc(arena, d->doc.entities.n + 1u, 1);
  for (uint32_t i = 0; i < d->doc.mentions.n; ++i) {
    const NgMention* const m = &d->doc.mentions.at[i];
    if (m->entity != NG_NONE && m->kind == NG_MENTION_NAME) {
      is_named[m->entity] = 1;
    }
  }
  for (uint32_t i = 0; i < d->doc.mentions.n; ++i) {
    const NgMention* const m = &d->doc.mentions.at[i];
    if (m->entity != NG_NONE && is_named[m->entity] && is_measured(d->doc.entities.at[m->entity].cls)) {
      *NG_VEC_ADD(arena, out) = (Mention){head_of(d->gold, m->tokens), m->entity};
    }
  }
  return out;
}

// --- scores -----------------------------------------------------------------------------------------

static int
by_chain(const void* a, const void* b)
{
  const Mention* const x = a;
  const Mention* const y = b;
  return x->chain != y->chain ? (x->chain < y->chain ? -1 : 1) : x->head < y->head ? -1 : x->head > y->head;
}

// Sort by chain; drop repeated heads and chains of one mention.
static void
tidy(Mentions* m)
{
  uint32_t n = 0;
  qsort(m->at, m->n, sizeof(Mention), by_chain);
  for (uint32_t i = 0; i < m->n;) {
    uint32_t       end   = i;
    const uint32_t start = n;
    for (; end < m->n && m->at[end].chain == m->at[i].chain; ++end) {
      if (n == start || m->at[n - 1].head != m->at[end].head) {
        m->at[n++] = m->at[end];
      }
    }
    n = n - start < 2 ? start : n;
    i = end;
  }
  m->n = n;
}

static uint32_t
chain_end(const Mentions* m, uint32_t at)
{
  uint32_t end = at;
  while (end < m->n && m->at[end].chain == m->at[at].chain) {
    ++end;
  }
  return end;
}

// Index in `m` of the mention with this head, or NG_NONE.
static uint32_t
with_head(const Mentions* m, uint32_t head)
{
  for (uint32_t i = 0; i < m->n; ++i) {
    if (m->at[i].head == head) {
      return i;
    }
  }
  return NG_NONE;
}

// MUC (Vilain et al. 1995) and B-cubed (Bagga and Baldwin 1998) of the chains of `a` as seen in `b`.
static void
add_links(const Mentions* a, const Mentions* b, double muc[2], double b3[2])
{
  for (uint32_t i = 0; i < a->n;) {
    const uint32_t end   = chain_end(a, i);
    uint32_t       parts = 0;
    for (uint32_t k = i; k < end; ++k) {
      const uint32_t other  = with_head(b, a->at[k].head);
      uint32_t       common = 0;
      bool           first  = true;
      for (uint32_t j = i; other != NG_NONE && j < end; ++j) {
        const uint32_t o = with_head(b, a->at[j].head);
        if (o != NG_NONE && b->at[o].chain == b->at[other].chain) {
          first = first && j >= k;
          ++common;
        }
      }
      parts += other == NG_NONE || first;
      b3[0] += (double)common / (double)(end - i);
      b3[1] += 1;
    }
    muc[0] += (double)(end - i - parts);
    muc[1] += (double)(end - i - 1);
    i = end;
  }
}

static double
phi(const Mentions* a, uint32_t i, uint32_t i_end, const Mentions* b, uint32_t j, uint32_t j_end)
{
  uint32_t common = 0;
  for (uint32_t x = i; x < i_end; ++x) {
    for (uint32_t y = j; y < j_end; ++y) {
      common += a->at[x].head == b->at[y].head;
    }
  }
  return 2.0 * common / (double)(i_end - i + j_end - j);
}

// CEAF-e (Luo 2005) with the best pair first; the optimal alignment differs in rare ties only.
static double
align(NgArena* arena, const Mentions* a, const Mentions* b, double n[2])
{
  uint8_t* const used_a = ng_arena_calloc(arena, a->n + 1u, 1);
  uint8_t* const used_b = ng_arena_calloc(arena, b->n + 1u, 1);
  double         total  = 0;
  n[0] = n[1] = 0;
  for (uint32_t i = 0; i < a->n; i = chain_end(a, i)) {
    n[0] += 1;
  }
  for (uint32_t j = 0; j < b->n; j = chain_end(b, j)) {
    n[1] += 1;
  }
  for (double best = 1; best > 0;) {
    uint32_t bi = 0;
    uint32_t bj = 0;
    best        = 0;
    for (uint32_t i = 0; i < a->n; i = chain_end(a, i)) {
      for (uint32_t j = 0; !used_a[i] && j < b->n; j = chain_end(b, j)) {
        const double p = used_b[j] ? 0 : phi(a, i, chain_end(a, i), b, j, chain_end(b, j));
        if (p > best) {
          best = p;
          bi   = i;
          bj   = j;
        }
      }
    }
    if (best > 0) {
      total += best;
      used_a[bi] = used_b[bj] = 1;
    }
  }
  return total;
}

static void
score(NgArena* arena, Gold* g, Sums* sums, bool print)
{
  Mentions gold  = {0};
  Mentions found = found_mentions(arena, g->doc);
  for (uint32_t i = 0; i < g->gold.n; ++i) {
    if (g->is_named.at[g->gold.at[i].chain]) {
      *NG_VEC_ADD(arena, gold) = g->gold.at[i];
    }
  }
  tidy(&gold);
  tidy(&found);
  if (print) {
    for (uint32_t i = 0; i < gold.n; ++i) {
      const uint32_t other = with_head(&found, gold.at[i].head);
      const NgStr    word  = ng_doc_token(&g->doc->doc, gold.at[i].head);
      printf("  gold %u '%.*s' found in %d\n", gold.at[i].chain, NG_STR_ARG(word),
             other == NG_NONE ? -1 : (int)found.at[other].chain);
    }
    for (uint32_t i = 0; i < found.n; ++i) {
      if (with_head(&gold, found.at[i].head) == NG_NONE) {
        const NgStr word = ng_doc_token(&g->doc->doc, found.at[i].head);
        printf("  extra %u '%.*s'\n", found.at[i].chain, NG_STR_ARG(word));
      }
    }
  }
  double n[2];
  add_links(&gold, &found, sums->muc_r, sums->b3_r);
  add_links(&found, &gold, sums->muc_p, sums->b3_p);
  const double aligned = align(arena, &gold, &found, n);
  sums->ceaf_r[0] += aligned;
  sums->ceaf_r[1] += n[0];
  sums->ceaf_p[0] += aligned;
  sums->ceaf_p[1] += n[1];
}

static double
print_f1(const char* name, const double p[2], const double r[2])
{
  const double precision = p[1] > 0 ? p[0] / p[1] : 0;
  const double recall    = r[1] > 0 ? r[0] / r[1] : 0;
  const double f1        = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
  printf("%-6s P %.4f R %.4f F1 %.4f\n", name, precision, recall, f1);
  return f1;
}

// --- running ----------------------------------------------------------------------------------------

typedef struct {
  NgWordvec*   words;
  NgPosTagger* pos;
  NgParser*    parser;
  NgNames*     names;
  NgKnow*      know;
  NgWho*       who;
} Tools;

static NgStatus
open_tools(Tools* t, NgError* err)
{
  NG_TRY(ng_know_open(&t->know, err));
  NG_TRY(ng_wordvec_open(&t->words, NULL, err));
  NG_TRY(ng_pos_open(&t->pos, t->words, NULL, err));
  NG_TRY(ng_parse_open(&t->parser, t->words, NULL, err));
  NG_TRY(ng_names_open(&t->names, NULL, t->words, t->know, err));
  return ng_who_open(&t->who, t->know, err);
}

static void
close_tools(Tools* t)
{
  ng_who_close(t->who);
  ng_names_close(t->names);
  ng_parse_close(t->parser);
  ng_pos_close(t->pos);
  ng_wordvec_close(t->words);
  ng_know_close(t->know);
}

static NgStatus
understand(const Tools* t, NgDoc* doc, NgError* err)
{
  NG_TRY(ng_pos_run(t->pos, doc, err));
  NG_TRY(ng_parse_run(t->parser, doc, err));
  NG_TRY(ng_names_run(t->names, doc, err));
  return ng_who_run(t->who, doc, err);
}

static bool
is_wanted(NgStr id, int n, char** genres)
{
  static const char* const usual[] = {"news", "interview"};
  const int                count   = n ? n : 2;
  for (int i = 0; i < count; ++i) {
    char part[64];
    snprintf(part, sizeof(part), "_%s_", n ? genres[i] : usual[i]);
    for (size_t k = 0; k + strlen(part) <= id.len; ++k) {
      if (!memcmp(id.at + k, part, strlen(part))) {
        return true;
      }
    }
  }
  return false;
}

// Read the entities of all documents beside the treebank's tokens, then measure the wanted ones.
static NgStatus
measure(NgTreebank* bank, NgStr text, const Tools* tools, int n_genres, char** genres, NgError* err)
{
  Sums     sums  = {0};
  uint32_t n     = 0;
  uint32_t token = 0;
  Gold     g     = {.arena = bank->arena};
  NgStr    id    = ng_str("");
  uint32_t next  = 0;
  while (true) {
    const NgStr line = text.at ? ng_table_next(&text, '\n') : ng_str("# newdoc id = ");
    if (ng_str_starts(line, "# newdoc id = ") || !text.at) {
      if (g.doc && is_wanted(id, n_genres, genres)) {
        NG_TRY(understand(tools, &bank->docs.at[next - 1].doc, err));
        score(bank->arena, &g, &sums, getenv("NG_MEASURE_VERBOSE"));
        ++n;
      }
      if (!text.at || next == bank->docs.n) {
        break;
      }
      id    = ng_str_n(line.at + 14, line.len - 14);
      g     = (Gold){.arena = bank->arena, .doc = &bank->docs.at[next++]};
      token = 0;
      continue;
    }
    NgStr       rest  = line;
    const NgStr first = ng_table_next(&rest, '\t');
    if (!first.len || first.at[0] == '#' || memchr(first.at, '-', first.len) ||
        memchr(first.at, '.', first.len)) {
      continue;
    }
    for (int i = 1; i < 9; ++i) {
      ng_table_next(&rest, '\t');
    }
    read_entities(&g, entity_of(ng_table_next(&rest, '\t')), token++);
  }
  printf("%u documents\n", n);
  const double f = print_f1("MUC", sums.muc_p, sums.muc_r) + print_f1("B3", sums.b3_p, sums.b3_r) +
                   print_f1("CEAFe", sums.ceaf_p, sums.ceaf_r);
  printf("CoNLL F1 %.4f\n", f / 3);
  return NG_SUCCESS;
}

int
main(int argc, char** argv)
{
  NgError    err   = {0};
  NgTreebank bank  = {0};
  Tools      tools = {0};
  NgBuf      text  = NG_BUF_INIT((size_t)1 << 30);
  if (argc < 2) {
    fputs("usage: measure_coref FILE.conllu [GENRE...]\n", stderr);
    return 2;
  }
  NgStatus st = ng_treebank_read(&bank, argv[1], &err);
  st          = st ? st : ng_io_read_file(argv[1], &text, &err);
  st          = st ? st : open_tools(&tools, &err);
  st          = st ? st : measure(&bank, ng_buf_str(&text), &tools, argc - 2, argv + 2, &err);
  if (st) {
    fprintf(stderr, "measure_coref: %s: %s\n", err.source, err.message);
  }
  close_tools(&tools);
  ng_treebank_free(&bank);
  ng_buf_free(&text);
  return st ? 1 : 0;
}
