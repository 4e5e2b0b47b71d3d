// SPDX-License-Identifier: Apache-2.0
// Where reported words begin and end in their sentence. The tree tells which side of the verb of saying they
// stand on; the words around tell how far they go, because a parser that misses the first or last phrase of a
// reported clause still sees the comma, conjunction or second verb of saying that ends it.
#include "understand/quotes_impl.h"

enum { MOST_ADJUNCT = 16, MOST_TITLE = 6 };

// The sentence around the token, of a very long one only what is near: all walks stay within it.
static NgSpan
sentence_of(const NgScene* s, uint32_t token)
{
  enum { MOST = 2 * NG_QUOTE_REACH_SENTENCE };
  NgSpan span = s->doc->sentences.at[s->sentence[token]].tokens;
  span.begin  = token - span.begin > MOST ? token - MOST : span.begin;
  span.end    = span.end - token > MOST ? token + MOST : span.end;
  return span;
}

static bool
is_verb_word(const NgScene* s, uint32_t t)
{
  return tag(s, t)->pos == NG_POS_VERB || tag(s, t)->pos == NG_POS_AUX;
}

static bool
is_finite(const NgScene* s, uint32_t verb)
{
  const uint8_t x = tag(s, verb)->xpos;
  if (x == NG_XPOS_VBD || x == NG_XPOS_VBZ || x == NG_XPOS_VBP) {
    return true;
  }
  for (uint32_t c = s->tree.first[verb]; c != NG_NONE && c < verb; c = s->tree.next[c]) {
    const uint8_t rel = tag(s, c)->deprel;
    if (rel == NG_DEP_AUX || rel == NG_DEP_AUX_PASS || rel == NG_DEP_COP) {
      return tag(s, c)->xpos != NG_XPOS_VBG && tag(s, c)->xpos != NG_XPOS_TO;
    }
  }
  return false;
}

// Subject below the verb itself, before it.
static uint32_t
own_subject(const NgScene* s, uint32_t verb)
{
  for (uint32_t c = s->tree.first[verb]; c != NG_NONE && c < verb; c = s->tree.next[c]) {
    const uint8_t rel = tag(s, c)->deprel;
    if (rel == NG_DEP_NSUBJ || rel == NG_DEP_NSUBJ_PASS || rel == NG_DEP_EXPL || rel == NG_DEP_CSUBJ ||
        rel == NG_DEP_NSUBJ_OUTER) {
      return c;
    }
  }
  return NG_NONE;
}

static bool
tells(const NgQuoteFinder* f, uint32_t verb)
{
  return ng_speech_tells(ng_quote_speech(f, verb));
}

// Does the verb take its audience for an object, so that what it tells begins behind that?
static bool
takes_audience(const NgScene* s, uint32_t verb)
{
  return ng_str_one_of(tag(s, verb)->lemma,
                       "tell|inform|assure|remind|warn|promise|advise|notify|brief|instruct|caution");
}

// "says he has left": a pronoun that can only be a subject, and its verb.
static bool
opens_clause(const NgScene* s, uint32_t token, uint32_t end)
{
  return is_one_of(s, token, "he|she|they|we|i|there") && token + 1 < end && is_verb_word(s, token + 1);
}

// The "that" that opens what the verb tells, with nothing but its audience, time and place between.
static uint32_t
that_behind(const NgQuoteFinder* f, uint32_t cue)
{
  const NgScene* const s   = f->s;
  const uint32_t       end = sentence_of(s, cue).end;
  for (uint32_t t = cue + 1; t + 1 < end && t < cue + MOST_ADJUNCT && f->in[t] == NG_NONE; ++t) {
    if (is_lower_word(s, t, "that")) {
      const uint8_t x = tag(s, t)->xpos;
      if (tag(s, t)->deprel == NG_DEP_MARK || tag(s, t)->pos == NG_POS_SCONJ ||
          ((x == NG_XPOS_WDT || x == NG_XPOS_IN) && (t == cue + 1 || is_day(s, t - 1)))) {
        return t;
      }
      return NG_NONE;
    }
    const bool object = (tag(s, t)->deprel == NG_DEP_OBJ || tag(s, t)->deprel == NG_DEP_IOBJ) &&
                        tag(s, t)->head == cue && !is_day(s, t) && !takes_audience(s, cue);
    if (object || is_lower_word(s, t, ":") || is_lower_word(s, t, ";") ||
        (is_verb_word(s, t) && tag(s, t)->deprel != NG_DEP_AMOD && tag(s, t)->xpos != NG_XPOS_VBG)) {
      return NG_NONE;
    }
  }
  return NG_NONE;
}

