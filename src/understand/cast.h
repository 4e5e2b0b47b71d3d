// SPDX-License-Identifier: Apache-2.0
// The work in progress while an article's names become entities: names as spotted, and the nodes that
// will be entities. Shared by the files that spot, group, link and resolve; nothing outlives the arena.
#ifndef NG_UNDERSTAND_CAST_H
#define NG_UNDERSTAND_CAST_H

#include "base/map.h"
#include "know/know.h"
#include "understand/phrases.h"
#include "understand/tree.h"

/// The word lists, opened once for all articles.
typedef struct {
  NgPhrases* honorifics;       ///< Words before a person's name
  NgPhrases* roles;            ///< What people are
  NgPhrases* status;           ///< Former, incoming, acting ...
  NgPhrases* title_adjectives; ///< Adjectives in lower case that belong to a title
  NgPhrases* portfolios;       ///< What offices are for: "education"
  NgPhrases* synonyms;         ///< Descriptions ("lawmaker"), and the roles that they take up
  NgPhrases* nicknames;
  NgPhrases* body_kinds;  ///< Names that every state has a body of ("Senate"), and its kind
  NgPhrases* heads;       ///< Heads of organisations' and places' names
  NgPhrases* party_words; ///< "Tory", and the name of such a party
  NgPhrases* letters;     ///< Short forms of parties behind a name ("Lab"), and the party
  NgPhrases* states;      ///< Short forms of states ("Tex"), and the state
  NgPhrases* apart;       ///< Names that never stand for a longer one, and those
  NgPhrases* residences;  ///< Buildings that stand for governments
  NgPhrases* act_verbs;   ///< What governments do
  NgPhrases* act_objects; ///< What is done to governments
  NgPhrases* act_nouns;   ///< What governments have
} NgWhoLists;

enum { // flags of entries of `honorifics`
  NG_HON_PLAIN  = 1 << 0,
  NG_HON_KNIGHT = 1 << 1, ///< Stands before the given name
  NG_HON_PEER   = 1 << 2,
  NG_HON_ROYAL  = 1 << 3,
  NG_HON_CLERGY = 1 << 4,
};

enum {                     // flags of entries of `roles`
  NG_ROLE_OFFICE = 1 << 0, ///< Always a position
  NG_ROLE_RANK   = 1 << 1,
  NG_ROLE_POST   = 1 << 2, ///< A position with an organisation, a place or an owner
  NG_ROLE_TRADE  = 1 << 3, ///< Never one
  NG_ROLE_FORCE  = 1 << 4, ///< A rank or command of police or armed forces, whatever its level
};

enum { // flags of entries of `status`
  NG_STATUS_FORMER   = 1 << 0,
  NG_STATUS_INCOMING = 1 << 1,
  NG_STATUS_CURRENT  = 1 << 2,
  NG_STATUS_IN_TITLE = 1 << 3, ///< Part of the title
  NG_STATUS_EPITHET  = 1 << 4, ///< Only judges or describes the person: neither a time nor part of the title
};

enum { // flags of honorifics and roles
  NG_WHO_MALE   = 1 << 16,
  NG_WHO_FEMALE = 1 << 17,
};

typedef enum {
  NG_SORT_PERSON = 0,
  NG_SORT_PLACE,
  NG_SORT_BODY, ///< Organisations of all kinds, measures
  NG_N_SORT,
  NG_SORT_NONE, ///< No entity: demonyms, events, works
} NgSort;

/// One name in the text.
typedef struct {
  NgSpan          tokens;
  NgClass         cls;
  float           score;
  NgStr           key; ///< Folded lower-case words with one blank between, without a leading "the"
  uint32_t        n_words;
  uint32_t        node;
  const NgPhrase* honorific; ///< The one before it, or NULL
  const char*     rule;
  bool            is_upper;  ///< All in capitals
  bool            is_team;   ///< The team of a place: not to be linked as the place
  bool            is_member; ///< Party behind the name before it ("Jane Roe (Lab)"): that person is a member
  NgStr full; ///< What a short form stands for ("Texas" of "TX"); empty where the words are the name
} NgSpotted;

/// What will be an entity.
typedef struct {
  NgSort   sort;
  NgClass  cls;
  float    votes[NG_N_KNOW_TYPE];
  NgStr    key; ///< The fullest
  uint32_t n_words;
  uint32_t first; ///< First spotted name
  uint32_t last;  ///< Last spotted name of it, while names are read in order
  uint32_t n;     ///< Names of it
  uint32_t into;  ///< Node it was merged into, or NG_NONE
  uint32_t row;   ///< In the knowledge file, or NG_NONE
  float    link_score;
  bool     is_male, is_female;
  bool     is_made;    ///< Not from a name: the government behind a capital
  NgStr    label;      ///< Where it is made
  uint32_t first_role; ///< Latest role tied to it, or NG_NONE
  uint32_t entity;     ///< Index in doc->entities once they are made
} NgNode;

