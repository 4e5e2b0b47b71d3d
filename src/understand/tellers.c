// SPDX-License-Identifier: Apache-2.0
// Who speaks by each verb of saying outside of quotations, read once from the first to the last: "he said"
// goes on with whoever spoke before rather than with whoever was spoken of.
#include "understand/quotes_impl.h"

typedef struct {
  uint32_t speaker;  ///< Entity, or NG_NONE
  uint32_t token;    ///< Its last verb of saying
  bool     is_human; ///< A name, or a noun for people
  bool     is_vague; ///< "An official", not "the official", who may be named elsewhere
} Turn;

static bool
is_he_or_she(const NgScene* s, uint32_t token)
{
  return is_lower_word(s, token, "he") || is_lower_word(s, token, "she");
}

static bool
fits(const NgScene* s, uint32_t pronoun, const Turn* turn)
{
  const NgEntity* const e      = &s->doc->entities.at[turn->speaker];
  const bool            person = e->cls == NG_CLASS_PERSON;
  if (is_he_or_she(s, pronoun)) {
    const bool he = is_lower_word(s, pronoun, "he");
    return (person || (e->cls == NG_CLASS_GROUP && !e->is_plural && turn->is_human)) &&
           !(he ? e->is_female : e->is_male);
  }
  if (is_lower_word(s, pronoun, "it")) {
    return !person && !e->is_plural;
  }
  return is_lower_word(s, pronoun, "they") && !person;
}

// Is anybody but the speaker the subject of a clause between the verb and the pronoun?
static bool
is_broken(const NgQuoteFinder* f, const Turn* turn, uint32_t pronoun)
{
  const NgScene* const s = f->s;
  enum { MOST = 2 * NG_QUOTE_REACH_SENTENCE };
  for (uint32_t t = pronoun - turn->token > MOST ? pronoun - MOST : turn->token; t < pronoun; ++t) {
    const uint8_t rel = tag(s, t)->deprel;
    const bool    sub = rel == NG_DEP_NSUBJ || rel == NG_DEP_NSUBJ_PASS;
    if (!sub || f->in[t] != NG_NONE || s->sentence[t] == s->sentence[turn->token] ||
        s->mention[t] == NG_NONE) {
      continue;
    }
    const uint32_t e = s->doc->mentions.at[s->mention[t]].entity;
    if (e < s->doc->entities.n && e != turn->speaker && s->doc->entities.at[e].cls == NG_CLASS_PERSON) {
      return true;
    }
  }
  return false;
}

static uint32_t
paragraph_of(const NgScene* s, uint32_t token)
{
  return s->doc->sentences.at[s->sentence[token]].paragraph;
}

// Whoever goes on speaking where a pronoun stands before the verb, or NG_NONE.
static uint32_t
goes_on(const NgQuoteFinder* f, const Turn* turn, uint32_t pronoun, uint32_t cue)
{
  const NgScene* const s = f->s;
  if (turn->speaker == NG_NONE || !fits(s, pronoun, turn) ||
      paragraph_of(s, cue) > paragraph_of(s, turn->token) + 1) {
    return NG_NONE;
  }
  const bool behind = pronoun > 0 && is_lower_word(s, pronoun - 1, ","); // "..., he said"
  return behind || !is_broken(f, turn, pronoun) ? turn->speaker : NG_NONE;
}

static bool
is_near_quote(const NgQuoteFinder* f, uint32_t cue)
{
  const uint32_t n = f->s->doc->tokens.n;
  for (uint32_t t = cue > 3 ? cue - 3 : 0; t < n && t < cue + 4; ++t) {
    if (f->in[t] != NG_NONE) {
      return true;
    }
  }
  return false;
}

static bool
is_told_near(const NgQuoteFinder* f, uint32_t cue)
{
  return is_near_quote(f, cue) || ng_quote_content(f, cue) != NG_NONE;
}

// Is the entity named between the two tokens: a part of what was said?
static bool
is_named_since(const NgScene* s, uint32_t entity, uint32_t from, uint32_t to)
{
  enum { MOST = 64 };
  const NgMention* const all = s->doc->mentions.at;
  for (uint32_t m = ng_mention_from(s->doc, to), k = 0; m-- > 0 && k < MOST && all[m].tokens.begin > from;
       ++k) {
    if (all[m].kind == NG_MENTION_NAME && all[m].entity == entity) {
      return true;
    }
  }
  return false;
}

