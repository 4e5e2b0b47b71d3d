// SPDX-License-Identifier: Apache-2.0
// What is reported without quotation marks around all of it: statements from verbs of saying whose words no
// quotation took.
#include "understand/quotes_impl.h"

enum { REPEAT_WINDOW = 32, REPEAT_LETTERS = 28 };

// The first letters and digits alone, so that quotation marks and spaces of another kind make no difference.
static uint64_t
fold_hash(NgStr words)
{
  uint64_t h = 0;
  for (size_t i = 0, n = 0; i < words.len && n < REPEAT_LETTERS; ++i) {
    const unsigned char c = (unsigned char)words.at[i];
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
      h = ng_mix(h ^ (c | 0x20U)) + 1;
      ++n;
    }
  }
  return h;
}

// Did the same speaker say it before in (nearly) the same words, as captions repeat the body?
static bool
is_repeated(const NgQuoteFinder* f, NgSpan span, uint32_t speaker)
{
  const NgDoc* const doc  = f->s->doc;
  const uint64_t     hash = fold_hash(ng_doc_words(doc, span));
  for (uint32_t i = doc->statements.n, k = 0; i-- > 0 && k < REPEAT_WINDOW; ++k) {
    if (doc->statements.at[i].speaker == speaker && fold_hash(doc->statements.at[i].quote) == hash) {
      return true;
    }
  }
  return false;
}

// Quoted pieces inside reported words make them mixed.
static void
take_in_quotes(NgQuoteFinder* f, NgSpan span, NgStatement* st)
{
  for (uint32_t t = span.begin; t < span.end; ++t) {
    NgQuote* const q = f->in[t] != NG_NONE ? &f->quotes.at[f->in[t]] : NULL;
    if (q && q->open == t && q->statement == NG_NONE && !q->is_title &&
        !(q->is_single && q->n_words <= NG_QUOTE_SHORT_WORDS)) {
      st->kind       = NG_TERM_MIXED;
      st->confidence = 0.85F;
      q->statement   = f->s->doc->statements.n - 1;
      ng_quote_mark(f, (NgSpan){q->open, q->close}, q->statement);
    }
  }
}

static uint32_t
n_words(const NgScene* s, NgSpan tokens)
{
  uint32_t n = 0;
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    n += tok(s, t)->kind == NG_TOK_WORD || tok(s, t)->kind == NG_TOK_NUMBER;
  }
  return n;
}

// A statement of the pieces, one behind the other.
static NgStatus
state(NgQuoteFinder* f, NgQuoteExtent e, uint32_t speaker, const char* rule, NgStatement** out)
{
  NgDoc* const doc  = f->s->doc;
  const NgSpan span = {e.first.begin, e.second.end > e.second.begin ? e.second.end : e.first.end};
  *out              = NULL;
  if (e.first.end <= e.first.begin || is_lower_word(f->s, e.first.begin, "whether") ||
      is_lower_word(f->s, e.first.begin, "who") || is_lower_word(f->s, e.first.begin, "which") ||
      n_words(f->s, span) < 2 || is_repeated(f, span, speaker)) {
    return NG_SUCCESS;
  }
  NgStatement* const st = ng_quote_statement(f, span, speaker, NG_TERM_INDIRECT);
  if (!st) {
    return NG_ERR_NO_MEM;
  }
  if (e.second.end > e.second.begin) {
    const NgStr   a = ng_doc_words(doc, e.first), b = ng_doc_words(doc, e.second);
    const uint8_t lead  = tag(f->s, e.first.begin)->pos; // of a phrase, or an aside is open
    const bool    comma = memchr(a.at, ',', a.len) != NULL || lead == NG_POS_ADP || lead == NG_POS_ADV ||
                       lead == NG_POS_SCONJ || lead == NG_POS_PART;
    st->quote = ng_arena_printf(doc->arena, "%.*s%s %.*s", NG_STR_ARG(a), comma ? "," : "", NG_STR_ARG(b));
    if (!st->quote.at) {
      return ng_quote_no_memory(f);
    }
  }
  st->confidence = 0.72F;
  st->rule       = rule;
  take_in_quotes(f, span, st);
  *out = st;
  ng_quote_mark_told(f, e.first, doc->statements.n - 1);
  ng_quote_mark_told(f, e.second, doc->statements.n - 1);
  NG_TRY(ng_quote_about(f, st, e.first));
  return ng_quote_about(f, st, e.second);
}

static NgStatus
indirect_statement(NgQuoteFinder* f, uint32_t cue, uint32_t content)
{
  const uint32_t subject = ng_quote_subject(f, cue);
  const uint32_t speaker = f->teller[cue] != NG_NONE ? f->teller[cue] : ng_quote_speaker_entity(f, subject);
  NgStatement*   st      = NULL;
  if (speaker == NG_NONE || !ng_quote_is_told(f, cue)) {
    return NG_SUCCESS;
  }
  ng_quote_take_pronoun(f, cue, subject, speaker);
  NG_TRY(state(f, ng_quote_extent(f, cue, subject, content), speaker, "quote:reported", &st));
  if (st) {
    st->stated_to   = ng_quote_audience(f, cue);
    st->factuality  = ng_quote_speech(f, cue) == NG_SPEECH_DENY ? NG_TERM_DENIED : NG_TERM_ASSERTED;
    f->told_by[cue] = f->s->doc->statements.n - 1;
  }
  return NG_SUCCESS;
}

// Do the words stand in a quotation that is a statement already?
static bool
is_taken(const NgQuoteFinder* f, uint32_t token)
{
  const uint32_t q = f->in[token];
  return q != NG_NONE && (f->quotes.at[q].statement != NG_NONE || f->quotes.at[q].is_sentence);
}