/// All names that are spelled alike, whatever the model took them for.
typedef struct {
  NgStr    key;
  uint32_t n_words;
  uint32_t first;             ///< First spotted name
  uint32_t n;                 ///< Spotted names
  float    weight[NG_N_SORT]; ///< Sum of their scores
  uint32_t node[NG_N_SORT];   ///< The node of each sort, or NG_NONE
  NgClass  cls[NG_N_SORT];    ///< Best class of each sort
  float    best[NG_N_SORT];
  bool     is_upper; ///< Some name of it is all in capitals
} NgKey;

typedef struct {
  NG_VEC(NgKey) all;
  uint32_t* of_name; ///< For each spotted name its key
  uint32_t* order;   ///< Keys by falling number of words, then by first name
} NgKeys;

typedef struct {
  uint32_t node;
  uint32_t next; ///< Next entry of the same word + 1, or 0
} NgWordEntry;

/// Nodes by the words of their names, the latest first.
typedef struct {
  NgMap* map; ///< Word -> its latest entry + 1
  NG_VEC(NgWordEntry) entries;
} NgWordIndex;

struct NgRoleImpl;

/// A mention that is no spotted name.
typedef struct {
  NgSpan        tokens;
  uint32_t      node;
  NgMentionKind kind;
  float         score;
  const char*   rule;
} NgExtra;

typedef struct {
  const NgWhoLists* lists;
  const NgKnow*     know;
  NgDoc*            doc;
  NgTree            tree;
  NG_VEC(NgSpotted) names; ///< In order of the text
  NG_VEC(NgNode) nodes;
  NgMap*      entity_of_row; ///< Row of the knowledge file -> entity + 1, once there are entities
  NgWordIndex people_words;  ///< While names are grouped
  NgWordIndex body_words;
  NG_VEC(struct NgRoleImpl) roles; ///< See roles.h
  NG_VEC(NgExtra) extras;
  uint32_t  government[26 * 26];     ///< Node + 1 of the government of each country, 0 where none was met
  uint32_t* next_name;               ///< For each spotted name the next of the same node, or NG_NONE
  float     country_weight[26 * 26]; ///< By ISO code: how much the article speaks of the country
  float     country_total;
  bool      is_sport;     ///< The article speaks of matches: countries and towns that play are teams
  uint32_t  main_country; ///< Index of the heaviest, or NG_NONE where none leads
  uint32_t* name_at;      ///< For each token the spotted name that covers it, or NG_NONE
} NgCast;

NgSort ng_cast_sort(NgClass cls);

/// The node that `node` was merged into in the end.
uint32_t ng_cast_root(const NgCast* cast, uint32_t node);

/// Folded lower-case words of the token range joined by blanks, from the arena; `n_words` may be NULL.
/// at == NULL without memory.
NgStr ng_cast_key(const NgCast* cast, NgSpan tokens, uint32_t* n_words);

/// The same of any words ("New York" of a short form), without full stops.
NgStr ng_cast_fold(const NgCast* cast, NgStr name, uint32_t* n_words);

/// May the name `a` never stand for the longer `b` (folded keys both), as "korea" for "north korea"?
bool ng_cast_are_apart(const NgCast* cast, NgStr a, NgStr b);

/// A new node, or NG_NONE without memory.
uint32_t ng_cast_node(NgCast* cast, NgSort sort, NgClass cls);

/// Token `at` as lower-case word; empty where there is no such token.
static inline NgStr
ng_cast_lower(const NgCast* cast, uint32_t at)
{
  return at < cast->doc->tokens.n ? cast->doc->tokens.at[at].lower : ng_str("");
}

static inline bool
ng_cast_is(const NgCast* cast, uint32_t at, const char* word)
{
  return ng_str_is(ng_cast_lower(cast, at), word);
}

static inline bool
ng_cast_is_capital(const NgCast* cast, uint32_t at)
{
  return at < cast->doc->tokens.n && (cast->doc->tokens.at[at].shape & NG_SHAPE_CAPITAL);
}

/// May the capitalised words, of which nobody knows the whole, be the name of a person: none of them is a
/// word of bodies or places?
bool ng_cast_may_be_person(const NgCast* cast, NgSpan tokens);

/// The token range of the sentence that holds `token`.
NgSpan ng_cast_sentence(const NgCast* cast, uint32_t token);

/// One of the words of a list parted by '|' ("of|for|to").
bool ng_cast_one_of(const NgCast* cast, uint32_t at, const char* words);

/// Add `node` under each of the words of `key`. False without memory.
bool ng_cast_words_add(NgCast* cast, NgWordIndex* index, NgStr key, uint32_t node);

/// Nodes under `word`, the latest first, each once, at most `max` into `nodes`. @return how many.
uint32_t ng_cast_words_find(const NgWordIndex* index, NgStr word, uint32_t* nodes, uint32_t max);

void ng_cast_words_free(NgWordIndex* index);

/// The node of a person's name of one word (spotted name `at`), made where nobody fits; NG_NONE without
/// memory. Names before it must have their nodes.
uint32_t ng_cast_short_name(NgCast* cast, uint32_t at);

