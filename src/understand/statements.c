// SPDX-License-Identifier: Apache-2.0
// Quotations with a speaker become statements: whole ones, pieces of a sentence, pieces joined over "she
// said".
#include "understand/quotes_impl.h"

NgStatus
ng_quote_about(NgQuoteFinder* f, NgStatement* st, NgSpan tokens)
{
  NgDoc* const doc = f->s->doc;
  for (uint32_t m = ng_mention_from(doc, tokens.begin);
       m < doc->mentions.n && doc->mentions.at[m].tokens.begin < tokens.end; ++m) {
    if (doc->mentions.at[m].kind == NG_MENTION_NAME) {
      NG_TRY(ng_entity_add(doc, &st->about, doc->mentions.at[m].entity, f->err));
    }
  }
  return NG_SUCCESS;
}

// "told the Telegraph", "said in an interview with the BBC".
uint32_t
ng_quote_audience(NgQuoteFinder* f, uint32_t cue)
{
  NgScene* const s = f->s;
  NgClause       clause;
  if (cue == NG_NONE) {
    return NG_NONE;
  }
  ng_scene_clause(s, cue, &clause);
  const bool tells = ng_str_is(tag(s, cue)->lemma, "tell") || ng_str_is(tag(s, cue)->lemma, "inform") ||
                     ng_str_is(tag(s, cue)->lemma, "assure") || ng_str_is(tag(s, cue)->lemma, "remind");
  const uint32_t object = clause.iobj != NG_NONE ? clause.iobj : clause.obj;
  if (tells && object != NG_NONE && f->in[object] == NG_NONE) {
    return ng_scene_entity(s, object, true);
  }
  for (uint32_t i = 0; i < clause.n_preps; ++i) {
    const NgStr w = ng_map_key(s->lex->map, clause.preps[i].word);
    if (ng_str_is(w, "to") || ng_str_is(w, "with") || ng_str_is(w, "in")) {
      uint32_t e = ng_scene_entity(s, clause.preps[i].noun, false);
      for (uint32_t c = s->tree.first[clause.preps[i].noun]; c != NG_NONE && e == NG_NONE;
           c          = s->tree.next[c]) {
        e = tag(s, c)->deprel == NG_DEP_NMOD ? ng_scene_entity(s, c, false) : NG_NONE;
      }
      if (e != NG_NONE && s->doc->entities.at[e].cls == NG_CLASS_MEDIA_OUTLET) {
        return e;
      }
    }
  }
  return NG_NONE;
}

static float
sureness(const NgQuote* q, bool partial)
{
  static const float by[] = {0.5F, 0.95F, 0.85F, 0.94F, 0.9F, 0.88F, 0.8F, 0.84F, 0.6F, 0.9F};
  return by[q->how] - (partial ? 0.04F : 0);
}

NgStatement*
ng_quote_statement(NgQuoteFinder* f, NgSpan tokens, uint32_t speaker, NgTerm kind)
{
  NgDoc* const       doc = f->s->doc;
  NgStatement* const st  = NG_VEC_ADD(doc->arena, doc->statements);
  if (!st) {
    ng_quote_no_memory(f);
    return NULL;
  }
  st->speaker    = speaker;
  st->kind       = kind;
  st->factuality = NG_TERM_ASSERTED;
  st->stated_to  = NG_NONE;
  st->evidence   = ng_doc_byte_span(doc, tokens);
  st->quote      = ng_doc_words(doc, tokens);
  return st;
}

static const char* const how_rules[] = {"quote:none",   "quote:tree",      "quote:clause", "quote:next",
                                        "quote:before", "quote:according", "quote:colon",  "quote:continuing",
                                        "quote:near",   "quote:signature"};

// Where what was said begins behind the verb: behind "that", behind the audience of "told", behind a day.
static uint32_t
words_behind(const NgQuoteFinder* f, const NgQuote* q)
{
  const NgScene* const s = f->s;
  for (uint32_t t = q->cue + 1; t < q->open && t < q->cue + 12; ++t) {
    if (is_lower_word(s, t, "that") && tag(s, t)->pos == NG_POS_SCONJ) {
      return t + 1;
    }
  }
  uint32_t t = q->cue + 1;
  NgClause clause;
  ng_scene_clause(s, q->cue, &clause);
  const uint32_t object = clause.iobj != NG_NONE ? clause.iobj : clause.obj;
  const bool     tells  = ng_str_is(tag(s, q->cue)->lemma, "tell");
  if (tells && object != NG_NONE && object > q->cue && object < q->open && s->tree.right[object] <= q->open) {
    t = s->tree.right[object];
  }
  while (t + 1 < q->open && (tag(s, t)->pos == NG_POS_PUNCT || is_day(s, t))) {
    ++t;
  }
  return t;
}