static uint32_t
teller_of(NgQuoteFinder* f, const Turn* turn, uint32_t cue, uint32_t subject)
{
  NgScene* const s = f->s;
  if (subject == NG_NONE || !ng_quote_is_told(f, cue)) {
    return NG_NONE;
  }
  if (tag(s, subject)->pos != NG_POS_PRON) {
    return ng_quote_speaker_entity(f, subject);
  }
  const uint32_t known   = ng_quote_speaker_entity(f, subject);
  const bool     another = turn->speaker != NG_NONE && known != NG_NONE &&
                       s->doc->entities.at[turn->speaker].cls != NG_CLASS_PERSON &&
                       !is_named_since(s, known, turn->token, subject);
  if (tag(s, subject)->head != cue ||
      (known != NG_NONE && (!is_he_or_she(s, subject) || (another && !turn->is_vague)))) {
    return known;
  }
  const uint32_t on = goes_on(f, turn, subject, cue);
  return on != NG_NONE ? on : known;
}

// Is the speaker somebody without a name told of for the first time, or the same one as before?
static bool
is_vague(const NgScene* s, uint32_t subject, uint32_t speaker, const Turn* before)
{
  if (before->speaker == speaker) {
    return before->is_vague;
  }
  for (uint32_t c = s->tree.first[subject]; c != NG_NONE && c < subject; c = s->tree.next[c]) {
    if (is_lower_word(s, c, "a") || is_lower_word(s, c, "an") || is_lower_word(s, c, "one") ||
        is_lower_word(s, c, "another")) {
      return true;
    }
  }
  return false;
}

static bool
is_human(const NgScene* s, uint32_t subject, uint32_t speaker, const Turn* before)
{
  return before->speaker == speaker
             ? before->is_human
             : s->mention[subject] != NG_NONE ||
                   (ng_scene_word(s, subject)->classes & (s->lex->human | s->lex->role)) != 0 ||
                   ng_scene_word(s, subject)->is_source;
}

// "The party leader said": whoever of name spoke before may well be meant.
static bool
describes_turn(const NgScene* s, uint32_t subject, uint32_t speaker, const Turn* turn)
{
  const NgEntity* const all = s->doc->entities.at;
  const NgEntity* const e   = &all[speaker];
  return turn->speaker != NG_NONE && all[turn->speaker].cls == NG_CLASS_PERSON && e->cls == NG_CLASS_GROUP &&
         !e->is_plural && !is_vague(s, subject, speaker, turn);
}

void
ng_quote_take_pronoun(NgQuoteFinder* f, uint32_t cue, uint32_t subject, uint32_t speaker)
{
  NgScene* const s = f->s;
  if (speaker == NG_NONE || cue == NG_NONE) {
    return;
  }
  f->teller[cue]   = speaker;
  const uint32_t m = subject != NG_NONE ? s->mention[subject] : NG_NONE;
  if (m != NG_NONE && s->doc->mentions.at[m].kind == NG_MENTION_PRONOUN && is_he_or_she(s, subject)) {
    s->doc->mentions.at[m].entity = speaker;
    return;
  }
  const bool it = subject != NG_NONE && m == NG_NONE &&
                  (is_lower_word(s, subject, "it") || is_lower_word(s, subject, "they"));
  NgMention* const own = it ? NG_VEC_ADD(s->doc->arena, s->added) : NULL;
  if (own) {
    own->tokens     = (NgSpan){subject, subject + 1};
    own->name_class = s->doc->entities.at[speaker].cls;
    own->kind       = NG_MENTION_PRONOUN;
    own->entity     = speaker;
    own->score      = 0.7F;
    own->rule       = "quote:going-on";
  }
}

void
ng_quote_tellers(NgQuoteFinder* f)
{
  NgScene* const s    = f->s;
  Turn           turn = {NG_NONE, 0, false, false};
  for (uint32_t t = 0; t < s->doc->tokens.n; ++t) {
    const uint8_t speech = f->in[t] == NG_NONE ? ng_quote_speech(f, t) : NG_SPEECH_NONE;
    const bool    asks   = speech == NG_SPEECH_ASK && is_near_quote(f, t);
    if (!ng_speech_tells(speech) && !asks) {
      continue;
    }
    const uint32_t subject = is_told_near(f, t) ? ng_quote_subject(f, t) : NG_NONE;
    const uint32_t speaker = teller_of(f, &turn, t, subject);
    f->teller[t]           = speaker;
    if (speaker != NG_NONE && describes_turn(s, subject, speaker, &turn)) {
      turn.token = t;
    } else if (speaker != NG_NONE) {
      turn = (Turn){speaker, t, is_human(s, subject, speaker, &turn), is_vague(s, subject, speaker, &turn)};
    }
  }
}

uint32_t
ng_quote_last_teller(const NgQuoteFinder* f, NgSpan tokens)
{
  for (uint32_t t = tokens.end; t-- > tokens.begin;) {
    if (f->teller[t] != NG_NONE) {
      return f->teller[t];
    }
  }
  return NG_NONE;
}
