// SPDX-License-Identifier: Apache-2.0
// A quotation is first looked at alone (how long, how it begins and ends), then its verb of saying is looked for: by the tree,
// then right behind it, then before it; then come the paragraph's other quotations and the paragraph before. The order
// follows O'Keefe et al., A Sequence Labelling Approach to Quote Attribution (EMNLP 2012), whose rule baselines found that
// most speakers stand next to a verb of saying in the sentence of the quotation.
#include "understand/quotes.h"

#include "understand/factuality.h"
#include "understand/mentions.h"

enum { LOOK_BACK = 24, REACH_SENTENCE = 200, REACH_AFTER = 14, REACH_BEFORE = 40, MAX_CLIMB = 8, SHORT_WORDS = 2 };

typedef enum { BY_NOTHING, BY_TREE, BY_CLIMB, BY_NEXT, BY_BEFORE, BY_ACCORDING, BY_COLON, BY_CONTINUING, BY_NEAR, BY_SIGNATURE } How;

typedef struct {
  uint32_t open, close; ///< Tokens of the marks; close is behind the last word where the paragraph ends within
  uint32_t number; ///< Place in the list
  uint32_t paragraph;
  uint32_t n_words;
  bool     is_closed, is_single;
  bool     is_sentence; ///< Begins like a sentence or is one
  bool     is_title;    ///< All capitals at the start of words and no verb: the name of a work or show
  uint32_t cue;     ///< Verb of saying, or NG_NONE
  uint32_t subject; ///< Token of the speaker, or NG_NONE
  uint32_t speaker; ///< Entity, or NG_NONE
  uint32_t statement;
  How      how;
} Quote;

typedef struct {
  NgScene* s;
  NgError* err;
  NG_VEC(Quote) quotes;
  uint32_t* in;       // per token: quote that holds it, or NG_NONE
  uint32_t* told_by;  // per token: statement of this verb of saying, or NG_NONE
} Finder;

static NgStatus
no_memory(Finder* f)
{
  return ng_error_set(f->err, NG_ERR_NO_MEM, "%s", ng_strerror(NG_ERR_NO_MEM));
}

static const NgTag*
tag(const NgScene* s, uint32_t token)
{
  return &s->doc->tags[token];
}

static const NgToken*
tok(const NgScene* s, uint32_t token)
{
  return &s->doc->tokens.at[token];
}

static bool
is_lower_word(const NgScene* s, uint32_t token, const char* z)
{
  return token < s->doc->tokens.n && ng_str_is(tok(s, token)->lower, z);
}

// --- the quotations of a paragraph ---

static bool
looks_like_title(const NgScene* s, const Quote* q)
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
  return !is_lower_word(s, q->close - 1, ".") && !is_lower_word(s, q->close - 1, "!") && !is_lower_word(s, q->close - 1, "?");
}

static void
describe(const NgScene* s, Quote* q)
{
  const uint32_t first = q->open + 1;
  for (uint32_t t = first; t < q->close; ++t) {
    q->n_words += tok(s, t)->kind == NG_TOK_WORD || tok(s, t)->kind == NG_TOK_NUMBER;
  }
  const NgStr mark = ng_doc_token(s->doc, q->open);
  q->is_single     = ng_str_is(mark, "'") || ng_str_is(mark, "‘") || ng_str_is(mark, "‹") || ng_str_is(mark, "`");
  const bool begins_upper = first < q->close && (tok(s, first)->shape & NG_SHAPE_CAPITAL);
  const bool ends_like    = q->close > first && tok(s, q->close - 1)->kind == NG_TOK_PUNCT;
  const bool after_colon  = q->open > 0 && (is_lower_word(s, q->open - 1, ":") || is_lower_word(s, q->open - 1, ","));
  const bool starts_line  = q->open == s->doc->paragraphs.at[q->paragraph].tokens.begin;
  q->is_sentence = q->n_words >= 2 && (begins_upper || first >= q->close || tok(s, first)->kind == NG_TOK_PUNCT) &&
                   (ends_like || after_colon || starts_line || !q->is_closed);
  q->is_sentence = q->is_sentence || q->n_words >= 15 || (starts_line && q->n_words > SHORT_WORDS);
  q->is_sentence = q->is_sentence || (ends_like && is_lower_word(s, q->close - 1, ",") && q->n_words >= (begins_upper ? 2 : 5));
  q->is_title    = looks_like_title(s, q);
  q->is_sentence = q->is_sentence && !q->is_title;
}

