// SPDX-License-Identifier: Apache-2.0
#include "understand/quotes.h"

#include "understand/quotes_impl.h"

NgStatus
ng_quote_no_memory(NgQuoteFinder* f)
{
  return ng_error_no_mem(f->err);
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

// A few quoted words alone in a paragraph, without a full stop: a heading that nobody need have said.
static bool
is_heading(const NgQuoteFinder* f, const NgQuote* q)
{
  enum { MOST_WORDS = 5 };
  const NgSpan par = f->s->doc->paragraphs.at[q->paragraph].tokens;
  return q->how == NG_QUOTE_BY_NEAR && q->open == par.begin && q->close + 1 >= par.end &&
         q->n_words <= MOST_WORDS && q->close > q->open + 1 && tok(f->s, q->close - 1)->kind != NG_TOK_PUNCT;
}

static NgStatus
make_statements(NgQuoteFinder* f)
{
  for (uint32_t i = 0; i < f->quotes.n; ++i) {
    NgQuote* const q = &f->quotes.at[i];
    if (q->speaker == NG_NONE || !is_read(f, q->paragraph) || q->n_words == 0 || is_heading(f, q)) {
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
  f.in = ng_arena_calloc(scene->doc->arena, 3 * n + 1, sizeof(uint32_t));
  if (!f.in) {
    return ng_quote_no_memory(&f);
  }
  f.told_by = f.in + n;
  f.teller  = f.in + 2 * n;
  memset(f.in, 0xff, 3 * n * sizeof(uint32_t));
  NG_TRY(collect(&f));
  ng_quote_tellers(&f);
  for (uint32_t i = 0; i < f.quotes.n; ++i) {
    ng_quote_attribute(&f, i);
  }
  for (uint32_t i = f.quotes.n; i-- > 0;) {
    if (f.quotes.at[i].speaker == NG_NONE && f.quotes.at[i].is_sentence) {
      ng_quote_from_next(&f, i);
    }
  }
  NG_TRY(make_statements(&f));
  return ng_quote_reported(&f);
}
