// SPDX-License-Identifier: Apache-2.0
#include "tag/names_view.h"

bool
ng_name_may_follow(unsigned label, unsigned next)
{
  const unsigned edge    = NG_N_NAME_LABELS;
  const bool     is_open = label != edge && label != NG_NAME_O && ng_name_label_part(label) <= NG_BILU_I;
  if (next == edge || next == NG_NAME_O) {
    return !is_open;
  }
  const NgBilu part   = ng_name_label_part(next);
  const bool   starts = part == NG_BILU_B || part == NG_BILU_U;
  return is_open ? !starts && ng_name_label_type(label) == ng_name_label_type(next) : starts;
}

// --- words ---------------------------------------------------------------------------------------

static bool
is_letter(unsigned char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

// Class of a byte for the shape: a run of continuation bytes counts as one lower-case letter.
static char
shape_of(unsigned char c)
{
  if (c >= 'A' && c <= 'Z') {
    return 'X';
  }
  if ((c >= 'a' && c <= 'z') || c >= 0x80) {
    return 'x';
  }
  return c >= '0' && c <= '9' ? 'd' : (char)c;
}

enum { PLAIN_MAX = 64 };

// The word with typographic quotes, apostrophes and dashes as plain ones, in `buffer` where it has any:
// houses differ in them, names do not.
static NgStr
plain(NgStr word, char* buffer)
{
  size_t n = 0;
  if (word.len > PLAIN_MAX || !memchr(word.at, '\xE2', word.len)) {
    return word;
  }
  for (size_t i = 0; i < word.len; ++i) {
    const bool          is_mark = i + 2 < word.len && word.at[i] == '\xE2' && word.at[i + 1] == '\x80';
    const unsigned char last    = is_mark ? (unsigned char)word.at[i + 2] : 0;
    const char          c       = last >= 0x93 && last <= 0x95   ? '-'
                                  : last >= 0x98 && last <= 0x9B ? '\''
                                  : last >= 0x9C && last <= 0x9F ? '"'
                                                                 : '\0';
    buffer[n++]                 = c ? c : word.at[i];
    i += c ? 2 : 0;
  }
  return ng_str_n(buffer, n);
}

// Shape with runs of more than two folded into two: "McDonald" is "XxXxx".
static uint32_t
shape_hash(NgStr word, bool is_capital)
{
  char     shape[24];
  size_t   n   = 0;
  unsigned run = 0;
  for (size_t i = 0; i < word.len && n < sizeof(shape); ++i) {
    const unsigned char byte = (unsigned char)word.at[i];
    if ((byte & 0xC0) == 0x80) {
      continue;
    }
    const char c = i == 0 && is_capital ? 'X' : shape_of(byte);
    run          = n > 0 && shape[n - 1] == c ? run + 1 : 1;
    if (run <= 2) {
      shape[n++] = c;
    }
  }
  return (uint32_t)ng_hash(shape, n, 7);
}

static void
fill_word(NgNameWord* word, NgStr lower)
{
  // Bytes, not letters: a hash of half a letter is as good a feature as any.
  for (size_t k = 0; k < 4; ++k) {
    const size_t n  = k + 1 < lower.len ? k + 1 : lower.len;
    word->prefix[k] = (uint32_t)ng_hash(lower.at, n, 11 + k);
    word->suffix[k] = (uint32_t)ng_hash(lower.at + lower.len - n, n, 21 + k);
  }
  word->first = word->last = NG_NONE;
}

static void
look_up_words(NgNamesView* view, const NgWordvec* words)
{
  enum { AHEAD = 8 };
  for (uint32_t i = 0; i < view->n_words; ++i) {
    if (i + AHEAD < view->n_words) {
      ng_wordvec_prefetch(words, view->words[i + AHEAD].hash);
    }
    view->words[i].vector = ng_wordvec_find_hash(words, view->words[i].hash);
  }
  for (uint32_t i = 0; i < view->n_words; ++i) {
    NgNameWord* const word = &view->words[i];
    word->cluster[0]       = ng_wordvec_fine(words, word->vector);
    word->cluster[1]       = ng_wordvec_coarse(words, word->vector);
  }
}

// Number the folded words of the article by an open table in the arena.
static NgStatus
number_words(NgNamesView* view, const NgWordvec* words)
{
  const NgDoc* const doc  = view->doc;
  const uint32_t     n    = doc->tokens.n;
  uint32_t           size = 64;
  while (size < n * 2ULL && size < (1U << 31)) {
    size *= 2;
  }
  uint32_t* const slots   = ng_arena_calloc(doc->arena, size, sizeof(*slots));
  NG_VEC(NgNameWord) list = {0};
  if (!slots) {
    return NG_ERR_NO_MEM;
  }
  for (uint32_t t = 0; t < n; ++t) {
    char           buffer[PLAIN_MAX];
    const NgStr    lower = plain(doc->tokens.at[t].lower, buffer);
    const uint64_t hash  = ng_hash(lower.at, lower.len, 0);
    uint32_t       at    = (uint32_t)ng_mix(hash) & (size - 1);
    while (slots[at] && list.at[slots[at] - 1].hash != hash) {
      at = (at + 1) & (size - 1);
    }
    if (!slots[at]) {
      NgNameWord* const word = NG_VEC_ADD(doc->arena, list);
      if (!word) {
        return NG_ERR_NO_MEM;
      }
      word->hash = hash;
      fill_word(word, lower);
      slots[at] = list.n;
    }
    view->toks[t].word = slots[at] - 1;
  }
  view->words   = list.at;
  view->n_words = list.n;
  if (words) {
    look_up_words(view, words);
  }
  return NG_SUCCESS;
}

static void
fill_tokens(NgNamesView* view)
{
  const NgDoc* const doc = view->doc;
  for (uint32_t t = 0; t < doc->tokens.n; ++t) {
    const NgToken* const token = &doc->tokens.at[t];
    char                 buffer[PLAIN_MAX];
    const NgStr          word       = plain(ng_doc_token(doc, t), buffer);
    NgNameTok* const     tok        = &view->toks[t];
    const bool           is_capital = (token->shape & (NG_SHAPE_CAPITAL | NG_SHAPE_MIXED)) != 0;
    tok->cased                      = (uint32_t)ng_hash(word.at, word.len, 3);
    tok->shape                      = shape_hash(word, (token->shape & NG_SHAPE_CAPITAL) != 0);
    tok->flags                      = (uint8_t)((is_capital ? NG_NAMETOK_CAPITAL : 0) |
                           (token->shape & NG_SHAPE_ALL_UPPER ? NG_NAMETOK_UPPER : 0) |
                           (token->shape & NG_SHAPE_DIGIT ? NG_NAMETOK_DIGIT : 0) |
                           (view->words[tok->word].vector == 0 ? NG_NAMETOK_UNKNOWN : 0));
    for (size_t i = 0; i < word.len; ++i) {
      if (is_letter((unsigned char)word.at[i]) && token->kind == NG_TOK_WORD) {
        tok->flags |= NG_NAMETOK_WORD;
        break;
      }
    }
  }
}

// Mark the first word, and all words where the sentence is in title case or capitals: there a capital
// says nothing.
static void
mark_sentence(NgNamesView* view, NgSpan tokens)
{
  uint32_t n_words = 0, n_capital = 0, n_upper = 0, n_long = 0;
  bool     is_initial = true;
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    NgNameTok* const tok = &view->toks[t];
    if (!(tok->flags & NG_NAMETOK_WORD)) {
      continue;
    }
    if (is_initial) {
      tok->flags |= NG_NAMETOK_INITIAL;
      is_initial = false;
    }
    const NgToken* const token   = &view->doc->tokens.at[t];
    const bool           is_long = token->end - token->begin >= 4;
    ++n_words;
    n_long += is_long;
    n_capital += is_long && (tok->flags & NG_NAMETOK_CAPITAL);
    n_upper += (tok->flags & NG_NAMETOK_UPPER) != 0;
  }
  uint8_t mark = 0;
  if (n_words >= 3 && n_upper * 10 >= n_words * 8) {
    mark = NG_NAMETOK_SHOUTED;
  } else if (n_words >= 4 && n_long >= 3 && n_capital * 10 >= n_long * 8) {
    mark = NG_NAMETOK_TITLED;
  }
  for (uint32_t t = tokens.begin; mark && t < tokens.end; ++t) {
    view->toks[t].flags |= mark;
  }
}