static NgStatus
collect(Finder* f)
{
  const NgDoc* const doc = f->s->doc;
  for (uint32_t p = 0; p < doc->paragraphs.n; ++p) {
    const NgParagraph* const par = &doc->paragraphs.at[p];
    for (uint32_t t = par->tokens.begin; t < par->tokens.end; ++t) {
      if (tok(f->s, t)->quote != NG_QUOTE_OPEN) {
        continue;
      }
      Quote* const q = NG_VEC_ADD(doc->arena, f->quotes);
      if (!q) {
        return no_memory(f);
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

// --- verbs of saying ---

static uint8_t
speech_of(const Finder* f, uint32_t token)
{
  const NgScene* const s   = f->s;
  const uint8_t        pos = tag(s, token)->pos;
  if (pos != NG_POS_VERB && pos != NG_POS_AUX) {
    return NG_SPEECH_NONE;
  }
  const NgWord* const w = ng_scene_word(s, token);
  if (w->phrasal_speech != NG_SPEECH_NONE) {
    const uint32_t particle[2] = {w->speech_particle, NG_NONE};
    if (ng_has_particles(s, token, particle)) {
      return w->phrasal_speech;
    }
  }
  return w->speech;
}

// Token of the quotation whose head stands outside of it.
static uint32_t
root_of(const Finder* f, const Quote* q)
{
  uint32_t best = NG_NONE;
  for (uint32_t t = q->open + 1; t < q->close && t < q->open + 200; ++t) {
    const uint32_t head = tag(f->s, t)->head;
    if (tok(f->s, t)->kind == NG_TOK_PUNCT || (head > q->open && head < q->close)) {
      continue;
    }
    if (best == NG_NONE || tag(f->s, t)->pos == NG_POS_VERB) {
      if (best == NG_NONE || tag(f->s, best)->pos != NG_POS_VERB) {
        best = t;
      }
    }
  }
  return best;
}

static bool
outside(const Finder* f, uint32_t token)
{
  return token < f->s->doc->tokens.n && f->in[token] == NG_NONE;
}

static bool
by_tree(Finder* f, Quote* q)
{
  const NgScene* const s    = f->s;
  const uint32_t       root = root_of(f, q);
  if (root == NG_NONE) {
    return false;
  }
  const uint32_t head = tag(s, root)->head;
  if (head < s->doc->tokens.n && outside(f, head) && speech_of(f, head) != NG_SPEECH_NONE) {
    q->cue = head;
    q->how = BY_TREE;
    return true;
  }
  for (uint32_t c = s->tree.first[root]; c != NG_NONE; c = s->tree.next[c]) {
    const uint8_t rel = tag(s, c)->deprel;
    if (outside(f, c) && (rel == NG_DEP_PARATAXIS || rel == NG_DEP_CCOMP || rel == NG_DEP_DEP || rel == NG_DEP_DISCOURSE) &&
        speech_of(f, c) != NG_SPEECH_NONE) {
      q->cue = c;
      q->how = BY_TREE;
      return true;
    }
  }
  return false;
}

static void find_speaker(Finder* f, Quote* q);

static bool
may_govern(const Finder* f, const Quote* q, uint32_t token, uint8_t rel)
{
  const uint8_t speech = outside(f, token) ? speech_of(f, token) : NG_SPEECH_NONE;
  return speech != NG_SPEECH_NONE && (speech != NG_SPEECH_WEAK || q->n_words > SHORT_WORDS) && rel != NG_DEP_NSUBJ;
}

// The nearest verb of saying above the quoted words that has a speaker; one of thinking only where none of saying is above.
static bool
by_climbing(Finder* f, Quote* q)
{
  const NgScene* const s    = f->s;
  uint32_t             at   = root_of(f, q);
  Quote                best = *q;
  for (int i = 0; i < MAX_CLIMB && at != NG_NONE; ++i) {
    const uint8_t  rel  = tag(s, at)->deprel;
    const uint32_t head = tag(s, at)->head;
    if (head >= s->doc->tokens.n || rel == NG_DEP_ACL_RELCL || rel == NG_DEP_NSUBJ_PASS) {
      break;
    }
    if (may_govern(f, q, head, rel)) {
      Quote other   = *q;
      other.cue     = head;
      other.how     = BY_CLIMB;
      find_speaker(f, &other);
      const bool says = speech_of(f, head) != NG_SPEECH_THINK && other.speaker != NG_NONE;
      if (best.cue == NG_NONE || says || (best.speaker == NG_NONE && other.speaker != NG_NONE)) {
        best = other;
      }
      if (says) {
        break;
      }
    }
    at = head;
  }
  if (best.cue == NG_NONE) {
    return false;
  }
  q->cue = best.cue;
  q->how = best.how;
  return true;
}

// `," he said`, `" said Jane Roe`; also where the sentence was cut behind the mark.
static bool
by_next(Finder* f, Quote* q)
{
  const NgScene* const s   = f->s;
  const uint32_t       end = s->doc->paragraphs.at[q->paragraph].tokens.end;
  if (!q->is_closed || q->close <= q->open + 1) {
    return false;
  }
  for (uint32_t t = q->close + 1, n = 0; t < end && n < REACH_AFTER; ++t, ++n) {
    if (f->in[t] != NG_NONE || is_lower_word(s, t, ".") || is_lower_word(s, t, ";")) {
      return false;
    }
    const uint8_t speech = speech_of(f, t);
    if (speech != NG_SPEECH_NONE && (speech != NG_SPEECH_WEAK || n < 5)) {
      q->cue = t;
      q->how = BY_NEXT;
      return true;
    }
    if (tag(s, t)->pos == NG_POS_VERB && tag(s, t)->deprel != NG_DEP_ACL_RELCL && tag(s, t)->deprel != NG_DEP_ACL) {
      return false;
    }
    if (is_lower_word(s, t, "that") || is_lower_word(s, t, "but")) {
      return false;
    }
  }
  return false;
}

static bool
by_before(Finder* f, Quote* q)
{
  const NgScene* const s     = f->s;
  const uint32_t       begin = s->doc->sentences.at[s->sentence[q->open]].tokens.begin;
  bool                 near  = true;
  for (uint32_t t = q->open, n = 0; t > begin && n < REACH_BEFORE; --t, ++n) {
    const uint32_t at = t - 1;
    if (f->in[at] != NG_NONE) {
      near = false;
      continue;
    }
    const uint8_t speech = speech_of(f, at);
    if (speech != NG_SPEECH_NONE && (speech != NG_SPEECH_WEAK || (near && n < 12 && q->is_sentence))) {
      q->cue = at;
      q->how = BY_BEFORE;
      return true;
    }
  }
  return false;
}

static bool
by_according(Finder* f, Quote* q)
{
  const NgScene* const s  = f->s;
  const NgSpan         of = {s->doc->sentences.at[s->sentence[q->open]].tokens.begin,
                             s->doc->sentences.at[s->sentence[q->close < s->doc->tokens.n ? q->close : q->close - 1]].tokens.end};
  uint32_t             n  = 0;
  for (uint32_t t = of.begin; t + 2 < of.end && n < 200; ++t, ++n) {
    if (f->in[t] == NG_NONE && is_lower_word(s, t, "according") && is_lower_word(s, t + 1, "to")) {
      for (uint32_t k = t + 2; k < of.end && k < t + 12; ++k) {
        if (s->mention[k] != NG_NONE || tag(s, k)->deprel == NG_DEP_OBL) {
          q->subject = k;
          q->how     = BY_ACCORDING;
          return true;
        }
      }
    }
  }
  return false;
}

// --- who speaks ---

// Entity of a speaker's phrase; for a statement, letter or account whose it is.
static uint32_t
speaker_entity(Finder* f, uint32_t token)
{
  NgScene* const s = f->s;
  if (token == NG_NONE) {
    return NG_NONE;
  }
  if (ng_scene_word(s, token)->is_speech_noun && tag(s, token)->pos == NG_POS_NOUN) {
    for (uint32_t c = s->tree.first[token]; c != NG_NONE; c = s->tree.next[c]) {
      const uint8_t rel = tag(s, c)->deprel;
      if (rel == NG_DEP_NMOD_POSS || rel == NG_DEP_NMOD || rel == NG_DEP_COMPOUND || rel == NG_DEP_AMOD) {
        const uint32_t e = ng_scene_entity(s, c, rel != NG_DEP_COMPOUND && rel != NG_DEP_AMOD);
        if (e != NG_NONE) {
          return ng_scene_government(s, e);
        }
      }
    }
  }
  return ng_scene_government(s, ng_scene_entity(s, token, true));
}

// Where the tree shows no subject: the mention next to the verb.
static uint32_t
mention_beside(const Finder* f, uint32_t cue)
{
  const NgScene* const s     = f->s;
  const NgSpan         span  = s->doc->sentences.at[s->sentence[cue]].tokens;
  for (uint32_t t = cue; t > span.begin && t + 8 > cue; --t) {
    if (f->in[t - 1] != NG_NONE) {
      break;
    }
    if (s->mention[t - 1] != NG_NONE) {
      return t - 1;
    }
  }
  for (uint32_t t = cue + 1; t < span.end && t < cue + 10 && f->in[t] == NG_NONE; ++t) {
    if (s->mention[t] != NG_NONE) {
      return t;
    }
  }
  return NG_NONE;
}

static bool
is_person_name(const Finder* f, uint32_t token)
{
  const NgScene* const s = f->s;
  const uint32_t       m = s->mention[token];
  if (m == NG_NONE || s->doc->mentions.at[m].kind != NG_MENTION_NAME) {
    return false;
  }
  const uint32_t e = s->doc->mentions.at[m].entity;
  return e < s->doc->entities.n && s->doc->entities.at[e].cls == NG_CLASS_PERSON;
}

// The name, unless it is the object of a preposition before it.
static uint32_t
not_in_phrase(const Finder* f, uint32_t name, uint32_t begin)
{
  const NgScene* const s = f->s;
  for (uint32_t t = s->doc->mentions.at[s->mention[name]].tokens.begin; t > begin; --t) {
    const uint8_t pos = tag(s, t - 1)->pos;
    if (pos == NG_POS_ADP) {
      return is_lower_word(s, t - 1, "like") ? name : NG_NONE;
    }
    if (pos != NG_POS_PROPN && pos != NG_POS_NOUN && pos != NG_POS_ADJ) {
      break;
    }
  }
  return name;
}

// "Jane Roe of Kenya said", "John Doe from the Institute said": the person before the place or body before `end`.
static uint32_t
name_with_home(const Finder* f, uint32_t end, uint32_t begin)
{
  const NgScene* const s = f->s;
  if (end <= begin + 2 || s->mention[end - 1] == NG_NONE || f->in[end - 1] != NG_NONE) {
    return NG_NONE;
  }
  uint32_t t = s->doc->mentions.at[s->mention[end - 1]].tokens.begin;
  if (t > begin && tag(s, t - 1)->pos == NG_POS_DET) {
    --t;
  }
  const bool home = t > begin + 1 && (is_lower_word(s, t - 1, "of") || is_lower_word(s, t - 1, "from"));
  return home && is_person_name(f, t - 2) ? not_in_phrase(f, t - 2, begin) : NG_NONE;
}

// The name that ends right before the verb, perhaps with a comma, bracket or adverb between; NG_NONE where it is the
// object of a preposition ("a spokesman for Jane Roe said").
static uint32_t
name_before_verb(const Finder* f, uint32_t cue)
{
  const NgScene* const s     = f->s;
  const uint32_t       begin = s->doc->sentences.at[s->sentence[cue]].tokens.begin;
  uint32_t             t     = cue;
  while (t > begin && t + 4 > cue) {
    const uint8_t pos = tag(s, t - 1)->pos;
    if (f->in[t - 1] != NG_NONE) {
      return NG_NONE;
    }
    if (is_person_name(f, t - 1)) {
      break;
    }
    if (pos != NG_POS_ADV && pos != NG_POS_AUX && !is_lower_word(s, t - 1, ",") && !is_lower_word(s, t - 1, ")")) {
      return name_with_home(f, t, begin);
    }
    --t;
  }
  if (t == begin || t + 4 <= cue || !is_person_name(f, t - 1)) {
    return name_with_home(f, cue, begin);
  }
  return not_in_phrase(f, t - 1, begin);
}

// "Jane Roe, the party's leader, said": the name before the comma that opens the description.
static uint32_t
name_with_description(const Finder* f, uint32_t cue)
{
  const NgScene* const s     = f->s;
  const uint32_t       begin = s->doc->sentences.at[s->sentence[cue]].tokens.begin;
  if (cue < begin + 4 || !is_lower_word(s, cue - 1, ",")) {
    return NG_NONE;
  }
  for (uint32_t t = cue - 1, n = 0; t > begin + 1 && n < 20; --t, ++n) {
    if (f->in[t - 1] != NG_NONE) {
      return NG_NONE;
    }
    if (is_lower_word(s, t - 1, ",") && is_person_name(f, t - 2)) {
      return not_in_phrase(f, t - 2, begin);
    }
  }
  return NG_NONE;
}
// "said Jane Roe", "said the party's leader, Jane Roe": right behind a verb that follows the quotation.
static uint32_t
phrase_after_verb(const Finder* f, uint32_t cue)
{
  const NgScene* const s     = f->s;
  const uint32_t       end   = s->doc->sentences.at[s->sentence[cue]].tokens.end;
  uint32_t             noun  = NG_NONE;
  for (uint32_t t = cue + 1; t < end && t < cue + 14 && f->in[t] == NG_NONE; ++t) {
    const uint8_t pos = tag(s, t)->pos;
    if (is_person_name(f, t)) {
      return t;
    }
    if (pos == NG_POS_NOUN || pos == NG_POS_PROPN || (pos == NG_POS_PRON && noun == NG_NONE)) {
      noun = noun == NG_NONE || t == noun + 1 ? t : noun;
    } else if (pos != NG_POS_DET && pos != NG_POS_ADJ && pos != NG_POS_PART && !(is_lower_word(s, t, ",") && noun != NG_NONE) &&
               !(pos == NG_POS_ADP && noun != NG_NONE)) {
      break;
    }
  }
  return noun;
}

// "was told by the minister, Jane Roe, of": the person, else the noun behind "by".
static uint32_t
agent_behind(const Finder* f, uint32_t cue)
{
  const NgScene* const s   = f->s;
  const uint32_t       end = s->doc->sentences.at[s->sentence[cue]].tokens.end;
  for (uint32_t t = cue + 1; t < end && t < cue + 4; ++t) {
    if (is_lower_word(s, t, "by")) {
      return phrase_after_verb(f, t);
    }
  }
  return NG_NONE;
}

// "..., argued the party's lawyer." at the end of a sentence: no other verb follows.
static bool
is_inverted(const Finder* f, uint32_t cue)
{
  const NgScene* const s   = f->s;
  const uint32_t       end = s->doc->sentences.at[s->sentence[cue]].tokens.end;
  if (cue == 0 || !is_lower_word(s, cue - 1, ",") || cue + 1 >= end) {
    return false;
  }
  const uint8_t pos = tag(s, cue + 1)->pos;
  if (pos != NG_POS_DET && pos != NG_POS_PROPN && pos != NG_POS_NOUN && pos != NG_POS_ADJ) {
    return false;
  }
  for (uint32_t t = cue + 1; t < end && t < cue + 40; ++t) {
    if (tag(s, t)->pos == NG_POS_VERB || tag(s, t)->pos == NG_POS_AUX) {
      return false;
    }
  }
  return true;
}

static bool
follows_quote(const Finder* f, uint32_t cue)
{
  return cue > 0 && (f->in[cue - 1] != NG_NONE || (is_lower_word(f->s, cue - 1, ",") && cue > 1 && f->in[cue - 2] != NG_NONE));
}

static uint32_t
subject_of_cue(const Finder* f, uint32_t cue)
{
  NgClause clause;
  ng_scene_clause(f->s, cue, &clause);
  if (clause.is_passive) {
    const uint32_t agent = agent_behind(f, cue);
    return agent != NG_NONE ? agent : clause.subj != NG_NONE && f->in[clause.subj] == NG_NONE ? clause.subj : NG_NONE;
  }
  uint32_t name = name_before_verb(f, cue);
  name          = name != NG_NONE ? name : name_with_description(f, cue);
  if (name != NG_NONE) {
    return name;
  }
  if (follows_quote(f, cue) || is_inverted(f, cue)) {
    const uint32_t after = phrase_after_verb(f, cue);
    if (after != NG_NONE) {
      return after;
    }
  }
  uint32_t subject = clause.subj;
  if (subject != NG_NONE && f->in[subject] != NG_NONE) {
    subject = NG_NONE;
  }
  // "said Jane Roe" parsed as an object
  if (subject == NG_NONE && clause.obj == cue + 1 && f->in[clause.obj] == NG_NONE) {
    subject = clause.obj;
  }
  return subject;
}

static bool
is_told_paragraph(const Finder* f, uint32_t p)
{
  const NgParagraph* const par = &f->s->doc->paragraphs.at[p];
  return par->repeats == NG_NONE && par->kind == NG_PAR_BODY;
}

// "he" beside a quotation that opens its paragraph goes on with who spoke last, not with whom a caption shows.
static uint32_t
speaker_of_pronoun(const Finder* f, uint32_t at, uint32_t subject)
{
  const NgScene* const s  = f->s;
  const bool           he = is_lower_word(s, subject, "he"), she = is_lower_word(s, subject, "she");
  const Quote* const   q  = &f->quotes.at[at];
  const bool opens = q->open == s->doc->paragraphs.at[q->paragraph].tokens.begin;
  if (!he && !she) {
    return NG_NONE;
  }
  uint32_t back = 0, p = q->paragraph;
  for (uint32_t i = at, k = 0; k < LOOK_BACK && i-- > 0; ++k) {
    const Quote* const o = &f->quotes.at[i];
    if (!opens && o->paragraph != q->paragraph) {
      return NG_NONE;
    }
    while (p > o->paragraph) {
      --p;
      back += is_told_paragraph(f, p);
    }
    if (back > 1) {
      return NG_NONE;
    }
    const NgEntity* const e = o->speaker != NG_NONE ? &s->doc->entities.at[o->speaker] : NULL;
    if (e && e->cls == NG_CLASS_PERSON && !(he && e->is_female) && !(she && e->is_male) && is_told_paragraph(f, o->paragraph)) {
      return o->speaker;
    }
  }
  return NG_NONE;
}

static void
find_speaker(Finder* f, Quote* q)
{
  if (q->subject == NG_NONE && q->cue != NG_NONE) {
    q->subject = subject_of_cue(f, q->cue);
    q->speaker = q->subject != NG_NONE ? speaker_of_pronoun(f, q->number, q->subject) : NG_NONE;
    q->speaker = q->speaker != NG_NONE ? q->speaker : speaker_entity(f, q->subject);
    if (q->speaker == NG_NONE) {
      const uint32_t beside = mention_beside(f, q->cue);
      q->speaker            = speaker_entity(f, beside);
      q->subject            = q->speaker != NG_NONE ? beside : q->subject;
    }
    return;
  }
  q->speaker = speaker_entity(f, q->subject);
}

// A speaker for a pronoun that nobody resolved: whoever spoke last in this or the paragraph before.
static void
last_speaker(Finder* f, uint32_t at)
{
  Quote* const q = &f->quotes.at[at];
  for (uint32_t i = at, k = 0; k < LOOK_BACK && i-- > 0 && f->quotes.at[i].paragraph + 2 >= q->paragraph; ++k) {
    if (f->quotes.at[i].speaker != NG_NONE) {
      q->speaker = f->quotes.at[i].speaker;
      return;
    }
  }
}

// "Jane Roe: '...'" and other words before the quotation that lead to it without a verb of saying.
static bool
by_colon(Finder* f, Quote* q)
{
  const NgScene* const s = f->s;
  if (q->open == 0 || !is_lower_word(s, q->open - 1, ":")) {
    return false;
  }
  const NgSpan span = s->doc->sentences.at[s->sentence[q->open - 1]].tokens;
  for (uint32_t t = span.begin; t < q->open && t < span.begin + REACH_SENTENCE; ++t) {
    if (f->in[t] == NG_NONE && s->mention[t] != NG_NONE && speaker_entity(f, t) != NG_NONE) {
      q->subject = t;
      q->how     = BY_COLON;
      return true;
    }
  }
  return false;
}

static bool
is_dash(const NgScene* s, uint32_t t)
{
  return is_lower_word(s, t, "―") || is_lower_word(s, t, "—") || is_lower_word(s, t, "–") || is_lower_word(s, t, "-") ||
         is_lower_word(s, t, "--");
}

// `"..." - Jane Roe` at the end of a paragraph, and `"ROE: ..."` of a transcript.
static bool
by_signature(Finder* f, Quote* q)
{
  const NgScene* const s   = f->s;
  const uint32_t       end = s->doc->paragraphs.at[q->paragraph].tokens.end;
  if (q->is_closed && q->close + 2 < end && q->close + 14 > end && is_dash(s, q->close + 1) &&
      s->mention[q->close + 2] != NG_NONE) {
    q->subject = q->close + 2;
    q->how     = BY_SIGNATURE;
    return true;
  }
  for (uint32_t t = q->open + 1; t + 1 < q->close && t < q->open + 5; ++t) {
    if (s->mention[t] == NG_NONE) {
      break;
    }
    if (is_lower_word(s, t + 1, ":")) {
      q->subject = t;
      q->how     = BY_SIGNATURE;
      return true;
    }
  }
  return false;
}

static bool
fills_paragraph(const Finder* f, const Quote* q)
{
  const NgSpan span = f->s->doc->paragraphs.at[q->paragraph].tokens;
  return q->open == span.begin && q->close + 2 >= span.end;
}

// Who the paragraph before spoke of or let speak: its last speaker, else the subject of its last sentence.
static void
from_paragraph_before(Finder* f, uint32_t at)
{
  NgScene* const s = f->s;
  Quote* const   q = &f->quotes.at[at];
  if (at > 0 && f->quotes.at[at - 1].paragraph + 1 == q->paragraph && f->quotes.at[at - 1].speaker != NG_NONE) {
    q->speaker = f->quotes.at[at - 1].speaker;
    q->how     = BY_CONTINUING;
    return;
  }
  if (q->paragraph == 0) {
    return;
  }
  const NgParagraph* const before = &s->doc->paragraphs.at[q->paragraph - 1];
  if (before->kind != NG_PAR_BODY || before->sentences.end == before->sentences.begin) {
    return;
  }
  const NgSpan last = s->doc->sentences.at[before->sentences.end - 1].tokens;
  for (uint32_t t = last.begin; t < last.end && t < last.begin + REACH_SENTENCE; ++t) {
    const uint8_t rel = tag(s, t)->deprel;
    if (rel == NG_DEP_NSUBJ || rel == NG_DEP_NSUBJ_PASS) {
      q->speaker = speaker_entity(f, t);
      q->subject = t;
      q->how     = BY_NEAR;
      if (q->speaker != NG_NONE) {
        return;
      }
    }
  }
}

// In the paragraph: the speaker of the quotation before, else the subject of the sentence before.
static void
from_sentence_before(Finder* f, uint32_t at)
{
  NgScene* const s = f->s;
  Quote* const   q = &f->quotes.at[at];
  if (at > 0 && f->quotes.at[at - 1].paragraph == q->paragraph && f->quotes.at[at - 1].speaker != NG_NONE) {
    q->speaker = f->quotes.at[at - 1].speaker;
    q->how     = BY_CONTINUING;
    return;
  }
  const uint32_t sentence = s->sentence[q->open];
  if (sentence <= s->doc->paragraphs.at[q->paragraph].sentences.begin) {
    return;
  }
  const NgSpan before = s->doc->sentences.at[sentence - 1].tokens;
  for (uint32_t t = before.begin; t < before.end && t < before.begin + REACH_SENTENCE && q->speaker == NG_NONE; ++t) {
    if (tag(s, t)->deprel == NG_DEP_NSUBJ && f->in[t] == NG_NONE) {
      q->speaker = speaker_entity(f, t);
      q->subject = t;
      q->how     = BY_NEAR;
    }
  }
}

// A later quotation of the same paragraph tells the speaker of one that begins it: `"A." "B," she said.`
static void
from_next_quote(Finder* f, uint32_t at)
{
  Quote* const q = &f->quotes.at[at];
  if (at + 1 < f->quotes.n && f->quotes.at[at + 1].paragraph == q->paragraph && f->quotes.at[at + 1].open <= q->close + 2 &&
      f->quotes.at[at + 1].speaker != NG_NONE) {
    q->speaker = f->quotes.at[at + 1].speaker;
    q->how     = BY_CONTINUING;
  }
}

static bool
is_pronoun_subject(const Finder* f, const Quote* q)
{
  return q->subject != NG_NONE && tag(f->s, q->subject)->pos == NG_POS_PRON;
}

static void
attribute(Finder* f, uint32_t at)
{
  Quote* const q = &f->quotes.at[at];
  if (q->is_sentence) {
    (void)(by_signature(f, q) || by_tree(f, q) || by_next(f, q) || by_before(f, q) || by_according(f, q) || by_colon(f, q));
  } else {
    (void)(by_climbing(f, q) || (q->n_words > 1 && by_before(f, q)) || by_according(f, q));
  }
  if (q->cue != NG_NONE || q->subject != NG_NONE) {
    find_speaker(f, q);
    if (q->speaker == NG_NONE && is_pronoun_subject(f, q)) {
      last_speaker(f, at);
    }
    return;
  }
  if (!q->is_sentence) {
    return;
  }
  if (fills_paragraph(f, q) || q->open == f->s->doc->paragraphs.at[q->paragraph].tokens.begin) {
    from_paragraph_before(f, at);
  } else {
    from_sentence_before(f, at);
  }
}

// --- statements ---

static NgStatus
add_about(Finder* f, NgStatement* st, NgSpan tokens)
{
  NgDoc* const doc = f->s->doc;
  for (uint32_t m = ng_mention_from(doc, tokens.begin); m < doc->mentions.n && doc->mentions.at[m].tokens.begin < tokens.end; ++m) {
    if (doc->mentions.at[m].kind == NG_MENTION_NAME) {
      NG_TRY(ng_entity_add(doc, &st->about, doc->mentions.at[m].entity, f->err));
    }
  }
  return NG_SUCCESS;
}

// "told the Telegraph", "said in an interview with the BBC".
static uint32_t
audience(Finder* f, uint32_t cue)
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
      for (uint32_t c = s->tree.first[clause.preps[i].noun]; c != NG_NONE && e == NG_NONE; c = s->tree.next[c]) {
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
sureness(const Quote* q, bool partial)
{
  static const float by[] = {0.5F, 0.95F, 0.85F, 0.94F, 0.9F, 0.88F, 0.8F, 0.84F, 0.6F, 0.9F};
  return by[q->how] - (partial ? 0.04F : 0);
}

static NgStatement*
add_statement(Finder* f, NgSpan tokens, uint32_t speaker, NgTerm kind)
{
  NgDoc* const       doc = f->s->doc;
  NgStatement* const st  = NG_VEC_ADD(doc->arena, doc->statements);
  if (!st) {
    no_memory(f);
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

static const char* const how_rules[] = {"quote:none",   "quote:tree",  "quote:clause",     "quote:next", "quote:before",
                                        "quote:according", "quote:colon", "quote:continuing", "quote:near",
                                        "quote:signature"};

// Where what was said begins behind the verb: behind "that", behind the audience of "told", behind a day.
static uint32_t
words_behind(const Finder* f, const Quote* q)
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
  while (t + 1 < q->open && (tag(s, t)->pos == NG_POS_PUNCT || s->lower[t] == NG_NONE
                               ? tag(s, t)->pos == NG_POS_PUNCT
                               : s->lex->words.at[s->lower[t]].time == NG_TIME_WEEKDAY || s->lex->words.at[s->lower[t]].time == NG_TIME_DAY)) {
    ++t;
  }
  return t;
}

// The clause around a quoted piece of it: what depends on the verb of saying, without that verb and its subject.
static NgSpan
clause_around(const Finder* f, const Quote* q)
{
  const NgScene* const s    = f->s;
  const NgSpan         here = {q->open, q->is_closed ? q->close + 1 : q->close};
  if (q->cue == NG_NONE || tok(s, q->cue)->begin > tok(s, q->open)->begin) {
    return here;
  }
  const NgSpan sentence = s->doc->sentences.at[s->sentence[q->cue]].tokens;
  uint32_t     at       = root_of(f, q);
  for (int i = 0; i < MAX_CLIMB && at != NG_NONE && tag(s, at)->head != q->cue && tag(s, at)->head < s->doc->tokens.n; ++i) {
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
  const uint8_t speech = speech_of(f, q->cue);
  if (speech == NG_SPEECH_SAY || speech == NG_SPEECH_CLAIM) {
    span.begin = words_behind(f, q);
  }
  span.begin = span.begin <= q->cue ? q->cue + 1 : span.begin;
  if (q->subject != NG_NONE && q->subject > q->cue && q->subject < q->open) {
    span.begin = q->open;
  }
  span.end   = span.end > sentence.end && here.end <= sentence.end ? sentence.end : span.end;
  while (span.end > here.end && tok(s, span.end - 1)->kind == NG_TOK_PUNCT) {
    --span.end;
  }
  while (span.begin < here.begin && (tok(s, span.begin)->kind == NG_TOK_PUNCT || is_lower_word(s, span.begin, "that"))) {
    ++span.begin;
  }
  return span;
}

// The words of a whole quotation without its marks and the comma that belongs to the sentence around.
static NgStr
inner_words(const Finder* f, const Quote* q)
{
  uint32_t begin = q->open + 1, end = q->close;
  if (end > begin + 1 && is_lower_word(f->s, end - 1, ",")) {
    --end;
  }
  return begin < end ? ng_doc_words(f->s->doc, (NgSpan){begin, end}) : ng_str_n("", 0);
}

static bool
joins(const Finder* f, uint32_t at)
{
  const Quote* const a = &f->quotes.at[at - 1];
  const Quote* const b = &f->quotes.at[at];
  if (a->paragraph != b->paragraph || a->statement == NG_NONE || a->speaker != b->speaker || !a->is_sentence || !a->is_closed ||
      b->open > a->close + 20) {
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

static void
mark_quoted(Finder* f, NgSpan tokens, uint32_t statement)
{
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    f->s->quoted[t] = statement;
  }
}

static NgStatus
join_statement(Finder* f, uint32_t at)
{
  NgDoc* const       doc = f->s->doc;
  Quote* const       q   = &f->quotes.at[at];
  NgStatement* const st  = &doc->statements.at[f->quotes.at[at - 1].statement];
  const NgStr        more = inner_words(f, q);
  const NgStr        both = ng_arena_printf(doc->arena, "%.*s %.*s", NG_STR_ARG(st->quote), NG_STR_ARG(more));
  if (!both.at) {
    return no_memory(f);
  }
  st->quote        = both;
  st->evidence.end = tok(f->s, q->is_closed ? q->close : q->close - 1)->end;
  q->statement     = f->quotes.at[at - 1].statement;
  mark_quoted(f, (NgSpan){q->open, q->close}, q->statement);
  return add_about(f, st, (NgSpan){q->open, q->close});
}

static NgStatus
direct_statement(Finder* f, uint32_t at)
{
  Quote* const q = &f->quotes.at[at];
  if (at > 0 && joins(f, at)) {
    return join_statement(f, at);
  }
  const NgSpan       span = {q->open, q->is_closed ? q->close + 1 : q->close};
  NgStatement* const st   = add_statement(f, span, q->speaker, NG_TERM_DIRECT);
  if (!st) {
    return NG_ERR_NO_MEM;
  }
  st->quote      = inner_words(f, q);
  st->stated_to  = audience(f, q->cue);
  st->confidence = sureness(q, false);
  st->rule       = how_rules[q->how];
  q->statement   = f->s->doc->statements.n - 1;
  mark_quoted(f, span, q->statement);
  if (q->cue != NG_NONE && f->told_by[q->cue] == NG_NONE) {
    f->told_by[q->cue] = q->statement;
  }
  return add_about(f, st, span);
}

static bool
is_told(const Finder* f, uint32_t cue)
{
  const NgTruth truth = ng_truth_of(f->s, cue);
  return truth.value == NG_TERM_ASSERTED || truth.value == NG_TERM_ALLEGED;
}

static NgStatus
partial_statement(Finder* f, uint32_t at)
{
  Quote* const q = &f->quotes.at[at];
  if (q->cue != NG_NONE && f->told_by[q->cue] != NG_NONE) { // another piece of the same clause
    q->statement = f->told_by[q->cue];
    NgStatement* const st  = &f->s->doc->statements.at[q->statement];
    const uint32_t     end = tok(f->s, q->is_closed ? q->close : q->close - 1)->end;
    if (st->kind == NG_TERM_MIXED && end > st->evidence.end) {
      st->evidence.end = end;
      st->quote        = ng_doc_bytes(f->s->doc, st->evidence);
    }
    mark_quoted(f, (NgSpan){q->open, q->close}, q->statement);
    return NG_SUCCESS;
  }
  const bool scare = q->n_words <= SHORT_WORDS && q->is_single;
  if (scare || q->is_title || (q->cue != NG_NONE && !is_told(f, q->cue))) {
    return NG_SUCCESS;
  }
  const NgSpan       span = clause_around(f, q);
  NgStatement* const st   = add_statement(f, span, q->speaker, NG_TERM_MIXED);
  if (!st) {
    return NG_ERR_NO_MEM;
  }
  st->stated_to  = audience(f, q->cue);
  st->confidence = sureness(q, true);
  st->rule       = how_rules[q->how];
  q->statement   = f->s->doc->statements.n - 1;
  mark_quoted(f, (NgSpan){q->open, q->close}, q->statement);
  if (q->cue != NG_NONE) {
    f->told_by[q->cue] = q->statement;
  }
  return add_about(f, st, span);
}

static bool
is_read(const Finder* f, uint32_t paragraph)
{
  const NgParagraph* const p = &f->s->doc->paragraphs.at[paragraph];
  return p->repeats == NG_NONE && p->kind != NG_PAR_FURNITURE && p->kind != NG_PAR_BYLINE;
}

// --- reported without quotation marks ---

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
is_repeated(const Finder* f, NgSpan span, uint32_t speaker)
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
take_in_quotes(Finder* f, NgSpan span, NgStatement* st)
{
  for (uint32_t t = span.begin; t < span.end; ++t) {
    Quote* const q = f->in[t] != NG_NONE ? &f->quotes.at[f->in[t]] : NULL;
    if (q && q->open == t && q->statement == NG_NONE && !q->is_title && !(q->is_single && q->n_words <= SHORT_WORDS)) {
      st->kind       = NG_TERM_MIXED;
      st->confidence = 0.85F;
      q->statement   = f->s->doc->statements.n - 1;
      mark_quoted(f, (NgSpan){q->open, q->close}, q->statement);
    }
  }
}

static NgStatus
indirect_statement(Finder* f, uint32_t cue, uint32_t content)
{
  NgScene* const s       = f->s;
  const uint32_t subject = subject_of_cue(f, cue);
  const uint32_t speaker = speaker_entity(f, subject);
  if (speaker == NG_NONE || !is_told(f, cue)) {
    return NG_SUCCESS;
  }
  NgSpan       span     = ng_tree_span(&s->tree, content);
  const NgSpan sentence = s->doc->sentences.at[s->sentence[cue]].tokens;
  span.begin            = span.begin < sentence.begin ? sentence.begin : span.begin;
  span.end              = span.end > sentence.end ? sentence.end : span.end;
  const bool stands_before = subject != NG_NONE && subject < cue;
  if (content < cue && stands_before && cue + 2 < sentence.end && tok(s, cue + 1)->kind == NG_TOK_WORD &&
      tag(s, cue + 1)->pos != NG_POS_ADP && tag(s, cue + 1)->pos != NG_POS_ADV && tag(s, cue + 1)->pos != NG_POS_CCONJ) {
    span.begin = cue + 1; // a clause follows: the parser took another for it
    span.end   = sentence.end;
  }
  if (cue >= span.begin && cue < span.end) { // around the verb: only the longer side
    if (cue - span.begin > span.end - cue) {
      span.end = subject != NG_NONE && subject < cue && s->tree.left[subject] > span.begin ? s->tree.left[subject] : cue;
    } else {
      span.begin = cue + 1;
    }
  }
  while (span.end > span.begin && tok(s, span.end - 1)->kind == NG_TOK_PUNCT) {
    --span.end;
  }
  while (span.begin < span.end && (tok(s, span.begin)->kind == NG_TOK_PUNCT || is_lower_word(s, span.begin, "that"))) {
    ++span.begin;
  }
  if (span.end < span.begin + 2) {
    return NG_SUCCESS;
  }
  if (is_repeated(f, span, speaker)) {
    return NG_SUCCESS;
  }
  NgStatement* const st = add_statement(f, span, speaker, NG_TERM_INDIRECT);
  if (!st) {
    return NG_ERR_NO_MEM;
  }
  st->stated_to   = audience(f, cue);
  st->confidence  = 0.72F;
  st->rule        = "quote:reported";
  f->told_by[cue] = s->doc->statements.n - 1;
  take_in_quotes(f, span, st);
  return add_about(f, st, span);
}

static NgStatus
find_indirect(Finder* f)
{
  NgScene* const s = f->s;
  for (uint32_t t = 0; t < s->doc->tokens.n; ++t) {
    const uint8_t speech = f->in[t] == NG_NONE && f->told_by[t] == NG_NONE ? speech_of(f, t) : NG_SPEECH_NONE;
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
make_statements(Finder* f)
{
  for (uint32_t i = 0; i < f->quotes.n; ++i) {
    Quote* const q = &f->quotes.at[i];
    if (q->speaker == NG_NONE || !is_read(f, q->paragraph) || q->n_words == 0) {
      continue;
    }
    NG_TRY(q->is_sentence ? direct_statement(f, i) : partial_statement(f, i));
  }
  return NG_SUCCESS;
}

NgStatus
ng_quotes_find(NgScene* scene, NgError* err)
{
  const size_t n = scene->doc->tokens.n;
  Finder       f = {.s = scene, .err = err};
  if (!scene->has_tree || !scene->doc->sentences.n) {
    return NG_SUCCESS;
  }
  f.in = ng_arena_calloc(scene->doc->arena, 2 * n + 1, sizeof(uint32_t));
  if (!f.in) {
    return no_memory(&f);
  }
  f.told_by = f.in + n;
  memset(f.in, 0xff, 2 * n * sizeof(uint32_t));
  NG_TRY(collect(&f));
  for (uint32_t i = 0; i < f.quotes.n; ++i) {
    attribute(&f, i);
  }
  for (uint32_t i = f.quotes.n; i-- > 0;) {
    if (f.quotes.at[i].speaker == NG_NONE && f.quotes.at[i].is_sentence) {
      from_next_quote(&f, i);
    }
  }
  NG_TRY(make_statements(&f));
  return find_indirect(&f);
}