// The comma before the verb of saying and its speaker, with no other verb between; NG_NONE where there is
// none.
static uint32_t
speaker_edge(const NgQuoteFinder* f, uint32_t cue, uint32_t begin)
{
  const NgScene* const s    = f->s;
  bool                 some = false;
  if (cue > begin && is_lower_word(s, cue - 1, ",")) {
    return cue - 1;
  }
  for (uint32_t t = cue; t-- > begin && cue - t < MOST_ADJUNCT && f->in[t] == NG_NONE;) {
    const uint8_t pos = tag(s, t)->pos;
    if (is_lower_word(s, t, ",") && some) {
      return t;
    }
    if (pos == NG_POS_VERB || pos == NG_POS_SCONJ || is_lower_word(s, t, "who") ||
        is_lower_word(s, t, "which") || is_lower_word(s, t, "that") || pos == NG_POS_CCONJ) {
      return NG_NONE;
    }
    some = some || pos == NG_POS_NOUN || pos == NG_POS_PROPN || pos == NG_POS_PRON;
  }
  return NG_NONE;
}

static bool
opens_aside(const NgScene* s, uint32_t content)
{
  for (uint32_t c = s->tree.first[content]; c != NG_NONE && c < content; c = s->tree.next[c]) {
    const uint8_t rel = tag(s, c)->deprel;
    if ((rel == NG_DEP_MARK || (rel == NG_DEP_ADVMOD && c == s->tree.left[content])) &&
        is_one_of(s, c, "when|while|as|after|before|since|because|where")) {
      return true;
    }
  }
  return false;
}

static bool
opens_noun_phrase(const NgScene* s, uint32_t t)
{
  const uint8_t pos = tag(s, t)->pos;
  return (pos == NG_POS_DET || pos == NG_POS_PROPN || pos == NG_POS_NOUN || pos == NG_POS_ADJ ||
          pos == NG_POS_PRON || pos == NG_POS_NUM) &&
         !is_day(s, t);
}

// First verb of the words that ", the minister said." or ", said the minister." closes, or NG_NONE where the
// sentence does not end like that; the parser reads such sentences in many ways.
static uint32_t
closed_clause(const NgQuoteFinder* f, uint32_t cue)
{
  const NgScene* const s        = f->s;
  const NgSpan         sentence = sentence_of(s, cue);
  bool                 behind   = false; // a speaker stands behind the verb
  for (uint32_t t = cue + 1; t < sentence.end; ++t) {
    const uint8_t pos  = tag(s, t)->pos;
    const bool    noun = pos == NG_POS_NOUN || pos == NG_POS_PROPN || pos == NG_POS_PRON;
    const bool    so   = t == cue + 1 && (is_lower_word(s, t, "as") || is_lower_word(s, t, "so"));
    if (so || (is_verb_word(s, t) && tag(s, t)->deprel != NG_DEP_ACL_RELCL) || f->in[t] != NG_NONE ||
        t > cue + NG_QUOTE_REACH_BEFORE) {
      return NG_NONE;
    }
    behind = behind || (noun && !is_day(s, t));
    if (is_lower_word(s, t, ",") && behind) {
      break;
    }
    if (t == cue + 1 && !is_day(s, t) && pos != NG_POS_PUNCT && pos != NG_POS_ADP && pos != NG_POS_ADV &&
        !is_lower_word(s, cue - 1, ",")) {
      return NG_NONE;
    }
  }
  const uint32_t edge = speaker_edge(f, cue, sentence.begin);
  if (edge == NG_NONE || edge < sentence.begin + 3 || (edge + 1 == cue && !opens_noun_phrase(s, cue + 1))) {
    return NG_NONE;
  }
  for (uint32_t t = sentence.begin; t < edge; ++t) {
    if (ng_scene_heads_clause(s, t) && is_finite(s, t) && !opens_aside(s, t)) {
      return t;
    }
  }
  return NG_NONE;
}

