// SPDX-License-Identifier: Apache-2.0
// English by function words (Ingle, A language identification table, The Incorporated Linguist 15, 1976;
// Grefenstette, Comparing two language identification schemes, JADT 1995), the others by the n-grams of
// libexttextcat (Cavnar, Trenkle: N-gram-based text categorization, SDAIR 1994).
#include "read/language.h"

#include "base/alloc.h"
#include "model/term.h"

#include <libexttextcat/textcat.h>
#include <stdio.h>
#include <unicode/uloc.h>

#ifndef NG_TEXTCAT_DIR
#error "NG_TEXTCAT_DIR must name the folder of the fingerprints"
#endif

enum {
  GLANCE      = 1500, // bytes that are looked at first
  SAMPLE      = 6000, // and where they leave a doubt
  NAME_SAMPLE = 1500, // bytes that the fingerprints are compared with
  MAX_WORD    = 16,
  FEW_WORDS   = 12, // a text of fewer may lack all of the words
  SHORT       = 80, // words of a few sentences
};

// What a word speaks for.
enum {
  SAYS_STRONG = 1 << 0, // English and hardly any other language
  SAYS_WEAK   = 1 << 1, // English and others
  SAYS_SCOTS  = 1 << 2,
  SAYS_PIDGIN = 1 << 3,
};

static const struct {
  const char* words;
  unsigned    says;
} words[] = {
// Made at build time from src/data/lists/english-words.tsv by words.awk.
#include "read/english_words.inc"
};

struct NgLanguageImpl {
  void*        textcat;
  candidate_t* candidates;
  bool         is_tried; // to load the fingerprints
};

// What a sample holds.
typedef struct {
  unsigned words;
  unsigned strong, weak, scots, pidgin;
  unsigned latin;  // letters
  unsigned beyond; // those beyond ASCII
  unsigned other;  // letters of other scripts
} Counts;

NgLanguage*
ng_language_new(void)
{
  return ng_calloc(1, sizeof(NgLanguage));
}

void
ng_language_free(NgLanguage* language)
{
  if (language) {
    if (language->candidates) {
      textcat_ReleaseClassifyFullOutput(language->textcat, language->candidates);
    }
    if (language->textcat) {
      textcat_Done(language->textcat);
    }
    ng_free(language);
  }
}

static const float CERTAIN = 0.08F; // share of words that are English

// --- English -------------------------------------------------------------------------------------

static unsigned
find_word(NgStr word)
{
  size_t low  = 0;
  size_t high = sizeof(words) / sizeof(words[0]);
  while (low < high) {
    const size_t mid   = low + (high - low) / 2;
    const int    order = ng_str_cmp(word, ng_str(words[mid].words));
    if (order == 0) {
      return words[mid].says;
    }
    if (order < 0) {
      high = mid;
    } else {
      low = mid + 1;
    }
  }
  return 0;
}

static void
count_word(Counts* c, const char* lower, size_t len)
{
  const unsigned says = len <= MAX_WORD ? find_word(ng_str_n(lower, len)) : 0;
  ++c->words;
  c->strong += (says & SAYS_STRONG) != 0;
  c->weak += (says & SAYS_WEAK) != 0;
  c->scots += (says & SAYS_SCOTS) != 0;
  c->pidgin += (says & SAYS_PIDGIN) != 0;
}

