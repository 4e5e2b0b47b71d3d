// SPDX-License-Identifier: Apache-2.0
#include "understand/quotes.h"

#include "understand/quotes_impl.h"

NgStatus
ng_quote_no_memory(NgQuoteFinder* f)
{
  return ng_error_set(f->err, NG_ERR_NO_MEM, "%s", ng_strerror(NG_ERR_NO_MEM));
}

static bool
looks_like_title(const NgScene* s, const NgQuote* q)
{
  if (q->n_words < 2 || q->n_words > 8) {
    return false;
  }
  for (uint32_t t = q->open + 1; t < q->close; ++t) {
    const NgToken* const k    = tok(s, t);
    const bool           word = k->kind == NG_TOK_WORD && k->end - k->begin > 3;
    if (word && !(k->shape & NG_SHAPE_CAPITAL)) {
      return false;
    }
    if (tag(s, t)->pos == NG_POS_AUX || (tag(s, t)->pos == NG_POS_PRON && !(k->shape & NG_SHAPE_CAPITAL))) {
      return false;
    }
  }
  return !is_lower_word(s, q->close - 1, ".") && !is_lower_word(s, q->close - 1, "!") &&
         !is_lower_word(s, q->close - 1, "?");
}

static void
describe(const NgScene* s, NgQuote* q)
{
  const uint32_t first = q->open + 1;
  for (uint32_t t = first; t < q->close; ++t) {
    q->n_words += tok(s, t)->kind == NG_TOK_WORD || tok(s, t)->kind == NG_TOK_NUMBER;
  }
  const NgStr mark = ng_doc_token(s->doc, q->open);
  q->is_single = ng_str_is(mark, "'") || ng_str_is(mark, "‘") || ng_str_is(mark, "‹") || ng_str_is(mark, "`");
  const bool begins_upper = first < q->close && (tok(s, first)->shape & NG_SHAPE_CAPITAL);
  const bool ends_like    = q->close > first && tok(s, q->close - 1)->kind == NG_TOK_PUNCT;
  const bool after_colon  = q->open > 0 &&
                           (is_lower_word(s, q->open - 1, ":") || is_lower_word(s, q->open - 1, ","));
  const bool starts_line = q->open == s->doc->paragraphs.at[q->paragraph].tokens.begin;
  q->is_sentence         = q->n_words >= 2 &&
                   (begins_upper || first >= q->close || tok(s, first)->kind == NG_TOK_PUNCT) &&
                   (ends_like || after_colon || starts_line || !q->is_closed);
  q->is_sentence = q->is_sentence || q->n_words >= 15 || (starts_line && q->n_words > NG_QUOTE_SHORT_WORDS);
  q->is_sentence = q->is_sentence ||
                   (ends_like && is_lower_word(s, q->close - 1, ",") && q->n_words >= (begins_upper ? 2 : 5));
  q->is_title    = looks_like_title(s, q);
  q->is_sentence = q->is_sentence && !q->is_title;
}

static NgStatus
collect(NgQuoteFinder* f)
{
  const NgDoc* const doc = f->s->doc;
  for (uint32_t p = 0; p < doc->paragraphs.n; ++p) {
    const NgParagraph* const par = &doc->paragraphs.at[p];
    for (uint32_t t = par->tokens.begin; t < par->tokens.end; ++t) {
      if (tok(f->s, t)->quote != NG_QUOTE_OPEN) {
        continue;
      }
      NgQuote* const q = NG_VEC_ADD(doc->arena, f->quotes);
      if (!q) {
        return ng_quote_no_memory(f);
      }
      const uint32_t pair = tok(f->s, t)->quote_pair;
      q->is_closed        = pair != NG_NONE && pair > t && pair < par->tokens.end;
      q->number           = f->quotes.n - 1;
      q->open             = t;
      q->close            = q->is_closed ? pair : par->tokens.end;
      q->paragraph        = p;
      q->cue = q->subject = q->speaker = q->statement = NG_NONE;
      describe(f->s, q);
      for (uint32_t i = t; i < par->tokens.end && i <= q->close; ++i) {
        f->in[i] = f->quotes.n - 1;
      }
      t = q->close;
    }
  }
  return NG_SUCCESS;
}

static bool
is_read(const NgQuoteFinder* f, uint32_t paragraph)
{
  const NgParagraph* const p = &f->s->doc->paragraphs.at[paragraph];
  return p->repeats == NG_NONE && p->kind != NG_PAR_FURNITURE && p->kind != NG_PAR_BYLINE;
}

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

static bool
has_verb(const NgScene* s, NgSpan tokens)
{
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    if (tag(s, t)->pos == NG_POS_VERB || tag(s, t)->pos == NG_POS_AUX) {
      return true;
    }
  }
  return false;
}

// Where the words end that stand before "spokeswoman Jane Roe said": at the comma before the title, if the
// parser hung that apart.
static uint32_t
before_title(const NgScene* s, uint32_t begin, uint32_t subject)
{
  enum { MOST = 6 };
  for (uint32_t t = subject; t-- > begin + 1 && subject - t < MOST;) {
    if (is_lower_word(s, t, ",")) {
      return t;
    }
    if (tag(s, t)->pos == NG_POS_VERB || tag(s, t)->pos == NG_POS_AUX) {
      break;
    }
  }
  return subject;
}