// "vowed to fight", "claims to have won": the infinitive that the verb promises or claims, or NG_NONE.
static uint32_t
promise_of(const NgQuoteFinder* f, uint32_t cue)
{
  const NgScene* const s        = f->s;
  const NgWord* const  w        = ng_scene_word(s, cue);
  const uint8_t        speech   = ng_quote_speech(f, cue);
  const uint32_t       inf      = ng_tree_child(&s->tree, s->doc, cue, NG_DEP_XCOMP);
  const bool           promises = speech == NG_SPEECH_SAY && w->embed == NG_TERM_PLANNED &&
                        !ng_str_is(tag(s, cue)->lemma, "agree");
  const bool gapped = tag(s, cue)->deprel == NG_DEP_ACL_RELCL &&
                      !is_lower_word(s, cue - 1, "who"); // "a list he vowed to cut"
  if (gapped || inf == NG_NONE || inf < cue || !(promises || speech == NG_SPEECH_CLAIM) ||
      tag(s, inf)->pos != NG_POS_VERB) {
    return NG_NONE;
  }
  const uint32_t first = s->tree.left[inf];
  return first > cue && tag(s, first)->xpos == NG_XPOS_TO ? inf : NG_NONE;
}

uint32_t
ng_quote_content(const NgQuoteFinder* f, uint32_t cue)
{
  const NgScene* const s = f->s;
  if (is_lower_word(s, cue + 1, "as") && is_lower_word(s, cue + 2, "much")) {
    return NG_NONE; // "said as much"
  }
  const uint32_t closed = closed_clause(f, cue);
  if (closed != NG_NONE) {
    return closed;
  }
  for (uint32_t c = s->tree.first[cue]; c != NG_NONE; c = s->tree.next[c]) {
    if (tag(s, c)->deprel == NG_DEP_CCOMP && !(c > cue && opens_aside(s, c))) {
      return c;
    }
  }
  const uint32_t head = tag(s, cue)->head;
  if (tag(s, cue)->deprel == NG_DEP_PARATAXIS && head < s->doc->tokens.n &&
      (head < cue || is_lower_word(s, cue + 1, ","))) {
    return head; // "Three died, police said"; "The bridge, she said, was closed"
  }
  const uint32_t end  = sentence_of(s, cue).end;
  const uint32_t that = that_behind(f, cue);
  uint32_t       t    = that != NG_NONE ? that + 1 : opens_clause(s, cue + 1, end) ? cue + 1 : end;
  for (; t < end; ++t) {
    if (ng_scene_heads_clause(s, t)) {
      return t;
    }
  }
  return promise_of(f, cue);
}

static bool
is_seam_mark(const NgScene* s, uint32_t t)
{
  return is_lower_word(s, t, ",") || is_lower_word(s, t, "—") || is_lower_word(s, t, "–") ||
         is_lower_word(s, t, "--");
}

// --- behind the verb --------------------------------------------------------------------------------

static uint32_t
forward_begin(const NgQuoteFinder* f, uint32_t cue, uint32_t subject, uint32_t content)
{
  const NgScene* const s    = f->s;
  const uint32_t       that = that_behind(f, cue);
  if (that != NG_NONE && that < content) {
    return that + 1 + (tok(s, that + 1)->kind == NG_TOK_PUNCT && f->in[that + 1] == NG_NONE);
  }
  const uint32_t mark = ng_tree_child(&s->tree, s->doc, content, NG_DEP_MARK);
  bool           verb = false; // "said it was then that": not the first "that"
  for (uint32_t t = cue + 1; mark != NG_NONE && t < mark; ++t) {
    verb = verb || (ng_scene_heads_clause(s, t) && is_finite(s, t)) || tag(s, t)->pos == NG_POS_AUX;
  }
  if (mark != NG_NONE && mark > cue && mark < content && is_lower_word(s, mark, "that") && !verb &&
      tag(s, content)->deprel == NG_DEP_CCOMP && tag(s, content)->head == cue) {
    return mark + 1;
  }
  const bool     told = takes_audience(s, cue);
  const uint32_t left = s->tree.left[content];
  uint32_t       b    = left > cue ? left : cue + 1;
  if (told && b <= cue + 2 && s->mention[b] != NG_NONE) { // "told the Courier he would"
    const uint32_t behind = s->doc->mentions.at[s->mention[b]].tokens.end;
    b                     = behind < content && opens_clause(s, behind, content + 1) ? behind : b;
  }
  for (uint32_t c = s->tree.first[cue]; c != NG_NONE && c < content; c = s->tree.next[c]) {
    const uint8_t rel  = tag(s, c)->deprel;
    const bool    part = ((rel == NG_DEP_OBJ || rel == NG_DEP_IOBJ) && !told) || rel == NG_DEP_NSUBJ ||
                      rel == NG_DEP_NSUBJ_PASS || rel == NG_DEP_CCOMP;
    if (c > cue && part && c != subject && s->tree.left[c] > cue && s->tree.left[c] < b && !is_day(s, c) &&
        !(s->tree.right[c] < content && is_seam_mark(s, s->tree.right[c]))) {
      b = s->tree.left[c];
    }
  }
  if (subject != NG_NONE && subject > cue && s->tree.right[subject] > b &&
      s->tree.right[subject] <= content) {
    b = s->tree.right[subject];
  }
  while (b < content &&
         (tok(s, b)->kind == NG_TOK_PUNCT || is_lower_word(s, b, "that") ||
          (b < cue + 4 && is_day(s, b) && !is_verb_word(s, b + 1) && tag(s, b + 1)->pos != NG_POS_PART)) &&
         f->in[b] == NG_NONE) {
    ++b;
  }
  return b;
}

