// SPDX-License-Identifier: Apache-2.0
// What the parts of the scene share: small questions about one token.
#ifndef NG_UNDERSTAND_SCENE_IMPL_H
#define NG_UNDERSTAND_SCENE_IMPL_H

#include "understand/scene.h"

enum { NG_SCENE_CLIMB = 32 }; ///< Most heads that are climbed

static inline const NgTag*
tag(const NgScene* s, uint32_t token)
{
  return &s->doc->tags[token];
}

static inline uint32_t
child(const NgScene* s, uint32_t head, uint8_t deprel)
{
  return ng_tree_child(&s->tree, s->doc, head, deprel);
}

/// Of the paragraph that holds the token.
static inline NgParKind
par_kind(const NgScene* s, uint32_t token)
{
  return s->doc->paragraphs.at[s->doc->sentences.at[s->sentence[token]].paragraph].kind;
}

/// Is the token part of a name?
bool ng_scene_is_named(const NgScene* scene, uint32_t token);

/// A verb, or an auxiliary with a subject; names are none, whatever the tagger says.
bool ng_scene_is_verb(const NgScene* scene, uint32_t token);

/// "who", "which", "that" of a relative clause.
bool ng_scene_is_relative(const NgScene* scene, uint32_t token);

/// The last token of the person's name right before "who" or "whom" at `pronoun`; NG_NONE where none stands
/// there.
uint32_t ng_scene_who(const NgScene* scene, uint32_t pronoun);

/// First dependent with that relation before the token: its preposition or conjunction. NG_NONE where it has
/// none.
uint32_t ng_scene_case(const NgScene* scene, uint32_t token, uint8_t deprel);

/// Who is said to be in the state that the noun with its preposition tells ("Roe is in custody", without the
/// verb in a headline), or NG_NONE.
uint32_t ng_scene_subject_of_state(const NgScene* scene, uint32_t noun);

/// The verb's own subject, or NG_NONE.
uint32_t ng_scene_own_subject(const NgScene* scene, uint32_t verb);

/// Entity of the mention that covers the token, or NG_NONE.
uint32_t ng_scene_mention_entity(const NgScene* scene, uint32_t token);

/// A government, company, court ...
bool ng_is_body(NgClass cls);

/// Noun classes of the token by its lemma, form and as the end of a noun of two words.
uint64_t ng_scene_classes(const NgScene* scene, uint32_t token);

/// What a noun of number or amount counts ("dozens of protesters"), or NG_NONE.
uint32_t ng_scene_counted(const NgScene* scene, uint32_t token);

/// A demonym in the plural: "Liberians".
bool ng_scene_is_people(const NgScene* scene, uint32_t token);

/// A weekday, day, month, unit or part of the day.
bool ng_scene_is_time(const NgScene* scene, uint32_t token);

/// Is the token a verb with an object that hangs on the noun before it, its subject ("jets bombed positions"
/// where "bombed" was taken for a participle)?
bool ng_scene_is_behind_subject(const NgScene* s, uint32_t verb);

#endif
