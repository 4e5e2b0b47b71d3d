// SPDX-License-Identifier: Apache-2.0
// What the parts that find the names of an article share: where a name begins and ends (spot_bounds.c), what
// it names (spot_class.c), names by knowledge alone (spot_known.c), and what names nobody (no_names.c).
#ifndef NG_UNDERSTAND_SPOT_IMPL_H
#define NG_UNDERSTAND_SPOT_IMPL_H

#include "understand/cast.h"

static inline bool
is_clitic(const NgCast* cast, uint32_t at)
{
  return ng_cast_one_of(cast, at, "'s|'|s'");
}

/// Is the model's score so high that its class is believed?
static inline bool
is_sure(const NgSpotted* name)
{
  return name->score >= 0.9F;
}

/// Take off what cannot begin or end a name of its class: marks, articles, a verb behind it.
void ng_spot_trim(const NgCast* cast, NgSpotted* name);

/// Take off a role in lower case at the end ("Harbour Office minister"); who holds it was no person.
void ng_spot_cut_role(const NgCast* cast, NgSpotted* name);

/// Take off "pro-China" before a name, and "Taiwan's" before a body's.
void ng_spot_cut_front(const NgCast* cast, NgSpotted* name);

/// Add what the model cut off a person's name, up to the token `limit`, and take titles off -> honorific.
void ng_spot_fit_person(const NgCast* cast, NgSpotted* name, uint32_t limit);

/// Is the place at these tokens a team: "Alabama versus Utah"?
bool ng_spot_is_team(const NgCast* cast, uint32_t begin, uint32_t end);

/// The class of a name of which the model is not sure and nobody knows, by the words beside it; else its own.
NgClass ng_spot_class_settled(const NgCast* cast, const NgSpotted* name);

/// Correct the class of a name of several words, by knowledge and by the word that heads it. Needs its key.
void ng_spot_correct_class(const NgCast* cast, NgSpotted* name);

/// Is a place a person: with "Mr" before it, or with the name of somebody behind "el-"?
bool ng_spot_is_person_after_all(const NgCast* cast, const NgSpotted* name);

/// Are one word in a hundred and at least five words of matches?
bool ng_spot_speaks_of_sport(const NgCast* cast);

/// Is the word at `at` a party: "Liberals" inside a sentence, "Liberal" before "government"?
bool ng_spot_is_party_word(const NgCast* cast, uint32_t at);

/// A name in the free tokens at .. end, by knowledge -> out, of class NG_CLASS_NONE where there is none.
/// @return tokens to step over.
uint32_t ng_spot_known(const NgCast* cast, uint32_t at, uint32_t end, bool in_title_case, NgName* out);

/// Are all words of the tokens in capitals?
bool ng_spot_is_upper(const NgCast* cast, NgSpan tokens);

/// Is the word a field of an office ("education"), or what joins two such words?
bool ng_spot_is_field(const NgCast* cast, uint32_t at);

/// Does what was taken for a name name nobody, by its own words and those beside it? Needs its key.
bool ng_spot_is_no_name(const NgCast* cast, const NgSpotted* name);

/// Take out of the article's names what the article as a whole tells to be none: abbreviations of common
/// words with all their repetitions, and families ("the Roes"). @return NG_ERR_NO_MEM
NgStatus ng_spot_drop(NgCast* cast, NgError* err);

#endif