/// Index of an ISO code ("FR") into country_weight, or NG_NONE.
static inline uint32_t
ng_cast_code_index(const char* code)
{
  return code[0] >= 'A' && code[0] <= 'Z' && code[1] >= 'A' && code[1] <= 'Z'
             ? (uint32_t)(code[0] - 'A') * 26 + (uint32_t)(code[1] - 'A')
             : NG_NONE;
}

/// Share (0 to 1) that the country `code` has in the article; 0 for "".
float ng_cast_share(const NgCast* cast, const char* code);

/// Row of the country that the tokens right before `at` tell ("Turkish Foreign Ministry", "Taiwan's
/// Constitutional Court"), not beyond `begin`; NG_NONE where they tell none.
uint32_t ng_cast_country_before(const NgCast* cast, uint32_t begin, uint32_t at);

/// Row of the country that token `at` names or is the demonym of, or NG_NONE. `n_tokens` (may be NULL)
/// receives how many tokens that are ("South Korean").
uint32_t ng_cast_country_at(const NgCast* cast, uint32_t at, uint32_t end, uint32_t* n_tokens);

/// Row of the article's main country, or NG_NONE where none leads.
uint32_t ng_cast_main_country(const NgCast* cast);

/// The entity that was linked to `row`, or NG_NONE.
uint32_t ng_cast_entity_of_row(const NgCast* cast, uint32_t row);

/// Rows of outlets and others by their web address: as a domain, else by the words of its first part
/// ("DailyNews.example" is "Daily News"). @return how many were stored.
uint32_t ng_cast_look_up_address(const NgCast* cast, NgStr address, NgKnowHit* hits, uint32_t max);

/// Rows of a person whose name has an Arabic particle, in other spellings: "el-Roe" as "al-Roe", "El-Rosse"
/// as "el-Rose". @return how many were stored, 0 also for names without a particle.
uint32_t ng_cast_look_up_particle(const NgCast* cast, NgStr words, NgKnowHit* hits, uint32_t max);

// --- the steps, in their order; all return NG_ERR_NO_MEM or NG_SUCCESS ---------------------------------

/// spot.c: doc->names, cleaned, and names that the knowledge file alone finds -> cast->names.
NgStatus ng_cast_spot(NgCast* cast, NgError* err);

/// affiliations.c, for spot.c: parties and states behind names become names of their own.
NgStatus ng_cast_affiliations(NgCast* cast, NgError* err);

/// group.c: names of one thing -> one node.
NgStatus ng_cast_group(NgCast* cast, NgError* err);

/// evidence.c, for group.c: let the words around unknown names tell that they are bodies.
NgStatus ng_cast_hear(NgCast* cast, NgKeys* keys, NgError* err);

/// people.c and bodies.c, for group.c: give each key of the sort its node.
NgStatus ng_cast_people(NgCast* cast, NgKeys* keys, NgError* err);
NgStatus ng_cast_bodies(NgCast* cast, NgKeys* keys, NgError* err);

/// Do all words of the folded name tell no body from another: "national police"?
bool ng_cast_is_generic(const NgCast* cast, NgStr key);

/// Note `value` under the initials of the folded name `key`, with and without those of its small words,
/// unless they are taken. False without memory.
bool ng_cast_note_initials(NgMap* map, NgStr key, uint32_t value);

/// context.c: the countries of the article. Needs the names and, for a better weight, their nodes.
NgStatus ng_cast_weigh_countries(NgCast* cast, NgError* err);

/// Set the main country anew, by the people and bodies that were linked: an article about a foreign
/// country is at home where its people and institutions are.
void ng_cast_find_home(NgCast* cast);

/// Let the main country weigh as much as all that the names told.
void ng_cast_weigh_home(NgCast* cast);

/// link.c: nodes -> rows of the knowledge file; nodes of one row are merged.
NgStatus ng_cast_link(NgCast* cast, NgError* err);

/// governments.c: capitals, residences and phrases ("the Thai government") that stand for governments.
NgStatus ng_cast_governments(NgCast* cast, NgError* err);

/// refer.c: pronouns and descriptions of people and bodies -> cast->extras, and the holders of roles
/// that only such words tell.
NgStatus ng_cast_refer(NgCast* cast, NgError* err);

/// entities.c: nodes -> doc->entities, spotted names and extras -> doc->mentions.
NgStatus ng_cast_entities(NgCast* cast, NgError* err);

/// positions.c: roles with a person -> doc->positions.
NgStatus ng_cast_positions(NgCast* cast, NgError* err);

/// The node of the government of the country in `row`, made where needed; NG_NONE where the country has
/// no code or without memory.
uint32_t ng_cast_government(NgCast* cast, uint32_t country_row);

/// The label of the government of the country in `row` where the knowledge file has no row for it.
NgStr ng_government_label(const NgKnow* know, uint32_t country_row, NgArena* arena);

#endif