// Where the clause or phrase of `token` parts from what stands before it: at its comma or conjunction.
static uint32_t
seam_before(const NgScene* s, uint32_t token, uint32_t begin)
{
  uint32_t t = s->tree.left[token] < token ? s->tree.left[token] : token;
  t          = t < begin ? begin : t;
  while (t > begin && (tag(s, t - 1)->deprel == NG_DEP_CC || tag(s, t - 1)->pos == NG_POS_CCONJ)) {
    --t;
  }
  while (t > begin && is_seam_mark(s, t - 1)) {
    --t;
  }
  return t;
}

// "..., although he did not sign": the article's own turn; "..., while his rival said".
static bool
is_contrast(const NgQuoteFinder* f, uint32_t verb)
{
  const NgScene* const s = f->s;
  for (uint32_t c = s->tree.first[verb]; c != NG_NONE && c < verb; c = s->tree.next[c]) {
    if (is_lower_word(s, c, "although") ||
        (is_lower_word(s, c, "though") && !is_lower_word(s, c - 1, "even")) ||
        (ng_quote_speech(f, verb) != NG_SPEECH_NONE &&
         (is_lower_word(s, c, "while") || is_lower_word(s, c, "whereas") || is_lower_word(s, c, "but")))) {
      return true;
    }
  }
  return false;
}

// A verb right below the verb of saying: another deed of the speaker, or of somebody else. What follows ",
// and" with a subject of its own is said, too, more often than not.
static bool
leaves_cue(const NgQuoteFinder* f, uint32_t verb, uint32_t seam)
{
  const NgScene* const s   = f->s;
  const uint8_t        rel = tag(s, verb)->deprel;
  if (rel == NG_DEP_CONJ) {
    const uint32_t cc = seam + is_seam_mark(s, seam);
    return own_subject(s, verb) == NG_NONE || tells(f, verb) ||
           (cc > seam && !is_lower_word(s, cc, "and") && !is_lower_word(s, cc, "or"));
  }
  if (rel == NG_DEP_PARATAXIS) {
    return tells(f, verb);
  }
  if (rel == NG_DEP_CCOMP) { // a second one
    return is_seam_mark(s, seam) && tag(s, seam + 1)->pos == NG_POS_CCONJ && tells(f, verb) &&
           own_subject(s, verb) != NG_NONE;
  }
  const bool own = tag(s, verb)->xpos != NG_XPOS_VBG || ng_quote_speech(f, verb) != NG_SPEECH_NONE;
  return (rel == NG_DEP_ADVCL || rel == NG_DEP_ACL) && own && is_seam_mark(s, seam);
}

// A verb that the parser put among the reported words but whose form or subject shows that it is not.
static bool
leaves_content(const NgQuoteFinder* f, uint32_t cue, uint32_t verb, uint32_t seam)
{
  const NgScene* const s    = f->s;
  const uint8_t        rel  = tag(s, verb)->deprel;
  const uint32_t       head = tag(s, verb)->head;
  const uint8_t        x    = tag(s, verb)->xpos;
  if (rel == NG_DEP_CONJ && own_subject(s, verb) == NG_NONE && x == NG_XPOS_VBD &&
      (tag(s, cue)->xpos == NG_XPOS_VBD || is_seam_mark(s, seam))) {
    const uint8_t first = tag(s, head)->xpos;
    return first == NG_XPOS_VB || first == NG_XPOS_VBG ||
           (tells(f, verb) && ng_tree_child(&s->tree, s->doc, verb, NG_DEP_CCOMP) != NG_NONE);
  }
  if (!is_seam_mark(s, seam)) {
    return false;
  }
  if (rel == NG_DEP_ADVCL && is_contrast(f, verb)) {
    return true;
  }
  const uint8_t speech = ng_quote_speech(f, verb);
  if (rel == NG_DEP_ADVCL && x == NG_XPOS_VBG) {
    return speech != NG_SPEECH_NONE; // ", adding that", ", citing"
  }
  const bool reports = speech == NG_SPEECH_NAME ||
                       (tells(f, verb) && ng_tree_child(&s->tree, s->doc, verb, NG_DEP_CCOMP) != NG_NONE);
  return rel == NG_DEP_CONJ && reports && is_finite(s, verb) && own_subject(s, verb) != NG_NONE &&
         (tag(s, seam + 1)->pos == NG_POS_CCONJ || is_contrast(f, verb));
}

