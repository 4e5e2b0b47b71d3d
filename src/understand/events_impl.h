// SPDX-License-Identifier: Apache-2.0
// One reading of a word by a line of the event lists, and what its parts share: whether the line fits, who
// fills the roles.
#ifndef NG_UNDERSTAND_EVENTS_IMPL_H
#define NG_UNDERSTAND_EVENTS_IMPL_H

#include "understand/factuality.h"
#include "understand/scene.h"

typedef enum { NG_FROM_VERB, NG_FROM_NOUN, NG_FROM_ADJECTIVE } NgOrigin;

/// A trigger read by a line of the lists, before it becomes an event.
typedef struct {
  uint32_t       trigger; ///< Token
  NgOrigin       origin;
  const NgFrame* frame;
  NgClause       clause;
  NgEntityVec    roles[NG_N_ROLE];
  bool           has_named_object; ///< Its line asked for the object that it has
  bool           is_guessed;       ///< An argument was looked for in the complement or inside a phrase
  NgTruth        truth;
} NgReading;

typedef struct {
  NgScene* s;
  NgError* err;
  bool*    consumed; ///< Per token: the object that a verb's line asked for
  bool     is_light; ///< The noun that is read has a light verb above it
} NgEventFinder;

/// Do the particles and conditions of the line hold? `depth` counts lines asked about within lines.
bool ng_frame_fits(NgEventFinder* f, const NgFrame* frame, const NgClause* clause, NgOrigin origin,
                   int depth);

/// Is some entity in both?
bool ng_entities_share(const NgEntityVec* a, const NgEntityVec* b);

/// Fill the roles that the line names. @return NG_ERR_NO_MEM, as all below.
NgStatus ng_reading_fill(NgEventFinder* f, NgReading* r);

/// Add the subject that a light verb lends to the noun.
NgStatus ng_reading_light(NgEventFinder* f, NgReading* r);

/// Add whom the clause of a noun is about ("its demand that Chad leave").
NgStatus ng_reading_noun_clause(NgEventFinder* f, NgReading* r);

/// Add the places of the clause ("in Kyiv", "at the embassy in Lima").
NgStatus ng_reading_places(NgEventFinder* f, NgReading* r, const NgClause* c);

/// Add the places of the reading's clause; without one, those of who takes part or of the verb that tells
/// when it began or ended; without these, of what happens to bodies and things, the only place of the
/// sentence.
NgStatus ng_reading_all_places(NgEventFinder* f, NgReading* r);

/// The verb that tells of the beginning, course or end of what the noun tells, in a relative clause of it
/// ("the march, which began"), or NG_NONE.
uint32_t ng_phase_below(const NgScene* scene, uint32_t noun);

/// Do the conditions of the line ask for a negation?
bool ng_frame_asks_negation(const NgScene* scene, const NgFrame* frame);

/// Does the class tell of a deed to somebody?
bool ng_event_suffers(NgClass cls);

/// Mend class and roles by what is known when all is filled in: measures that do nothing, outlets behind a
/// passive, accidents, both parties of a deal, governments named by their countries.
NgStatus ng_reading_mend(NgEventFinder* f, NgReading* r);

/// Put governments in place of the countries that act or are acted upon, where the class takes no countries.
NgStatus ng_reading_name_governments(NgEventFinder* f, NgReading* r);

/// Are all who take part unnamed? True where nobody does.
bool ng_reading_has_groups_alone(const NgScene* scene, const NgReading* r);

/// Is there enough in it to be worth a fact?
bool ng_reading_is_worth(const NgEventFinder* f, const NgReading* r, const NgTimeExpression* time);

/// Rules, powers and denials about nobody in particular are no news.
bool ng_reading_is_generic(const NgScene* scene, const NgReading* r);

/// What was refused is told by the refusal; a noun below a denial says nothing of itself.
bool ng_reading_is_refused(const NgScene* scene, const NgReading* r);

/// The event of the article that is the same as what is read, or NULL.
NgEvent* ng_event_find_same(NgEventFinder* f, NgReading* r, const NgTimeExpression* time);

/// Is the reading the other half of the event, told in one sentence: who did it here, to whom there?
bool ng_event_is_half(const NgEvent* e, const NgReading* r, NgSpan trigger);

/// Add what is read to the event, and its sentence to the evidence.
NgStatus ng_event_merge(NgEventFinder* f, NgEvent* e, const NgReading* r, const NgTimeExpression* time);

/// A new event of what is read.
NgStatus ng_event_make(NgEventFinder* f, const NgReading* r, const NgTimeExpression* time);

#endif