static void
count_cases(NgNamesView* view)
{
  enum { NOT_MID = NG_NAMETOK_INITIAL | NG_NAMETOK_TITLED | NG_NAMETOK_SHOUTED };
  for (uint32_t t = 0; t < view->doc->tokens.n; ++t) {
    const NgNameTok* const tok  = &view->toks[t];
    NgNameWord* const      word = &view->words[tok->word];
    if (!(tok->flags & NG_NAMETOK_CAPITAL)) {
      ++word->n_lower;
    } else if (!(tok->flags & NOT_MID)) {
      ++word->n_mid;
      word->first = word->first == NG_NONE ? t : word->first;
      word->last  = t;
    }
  }
}

// --- known names ---------------------------------------------------------------------------------

enum { MAX_KNOWN = 12 }; // tokens of a known name

static NgKnowWalk
start_walk(const NgNamesView* view, uint32_t token)
{
  return ng_know_walk_start(view->know, (view->toks[token].flags & NG_NAMETOK_SHOUTED) != 0);
}

// Longest known name from `token` on: its tokens and types.
static uint32_t
longest_known(const NgNamesView* view, uint32_t token, uint32_t end, uint32_t* types)
{
  NgKnowWalk walk  = start_walk(view, token);
  uint32_t   found = 0;
  for (uint32_t n = 0; n < MAX_KNOWN && token + n < end; ++n) {
    if (!ng_know_walk_feed(view->know, &walk, ng_doc_token(view->doc, token + n))) {
      break;
    }
    const uint32_t here = ng_know_walk_types(view->know, &walk);
    if (here) {
      *types = here;
      found  = n + 1;
    }
  }
  return found;
}

