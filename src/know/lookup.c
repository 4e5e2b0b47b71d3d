// SPDX-License-Identifier: Apache-2.0
// Looking up names and words. A word is found by hashing; from word to word a name is a path down a
// tree whose children lie sorted, so that a step is one hash and one binary search.
#include "know/impl.h"
#include "know/words.h"

// A slot's 40 bits of hash stand for the word: that another word of a text has them is less likely than
// an error of the machine's memory, and comparing the bytes would cost two cache misses more.
uint32_t
ng_know_find_word(const NgKnowLayer* l, NgStr word)
{
  const uint64_t h    = ng_hash(word.at, word.len, 0);
  const uint32_t mask = l->n_slots - 1;
  for (uint32_t s = (uint32_t)h & mask; l->word_hash[s]; s = (s + 1) & mask) {
    if (((l->word_hash[s] ^ h) & NG_HASH_TAG_MASK) == 0) {
      const uint32_t id = (uint32_t)(l->word_hash[s] & ~NG_HASH_TAG_MASK) - 1;
      return id < l->n_words ? id : NG_NONE;
    }
  }
  return NG_NONE;
}

static uint32_t
word_at(const NgKnowLayer* l, uint32_t node)
{
  return l->nodes[node].word & NG_NODE_WORD_MASK;
}

// Narrow children [*lo, *hi) around the place where `word` would lie if words were spread evenly: a
// given name has hundreds of children, and a search by halves would wait for memory at each step.
static void
narrow(const NgKnowLayer* l, uint32_t word, uint32_t* lo, uint32_t* hi)
{
  const uint32_t guess = *lo + (uint32_t)((uint64_t)word * (*hi - *lo) / l->n_words);
  uint32_t       step  = 8;
  if (word_at(l, guess) <= word) {
    *lo = guess;
    for (; step < *hi - *lo && word_at(l, *lo + step) <= word; step *= 2) {
      *lo += step;
    }
    *hi = step < *hi - *lo ? *lo + step : *hi;
  } else {
    *hi = guess;
    for (; step < *hi - *lo && word_at(l, *hi - step) > word; step *= 2) {
      *hi -= step;
    }
    *lo = step < *hi - *lo ? *hi - step : *lo;
  }
}