// How far a verb of saying in the middle of a sentence can reach.
static uint32_t
reach(const NgScene* s, uint32_t cue, uint32_t content)
{
  const uint32_t end = sentence_of(s, cue).end;
  uint32_t       at  = cue;
  for (int i = 0; i < NG_QUOTE_MAX_CLIMB && tag(s, at)->deprel == NG_DEP_CONJ; ++i) {
    at = tag(s, at)->head;
  }
  const uint8_t rel    = tag(s, at)->deprel;
  const bool    inside = rel == NG_DEP_ACL_RELCL || rel == NG_DEP_ACL || rel == NG_DEP_ADVCL_RELCL ||
                      (rel == NG_DEP_ADVCL && tag(s, at)->head > at) || rel == NG_DEP_CSUBJ;
  const uint32_t right = s->tree.right[content] > s->tree.right[cue] ? s->tree.right[content]
                                                                     : s->tree.right[cue];
  return inside && right < end ? right : end;
}

static uint32_t
strip_end(const NgQuoteFinder* f, uint32_t begin, uint32_t end)
{
  while (end > begin && tok(f->s, end - 1)->kind == NG_TOK_PUNCT &&
         tok(f->s, end - 1)->quote == NG_QUOTE_NONE) {
    --end;
  }
  return end;
}

// ", in a statement", ", on Monday": how and when it was said.
static bool
is_manner(const NgScene* s, uint32_t token)
{
  const uint8_t rel = tag(s, token)->deprel;
  return (rel == NG_DEP_OBL || rel == NG_DEP_OBL_UNMARKED) &&
         (is_day(s, token) || ng_scene_word(s, token)->is_speech_noun);
}

static uint32_t
forward_end(const NgQuoteFinder* f, uint32_t cue, uint32_t content, uint32_t begin)
{
  const NgScene* const s     = f->s;
  const uint32_t       end   = reach(s, cue, content);
  const uint32_t       from  = content > begin ? content : begin;
  int                  depth = 0; // of brackets
  const bool relative = cue > 0 && (is_lower_word(s, cue - 1, "who") || is_lower_word(s, cue - 1, "which"));
  for (uint32_t t = begin + 1; t < end; ++t) {
    if (f->in[t] != NG_NONE) {
      continue;
    }
    if (is_lower_word(s, t, "according") && is_lower_word(s, t + 1, "to") && is_lower_word(s, t - 1, ",")) {
      return strip_end(f, begin, t - 1);
    }
    depth += is_lower_word(s, t, "(");
    depth -= is_lower_word(s, t, ")");
    if (depth < 0 || is_lower_word(s, t, ";") ||
        (is_lower_word(s, t, ":") && t + 1 < end && f->in[t + 1] != NG_NONE)) {
      return strip_end(f, begin, t);
    }
    if (t <= from) {
      continue;
    }
    if (relative && is_lower_word(s, t, ",") && t + 1 < end && is_verb_word(s, t + 1) &&
        tag(s, t + 1)->xpos != NG_XPOS_VBG) {
      return strip_end(f, begin, t); // "Jane Roe, who says she won, left"
    }
    const uint32_t head   = tag(s, t)->head;
    const uint32_t seam   = seam_before(s, t, begin);
    const bool     verb   = ng_scene_heads_clause(s, t);
    const bool     phrase = head == cue && is_manner(s, t) && is_seam_mark(s, seam);
    const bool     leaves = verb && seam > from &&
                        (head == cue ? leaves_cue(f, t, seam) : leaves_content(f, cue, t, seam));
    if (phrase || leaves) {
      return strip_end(f, begin, seam);
    }
  }
  return strip_end(f, begin, end);
}

// --- before the verb --------------------------------------------------------------------------------