// ", experts say." at the end of a sentence, where no other reading is left.
static bool
closes_sentence(const NgScene* s, uint32_t cue)
{
  const NgSpan sentence = s->doc->sentences.at[s->sentence[cue]].tokens;
  uint32_t     subject  = NG_NONE;
  for (uint32_t c = s->tree.first[cue]; c != NG_NONE; c = s->tree.next[c]) {
    subject = tag(s, c)->deprel == NG_DEP_NSUBJ ? c : subject;
  }
  return subject != NG_NONE && cue + 2 >= sentence.end && s->tree.left[subject] > sentence.begin &&
         is_lower_word(s, s->tree.left[subject] - 1, ",");
}

// Has a quotation of the sentence the same "according to" for its source?
static bool
is_quoted_by(const NgQuoteFinder* f, NgSpan tokens, uint32_t speaker)
{
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    const NgQuote* const q = f->in[t] != NG_NONE ? &f->quotes.at[f->in[t]] : NULL;
    if (q && q->statement != NG_NONE && q->speaker == speaker) {
      return true;
    }
  }
  return false;
}

// An outlet that only passes on what somebody else says in the same words.
static bool
is_relay(const NgQuoteFinder* f, NgSpan tokens, uint32_t speaker)
{
  bool told = false;
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    told = told || f->told_by[t] != NG_NONE;
  }
  return told && f->s->doc->entities.at[speaker].cls == NG_CLASS_MEDIA_OUTLET;
}

static NgStatus
according_statement(NgQuoteFinder* f, uint32_t according, uint32_t source)
{
  const uint32_t      speaker = ng_quote_speaker_entity(f, source);
  const NgQuoteExtent e       = ng_quote_according_extent(f, according, source);
  NgStatement*        st      = NULL;
  if (speaker == NG_NONE || is_quoted_by(f, e.first, speaker) || is_quoted_by(f, e.second, speaker) ||
      is_relay(f, e.first, speaker)) {
    return NG_SUCCESS;
  }
  return state(f, e, speaker, "quote:according", &st);
}

// "The mayor's claim that the bridge was safe."
static NgStatus
noun_statement(NgQuoteFinder* f, uint32_t noun)
{
  const uint32_t speaker = is_lower_word(f->s, noun + 1, "that") ? ng_quote_text_owner(f, noun) : NG_NONE;
  const NgQuoteExtent e  = {ng_quote_noun_extent(f, noun), {0, 0}};
  NgStatement*        st = NULL;
  return speaker == NG_NONE ? NG_SUCCESS : state(f, e, speaker, "quote:noun", &st);
}

static bool
is_own_word(const NgScene* s, uint32_t token)
{
  return is_one_of(s, token, "we|i|our|my|us|me");
}

// The headline "Roe: we will not sign": a person's name, or any speaker's where the words are the speaker's
// own.
static NgStatus
headline_statement(NgQuoteFinder* f)
{
  enum { MOST_NAME = 8 };
  NgScene* const s     = f->s;
  const NgSpan   par   = s->doc->paragraphs.n && s->doc->paragraphs.at[0].kind == NG_PAR_HEADLINE
                             ? s->doc->paragraphs.at[0].tokens
                             : (NgSpan){0, 0};
  uint32_t       colon = par.begin;
  while (colon < par.end && colon < par.begin + MOST_NAME && !is_lower_word(s, colon, ":")) {
    ++colon;
  }
  if (colon == par.begin || colon + 2 >= par.end || !is_lower_word(s, colon, ":") ||
      f->in[colon + 1] != NG_NONE || s->mention[colon - 1] == NG_NONE) {
    return NG_SUCCESS;
  }
  const uint32_t speaker = ng_quote_speaker_entity(f, colon - 1);
  bool           own = false, verb = false;
  for (uint32_t t = colon + 1; t < par.end; ++t) {
    own  = own || is_own_word(s, t);
    verb = verb || ng_scene_heads_clause(s, t);
  }
  if (speaker == NG_NONE || !verb || !(own || s->doc->entities.at[speaker].cls == NG_CLASS_PERSON)) {
    return NG_SUCCESS;
  }
  NgStatement* st = NULL;
  return state(f, (NgQuoteExtent){{colon + 1, par.end}, {0, 0}}, speaker, "quote:colon", &st);
}

NgStatus
ng_quote_reported(NgQuoteFinder* f)
{
  NgScene* const s = f->s;
  NG_TRY(headline_statement(f));
  for (uint32_t t = 0; t < s->doc->tokens.n; ++t) {
    const uint32_t source = ng_quote_according(f, t);
    if (source != NG_NONE) {
      NG_TRY(according_statement(f, t, source));
    }
    if (f->in[t] == NG_NONE && tag(s, t)->pos == NG_POS_NOUN && ng_scene_word(s, t)->is_told_noun) {
      NG_TRY(noun_statement(f, t));
    }
    const uint8_t speech = f->in[t] == NG_NONE && f->told_by[t] == NG_NONE ? ng_quote_speech(f, t)
                                                                           : NG_SPEECH_NONE;
    if (!ng_speech_tells(speech)) {
      continue;
    }
    const uint32_t content = ng_quote_content(f, t);
    if (content == NG_NONE || is_taken(f, content) ||
        (!ng_scene_heads_clause(s, content) && !closes_sentence(s, t))) {
      continue;
    }
    NG_TRY(indirect_statement(f, t, content));
  }
  return NG_SUCCESS;
}
