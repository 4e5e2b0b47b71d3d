// SPDX-License-Identifier: Apache-2.0
// One article as the finders of facts see it: its tree, the lexicon's word of each token, who stands
// where, and the relations of a verb as it would stand in the active. Lives in the article's arena.
#ifndef NG_UNDERSTAND_SCENE_H
#define NG_UNDERSTAND_SCENE_H

#include "know/know.h"
#include "model/tagset.h"
#include "understand/lexicon.h"
#include "understand/tree.h"

enum { NG_CLAUSE_PREPS = 16 };

typedef struct {
  NgSpan   tokens;
  NgDate   begin, end; ///< The same for a single time; year 0 where only the article's date could tell
  bool     is_span;
  uint32_t anchor; ///< Token of the verb or noun that it dates, or NG_NONE
} NgTimeExpression;

typedef struct {
  const NgLexicon* lex;
  const NgKnow*    know; ///< May be NULL
  NgDoc*           doc;
  NgTree           tree;
  uint32_t*        word;     ///< Per token: number of its lemma in the lexicon, or NG_NONE
  uint32_t*        pair;     ///< Per token: number of the noun of two words that it ends, or NG_NONE
  uint32_t*        mention;  ///< Per token: mention that covers it, or NG_NONE
  uint32_t*        group;    ///< Per token: entity of the unnamed actors that it heads, or NG_NONE
  uint32_t*        sentence; ///< Per token
  bool*            idiom;    ///< Per token: inside an idiom or a name
  bool*     people;  ///< Per token: a noun that the lists do not know, taken for people by what is done to it
  uint32_t* time_at; ///< Per token: time expression that dates it, or NG_NONE
  uint32_t* lower;   ///< Per token: number of its folded form in the lexicon, or NG_NONE
  uint32_t* demonym; ///< Per token: country row of "Dutch", or NG_NONE
  uint32_t* quoted;  ///< Per token: statement whose quoted words hold it, or NG_NONE
  uint32_t* told;    ///< Per token: statement that reports it, in quotation marks or not, or NG_NONE
  bool      has_tree;
  uint32_t  preposition_of, preposition_by;
  NgDate    date; ///< Of the article, year 0 where not known
  NG_VEC(NgTimeExpression) times;
  NG_VEC(NgMention) added; ///< In no order
} NgScene;

/// @return NG_ERR_NO_MEM
NgStatus ng_scene_open(NgScene* scene, const NgLexicon* lexicon, const NgKnow* know, NgDoc* doc,
                       NgError* err);

/// What the lexicon knows of the token, never NULL.
const NgWord* ng_scene_word(const NgScene* scene, uint32_t token);

/// The relations of a verb (or predicate), with the passive turned round.
typedef struct {
  uint32_t head;
  bool     is_verb; ///< Made by ng_scene_clause
  bool     is_passive;
  bool     has_own_subject;
  uint32_t subj, obj, iobj, xcomp, ccomp; ///< Tokens, or NG_NONE
  uint32_t poss;
  bool     is_infinitive_comp;
  struct {
    uint32_t word; ///< The preposition
    uint32_t noun;
    bool     is_clause; ///< A gerund or clause follows the preposition
  } preps[NG_CLAUSE_PREPS];
  uint32_t n_preps;
} NgClause;

/// Relations of the verb or predicate adjective at `head`.
void ng_scene_clause(const NgScene* scene, uint32_t head, NgClause* out);

/// Turn a clause round that was read as active: its subject suffers, who stands behind "by" acts.
void ng_scene_turn_passive(const NgScene* scene, NgClause* clause);

/// Relations of the noun at `head`: possessive, prepositions.
void ng_scene_noun(const NgScene* scene, uint32_t head, NgClause* out);

/// Subject of the verb at `head`, also one that it shares or that stands in the clause above; or NG_NONE.
uint32_t ng_scene_subject(const NgScene* scene, uint32_t head, bool* is_passive);

/// Entity of the noun phrase whose head is `token`: a mention's, a relative pronoun's antecedent's, else that
/// of unnamed people or a body (`make_group`), added as a group. NG_NONE where it is none of these, or
/// without memory.
uint32_t ng_scene_entity(NgScene* scene, uint32_t token, bool make_group);

/// As ng_scene_entity for the phrase and all that is coordinated with it; adds to `out` without repeats.
/// Where the phrase itself is nobody, `inside` looks for its owner or the name before it ("Kenya's offer").
NgStatus ng_scene_entities(NgScene* scene, uint32_t token, bool make_group, bool inside, NgEntityVec* out,
                           NgError* err);

/// Entity of a name, demonym ("Israeli" is Israel) or owner that stands before a noun at `token`; NG_NONE
/// where it is none.
uint32_t ng_scene_entity_before(NgScene* scene, uint32_t token);

/// Bring the mentions that were added for arguments into doc->mentions. @return NG_ERR_NO_MEM
NgStatus ng_scene_close(NgScene* scene, NgError* err);

/// Government that acts in the name of a country or capital, added where the article has none; other entities
/// are handed back.
uint32_t ng_scene_government(NgScene* scene, uint32_t entity);

/// Note the country's or capital's name at `token` as a name that the government was called by. @return
/// NG_ERR_NO_MEM
NgStatus ng_scene_name_government(NgScene* scene, uint32_t government, uint32_t token, NgError* err);

/// Does the phrase at `token` agree with one of the condition's items?
bool ng_scene_is(NgScene* scene, uint32_t token, const NgItem* items, uint32_t n);

/// Add `entity` unless it is there or NG_NONE. @return NG_ERR_NO_MEM
NgStatus ng_entity_add(NgDoc* doc, NgEntityVec* vec, uint32_t entity, NgError* err);

/// Is the token a verb, or an auxiliary or adjective that heads a clause?
bool ng_scene_heads_clause(const NgScene* scene, uint32_t token);

/// Stands an auxiliary before it, with nothing but adverbs between?
bool ng_scene_follows_auxiliary(const NgScene* scene, uint32_t token);

/// The infinitive of a headline that stands for a future: "Minister to visit Oslo".
bool ng_scene_is_to_come(const NgScene* scene, uint32_t verb);

/// Nearest token above (or at) `token` that heads a clause, or the root of its sentence.
uint32_t ng_scene_clause_head(const NgScene* scene, uint32_t token);

/// Tokens of the clause of `head` without the clauses coordinated with it.
NgSpan ng_scene_clause_span(const NgScene* scene, uint32_t head);

#endif