static void
mark_known(NgNamesView* view, NgSpan sentence)
{
  for (uint32_t t = sentence.begin; t < sentence.end; ++t) {
    if (!(view->toks[t].flags & NG_NAMETOK_CAPITAL)) {
      continue;
    }
    uint32_t       types = 0;
    const uint32_t n     = longest_known(view, t, sentence.end, &types);
    const uint64_t set   = types & 0xFFFF;
    for (uint32_t k = 0; k < n; ++k) {
      view->gaz[t + k] |= set;
    }
    if (n == 1) {
      view->gaz[t] |= set << 48;
    } else if (n) {
      view->gaz[t] |= set << 16;
      view->gaz[t + n - 1] |= set << 32;
    }
  }
}

static NgStatus
match_known(NgNamesView* view)
{
  const NgDoc* const doc = view->doc;
  view->gaz              = ng_arena_calloc(doc->arena, doc->tokens.n + 1U, sizeof(*view->gaz));
  view->known            = ng_arena_calloc(doc->arena, doc->tokens.n + 1U, sizeof(*view->known));
  if (!view->gaz || !view->known) {
    return NG_ERR_NO_MEM;
  }
  for (uint32_t t = 0; t < doc->tokens.n; ++t) {
    if (view->toks[t].flags & NG_NAMETOK_CAPITAL) {
      const NgKnowWord word    = ng_know_word(view->know, ng_doc_token(doc, t));
      const uint32_t   given   = word.given > 7 ? 7 : word.given;
      const uint32_t   surname = word.surname > 7 ? 7 : word.surname;
      view->known[t]           = (word.flags & 0xFFFF) | given << 16 | surname << 20;
    }
  }
  for (uint32_t s = 0; s < doc->sentences.n; ++s) {
    mark_known(view, doc->sentences.at[s].tokens);
  }
  return NG_SUCCESS;
}

uint32_t
ng_names_view_known(const NgNamesView* view, NgSpan tokens)
{
  if (!view->know || tokens.end - tokens.begin > MAX_KNOWN) {
    return 0;
  }
  NgKnowWalk walk = start_walk(view, tokens.begin);
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    if (!ng_know_walk_feed(view->know, &walk, ng_doc_token(view->doc, t))) {
      return 0;
    }
  }
  return ng_know_walk_types(view->know, &walk) & 0xFFFF;
}

