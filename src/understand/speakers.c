// SPDX-License-Identifier: Apache-2.0
// A quotation is first looked at alone (how long, how it begins and ends), then its verb of saying is looked
// for: by the tree, then right behind it, then before it; then come the paragraph's other quotations and the
// paragraph before. The order follows O'Keefe et al., A Sequence Labelling Approach to Quote Attribution
// (EMNLP 2012), whose rule baselines found that most speakers stand next to a verb of saying in the sentence
// of the quotation.
#include "understand/quotes_impl.h"

static void find_speaker(NgQuoteFinder* f, NgQuote* q);

// "Said" as a part of somebody's name.
static bool
is_in_name(const NgScene* s, uint32_t token)
{
  const uint32_t m = s->mention[token];
  return m != NG_NONE && s->doc->mentions.at[m].kind == NG_MENTION_NAME &&
         (tok(s, token)->shape & NG_SHAPE_CAPITAL) &&
         s->doc->mentions.at[m].tokens.end - s->doc->mentions.at[m].tokens.begin > 1;
}

uint8_t
ng_quote_speech(const NgQuoteFinder* f, uint32_t token)
{
  const NgScene* const s   = f->s;
  const uint8_t        pos = tag(s, token)->pos;
  if ((pos != NG_POS_VERB && pos != NG_POS_AUX) || is_in_name(s, token)) {
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
uint32_t
ng_quote_root(const NgQuoteFinder* f, const NgQuote* q)
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
outside(const NgQuoteFinder* f, uint32_t token)
{
  return token < f->s->doc->tokens.n && f->in[token] == NG_NONE;
}

static bool
by_tree(NgQuoteFinder* f, NgQuote* q)
{
  const NgScene* const s    = f->s;
  const uint32_t       root = ng_quote_root(f, q);
  if (root == NG_NONE) {
    return false;
  }
  const uint32_t head = tag(s, root)->head;
  if (head < s->doc->tokens.n && outside(f, head) && ng_quote_speech(f, head) != NG_SPEECH_NONE) {
    q->cue = head;
    q->how = NG_QUOTE_BY_TREE;
    return true;
  }
  for (uint32_t c = s->tree.first[root]; c != NG_NONE; c = s->tree.next[c]) {
    const uint8_t rel = tag(s, c)->deprel;
    if (outside(f, c) &&
        (rel == NG_DEP_PARATAXIS || rel == NG_DEP_CCOMP || rel == NG_DEP_DEP || rel == NG_DEP_DISCOURSE) &&
        ng_quote_speech(f, c) != NG_SPEECH_NONE) {
      q->cue = c;
      q->how = NG_QUOTE_BY_TREE;
      return true;
    }
  }
  return false;
}

static bool
may_govern(const NgQuoteFinder* f, const NgQuote* q, uint32_t token, uint8_t rel)
{
  const uint8_t speech = outside(f, token) ? ng_quote_speech(f, token) : NG_SPEECH_NONE;
  return speech != NG_SPEECH_NONE && (speech != NG_SPEECH_WEAK || q->n_words > NG_QUOTE_SHORT_WORDS) &&
         rel != NG_DEP_NSUBJ;
}

// The nearest verb of saying above the quoted words that has a speaker; one of thinking only where none of
// saying is above.
static bool
by_climbing(NgQuoteFinder* f, NgQuote* q)
{
  const NgScene* const s    = f->s;
  uint32_t             at   = ng_quote_root(f, q);
  NgQuote              best = *q;
  for (int i = 0; i < NG_QUOTE_MAX_CLIMB && at != NG_NONE; ++i) {
    const uint8_t  rel  = tag(s, at)->deprel;
    const uint32_t head = tag(s, at)->head;
    if (head >= s->doc->tokens.n || rel == NG_DEP_ACL_RELCL || rel == NG_DEP_NSUBJ_PASS) {
      break;
    }
    if (may_govern(f, q, head, rel)) {
      NgQuote other = *q;
      other.cue     = head;
      other.how     = NG_QUOTE_BY_CLIMB;
      find_speaker(f, &other);
      const bool says = ng_quote_speech(f, head) != NG_SPEECH_THINK && other.speaker != NG_NONE;
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
by_next(NgQuoteFinder* f, NgQuote* q)
{
  const NgScene* const s   = f->s;
  const uint32_t       end = s->doc->paragraphs.at[q->paragraph].tokens.end;
  if (!q->is_closed || q->close <= q->open + 1) {
    return false;
  }
  for (uint32_t t = q->close + 1, n = 0; t < end && n < NG_QUOTE_REACH_AFTER; ++t, ++n) {
    if (f->in[t] != NG_NONE || is_lower_word(s, t, ".") || is_lower_word(s, t, ";")) {
      return false;
    }
    const uint8_t speech = ng_quote_speech(f, t);
    if (speech != NG_SPEECH_NONE && (speech != NG_SPEECH_WEAK || n < 5)) {
      q->cue = t;
      q->how = NG_QUOTE_BY_NEXT;
      return true;
    }
    if (tag(s, t)->pos == NG_POS_VERB && tag(s, t)->deprel != NG_DEP_ACL_RELCL &&
        tag(s, t)->deprel != NG_DEP_ACL) {
      return false;
    }
    if (is_lower_word(s, t, "that") || is_lower_word(s, t, "but")) {
      return false;
    }
  }
  return false;
}

static bool
by_before(NgQuoteFinder* f, NgQuote* q)
{
  const NgScene* const s     = f->s;
  const uint32_t       begin = s->doc->sentences.at[s->sentence[q->open]].tokens.begin;
  bool                 near  = true;
  for (uint32_t t = q->open, n = 0; t > begin && n < NG_QUOTE_REACH_BEFORE; --t, ++n) {
    const uint32_t at = t - 1;
    if (f->in[at] != NG_NONE) {
      near = false;
      continue;
    }
    const uint8_t speech = ng_quote_speech(f, at);
    if (speech != NG_SPEECH_NONE && (speech != NG_SPEECH_WEAK || (near && n < 12 && q->is_sentence))) {
      q->cue = at;
      q->how = NG_QUOTE_BY_BEFORE;
      return true;
    }
  }
  return false;
}

// A verb of saying behind it that reports the clause with the quoted piece: `... "in ruins", said Jane Roe`.
static bool
by_extent(NgQuoteFinder* f, NgQuote* q)
{
  const NgScene* const s   = f->s;
  const uint32_t       end = s->doc->sentences.at[s->sentence[q->open]].tokens.end;
  for (uint32_t t = q->close; t < end && t < q->close + NG_QUOTE_REACH_BEFORE; ++t) {
    if (f->in[t] == NG_NONE && f->teller[t] != NG_NONE) {
      const uint32_t content = ng_quote_content(f, t);
      const NgSpan   span = content != NG_NONE ? ng_quote_extent(f, t, ng_quote_subject(f, t), content).first
                                               : (NgSpan){0, 0};
      if (span.begin <= q->open && span.end > q->close) {
        q->cue = t;
        q->how = NG_QUOTE_BY_CLIMB;
        return true;
      }
    }
  }
  return false;
}

static bool
by_according(NgQuoteFinder* f, NgQuote* q)
{
  const NgScene* const s  = f->s;
  const NgSpan         of = {
              s->doc->sentences.at[s->sentence[q->open]].tokens.begin,
              s->doc->sentences.at[s->sentence[q->close < s->doc->tokens.n ? q->close : q->close - 1]].tokens.end};
  uint32_t n = 0;
  for (uint32_t t = of.begin; t + 2 < of.end && n < 200; ++t, ++n) {
    if (f->in[t] == NG_NONE && is_lower_word(s, t, "according") && is_lower_word(s, t + 1, "to")) {
      for (uint32_t k = t + 2; k < of.end && k < t + 12; ++k) {
        if (s->mention[k] != NG_NONE || tag(s, k)->deprel == NG_DEP_OBL) {
          q->subject = k;
          q->how     = NG_QUOTE_BY_ACCORDING;
          return true;
        }
      }
    }
  }
  return false;
}

// Where the tree shows no subject: the mention next to the verb. Where it shows somebody unknown
// (`has_subject`), only a name right before the verb, or behind one that stands behind the quotation.
static uint32_t
mention_beside(const NgQuoteFinder* f, uint32_t cue, bool has_subject)
{
  const uint32_t       most = has_subject ? 3 : 8;
  const NgScene* const s    = f->s;
  const NgSpan         span = s->doc->sentences.at[s->sentence[cue]].tokens;
  for (uint32_t t = cue; t > span.begin && t + most > cue; --t) {
    if (f->in[t - 1] != NG_NONE) {
      break;
    }
    if (s->mention[t - 1] != NG_NONE) {
      return t - 1;
    }
  }
  const bool ahead = !has_subject || (cue > 0 && f->in[cue - 1] != NG_NONE);
  for (uint32_t t = cue + 1; ahead && t < span.end && t < cue + 10 && f->in[t] == NG_NONE; ++t) {
    if (s->mention[t] != NG_NONE) {
      return t;
    }
  }
  return NG_NONE;
}

static bool
is_person_name(const NgQuoteFinder* f, uint32_t token)
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
not_in_phrase(const NgQuoteFinder* f, uint32_t name, uint32_t begin)
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
    const bool own = pos != NG_POS_ADJ &&
                     !(ng_scene_word(s, t - 1)->classes & (s->lex->human | s->lex->role));
    if (own && !(tok(s, t - 1)->shape & NG_SHAPE_CAPITAL)) {
      break; // "leader in parliament Jane Roe": the preposition has a noun of its own
    }
  }
  return name;
}

// "Jane Roe of Kenya said", "John Doe from the Institute said": the person before the place or body before
// `end`.
static uint32_t
name_with_home(const NgQuoteFinder* f, uint32_t end, uint32_t begin)
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

// The name that ends right before the verb, perhaps with a comma, bracket or adverb between; NG_NONE where it
// is the object of a preposition ("a spokesman for Jane Roe said").
static uint32_t
name_before_verb(const NgQuoteFinder* f, uint32_t cue)
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
    if (pos != NG_POS_ADV && pos != NG_POS_AUX && !is_lower_word(s, t - 1, ",") &&
        !is_lower_word(s, t - 1, ")")) {
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
name_with_description(const NgQuoteFinder* f, uint32_t cue)
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
phrase_after_verb(const NgQuoteFinder* f, uint32_t cue)
{
  const NgScene* const s    = f->s;
  const uint32_t       end  = s->doc->sentences.at[s->sentence[cue]].tokens.end;
  uint32_t             noun = NG_NONE;
  for (uint32_t t = cue + 1; t < end && t < cue + 14 && f->in[t] == NG_NONE; ++t) {
    const uint8_t pos = tag(s, t)->pos;
    if (is_person_name(f, t)) {
      return t;
    }
    if (pos == NG_POS_NOUN || pos == NG_POS_PROPN || (pos == NG_POS_PRON && noun == NG_NONE)) {
      noun = noun == NG_NONE || t == noun + 1 ? t : noun;
    } else if (pos != NG_POS_DET && pos != NG_POS_ADJ && pos != NG_POS_PART && pos != NG_POS_NUM &&
               !(is_lower_word(s, t, ",") && noun != NG_NONE) && !(pos == NG_POS_ADP && noun != NG_NONE)) {
      break;
    }
  }
  return noun;
}

// "was told by the minister, Jane Roe, of": the person, else the noun behind "by".
static uint32_t
agent_behind(const NgQuoteFinder* f, uint32_t cue)
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
is_inverted(const NgQuoteFinder* f, uint32_t cue)
{
  const NgScene* const s   = f->s;
  const uint32_t       end = s->doc->sentences.at[s->sentence[cue]].tokens.end;
  if (cue == 0 || !is_lower_word(s, cue - 1, ",") || cue + 1 >= end) {
    return false;
  }
  const uint8_t pos = tag(s, cue + 1)->pos;
  if (pos != NG_POS_DET && pos != NG_POS_PROPN && pos != NG_POS_NOUN && pos != NG_POS_ADJ &&
      pos != NG_POS_NUM) {
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
follows_quote(const NgQuoteFinder* f, uint32_t cue)
{
  return cue > 0 && (f->in[cue - 1] != NG_NONE ||
                     (is_lower_word(f->s, cue - 1, ",") && cue > 1 && f->in[cue - 2] != NG_NONE));
}

// "He said it would declare war and suggested ...": a finite verb coordinated with an infinitive has the
// subject of the verb of its own form above.
static uint32_t
subject_above(const NgQuoteFinder* f, uint32_t cue)
{
  const NgScene* const s    = f->s;
  const uint32_t       n    = s->doc->tokens.n;
  const uint8_t        form = tag(s, cue)->xpos;
  uint32_t             at   = tag(s, cue)->head;
  if (tag(s, cue)->deprel != NG_DEP_CONJ || at >= n || (form != NG_XPOS_VBD && form != NG_XPOS_VBZ) ||
      (tag(s, at)->xpos != NG_XPOS_VB && tag(s, at)->xpos != NG_XPOS_VBG) ||
      ng_tree_child(&s->tree, s->doc, cue, NG_DEP_NSUBJ) != NG_NONE) {
    return NG_NONE;
  }
  for (int i = 0; i < NG_QUOTE_MAX_CLIMB && tag(s, at)->head < n; ++i) {
    at = tag(s, at)->head;
    if (tag(s, at)->xpos == form && ng_quote_speech(f, at) != NG_SPEECH_NONE) {
      const uint32_t subject = ng_tree_child(&s->tree, s->doc, at, NG_DEP_NSUBJ);
      return subject != NG_NONE && f->in[subject] == NG_NONE ? subject : NG_NONE;
    }
  }
  return NG_NONE;
}

static bool
is_nominative(const NgScene* s, uint32_t token)
{
  return is_one_of(s, token, "he|she|they|it|we|i");
}

uint32_t
ng_quote_subject(const NgQuoteFinder* f, uint32_t cue)
{
  NgClause       clause;
  const uint32_t above = subject_above(f, cue);
  if (above != NG_NONE) {
    return above;
  }
  if (cue > 0 && tag(f->s, cue - 1)->pos == NG_POS_PRON && tag(f->s, cue - 1)->deprel == NG_DEP_NSUBJ &&
      tag(f->s, cue - 1)->head == cue && f->in[cue - 1] == NG_NONE && is_nominative(f->s, cue - 1)) {
    return cue - 1;
  }
  ng_scene_clause(f->s, cue, &clause);
  if (clause.is_passive) {
    const uint32_t agent = agent_behind(f, cue);
    return agent != NG_NONE                                          ? agent
           : clause.subj != NG_NONE && f->in[clause.subj] == NG_NONE ? clause.subj
                                                                     : NG_NONE;
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
is_told_paragraph(const NgQuoteFinder* f, uint32_t p)
{
  const NgParagraph* const par = &f->s->doc->paragraphs.at[p];
  return par->repeats == NG_NONE && par->kind == NG_PAR_BODY;
}

// "he" beside a quotation that opens its paragraph goes on with who spoke last, not with whom a caption
// shows.
static uint32_t
speaker_of_pronoun(const NgQuoteFinder* f, uint32_t at, uint32_t subject)
{
  const NgScene* const s  = f->s;
  const bool           he = is_lower_word(s, subject, "he"), she = is_lower_word(s, subject, "she");
  const NgQuote* const q     = &f->quotes.at[at];
  const bool           opens = q->open == s->doc->paragraphs.at[q->paragraph].tokens.begin;
  if (!he && !she) {
    return NG_NONE;
  }
  uint32_t back = 0, p = q->paragraph;
  for (uint32_t i = at, k = 0; k < NG_QUOTE_LOOK_BACK && i-- > 0; ++k) {
    const NgQuote* const o = &f->quotes.at[i];
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
    if (e && e->cls == NG_CLASS_PERSON && !(he && e->is_female) && !(she && e->is_male) &&
        is_told_paragraph(f, o->paragraph)) {
      return o->speaker;
    }
  }
  return NG_NONE;
}

// Is the subject a phrase of its own, neither a name nor guessed for a participle?
static bool
has_sure_subject(const NgQuoteFinder* f, const NgQuote* q)
{
  const NgScene* const s = f->s;
  return q->subject != NG_NONE && tag(s, q->subject)->pos != NG_POS_PROPN &&
         (tag(s, q->cue)->xpos != NG_XPOS_VBG || tag(s, q->subject)->head == q->cue);
}

static void
find_speaker(NgQuoteFinder* f, NgQuote* q)
{
  if (q->subject == NG_NONE && q->cue != NG_NONE) {
    q->subject = ng_quote_subject(f, q->cue);
    q->speaker = q->subject != NG_NONE ? speaker_of_pronoun(f, q->number, q->subject) : NG_NONE;
    q->speaker = q->speaker != NG_NONE ? q->speaker : f->teller[q->cue];
    q->speaker = q->speaker != NG_NONE ? q->speaker : ng_quote_speaker_entity(f, q->subject);
    ng_quote_take_pronoun(f, q->cue, q->subject, q->speaker);
    if (q->speaker == NG_NONE) {
      const uint32_t beside = mention_beside(f, q->cue, has_sure_subject(f, q));
      q->speaker            = ng_quote_speaker_entity(f, beside);
      q->subject            = q->speaker != NG_NONE ? beside : q->subject;
    }
    return;
  }
  q->speaker = ng_quote_speaker_entity(f, q->subject);
}

// A speaker for a pronoun that nobody resolved: whoever spoke last in this or the paragraph before.
static void
last_speaker(NgQuoteFinder* f, uint32_t at)
{
  NgQuote* const q = &f->quotes.at[at];
  for (uint32_t i = at, k = 0;
       k < NG_QUOTE_LOOK_BACK && i-- > 0 && f->quotes.at[i].paragraph + 2 >= q->paragraph; ++k) {
    if (f->quotes.at[i].speaker != NG_NONE) {
      q->speaker = f->quotes.at[i].speaker;
      return;
    }
  }
}

// "Jane Roe: '...'" and other words before the quotation that lead to it without a verb of saying.
static bool
by_colon(NgQuoteFinder* f, NgQuote* q)
{
  const NgScene* const s = f->s;
  if (q->open == 0 || !is_lower_word(s, q->open - 1, ":")) {
    return false;
  }
  const NgSpan span = s->doc->sentences.at[s->sentence[q->open - 1]].tokens;
  for (uint32_t t = span.begin; t < q->open && t < span.begin + NG_QUOTE_REACH_SENTENCE; ++t) {
    if (f->in[t] == NG_NONE && s->mention[t] != NG_NONE && ng_quote_speaker_entity(f, t) != NG_NONE) {
      q->subject = t;
      q->how     = NG_QUOTE_BY_COLON;
      return true;
    }
  }
  return false;
}

static bool
is_dash(const NgScene* s, uint32_t t)
{
  return is_lower_word(s, t, "―") || is_lower_word(s, t, "—") || is_lower_word(s, t, "–") ||
         is_lower_word(s, t, "-") || is_lower_word(s, t, "--");
}

// `"..." - Jane Roe` at the end of a paragraph, and `"ROE: ..."` of a transcript.
static bool
by_signature(NgQuoteFinder* f, NgQuote* q)
{
  const NgScene* const s   = f->s;
  const uint32_t       end = s->doc->paragraphs.at[q->paragraph].tokens.end;
  if (q->is_closed && q->close + 2 < end && q->close + 14 > end && is_dash(s, q->close + 1) &&
      s->mention[q->close + 2] != NG_NONE) {
    q->subject = q->close + 2;
    q->how     = NG_QUOTE_BY_SIGNATURE;
    return true;
  }
  for (uint32_t t = q->open + 1; t + 1 < q->close && t < q->open + 5; ++t) {
    if (s->mention[t] == NG_NONE) {
      break;
    }
    if (is_lower_word(s, t + 1, ":")) {
      q->subject = t;
      q->how     = NG_QUOTE_BY_SIGNATURE;
      return true;
    }
  }
  return false;
}

static bool
fills_paragraph(const NgQuoteFinder* f, const NgQuote* q)
{
  const NgSpan span = f->s->doc->paragraphs.at[q->paragraph].tokens;
  return q->open == span.begin && q->close + 2 >= span.end;
}

// Who the paragraph before spoke of or let speak: its last speaker, else the subject of its last sentence.
static void
from_paragraph_before(NgQuoteFinder* f, uint32_t at)
{
  NgScene* const s      = f->s;
  NgQuote* const q      = &f->quotes.at[at];
  const NgSpan   above  = q->paragraph > 0 ? s->doc->paragraphs.at[q->paragraph - 1].tokens : (NgSpan){0, 0};
  const bool     quoted = at > 0 && f->quotes.at[at - 1].paragraph + 1 == q->paragraph;
  const uint32_t from   = quoted && f->quotes.at[at - 1].close > above.begin ? f->quotes.at[at - 1].close
                                                                             : above.begin;
  const uint32_t teller = ng_quote_last_teller(f, (NgSpan){from < above.end ? from : above.end, above.end});
  if (teller != NG_NONE) {
    q->speaker = teller;
    q->how     = quoted && f->quotes.at[at - 1].speaker == teller ? NG_QUOTE_BY_CONTINUING : NG_QUOTE_BY_NEAR;
    return;
  }
  if (quoted && f->quotes.at[at - 1].speaker != NG_NONE) {
    q->speaker = f->quotes.at[at - 1].speaker;
    q->how     = NG_QUOTE_BY_CONTINUING;
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
  for (uint32_t t = last.begin; t < last.end && t < last.begin + NG_QUOTE_REACH_SENTENCE; ++t) {
    const uint8_t rel = tag(s, t)->deprel;
    if (rel == NG_DEP_NSUBJ || rel == NG_DEP_NSUBJ_PASS) {
      q->speaker = ng_quote_speaker_entity(f, t);
      q->subject = t;
      q->how     = NG_QUOTE_BY_NEAR;
      if (q->speaker != NG_NONE) {
        return;
      }
    }
  }
}

// In the paragraph: the speaker of the quotation before, else the subject of the sentence before.
static void
from_sentence_before(NgQuoteFinder* f, uint32_t at)
{
  NgScene* const s = f->s;
  NgQuote* const q = &f->quotes.at[at];
  if (at > 0 && f->quotes.at[at - 1].paragraph == q->paragraph && f->quotes.at[at - 1].speaker != NG_NONE) {
    q->speaker = f->quotes.at[at - 1].speaker;
    q->how     = NG_QUOTE_BY_CONTINUING;
    return;
  }
  const uint32_t sentence = s->sentence[q->open];
  if (sentence <= s->doc->paragraphs.at[q->paragraph].sentences.begin) {
    return;
  }
  const NgSpan before = s->doc->sentences.at[sentence - 1].tokens;
  q->speaker          = ng_quote_last_teller(f, before);
  q->how              = q->speaker != NG_NONE ? NG_QUOTE_BY_NEAR : q->how;
  for (uint32_t t = before.begin;
       t < before.end && t < before.begin + NG_QUOTE_REACH_SENTENCE && q->speaker == NG_NONE; ++t) {
    if (tag(s, t)->deprel == NG_DEP_NSUBJ && f->in[t] == NG_NONE) {
      q->speaker = ng_quote_speaker_entity(f, t);
      q->subject = t;
      q->how     = NG_QUOTE_BY_NEAR;
    }
  }
}

// A later quotation of the same paragraph tells the speaker of one that begins it: `"A." "B," she said.`
void
ng_quote_from_next(NgQuoteFinder* f, uint32_t at)
{
  NgQuote* const q = &f->quotes.at[at];
  if (at + 1 < f->quotes.n && f->quotes.at[at + 1].paragraph == q->paragraph &&
      f->quotes.at[at + 1].open <= q->close + 2 && f->quotes.at[at + 1].speaker != NG_NONE) {
    q->speaker = f->quotes.at[at + 1].speaker;
    q->how     = NG_QUOTE_BY_CONTINUING;
  }
}

static bool
is_pronoun_subject(const NgQuoteFinder* f, const NgQuote* q)
{
  return q->subject != NG_NONE && tag(f->s, q->subject)->pos == NG_POS_PRON;
}

void
ng_quote_attribute(NgQuoteFinder* f, uint32_t at)
{
  NgQuote* const q = &f->quotes.at[at];
  if (q->is_sentence) {
    (void)(by_signature(f, q) || by_tree(f, q) || by_next(f, q) || by_before(f, q) || by_according(f, q) ||
           by_colon(f, q));
  } else {
    (void)(by_climbing(f, q) || by_extent(f, q) || (q->n_words > 1 && by_before(f, q)) || by_according(f, q));
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