static NgStatus
indirect_statement(NgQuoteFinder* f, uint32_t cue, uint32_t content)
{
  NgScene* const s       = f->s;
  const uint32_t subject = ng_quote_subject(f, cue);
  const uint32_t speaker = ng_quote_speaker_entity(f, subject);
  if (speaker == NG_NONE || !ng_quote_is_told(f, cue)) {
    return NG_SUCCESS;
  }
  NgSpan       span        = ng_tree_span(&s->tree, content);
  const NgSpan sentence    = s->doc->sentences.at[s->sentence[cue]].tokens;
  span.begin               = span.begin < sentence.begin ? sentence.begin : span.begin;
  span.end                 = span.end > sentence.end ? sentence.end : span.end;
  const bool stands_before = subject != NG_NONE && subject < cue;
  if (content < cue && stands_before && cue + 2 < sentence.end && tok(s, cue + 1)->kind == NG_TOK_WORD &&
      tag(s, cue + 1)->pos != NG_POS_ADP && tag(s, cue + 1)->pos != NG_POS_ADV &&
      tag(s, cue + 1)->pos != NG_POS_CCONJ && has_verb(s, (NgSpan){cue + 1, sentence.end})) {
    span.begin = cue + 1; // a clause follows: the parser took another for it
    span.end   = sentence.end;
  }
  if (cue >= span.begin && cue < span.end) { // around the verb: only the longer side
    if (cue - span.begin > span.end - cue) {
      span.end = subject != NG_NONE && subject < cue && s->tree.left[subject] > span.begin
                     ? before_title(s, span.begin, s->tree.left[subject])
                     : cue;
    } else {
      span.begin = cue + 1;
    }
  }
  while (span.end > span.begin && tok(s, span.end - 1)->kind == NG_TOK_PUNCT) {
    --span.end;
  }
  while (span.begin < span.end &&
         (tok(s, span.begin)->kind == NG_TOK_PUNCT || is_lower_word(s, span.begin, "that"))) {
    ++span.begin;
  }
  if (span.end < span.begin + 2) {
    return NG_SUCCESS;
  }
  if (is_repeated(f, span, speaker)) {
    return NG_SUCCESS;
  }
  NgStatement* const st = ng_quote_statement(f, span, speaker, NG_TERM_INDIRECT);
  if (!st) {
    return NG_ERR_NO_MEM;
  }
  st->stated_to   = ng_quote_audience(f, cue);
  st->confidence  = 0.72F;
  st->rule        = "quote:reported";
  f->told_by[cue] = s->doc->statements.n - 1;
  take_in_quotes(f, span, st);
  return ng_quote_about(f, st, span);
}

static NgStatus
find_indirect(NgQuoteFinder* f)
{
  NgScene* const s = f->s;
  for (uint32_t t = 0; t < s->doc->tokens.n; ++t) {
    const uint8_t speech = f->in[t] == NG_NONE && f->told_by[t] == NG_NONE ? ng_quote_speech(f, t)
                                                                           : NG_SPEECH_NONE;
    if (speech != NG_SPEECH_SAY && speech != NG_SPEECH_CLAIM && speech != NG_SPEECH_DENY) {
      continue;
    }
    uint32_t content = ng_tree_child(&s->tree, s->doc, t, NG_DEP_CCOMP);
    if (content == NG_NONE && tag(s, t)->deprel == NG_DEP_PARATAXIS && tag(s, t)->head < t) {
      content = tag(s, t)->head; // "Three died, police said"
    }
    if (content == NG_NONE || f->in[content] != NG_NONE || !ng_scene_heads_clause(s, content)) {
      continue;
    }
    NG_TRY(indirect_statement(f, t, content));
  }
  return NG_SUCCESS;
}

static NgStatus
make_statements(NgQuoteFinder* f)
{
  for (uint32_t i = 0; i < f->quotes.n; ++i) {
    NgQuote* const q = &f->quotes.at[i];
    if (q->speaker == NG_NONE || !is_read(f, q->paragraph) || q->n_words == 0) {
      continue;
    }
    NG_TRY(q->is_sentence ? ng_quote_direct(f, i) : ng_quote_partial(f, i));
  }
  return NG_SUCCESS;
}

NgStatus
ng_quotes_find(NgScene* scene, NgError* err)
{
  const size_t  n = scene->doc->tokens.n;
  NgQuoteFinder f = {.s = scene, .err = err};
  if (!scene->has_tree || !scene->doc->sentences.n) {
    return NG_SUCCESS;
  }
  f.in = ng_arena_calloc(scene->doc->arena, 2 * n + 1, sizeof(uint32_t));
  if (!f.in) {
    return ng_quote_no_memory(&f);
  }
  f.told_by = f.in + n;
  memset(f.in, 0xff, 2 * n * sizeof(uint32_t));
  NG_TRY(collect(&f));
  for (uint32_t i = 0; i < f.quotes.n; ++i) {
    ng_quote_attribute(&f, i);
  }
  for (uint32_t i = f.quotes.n; i-- > 0;) {
    if (f.quotes.at[i].speaker == NG_NONE && f.quotes.at[i].is_sentence) {
      ng_quote_from_next(&f, i);
    }
  }
  NG_TRY(make_statements(&f));
  return find_indirect(&f);
}