NgStatus
ng_names_view_make(NgNamesView* view, const NgDoc* doc, const NgWordvec* words, const NgKnow* know,
                   bool wants_gazetteer, NgError* err)
{
  view->doc  = doc;
  view->know = know;
  view->toks = ng_arena_calloc(doc->arena, doc->tokens.n + 1U, sizeof(NgNameTok));
  if (!view->toks || number_words(view, words) != NG_SUCCESS) {
    return ng_error_set(err, NG_ERR_NO_MEM, "Out of memory for names");
  }
  fill_tokens(view);
  for (uint32_t s = 0; s < doc->sentences.n; ++s) {
    mark_sentence(view, doc->sentences.at[s].tokens);
  }
  count_cases(view);
  if (know && wants_gazetteer && match_known(view) != NG_SUCCESS) {
    return ng_error_set(err, NG_ERR_NO_MEM, "Out of memory for names");
  }
  return NG_SUCCESS;
}

// --- features ------------------------------------------------------------------------------------

typedef struct {
  uint32_t* rows;
  uint32_t  n;
} Rows;

static inline void
add(Rows* out, uint32_t id, uint32_t a, uint32_t b)
{
  out->rows[out->n++] = ng_names_hash(id, a, b);
}

static const NgNameWord EDGE_WORD = {.hash = 1, .first = NG_NONE, .last = NG_NONE};
static const NgNameTok  EDGE_TOK  = {.cased = 1, .shape = 1};

typedef struct {
  const NgNameTok*  tok[5];
  const NgNameWord* word[5];
  uint64_t          gaz[5];
  uint32_t          known[5];
} Window;

static void
look_around(Window* out, const NgNamesView* view, NgSpan sentence, uint32_t token)
{
  for (uint32_t k = 0; k < 5; ++k) {
    const uint32_t at     = token + k - 2; // wraps below 0, which is then beyond the end
    const bool     inside = at >= sentence.begin && at < sentence.end;
    out->tok[k]           = inside ? &view->toks[at] : &EDGE_TOK;
    out->word[k]          = inside ? &view->words[out->tok[k]->word] : &EDGE_WORD;
    out->gaz[k]           = inside && view->gaz ? view->gaz[at] : 0;
    out->known[k]         = inside && view->known ? view->known[at] : 0;
  }
}

static void
add_words(Rows* out, const Window* w)
{
  const uint32_t w0 = (uint32_t)w->word[2]->hash;
  const uint32_t p1 = (uint32_t)w->word[1]->hash;
  const uint32_t n1 = (uint32_t)w->word[3]->hash;
  const uint32_t c0 = w->tok[2]->flags & NG_NAMETOK_CAPITAL;
  add(out, 1, w0, c0);
  add(out, 2, w->tok[2]->cased, 0);
  add(out, 3, p1, c0);
  add(out, 4, n1, c0);
  add(out, 5, (uint32_t)w->word[0]->hash, c0);
  add(out, 6, (uint32_t)w->word[4]->hash, c0);
  add(out, 7, p1, w0);
  add(out, 8, w0, n1);
  add(out, 9, p1, w->tok[2]->shape);
  add(out, 10, n1, w->tok[2]->shape);
  add(out, 11, p1, n1);
  add(out, 12, (uint32_t)w->word[0]->hash, p1);
  add(out, 13, n1, (uint32_t)w->word[4]->hash);
}

// Logarithm of the word's place in the order of frequency: rows of the word vectors are in that order.
static uint32_t
rank_of(const NgNameWord* word)
{
  uint32_t rank = 0;
  for (uint32_t row = word->vector; row; row >>= 1) {
    ++rank;
  }
  return rank;
}

static void
add_shapes(Rows* out, const Window* w)
{
  const uint32_t s0    = w->tok[2]->shape;
  const uint32_t place = w->tok[2]->flags & 0x3F;
  add(out, 20, s0, 0);
  add(out, 21, s0, place);
  add(out, 22, w->tok[1]->shape, s0);
  add(out, 23, s0, w->tok[3]->shape);
  add(out, 24, ng_names_hash(0, w->tok[1]->shape, s0), w->tok[3]->shape);
  add(out, 25, w->tok[0]->shape, w->tok[1]->shape);
  add(out, 26, w->tok[3]->shape, w->tok[4]->shape);
  add(out, 28, rank_of(w->word[2]), place);
  add(out, 27, w->tok[1]->flags & 0x3F, (w->tok[3]->flags & 0x3F) | place << 8);
  for (uint32_t k = 0; k < 4; ++k) {
    add(out, 30 + k, w->word[2]->prefix[k], place & NG_NAMETOK_CAPITAL);
    add(out, 34 + k, w->word[2]->suffix[k], place & NG_NAMETOK_CAPITAL);
  }
  add(out, 38, w->word[1]->suffix[2], 0);
  add(out, 39, w->word[3]->suffix[2], 0);
}