// The reported clause that holds the quoted piece, or an empty span.
static NgSpan
told_around(const NgQuoteFinder* f, const NgQuote* q, NgSpan here)
{
  const uint8_t  speech  = q->cue != NG_NONE ? ng_quote_speech(f, q->cue) : NG_SPEECH_NONE;
  const bool     tells   = ng_speech_tells(speech);
  const uint32_t content = tells ? ng_quote_content(f, q->cue) : NG_NONE;
  if (content == NG_NONE) {
    return (NgSpan){0, 0};
  }
  const NgQuoteExtent e    = ng_quote_extent(f, q->cue, q->subject, content);
  const NgSpan        span = {e.first.begin, e.second.end > e.second.begin ? e.second.end : e.first.end};
  return span.begin <= here.begin && span.end >= here.end ? span : (NgSpan){0, 0};
}

// The same where the sentence tells it "according to" somebody.
static NgSpan
according_around(const NgQuoteFinder* f, const NgQuote* q, NgSpan here)
{
  const NgSpan sentence = f->s->doc->sentences.at[f->s->sentence[q->open]].tokens;
  for (uint32_t t = sentence.begin; t < sentence.end; ++t) {
    const uint32_t source = ng_quote_according(f, t);
    if (source != NG_NONE) {
      const NgSpan span = ng_quote_according_extent(f, t, source).first;
      return span.begin <= here.begin && span.end >= here.end ? span : (NgSpan){0, 0};
    }
  }
  return (NgSpan){0, 0};
}

// The clause around a quoted piece of it: what depends on the verb of saying, without that verb and its
// subject.
static NgSpan
clause_around(const NgQuoteFinder* f, const NgQuote* q)
{
  const NgScene* const s     = f->s;
  const NgSpan         here  = {q->open, q->is_closed ? q->close + 1 : q->close};
  const NgSpan         begun = {q->open, q->is_closed ? q->close + 1 : q->open + 1};
  NgSpan told = q->how == NG_QUOTE_BY_ACCORDING ? according_around(f, q, begun) : told_around(f, q, begun);
  if (told.begin < told.end) {
    told.end = told.end < here.end ? here.end : told.end;
    return told;
  }
  if (q->cue == NG_NONE || q->cue > q->open) {
    return here;
  }
  const NgSpan sentence = s->doc->sentences.at[s->sentence[q->cue]].tokens;
  uint32_t     at       = ng_quote_root(f, q);
  for (int i = 0; i < NG_QUOTE_MAX_CLIMB && at != NG_NONE && tag(s, at)->head != q->cue &&
                  tag(s, at)->head < s->doc->tokens.n;
       ++i) {
    at = tag(s, at)->head;
  }
  NgSpan span = here;
  if (at != NG_NONE && tag(s, at)->head == q->cue) {
    span.begin = s->tree.left[at] < span.begin ? s->tree.left[at] : span.begin;
    span.end   = s->tree.right[at] > span.end ? s->tree.right[at] : span.end;
  }
  if (ng_scene_word(s, q->cue)->speech == NG_SPEECH_NAME) {
    span.begin = q->cue + 1;
  }
  const uint8_t speech = ng_quote_speech(f, q->cue);
  if (speech == NG_SPEECH_SAY || speech == NG_SPEECH_CLAIM) {
    span.begin = words_behind(f, q);
  }
  span.begin = span.begin <= q->cue ? q->cue + 1 : span.begin;
  if (q->subject != NG_NONE && q->subject > q->cue && q->subject < q->open) {
    span.begin = q->open;
  }
  span.end = span.end > sentence.end && here.end <= sentence.end ? sentence.end : span.end;
  while (span.end > here.end && tok(s, span.end - 1)->kind == NG_TOK_PUNCT) {
    --span.end;
  }
  while (span.begin < here.begin &&
         (tok(s, span.begin)->kind == NG_TOK_PUNCT || is_lower_word(s, span.begin, "that"))) {
    ++span.begin;
  }
  return span;
}

// The words of a whole quotation without its marks and the comma that belongs to the sentence around.
static NgStr
inner_words(const NgQuoteFinder* f, const NgQuote* q)
{
  uint32_t begin = q->open + 1, end = q->close;
  if (end > begin + 1 && is_lower_word(f->s, end - 1, ",")) {
    --end;
  }
  return begin < end ? ng_doc_words(f->s->doc, (NgSpan){begin, end}) : ng_str_n("", 0);
}

static bool
joins(const NgQuoteFinder* f, uint32_t at)
{
  const NgQuote* const a = &f->quotes.at[at - 1];
  const NgQuote* const b = &f->quotes.at[at];
  if (a->paragraph != b->paragraph || a->statement == NG_NONE || a->speaker != b->speaker ||
      !a->is_sentence || !a->is_closed || b->open > a->close + 20) {
    return false;
  }
  // `"A," she said, "b."`: the piece ended in a comma and the words between do not end a sentence.
  for (uint32_t t = a->close + 1; t < b->open; ++t) {
    if (is_lower_word(f->s, t, ".") || is_lower_word(f->s, t, "!") || is_lower_word(f->s, t, "?")) {
      return false;
    }
  }
  return is_lower_word(f->s, a->close - 1, ",");
}

void
ng_quote_mark_told(NgQuoteFinder* f, NgSpan tokens, uint32_t statement)
{
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    f->s->told[t] = statement;
  }
}

