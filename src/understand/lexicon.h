// SPDX-License-Identifier: Apache-2.0
// The lists of words that tell of events, speech and factuality, read from src/data/lists into tables
// that are looked up by one number a word. Read-only after opening, so that threads share it.
#ifndef NG_UNDERSTAND_LEXICON_H
#define NG_UNDERSTAND_LEXICON_H

#include "base/arena.h"
#include "base/map.h"
#include "model/doc.h"

/// Grammatical relation of an argument to the word that tells of the event.
typedef enum {
  NG_REL_NONE = 0,
  NG_REL_SUBJ, ///< Deep subject: of the active, or "by" of the passive
  NG_REL_OBJ,  ///< Deep object: of the active, or subject of the passive
  NG_REL_IOBJ,
  NG_REL_COMP,  ///< Dependent clause of any kind; of a noun: a name, demonym or noun before it
  NG_REL_XCOMP, ///< Predicate or infinitive without a subject of its own
  NG_REL_CCOMP, ///< Clause with a subject of its own
  NG_REL_INF,   ///< Infinitive
  NG_REL_POSS,
  NG_REL_PREP, ///< With a word: that preposition, or a direct dependent with that lemma
  NG_REL_CASE, ///< Of a noun: the preposition before it ("in custody")
  NG_REL_PASSIVE,
  NG_REL_ACTIVE,
  NG_REL_BARE_PASSIVE, ///< Passive without "by"
  NG_REL_NEGATED,      ///< With "not", "never", "no longer"
  NG_REL_HOSTILE,      ///< Its clause tells of a hostile event
} NgRel;

typedef enum {
  NG_ROLE_NONE = 0,
  NG_ROLE_ACTOR,
  NG_ROLE_TARGET,
  NG_ROLE_RECIPIENT,
  NG_ROLE_INSTRUMENT,
  NG_ROLE_PLACE,
  NG_N_ROLE,
} NgRole;

/// Kinds of entity that a condition can ask for.
typedef enum {
  NG_KIND_ANY = 0,
  NG_KIND_PERSON,
  NG_KIND_HUMAN, ///< Person, group, or a noun for people
  NG_KIND_ORG,   ///< Any organization, a country as actor included
  NG_KIND_ACTOR, ///< Human or organization
  NG_KIND_PLACE,
  NG_KIND_COUNTRY,
  NG_KIND_GOVERNMENT,
  NG_KIND_AGENCY,
  NG_KIND_COURT,
  NG_KIND_LEGISLATURE,
  NG_KIND_PARTY,
  NG_KIND_OUTLET,
  NG_KIND_INTERNATIONAL,
  NG_N_KIND,
} NgKind;

typedef struct {
  uint8_t  rel;  ///< NgRel
  uint8_t  role; ///< NgRole
  uint32_t word; ///< The preposition of NG_REL_PREP
} NgRoleOf;

typedef enum { NG_ITEM_WORD, NG_ITEM_CLASS, NG_ITEM_KIND } NgItemKind;

typedef struct {
  uint8_t  kind;  ///< NgItemKind
  uint32_t value; ///< Word, number of the noun class, or NgKind
} NgItem;

typedef struct {
  bool     is_forbidden;
  bool     is_other;       ///< It or the condition before it must hold
  bool     is_firm;        ///< Must hold below a light verb, too
  uint32_t rels, n_rels;   ///< Range of the lexicon's `rels`
  uint32_t items, n_items; ///< Range of the lexicon's `items`; none: the relation alone
} NgCondition;

/// One line of an event list for one of its lemmas.
typedef struct {
  const char* rule; ///< "event-verbs:57"
  NgClass     cls;
  uint32_t    particle[2];    ///< Words that belong to a phrasal verb, or NG_NONE
  uint32_t    roles, n_roles; ///< Range of `roles`
  uint32_t    conditions, n_conditions;
  uint32_t    next; ///< Next frame of the same word and list, or NG_NONE
} NgFrame;

/// A verb that lends its subject to an event noun, or says of it that it happens.
typedef struct {
  uint32_t particle[2];
  uint32_t preposition; ///< Word, or NG_NONE for the object or subject
  bool     is_subject;  ///< The noun is its subject ("clashes broke out", "protests rocked Lima")
  uint8_t  role;        ///< NgRole of the subject; of the object where the noun is the subject
  NgTerm   factuality;  ///< NG_TERM_NONE: as the verb stands
  uint32_t next;
} NgLight;