static void
add_clusters(Rows* out, const Window* w)
{
  for (uint32_t k = 0; k < 5; ++k) {
    add(out, 40 + k, w->word[k]->cluster[0], w->tok[k]->flags & NG_NAMETOK_CAPITAL);
    add(out, 45 + k, w->word[k]->cluster[1], w->tok[k]->flags & NG_NAMETOK_CAPITAL);
  }
  add(out, 50, w->word[1]->cluster[1], w->word[2]->cluster[1]);
  add(out, 51, w->word[2]->cluster[1], w->word[3]->cluster[1]);
  add(out, 52, w->word[1]->cluster[1], w->tok[2]->shape);
  add(out, 53, w->word[3]->cluster[1], w->tok[2]->shape);
}

static uint32_t
bucket(uint32_t n)
{
  return n < 3 ? n : n < 6 ? 3 : 4;
}

// How the word behaves elsewhere in the article: its case, and its neighbours where a capital means
// something.
static void
add_elsewhere(Rows* out, const NgNamesView* view, const Window* w, uint32_t token)
{
  const NgNameWord* const word = w->word[2];
  if (!(w->tok[2]->flags & NG_NAMETOK_CAPITAL)) {
    add(out, 60, bucket(word->n_mid), bucket(word->n_lower));
    return;
  }
  const uint32_t n_other = word->n_mid - (word->n_mid && !(w->tok[2]->flags & 28));
  add(out, 61, bucket(n_other), bucket(word->n_lower) | (uint32_t)(w->tok[2]->flags & 0x3F) << 8);
  const uint32_t others[2] = {word->first, word->last};
  for (uint32_t k = 0; k < 2; ++k) {
    const uint32_t at = others[k];
    if (at == NG_NONE || at == token || at == 0 || at + 1 >= view->doc->tokens.n) {
      continue;
    }
    const NgNameTok* const before = &view->toks[at - 1];
    const NgNameTok* const after  = &view->toks[at + 1];
    add(out, 62, (uint32_t)view->words[before->word].hash, 0);
    add(out, 63, (uint32_t)view->words[after->word].hash, 0);
    add(out, 64, before->shape, after->shape);
    add(out, 65, view->words[before->word].cluster[1], 0);
  }
}

static void
add_gazetteer(Rows* out, const Window* w)
{
  const uint32_t words = w->known[2];
  for (uint32_t k = 1; k < 4; ++k) {
    add(out, 74 + k, w->known[k] & 0xFFFF, 0);
    add(out, 78 + k, w->known[k] >> 16, 0);
  }
  add(out, 82, w->known[1] >> 16, words >> 16);
  add(out, 83, words >> 16, w->known[3] >> 16);
  add(out, 84, w->known[1] & 0xFFFF, words & 0xFFFF);
  add(out, 85, words & 0xFFFF, w->known[3] & 0xFFFF);
  add(out, 70, (uint32_t)w->gaz[2], (uint32_t)(w->gaz[2] >> 32));
  add(out, 71, (uint32_t)w->gaz[1], (uint32_t)(w->gaz[1] >> 32));
  add(out, 72, (uint32_t)w->gaz[3], (uint32_t)(w->gaz[3] >> 32));
  uint64_t bits = w->gaz[2];
  for (uint32_t n = 0; bits && n < 8; ++n) {
    const uint32_t bit = (uint32_t)__builtin_ctzll(bits);
    bits &= bits - 1;
    add(out, 73, bit, w->tok[2]->flags & (NG_NAMETOK_CAPITAL | NG_NAMETOK_TITLED));
  }
}

uint32_t
ng_names_view_rows(const NgNamesView* view, NgSpan sentence, uint32_t token, uint32_t* rows)
{
  Rows   out = {rows, 0};
  Window w;
  look_around(&w, view, sentence, token);
  add(&out, 0, 0, 0);
  add_words(&out, &w);
  add_shapes(&out, &w);
  add_clusters(&out, &w);
  add_elsewhere(&out, view, &w, token);
  if (view->gaz) {
    add_gazetteer(&out, &w);
  }
  return out.n;
}