static bool
is_ascii_letter(unsigned char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The script of a character by its first byte: Latin up to U+033F and U+1E00 to U+1EFF; punctuation, symbols
// and emoji are of none.
static void
count_script(Counts* c, unsigned char lead, unsigned char second)
{
  if (lead < 0xC3 || lead == 0xE2 || lead >= 0xEF) {
    return;
  }
  const bool is_latin = lead <= 0xCC || (lead == 0xE1 && second >= 0xB8 && second <= 0xBB);
  c->latin += is_latin;
  c->beyond += is_latin;
  c->other += !is_latin;
}

static Counts
count(NgStr text)
{
  Counts c = {0};
  char   lower[MAX_WORD + 1];
  size_t n = 0; // letters of the word in hand
  for (size_t i = 0; i < text.len; ++i) {
    const unsigned char b = (unsigned char)text.at[i];
    if (is_ascii_letter(b) || b >= 0x80) {
      if (b >= 0xC0) {
        count_script(&c, b, i + 1 < text.len ? (unsigned char)text.at[i + 1] : 0);
      }
      const bool is_mark = b == 0xE2; // a dash or quotation mark ends the word
      c.latin += b < 0x80;
      if (is_mark && n) {
        count_word(&c, lower, n);
      }
      i += is_mark && i + 2 < text.len ? 2 : 0;
      n = is_mark ? 0 : n + 1;
      if (n && n <= MAX_WORD) {
        lower[n - 1] = (char)(b < 0x80 ? b | 0x20 : b);
      }
    } else if (n) {
      count_word(&c, lower, n);
      n = 0;
    }
  }
  if (n) {
    count_word(&c, lower, n);
  }
  return c;
}

static float
share(unsigned part, unsigned whole)
{
  return whole ? (float)part / (float)whole : 0.0F;
}

static NgLanguageGuess
guess(const char* tag, float confidence, bool is_english)
{
  NgLanguageGuess g = {"", confidence > 1.0F ? 1.0F : confidence < 0.0F ? 0.0F : confidence, is_english};
  snprintf(g.tag, sizeof(g.tag), "%s", tag);
  return g;
}

// --- the others ----------------------------------------------------------------------------------

static bool
load(NgLanguage* l)
{
  if (!l->is_tried) {
    l->is_tried   = true;
    l->textcat    = special_textcat_Init(NG_TEXTCAT_DIR "/fpdb.conf", NG_TEXTCAT_DIR "/");
    l->candidates = l->textcat ? textcat_GetClassifyFullOutput(l->textcat) : NULL;
  }
  return l->candidates;
}

// Bytes of the beginning, `most` at most, that are UTF-8 without NUL.
static size_t
whole_utf8(NgStr text, size_t most)
{
  size_t i = 0;
  while (i < text.len && text.at[i]) {
    const size_t n = ng_utf8_next(ng_str_n(text.at + i, text.len - i), NULL);
    if (!n || i + n > most) {
      break;
    }
    i += n;
  }
  return i;
}

// The tag that the fingerprints give, "und" where they are at a loss, at `out` of `size` bytes.
static void
name_language(NgLanguage* l, NgStr text, char* out, size_t size)
{
  snprintf(out, size, "und");
  const size_t len = whole_utf8(text, NAME_SAMPLE);
  if (!len || !load(l) || textcat_ClassifyFull(l->textcat, text.at, len, l->candidates) <= 0) {
    return;
  }
  const char* const name = l->candidates[0].name; // "de--utf8", "zh-Hans--utf8"
  const char* const end  = strstr(name, "--");
  snprintf(out, size, "%.*s", (int)(end ? end - name : (ptrdiff_t)strlen(name)), name);
}

// Where the words leave a doubt: by fingerprints, in favour of English.
static NgLanguageGuess
guess_by_fingerprints(NgLanguage* language, NgStr sample, const Counts* c)
{
  const float LEAST  = 0.05F; // of words that are English
  const float MARKS  = 0.03F; // of letters beyond ASCII: English has none
  const float strong = share(c->strong, c->words);
  char        tag[36];
  name_language(language, sample, tag, sizeof(tag));
  const bool is_unknown = !strcmp(tag, "und");
  const bool is_named   = !is_unknown && strcmp(tag, "en") != 0 && strcmp(tag, "sco") != 0;
  const bool is_foreign = is_unknown && !c->strong && c->words >= FEW_WORDS &&
                          share(c->beyond, c->latin) > MARKS;
  // Tables, lists of names and the like hold few words of any language.
  const bool is_tiny = c->words < FEW_WORDS && (!c->beyond || c->words < 4);
  // Few sentences full of names: the words that English shares with others count by half.
  const bool is_short = c->words < SHORT && !c->beyond && strong + share(c->weak, c->words) / 2.0F >= CERTAIN;
  if ((!is_named && !is_foreign) || strong >= LEAST || is_tiny || is_short) {
    return guess("en", strong * 5.0F, true);
  }
  return guess(tag, 1.0F - strong / LEAST / 2.0F, false);
}

// Scots and Pidgin share most function words with English: a text with more of their own than a quotation
// has.
static NgLanguageGuess
guess_kin(const Counts* c)
{
  const float    KIN  = 0.06F;
  const unsigned most = c->scots > c->pidgin ? c->scots : c->pidgin;
  if (most > 3 && share(most, c->words) > KIN) {
    return guess(c->scots > c->pidgin ? "sco" : "pcm", 0.5F + share(most, c->words), false);
  }
  return guess("", 0.0F, false);
}

NgLanguageGuess
ng_language_run(NgLanguage* language, NgStr text)
{
  const float  SURE = 0.12F; // of words that are English. Articles have 0.15 to 0.3, in other languages 0.02
  const Counts glance = count(ng_str_n(text.at, text.len < GLANCE ? text.len : GLANCE));
  const NgStr  sample = ng_str_n(text.at, text.len < SAMPLE ? text.len : SAMPLE);
  if (share(glance.strong, glance.words) > SURE && glance.scots + glance.pidgin < 3 &&
      glance.other < glance.latin / 8) {
    return guess("en", 0.5F + 2.0F * share(glance.strong, glance.words), true);
  }
  const Counts c = count(sample);
  if (c.other > c.latin) {
    char tag[36];
    name_language(language, sample, tag, sizeof(tag));
    return guess(tag, share(c.other, c.latin + c.other), false);
  }
  const NgLanguageGuess kin = guess_kin(&c);
  if (kin.tag[0]) {
    return kin;
  }
  const float strong = share(c.strong, c.words);
  return strong >= CERTAIN ? guess("en", 0.5F + 2.0F * strong, true)
                           : guess_by_fingerprints(language, sample, &c);
}

void
ng_language_name(const char* tag, char* out)
{
  UErrorCode    code = U_ZERO_ERROR;
  UChar         wide[NG_LANGUAGE_NAME_BYTES];
  const int32_t n = uloc_getDisplayLanguage(tag, "en", wide, NG_LANGUAGE_NAME_BYTES - 1, &code);
  snprintf(out, NG_LANGUAGE_NAME_BYTES, "%s", tag);
  if (U_FAILURE(code) || n <= 0 || n >= NG_LANGUAGE_NAME_BYTES) {
    return;
  }
  bool is_ascii = true;
  for (int32_t i = 0; i < n; ++i) {
    is_ascii = is_ascii && wide[i] < 0x80;
  }
  for (int32_t i = 0; i <= n && is_ascii; ++i) {
    out[i] = i < n ? (char)wide[i] : '\0';
  }
}

NgStatus
ng_language_skip(const NgLanguageGuess* guessed, NgError* err)
{
  char name[NG_LANGUAGE_NAME_BYTES];
  if (!strcmp(guessed->tag, "und")) {
    return ng_error_set(err, NG_SKIPPED, "In another language than English");
  }
  ng_language_name(guessed->tag, name);
  return ng_error_set(err, NG_SKIPPED, "In %s (%s), not in English", name, guessed->tag);
}