uint32_t
ng_know_child(const NgKnowLayer* l, uint32_t inner, uint32_t word)
{
  if (!inner) {
    return word < l->n_start ? word : NG_NONE;
  }
  uint32_t lo = l->inner[inner].first_child;
  uint32_t hi = l->inner[inner + 1].first_child;
  if (hi - lo > 16) {
    narrow(l, word, &lo, &hi);
  }
  const uint32_t end = hi;
  while (lo < hi) {
    const uint32_t mid = lo + (hi - lo) / 2;
    if (word_at(l, mid) < word) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  return lo < end && word_at(l, lo) == word ? lo : NG_NONE;
}

uint32_t
ng_know_parent_inner(const NgKnowLayer* l, uint32_t node)
{
  uint32_t lo = 0; // first_child[lo] <= node < first_child[hi]
  uint32_t hi = l->n_inner - 1;
  while (hi - lo > 1) {
    const uint32_t mid = lo + (hi - lo) / 2;
    if (l->inner[mid].first_child <= node) {
      lo = mid;
    } else {
      hi = mid;
    }
  }
  return lo;
}

// --- walking -------------------------------------------------------------------------------------

NgKnowWalk
ng_know_walk_start(const NgKnow* know, bool any_case)
{
  NgKnowWalk w = {.node = {NG_NONE, NG_NONE}, .n_words = 0, .any_case = any_case};
  return w;
}

// Node of `word` behind the place of layer `k`, NG_NONE where there is none.
static uint32_t
step(const NgKnow* know, const NgKnowWalk* walk, uint32_t k, NgStr word)
{
  const NgKnowLayer* const l     = &know->layers[k];
  uint32_t                 inner = 0;
  if (walk->n_words) {
    if (walk->node[k] == NG_NONE || !(l->nodes[walk->node[k]].word & NG_NODE_INNER)) {
      return NG_NONE;
    }
    inner = l->nodes[walk->node[k]].to;
  }
  const uint32_t id = ng_know_find_word(l, word);
  return id == NG_NONE ? NG_NONE : ng_know_child(l, inner, id);
}

static bool
is_all_upper(NgStr word)
{
  for (size_t i = 0; i < word.len; ++i) {
    if (word.at[i] >= 'a' && word.at[i] <= 'z') {
      return false;
    }
  }
  return word.len > 1;
}

// "BANK" as "Bank", or as "bank" where `keep` is 0.
static NgStr
lowered(NgStr word, size_t keep, char out[NG_NAME_WORD_MAX + 8])
{
  for (size_t i = 0; i < word.len; ++i) {
    const char c = word.at[i];
    out[i]       = i >= keep && c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
  }
  return ng_str_n(out, word.len);
}

static uint32_t
step_any_case(const NgKnow* know, const NgKnowWalk* walk, uint32_t k, NgStr word)
{
  char     other[NG_NAME_WORD_MAX + 8];
  uint32_t node = step(know, walk, k, word);
  if (node == NG_NONE && walk->any_case && is_all_upper(word)) {
    node = step(know, walk, k, lowered(word, 1, other));
    node = node == NG_NONE ? step(know, walk, k, lowered(word, 0, other)) : node;
  }
  return node;
}

static bool
walk_word(const NgKnow* know, NgKnowWalk* walk, NgStr word)
{
  bool       any  = false;
  NgKnowWalk next = *walk;
  for (uint32_t k = 0; k < know->n_layers; ++k) {
    next.node[k] = step_any_case(know, walk, k, word);
    any          = any || next.node[k] != NG_NONE;
  }
  ++next.n_words;
  *walk = next;
  return any;
}

bool
ng_know_walk_feed(const NgKnow* know, NgKnowWalk* walk, NgStr token)
{
  if (ng_name_is_simple(token)) {
    return walk_word(know, walk, token);
  }
  NgNameWords words;
  ng_name_words_start(&words, token);
  while (ng_name_words_next(&words)) {
    if (!walk_word(know, walk, ng_name_word(&words))) {
      return false;
    }
  }
  return walk->n_words == 0 || walk->node[0] != NG_NONE || walk->node[1] != NG_NONE;
}

static uint32_t
end_of(const NgKnow* know, const NgKnowWalk* walk, uint32_t k)
{
  return walk->n_words && walk->node[k] != NG_NONE ? ng_know_end(&know->layers[k], walk->node[k]) : 0;
}

uint32_t
ng_know_walk_types(const NgKnow* know, const NgKnowWalk* walk)
{
  uint32_t mask = 0;
  for (uint32_t k = 0; k < know->n_layers; ++k) {
    const NgKnowLayer* const l   = &know->layers[k];
    const uint32_t           end = end_of(know, walk, k);
    if (end & NG_END_LIST) {
      mask |= l->ends[end & ~NG_END_LIST] >> 16;
    } else if (end && (end >> NG_END_KIND_SHIFT & NG_END_KIND_MASK) != NG_ALIAS_METONYM) {
      mask |= 1u << l->rows[(end & NG_END_ROW_MASK) - 1].type;
    }
  }
  return mask;
}

bool
ng_know_walk_continues(const NgKnow* know, const NgKnowWalk* walk)
{
  for (uint32_t k = 0; k < know->n_layers; ++k) {
    if (walk->n_words == 0 ||
        (walk->node[k] != NG_NONE && know->layers[k].nodes[walk->node[k]].word & NG_NODE_INNER)) {
      return true;
    }
  }
  return false;
}

static bool
goes_before(const NgKnowHit* a, const NgKnowHit* b)
{
  if (a->is_exact != b->is_exact) {
    return a->is_exact;
  }
  if (a->prior > b->prior || a->prior < b->prior) {
    return a->prior > b->prior;
  }
  return a->row < b->row;
}

// Insert in order; the worst falls out where `hits` is full. A row that is there already stays once.
static uint32_t
add_hit(NgKnowHit* hits, uint32_t n, uint32_t max, NgKnowHit hit)
{
  for (uint32_t i = 0; i < n; ++i) {
    if (hits[i].row == hit.row) {
      return n;
    }
  }
  uint32_t at = n;
  while (at > 0 && goes_before(&hit, &hits[at - 1])) {
    --at;
  }
  if (at == max) {
    return n;
  }
  n = n < max ? n + 1 : max;
  memmove(hits + at + 1, hits + at, (n - at - 1) * sizeof(NgKnowHit));
  hits[at] = hit;
  return n;
}

// A query as plain as the spelling is exact; a spelling with marks is exact where the query has marks.
static NgKnowHit
hit_of(const NgKnowLayer* l, uint32_t entry, const bool* is_plain)
{
  const uint32_t local = (entry & NG_END_ROW_MASK) - 1;
  const uint32_t alias = entry >> NG_END_KIND_SHIFT & NG_END_KIND_MASK;
  const RowRec*  row   = &l->rows[local];
  return (NgKnowHit){.row      = local + l->first_row,
                     .alias    = (NgAliasKind)alias,
                     .is_exact = is_plain && *is_plain == ((entry & NG_END_PLAIN) != 0),
                     .type     = (NgKnowType)row->type,
                     .prior    = (float)ng_know_lowered(row->weight, alias) / 255.0f};
}

enum { MAX_EXAMINED = 256 }; // of rows that share a name; the best come first

static uint32_t
collect(const NgKnow* know, const NgKnowWalk* walk, const bool* is_plain, NgKnowHit* hits, uint32_t n,
        uint32_t max)
{
  for (uint32_t k = know->n_layers; k-- > 0;) {
    const NgKnowLayer* const l         = &know->layers[k];
    const uint32_t           end       = end_of(know, walk, k);
    uint32_t                 n_entries = 0;
    const uint32_t* const    entries   = ng_know_entries(l, &end, &n_entries);
    for (uint32_t i = 0; i < n_entries && i < MAX_EXAMINED; ++i) {
      const uint32_t row = entries[i] & NG_END_ROW_MASK;
      if (row >= 1 && row <= l->n_rows && !ng_know_is_hidden(know, row - 1 + l->first_row)) {
        n = add_hit(hits, n, max, hit_of(l, entries[i], is_plain));
      }
    }
  }
  return n;
}

uint32_t
ng_know_walk_hits(const NgKnow* know, const NgKnowWalk* walk, NgKnowHit* hits, uint32_t max)
{
  return collect(know, walk, NULL, hits, 0, max);
}

static uint32_t
lookup(const NgKnow* know, NgStr name, bool any_case, NgKnowHit* hits, uint32_t n, uint32_t max)
{
  NgKnowWalk walk = ng_know_walk_start(know, any_case);
  if (!ng_know_walk_feed(know, &walk, name) || !walk.n_words) {
    return n;
  }
  const bool is_plain = ng_name_is_plain(name);
  return collect(know, &walk, &is_plain, hits, n, max);
}

static uint32_t
lookup_both(const NgKnow* know, NgStr name, bool any_case, NgKnowHit* hits, uint32_t max)
{
  const NgStr trimmed = ng_str_trim(name);
  uint32_t    n       = lookup(know, trimmed, any_case, hits, 0, max);
  if (ng_str_starts(trimmed, "The ") || ng_str_starts(trimmed, "the ")) {
    n = lookup(know, ng_str_n(trimmed.at + 4, trimmed.len - 4), any_case, hits, n, max);
  }
  return n;
}

uint32_t
ng_know_lookup(const NgKnow* know, NgStr name, NgKnowHit* hits, uint32_t max)
{
  return lookup_both(know, name, false, hits, max);
}

uint32_t
ng_know_lookup_caps(const NgKnow* know, NgStr name, NgKnowHit* hits, uint32_t max)
{
  return lookup_both(know, name, true, hits, max);
}

uint32_t
ng_know_match(const NgKnow* know, const NgDoc* doc, uint32_t at, uint32_t end, uint32_t* mask)
{
  NgKnowWalk walk = ng_know_walk_start(know, false);
  uint32_t   best = 0;
  for (uint32_t i = at; i < end && ng_know_walk_feed(know, &walk, ng_doc_token(doc, i)); ++i) {
    const uint32_t types = ng_know_walk_types(know, &walk);
    if (types) {
      best = i + 1 - at;
      if (mask) {
        *mask = types;
      }
    }
  }
  return best;
}

// --- words ---------------------------------------------------------------------------------------

static NgKnowWord
word_of(const NgKnow* know, NgStr word)
{
  NgKnowWord out = {0};
  for (uint32_t k = 0; k < know->n_layers; ++k) {
    const uint32_t id = ng_know_find_word(&know->layers[k], word);
    if (id != NG_NONE) {
      const uint32_t info    = know->layers[k].word_info[id];
      const uint8_t  given   = info >> 16 & 0xFF;
      const uint8_t  surname = (uint8_t)(info >> 24);
      out.flags |= info & 0xFFFF;
      out.given   = out.given > given ? out.given : given;
      out.surname = out.surname > surname ? out.surname : surname;
    }
  }
  return out;
}

NgKnowWord
ng_know_word(const NgKnow* know, NgStr text)
{
  if (ng_name_is_simple(text)) {
    return word_of(know, text);
  }
  NgKnowWord  all = {0};
  uint32_t    n   = 0;
  NgNameWords words;
  ng_name_words_start(&words, text);
  while (ng_name_words_next(&words)) {
    const NgKnowWord w = word_of(know, ng_name_word(&words));
    all.flags          = n ? all.flags & w.flags : w.flags;
    all.given          = n && all.given < w.given ? all.given : w.given;
    all.surname        = n && all.surname < w.surname ? all.surname : w.surname;
    ++n;
  }
  return all;
}

bool
ng_know_given_name(const NgKnow* know, NgStr word, bool* is_male, bool* is_female)
{
  const NgKnowWord w = ng_know_word(know, word);
  if (is_male) {
    *is_male = w.flags & NG_WORD_GIVEN_MALE;
  }
  if (is_female) {
    *is_female = w.flags & NG_WORD_GIVEN_FEMALE;
  }
  return w.flags & NG_WORD_GIVEN;
}

uint32_t
ng_know_demonym(const NgKnow* know, NgStr word)
{
  NgKnowHit      hits[8];
  const uint32_t n = ng_know_lookup(know, word, hits, 8);
  for (uint32_t i = 0; i < n; ++i) {
    if (hits[i].type == NG_KNOW_DEMONYM) {
      return ng_know_row(know, hits[i].row).country_row;
    }
  }
  return NG_NONE;
}