typedef enum {
  NG_SPEECH_NONE = 0,
  NG_SPEECH_SAY,
  NG_SPEECH_CLAIM,
  NG_SPEECH_ASK,
  NG_SPEECH_NAME,
  NG_SPEECH_DENY,
  NG_SPEECH_THINK,
  NG_SPEECH_SHOW,
  NG_SPEECH_WEAK,
} NgSpeech;

/// Verbs that tell what somebody said, whether it is true or not.
static inline bool
ng_speech_tells(uint8_t speech)
{
  return speech == NG_SPEECH_SAY || speech == NG_SPEECH_CLAIM || speech == NG_SPEECH_DENY;
}

typedef enum {
  NG_TIME_NONE = 0,
  NG_TIME_MONTH,
  NG_TIME_WEEKDAY,
  NG_TIME_DAY,
  NG_TIME_UNIT,
  NG_TIME_SHIFT,
  NG_TIME_PART,
  NG_TIME_SEASON,
  NG_TIME_NUMBER,
  NG_TIME_PREP,
} NgTimeWord;

/// What is known of one word. Frames and lights are heads of chains.
typedef struct {
  uint32_t verb, noun, adjective; ///< Frames, or NG_NONE
  uint32_t state;                 ///< Frames of the noun with its preposition ("in custody"), or NG_NONE
  uint32_t light;
  uint64_t classes;         ///< Bits of noun classes
  uint8_t  speech;          ///< NgSpeech
  uint8_t  phrasal_speech;  ///< NgSpeech with `speech_particle` ("point out")
  uint32_t speech_particle; ///< Word, or NG_NONE
  bool     is_enabling;     ///< Its embedding value holds for the present alone: what was allowed was done
  bool     is_speech_noun;
  bool     is_told_noun;                ///< "claim" and the like, with "that"
  bool     is_source;                   ///< Unnamed people where they tell something: "source"
  bool     is_tail;                     ///< Last word of a noun of two words
  uint8_t  aux, adv, embed, amod, mark; ///< NgTerm, NG_TERM_NONE where it has no such use
  uint8_t  time;                        ///< NgTimeWord
  int16_t  time_value;
  uint32_t base;        ///< The verb whose irregular form it is, or NG_NONE
  bool     is_own_past; ///< A verb whose past is its base form: "cut", "hit"
  uint32_t idiom;       ///< First idiom that begins with it, or NG_NONE
} NgWord;

typedef struct {
  uint32_t words, n_words; ///< Range of idiom_words
  uint32_t next;
} NgIdiom;

typedef struct {
  NgArena* arena;
  NgMap*   map;   ///< Word to its number
  NgMap*   texts; ///< While the lists are read: roles or a condition as written, to the first of their kind
  NG_VEC(NgWord) words;
  NG_VEC(NgFrame) frames;
  NG_VEC(NgRoleOf) roles;
  NG_VEC(NgCondition) conditions;
  NG_VEC(NgRoleOf) rels; ///< Relations of conditions; `role` is not used
  NG_VEC(NgItem) items;
  NG_VEC(NgLight) lights;
  NG_VEC(NgIdiom) idioms;
  NG_VEC(uint32_t) idiom_words;
  NG_VEC(NgStr) class_names;
  uint64_t human, collective, force, role, measure, hazard; ///< Bits of the classes that code refers to
} NgLexicon;

/// @return NG_ERR_READ, NG_ERR_BAD_DATA (with file and line), NG_ERR_NO_MEM.
NgStatus ng_lexicon_open(NgLexicon** out, NgError* err);

/// Accepts NULL.
void ng_lexicon_close(NgLexicon* lexicon);

/// Number of `word`, or NG_NONE.
static inline uint32_t
ng_lexicon_word(const NgLexicon* lexicon, NgStr word)
{
  const uint32_t* const n = ng_map_get(lexicon->map, word);
  return n ? *n : NG_NONE;
}

/// The verb of the event lists that a regular form is one of, its ending cut off ("rebutted", "defies"), or
/// NG_NONE: for forms that the lemmatiser does not know.
uint32_t ng_lexicon_stem(const NgLexicon* lexicon, NgStr form);

/// Does the plural end like words for people ("dockers", "machinists", "fishermen")? Tools and machines end
/// in
/// "-er" and "-or", too: a caller must have other reasons to expect people.
bool ng_lexicon_names_people(NgStr plural);

/// Class of events by its name in the lists ("LegalAction"), NG_CLASS_NONE where there is none. Plain
/// statements are no class of these lists.
NgClass ng_event_class_of(NgStr name);

#endif