// Where the words end that stand before "spokeswoman Jane Roe said": at the comma before the title, if the
// parser hung that apart.
static uint32_t
before_speaker(const NgScene* s, uint32_t begin, uint32_t cue, uint32_t subject)
{
  uint32_t at = cue;
  if (subject != NG_NONE && subject < cue) {
    uint32_t left = s->tree.left[subject] > begin ? s->tree.left[subject] : subject;
    if (s->mention[subject] != NG_NONE && s->doc->mentions.at[s->mention[subject]].tokens.begin < left) {
      left = s->doc->mentions.at[s->mention[subject]].tokens.begin;
    }
    at = left;
    for (uint32_t t = left; t-- > begin + 1 && left - t < MOST_TITLE;) {
      if (is_lower_word(s, t, ",")) {
        return t;
      }
      if (is_verb_word(s, t)) {
        break;
      }
    }
  }
  while (at > begin && tok(s, at - 1)->kind == NG_TOK_PUNCT && tok(s, at - 1)->quote == NG_QUOTE_NONE) {
    --at;
  }
  return at;
}

// Behind "Quito, March 3 —" at the start of a paragraph, else `begin`.
static uint32_t
skip_dateline(const NgScene* s, uint32_t begin, uint32_t end)
{
  enum { MOST_TOKENS = 10 };
  const uint32_t p = s->doc->sentences.at[s->sentence[begin]].paragraph;
  if (begin != s->doc->paragraphs.at[p].tokens.begin) {
    return begin;
  }
  for (uint32_t t = begin; t < end && t < begin + MOST_TOKENS; ++t) {
    const bool apart = t + 1 < end && tok(s, t)->end < tok(s, t + 1)->begin; // no hyphen within a word
    if (t > begin && !is_lower_word(s, t, ",") &&
        (is_seam_mark(s, t) || (apart && is_lower_word(s, t, "-")))) {
      return t + 1;
    }
    if (tok(s, t)->kind == NG_TOK_WORD && !(tok(s, t)->shape & NG_SHAPE_CAPITAL)) {
      break;
    }
  }
  return begin;
}

// Behind what only ties a sentence to the one before it: "But", "However,", a dateline.
static uint32_t
skip_lead(const NgQuoteFinder* f, uint32_t begin, uint32_t end)
{
  const NgScene* const s = f->s;
  uint32_t             b = skip_dateline(s, begin, end);
  while (b + 1 < end && f->in[b] == NG_NONE &&
         (tok(s, b)->kind == NG_TOK_PUNCT || tag(s, b)->pos == NG_POS_CCONJ ||
          (tag(s, b)->pos == NG_POS_ADV && is_lower_word(s, b + 1, ",") && is_lower_word(s, b, "however")))) {
    ++b;
  }
  return b;
}

// Behind the last semicolon, colon or told clause before `end`.
static uint32_t
backward_begin(const NgQuoteFinder* f, uint32_t content, uint32_t end)
{
  const NgScene* const s = f->s;
  uint32_t             b = sentence_of(s, content).begin;
  for (uint32_t t = b; t < end; ++t) {
    if (f->in[t] == NG_NONE &&
        (is_lower_word(s, t, ";") || (f->told_by[t] != NG_NONE && t < s->tree.left[content]))) {
      b = is_lower_word(s, t, ";") ? t + 1 : s->tree.left[content];
    }
  }
  return skip_lead(f, b, end);
}

// Behind the verb, its speaker and what belongs to them: the comma where the reported words go on.
static uint32_t
goes_on_at(const NgQuoteFinder* f, uint32_t cue, uint32_t subject, uint32_t content)
{
  const NgScene* const s   = f->s;
  const uint32_t       end = sentence_of(s, cue).end;
  uint32_t             t   = cue + 1;
  if (subject != NG_NONE && subject > cue && s->tree.right[subject] < end) {
    t = s->tree.right[subject];
  }
  while (t < end && t < cue + MOST_ADJUNCT && !is_lower_word(s, t, ",") && f->in[t] == NG_NONE &&
         !is_verb_word(s, t)) {
    ++t;
  }
  if (t + 2 >= end || !is_lower_word(s, t, ",") || tag(s, t + 1)->xpos == NG_XPOS_VBG ||
      tag(s, t + 1)->pos == NG_POS_CCONJ) {
    return NG_NONE;
  }
  if (content > t) {
    return t + 1;
  }
  // does what follows hang on the words before the verb?
  for (uint32_t k = t + 1; k < end; ++k) {
    const uint32_t head = tag(s, k)->head;
    if (tok(s, k)->kind != NG_TOK_PUNCT && head < t) {
      const uint8_t rel   = tag(s, k)->deprel;
      const bool    other = rel == NG_DEP_ACL_RELCL || (rel == NG_DEP_PARATAXIS && tells(f, k));
      return head < cue && !other ? t + 1 : NG_NONE;
    }
  }
  return NG_NONE;
}