void
ng_quote_mark(NgQuoteFinder* f, NgSpan tokens, uint32_t statement)
{
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    f->s->quoted[t] = statement;
  }
}

static NgStatus
join_statement(NgQuoteFinder* f, uint32_t at)
{
  NgDoc* const       doc  = f->s->doc;
  NgQuote* const     q    = &f->quotes.at[at];
  NgStatement* const st   = &doc->statements.at[f->quotes.at[at - 1].statement];
  const NgStr        more = inner_words(f, q);
  const NgStr both = ng_arena_printf(doc->arena, "%.*s, %.*s", NG_STR_ARG(st->quote), NG_STR_ARG(more));
  if (!both.at) {
    return ng_quote_no_memory(f);
  }
  st->quote        = both;
  st->evidence.end = tok(f->s, q->is_closed ? q->close : q->close - 1)->end;
  q->statement     = f->quotes.at[at - 1].statement;
  ng_quote_mark(f, (NgSpan){q->open, q->close}, q->statement);
  return ng_quote_about(f, st, (NgSpan){q->open, q->close});
}

bool
ng_quote_is_told(const NgQuoteFinder* f, uint32_t cue)
{
  const NgTruth truth = ng_truth_of(f->s, cue);
  return truth.value == NG_TERM_ASSERTED || truth.value == NG_TERM_ALLEGED;
}

// Does a long quotation only end the reported words before it: `said the plan was "a step back that ..."`?
static bool
goes_on(const NgQuoteFinder* f, uint32_t at)
{
  const NgQuote* const q     = &f->quotes.at[at];
  const uint32_t       first = q->open + 1;
  if (q->cue == NG_NONE || q->cue > q->open || first >= q->close || (at > 0 && joins(f, at)) ||
      (tok(f->s, first)->shape & NG_SHAPE_CAPITAL) || tok(f->s, first)->kind == NG_TOK_PUNCT ||
      !ng_quote_is_told(f, q->cue)) {
    return false;
  }
  const NgSpan here = {q->open, q->open + 2};
  const NgSpan told = told_around(f, q, here);
  return told.begin < told.end && told.begin + 1 < q->open;
}

NgStatus
ng_quote_direct(NgQuoteFinder* f, uint32_t at)
{
  NgQuote* const q = &f->quotes.at[at];
  if (goes_on(f, at)) {
    return ng_quote_partial(f, at);
  }
  if (at > 0 && joins(f, at)) {
    return join_statement(f, at);
  }
  const NgSpan       span = {q->open, q->is_closed ? q->close + 1 : q->close};
  NgStatement* const st   = ng_quote_statement(f, span, q->speaker, NG_TERM_DIRECT);
  if (!st) {
    return NG_ERR_NO_MEM;
  }
  st->quote      = inner_words(f, q);
  st->stated_to  = ng_quote_audience(f, q->cue);
  st->confidence = sureness(q, false);
  st->rule       = how_rules[q->how];
  q->statement   = f->s->doc->statements.n - 1;
  ng_quote_mark(f, span, q->statement);
  if (q->cue != NG_NONE && f->told_by[q->cue] == NG_NONE) {
    f->told_by[q->cue] = q->statement;
  }
  return ng_quote_about(f, st, span);
}

NgStatus
ng_quote_partial(NgQuoteFinder* f, uint32_t at)
{
  NgQuote* const q = &f->quotes.at[at];
  if (q->cue != NG_NONE && f->told_by[q->cue] != NG_NONE) { // another piece of the same clause
    q->statement           = f->told_by[q->cue];
    NgStatement* const st  = &f->s->doc->statements.at[q->statement];
    const uint32_t     end = tok(f->s, q->is_closed ? q->close : q->close - 1)->end;
    if (st->kind == NG_TERM_MIXED && end > st->evidence.end) {
      st->evidence.end = end;
      st->quote        = ng_doc_bytes(f->s->doc, st->evidence);
    }
    ng_quote_mark(f, (NgSpan){q->open, q->close}, q->statement);
    return NG_SUCCESS;
  }
  const bool scare = q->n_words <= NG_QUOTE_SHORT_WORDS && q->is_single;
  if (scare || q->is_title || (q->cue != NG_NONE && !ng_quote_is_told(f, q->cue))) {
    return NG_SUCCESS;
  }
  const NgSpan       span = clause_around(f, q);
  NgStatement* const st   = ng_quote_statement(f, span, q->speaker, NG_TERM_MIXED);
  if (!st) {
    return NG_ERR_NO_MEM;
  }
  st->stated_to  = ng_quote_audience(f, q->cue);
  st->confidence = sureness(q, true);
  st->rule       = how_rules[q->how];
  q->statement   = f->s->doc->statements.n - 1;
  ng_quote_mark(f, (NgSpan){q->open, q->close}, q->statement);
  ng_quote_mark_told(f, span, q->statement);
  if (q->cue != NG_NONE) {
    f->told_by[q->cue] = q->statement;
  }
  return ng_quote_about(f, st, span);
}
