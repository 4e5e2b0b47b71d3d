// SPDX-License-Identifier: Apache-2.0
// What the repairs of tags and trees share: questions about the words of one sentence.
#ifndef NG_UNDERSTAND_REPAIR_IMPL_H
#define NG_UNDERSTAND_REPAIR_IMPL_H

#include "model/tagset.h"
#include "understand/lexicon.h"

enum { NG_REPAIR_REACH = 10 }; ///< Words of a phrase

/// Form of a verb of the event lists, by spelling alone.
typedef enum {
  NG_FORM_NONE,
  NG_FORM_S,    ///< "jails"
  NG_FORM_BASE, ///< "jail"
  NG_FORM_PAST, ///< "shot", "burst"
} NgForm;

typedef struct {
  const NgLexicon* lex;
  NgDoc*           doc;
  NgSpan           span;
  bool             is_headline;
  bool             is_part; ///< A clause behind a conjunction
} NgRepair;

static inline NgTag*
ng_repair_tag(const NgRepair* s, uint32_t token)
{
  return &s->doc->tags[token];
}

static inline NgStr
ng_repair_lower(const NgRepair* s, uint32_t token)
{
  return s->doc->tokens.at[token].lower;
}

/// Is the token part of a name?
bool ng_repair_is_named(const NgRepair* s, uint32_t token);

/// What the lexicon knows of the lemma or the form, never NULL.
const NgWord* ng_repair_word(const NgRepair* s, uint32_t token);

/// The verb of the lists that the word may be a form of, or NG_NONE.
uint32_t ng_repair_verb_of(const NgRepair* s, uint32_t token, NgForm* form);

/// Noun, name, number or pronoun.
bool ng_repair_is_noun(const NgRepair* s, uint32_t token);

/// A word of time other than a number.
bool ng_repair_is_time(const NgRepair* s, uint32_t token);

/// May a phrase begin here that is an object?
bool ng_repair_begins_object(const NgRepair* s, uint32_t token);

/// Is the next word of the sentence `next`?
bool ng_repair_stands_before(const NgRepair* s, uint32_t token, const char* next);

/// Has the phrase of the token a preposition?
bool ng_repair_has_case(const NgRepair* s, uint32_t token);

/// A plural, "police", a number or the second of two joined by "and".
bool ng_repair_is_plural(const NgRepair* s, uint32_t token);

/// Make the token a form of the verb `verb` of the lexicon.
void ng_repair_make_verb(const NgRepair* s, uint32_t token, uint32_t verb, uint8_t xpos);

/// Set head and relation.
void ng_repair_hang(const NgRepair* s, uint32_t token, uint32_t head, uint8_t deprel);

/// Mend words that stand in a role that their tag cannot have.
void ng_repair_words(const NgRepair* s);

#endif