// The clause behind the verb that the parser did not give it, as "told his aides to find out" beside another
// verb's words; NG_NONE where what stands before the verb is told indeed.
static uint32_t
clause_behind(const NgQuoteFinder* f, uint32_t cue, uint32_t subject, uint32_t content)
{
  const NgScene* const s   = f->s;
  const uint32_t       end = sentence_of(s, cue).end;
  const uint8_t        pos = cue + 1 < end ? tag(s, cue + 1)->pos : NG_POS_PUNCT;
  if (content > cue || subject == NG_NONE || subject > cue || pos == NG_POS_ADP || pos == NG_POS_ADV ||
      pos == NG_POS_CCONJ || pos == NG_POS_PUNCT) {
    return NG_NONE;
  }
  for (uint32_t t = cue + 1; t < end; ++t) {
    if (ng_scene_heads_clause(s, t)) {
      return t;
    }
  }
  return NG_NONE;
}

// "To prevent that, he said, schools must close": with commas on both sides of the verb and its speaker, the
// phrase before belongs to what is said, unless it tells how or when that was.
static bool
opens_content(const NgQuoteFinder* f, uint32_t cue, uint32_t content)
{
  const NgScene* const s     = f->s;
  const uint32_t       begin = skip_lead(f, sentence_of(s, cue).begin, cue);
  const uint32_t       edge  = speaker_edge(f, cue, begin);
  if (!is_lower_word(s, cue + 1, ",") || edge == NG_NONE || edge < begin + 2 || content < cue) {
    return false;
  }
  for (uint32_t t = begin; t < edge; ++t) {
    if (is_day(s, t) || ng_scene_word(s, t)->is_speech_noun || f->in[t] != NG_NONE) {
      return false;
    }
  }
  return true;
}

NgQuoteExtent
ng_quote_extent(const NgQuoteFinder* f, uint32_t cue, uint32_t subject, uint32_t content)
{
  const NgScene* const s      = f->s;
  const uint32_t       behind = clause_behind(f, cue, subject, content);
  const uint32_t       edge   = subject != NG_NONE && subject < cue ? s->tree.left[subject] : cue;
  NgQuoteExtent        e      = {{0, 0}, {0, 0}};
  content                     = behind != NG_NONE ? behind : content;
  const uint32_t more         = goes_on_at(f, cue, subject, content);
  const bool     inserted     = more != NG_NONE && that_behind(f, cue) == NG_NONE &&
                        (s->tree.left[content] < edge || opens_content(f, cue, content) ||
                         (own_subject(s, content) == NG_NONE && is_finite(s, content) &&
                          speaker_edge(f, cue, sentence_of(s, cue).begin) != NG_NONE));
  if (content > cue && !inserted) {
    e.first.begin = forward_begin(f, cue, subject, content);
    e.first.end   = forward_end(f, cue, content, e.first.begin);
    return e;
  }
  const uint32_t begin = sentence_of(s, cue).begin;
  e.first.end          = before_speaker(s, begin, cue, subject);
  if (!is_seam_mark(s, e.first.end)) {
    e.first.end = 0;
    return e;
  }
  e.first.begin = backward_begin(f, content < e.first.end ? content : begin, e.first.end);
  if (more != NG_NONE) {
    e.second.begin = more;
    e.second.end   = forward_end(f, cue, content, more);
  }
  return e;
}

// --- behind a noun ---

NgSpan
ng_quote_noun_extent(const NgQuoteFinder* f, uint32_t noun)
{
  const NgScene* const s    = f->s;
  const uint32_t       end  = sentence_of(s, noun).end;
  NgSpan               span = {noun + 2, noun + 2};
  uint32_t             verb = NG_NONE; // first finite one
  if (!is_lower_word(s, noun + 1, "that") || f->in[noun + 1] != NG_NONE) {
    return span;
  }
  for (uint32_t t = noun + 2; t < end; ++t) {
    const uint8_t  x      = tag(s, t)->xpos;
    const bool     finite = x == NG_XPOS_VBD || x == NG_XPOS_VBZ || x == NG_XPOS_VBP || x == NG_XPOS_MD;
    const bool     aux    = tag(s, t)->pos == NG_POS_AUX && tag(s, t)->head < s->doc->tokens.n;
    const uint32_t head   = aux ? tag(s, t)->head : t;
    const uint32_t sub    = own_subject(s, head);
    const bool     after  = tok(s, t - 1)->kind == NG_TOK_PUNCT || tag(s, t - 1)->pos == NG_POS_CCONJ ||
                       tag(s, t - 1)->pos == NG_POS_PRON || tag(s, t - 1)->pos == NG_POS_ADV;
    const bool around = verb != NG_NONE && finite && head != verb && !after &&
                        (sub == NG_NONE || sub <= noun);
    if (is_lower_word(s, t, ",") || is_lower_word(s, t, ";") || around) {
      break; // `around`: the verb of the sentence that the noun stands in
    }
    verb     = verb == NG_NONE && finite ? head : verb;
    span.end = t + 1;
  }
  span.end = verb == NG_NONE ? span.begin : strip_end(f, span.begin, span.end);
  return span;
}

// --- "according to" ---

static bool
has_finite_verb(const NgScene* s, NgSpan tokens)
{
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    const uint8_t rel = tag(s, t)->deprel;
    if (ng_scene_heads_clause(s, t) && is_finite(s, t) && rel != NG_DEP_ACL_RELCL && rel != NG_DEP_ADVCL) {
      return true;
    }
  }
  return false;
}

uint32_t
ng_quote_according(const NgQuoteFinder* f, uint32_t token)
{
  const NgScene* const s   = f->s;
  const uint32_t       end = sentence_of(s, token).end;
  if (f->in[token] != NG_NONE || !is_lower_word(s, token, "according") ||
      !is_lower_word(s, token + 1, "to") || token + 2 >= end) {
    return NG_NONE;
  }
  const uint32_t head = tag(s, token + 1)->head;
  if (head > token + 1 && head < end && f->in[head] == NG_NONE) {
    return head;
  }
  const uint32_t of = tag(s, token)->head;
  return of > token + 1 && of < end && f->in[of] == NG_NONE ? of : NG_NONE;
}

// First token of the clause that "according to" closes.
static uint32_t
clause_before(const NgQuoteFinder* f, uint32_t according)
{
  const NgScene* const s = f->s;
  uint32_t             b = sentence_of(s, according).begin;
  for (uint32_t t = b; t < according; ++t) {
    const bool other = ng_scene_heads_clause(s, t) && tag(s, t)->deprel == NG_DEP_CONJ &&
                       own_subject(s, t) != NG_NONE;
    const uint32_t seam = other ? seam_before(s, t, b) : t;
    if (f->in[t] == NG_NONE && (is_lower_word(s, t, ";") || (other && is_seam_mark(s, seam)))) {
      b = t == seam ? t + 1 : seam;
    }
  }
  return skip_lead(f, b, according);
}

NgQuoteExtent
ng_quote_according_extent(const NgQuoteFinder* f, uint32_t according, uint32_t source)
{
  const NgScene* const s     = f->s;
  const NgSpan         whole = sentence_of(s, according);
  uint32_t after = s->tree.right[source] > source && s->tree.right[source] < whole.end ? s->tree.right[source]
                                                                                       : whole.end;
  NgQuoteExtent e        = {{clause_before(f, according), strip_end(f, whole.begin, according)}, {0, 0}};
  const bool    inserted = !has_finite_verb(s, e.first);
  if (!inserted) {
    return e;
  }
  for (uint32_t t = source + 1; t < after; ++t) { // the parser took the clause for a part of the source
    if (is_lower_word(s, t, ",") && has_finite_verb(s, (NgSpan){source, after})) {
      after = t;
    }
  }
  for (uint32_t t = source + 1; t < after && after < whole.end && is_verb_word(s, after); ++t) {
    after = is_lower_word(s, t, ",") ? t : after; // ... or its subject
  }
  if (after < whole.end && is_verb_word(s, after)) { // "according to the study cited above, ..."
    uint32_t t = after;
    while (t < whole.end && !is_lower_word(s, t, ",")) {
      ++t;
    }
    after = t < whole.end ? t : after;
  }
  while (after < whole.end && is_seam_mark(s, after)) {
    ++after;
  }
  const NgSpan rest = {after, strip_end(f, after, whole.end)};
  if (!has_finite_verb(s, rest)) {
    return (NgQuoteExtent){{0, 0}, {0, 0}};
  }
  if (e.first.end <= e.first.begin || tag(s, e.first.end - 1)->pos == NG_POS_CCONJ) {
    e.first = rest;
  } else {
    e.second = rest;
  }
  return e;
}
