// SPDX-License-Identifier: Apache-2.0
// What the program knows about the world before it reads: countries, governments, agencies, parties,
// outlets, people, places and their names. One mapped read-only file, optionally below a second one
// of the user's own, shared between threads without locks.
//
// A *row* is one thing (the Ministry of Defence of France); rows are numbered from 0 and a number is
// good for as long as the NgKnow is open. A row has a label and any number of other *names*. Names
// are kept as sequences of *words*: runs of letters and digits. Between words white space, hyphens
// and apostrophes count the same; full stops inside words are dropped ("U.S." is "US"), "&" is "and";
// diacritics are folded ("Élysée" is found by "Elysee", the exact spelling ranks higher); case is
// kept ("US" is not "us"). Every function that takes text takes any bytes.
#ifndef NG_KNOW_KNOW_H
#define NG_KNOW_KNOW_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/status.h"
#include "model/doc.h"

typedef struct NgKnowImpl NgKnow;

// --- open and close ------------------------------------------------------------------------------

/// Map "knowledge/knowledge.ngk" of the data folder and, where it exists, the user's file
/// ($XDG_DATA_HOME or ~/.local/share, newsgraph/knowledge.ngk; not where NEWSGRAPH_NO_USER_DATA is
/// set), whose rows win over shipped rows of the same QID, or of the same label, type and country.
/// @return NG_ERR_READ, NG_ERR_BAD_DATA where a file is damaged or of another version, NG_ERR_NO_MEM.
NgStatus ng_know_open(NgKnow** out, NgError* err);

/// Path of the user's file (see ng_know_open) into `out`, whether it exists or not; NG_ERR_BAD_ARG
/// where neither XDG_DATA_HOME nor HOME is set.
NgStatus ng_know_user_path(NgBuf* out, NgError* err);

/// The file `path` alone, and over it `user_path` (may be NULL).
NgStatus ng_know_open_path(NgKnow** out, const char* path, const char* user_path, NgError* err);

/// One file from memory that outlives the NgKnow and is aligned to 8 bytes. For tests and fuzzing.
NgStatus ng_know_open_memory(NgKnow** out, const void* data, size_t len, NgError* err);

/// Accepts NULL.
void ng_know_close(NgKnow* know);

/// Number of rows; rows are 0 to n - 1. Some may be hidden by a user's row (see NG_KNOW_HIDDEN).
uint32_t ng_know_n_rows(const NgKnow* know);

/// "1.0 (2026-06)": version and horizon of the shipped facts, borrowed from `know`.
NgStr ng_know_version(const NgKnow* know);

// --- rows ----------------------------------------------------------------------------------------

/// What a row is: the class of its name in its usual sense. Also the bit numbers of gazetteer masks.
typedef enum {
  NG_KNOW_PERSON = 0,
  NG_KNOW_GOVERNMENT,
  NG_KNOW_AGENCY,
  NG_KNOW_LEGISLATURE,
  NG_KNOW_COURT,
  NG_KNOW_PARTY,
  NG_KNOW_INTERNATIONAL,
  NG_KNOW_MEDIA,
  NG_KNOW_ORGANIZATION,
  NG_KNOW_GROUP,
  NG_KNOW_COUNTRY,
  NG_KNOW_PLACE,
  NG_KNOW_FACILITY,
  NG_KNOW_MEASURE,
  NG_KNOW_EVENT_NAME,
  NG_KNOW_DEMONYM, ///< "Dutch", "Filipina", "Londoner"; its country is that of the row, its place the parent
  NG_N_KNOW_TYPE,
} NgKnowType;

/// Class in the graph of a thing of this type, and back (NG_N_KNOW_TYPE where there is none).
NgClass    ng_know_class(NgKnowType type);
NgKnowType ng_know_type_of(NgClass cls);

/// The word of the source tables: "Person", "Government" ...
const char* ng_know_type_name(NgKnowType type);

enum {
  NG_KNOW_COMMON = 1 << 0, ///< Its label is also an ordinary word or phrase: needs evidence from the context
  NG_KNOW_MALE   = 1 << 1,
  NG_KNOW_FEMALE = 1 << 2,
  NG_KNOW_DEAD   = 1 << 3, ///< No longer exists or acts (closed, dissolved, died)
  NG_KNOW_HIDDEN = 1 << 4, ///< A user's row stands in its place: look-ups do not return it
  NG_KNOW_USER   = 1 << 5, ///< From the user's file
};

typedef struct {
  NgKnowType type;
  NgClass    cls;
  uint32_t   qid;         ///< Number of the Wikidata item, 0 where no source gives one
  char       country[3];  ///< ISO 3166 code in capitals ("GB", "XK" for Kosovo), "" where none
  uint32_t   country_row; ///< Row of that country, or NG_NONE
  uint32_t
      parent; ///< Row it is part of (the ministry of an agency, the country or region of a city), or NG_NONE
  NgStr   kind;   ///< "foreign-ministry", "central-bank", "city" ...; borrowed; "" where not told
  NgStr   source; ///< Short name of the source (see NOTICE), borrowed
  uint8_t flags;  ///< NG_KNOW_ bits
  float   prior;  ///< 0 to 1: how likely a bare name means it, all else equal
} NgKnowRow;

/// Row number `row`, decoded. `row` must be below ng_know_n_rows.
NgKnowRow ng_know_row(const NgKnow* know, uint32_t row);

/// Label in its own spelling, from `arena`; at == NULL without memory.
NgStr ng_know_label(const NgKnow* know, uint32_t row, NgArena* arena);

/// "Q142" from `arena`; empty where the row has no QID; at == NULL without memory.
NgStr ng_know_qid(const NgKnow* know, uint32_t row, NgArena* arena);

/// Row of the item with this number, or NG_NONE (also for 0). Binary search.
uint32_t ng_know_by_qid(const NgKnow* know, uint32_t qid);

/// Row of the country with an ISO code of two capitals ("FR"), or NG_NONE.
uint32_t ng_know_by_code(const NgKnow* know, NgStr code);

/// The foremost body of `kind` in a country, for descriptions such as "the foreign ministry" or "the
/// central bank" where the article tells the country: row or NG_NONE. `code` is "" for bodies of no
/// country. Kinds are those of the source tables; those that every state has: "government",
/// "parliament", "upper-house", "lower-house", "supreme-court", "constitutional-court",
/// "central-bank", "election-commission", "foreign-ministry", "defence-ministry", "interior-ministry",
/// "finance-ministry", "health-ministry", "justice-ministry", "education-ministry", "armed-forces",
/// "police", "capital".
uint32_t ng_know_by_kind(const NgKnow* know, NgStr code, NgStr kind);

typedef enum {
  NG_ALIAS_LABEL = 0, ///< The label itself
  NG_ALIAS_NAME,      ///< Another full name, also in other languages
  NG_ALIAS_SHORT,     ///< Acronym or short form
  NG_ALIAS_SURNAME,   ///< The family name of somebody very well known
  NG_ALIAS_METONYM,   ///< Name of a place or building that stands for it: "Beijing", "Kremlin"
  NG_ALIAS_DOMAIN,    ///< Web domain of an outlet or company: "bbc.co.uk"
  NG_N_ALIAS,
} NgAliasKind;

typedef struct {
  NgStr       name;
  NgAliasKind kind;
} NgKnowName;

/// Label and all other names of a row, label first, then in the order of the tables, from `arena`.
/// @return how many; 0 without memory.
uint32_t ng_know_names(const NgKnow* know, uint32_t row, NgKnowName** out, NgArena* arena);

// --- people --------------------------------------------------------------------------------------

typedef struct {
  NgStr    title;      ///< "Minister of Finance", borrowed
  char     country[3]; ///< ISO code or ""
  uint32_t rank;       ///< 0 lowest ... 9 head of state or government
  NgDate   from, to;   ///< Precision of a month at best; year 0: not known (to: may go on)
} NgKnowOffice;

typedef struct {
  NgDate        born;  ///< year 0: not known
  uint32_t      party; ///< Row, or NG_NONE
  uint32_t      n_offices;
  NgKnowOffice* offices; ///< In order of `from`, from the arena
} NgKnowPerson;

/// What is known about the person of `row`: for linking only, never to be written as if an article
/// had said it. @return NG_ERR_BAD_ARG where the row is no person, NG_ERR_NO_MEM.
NgStatus ng_know_person(const NgKnow* know, uint32_t row, NgKnowPerson* out, NgArena* arena);

// --- look-up of a whole name ---------------------------------------------------------------------

typedef struct {
  uint32_t    row;
  NgAliasKind alias;    ///< Which of the row's names it is
  bool        is_exact; ///< Spelled as in the table, diacritics and punctuation included
  NgKnowType  type;     ///< Of the row
  float       prior;    ///< Of the row, lowered for SURNAME and METONYM
} NgKnowHit;

/// All rows that bear `name`, exact spellings first, then by prior (ties: lower row), at most `max` into
/// `hits`. A leading "the" is tried with and without. Hidden rows are left out. No allocation.
/// @return how many were stored.
uint32_t ng_know_lookup(const NgKnow* know, NgStr name, NgKnowHit* hits, uint32_t max);

/// The same, for capitals of headlines: a word all in capitals also stands for its capitalised or
/// lower-case form where that gives a name ("BANK OF ENGLAND").
uint32_t ng_know_lookup_caps(const NgKnow* know, NgStr name, NgKnowHit* hits, uint32_t max);

// --- walking in running text ---------------------------------------------------------------------

/// Place in the tree of names: the words fed so far. A plain value: copy it to remember a place.
typedef struct {
  uint32_t node[2]; ///< One a layer, NG_NONE where no name goes on
  uint32_t n_words;
  bool     any_case;
} NgKnowWalk;

/// Before the first word. any_case: as ng_know_lookup_caps.
NgKnowWalk ng_know_walk_start(const NgKnow* know, bool any_case);

/// Feed the bytes of the next token; with or without the space before it makes no difference, and a
/// token may hold several words ("Al-Shabaab") or none. About 30 ns a token.
/// @return false where no name continues so: the walk is over.
bool ng_know_walk_feed(const NgKnow* know, NgKnowWalk* walk, NgStr token);

/// Bit mask (1u << NgKnowType) of the types of the names that end here; 0 where none does. A metonym
/// does not count (Beijing is a Place).
uint32_t ng_know_walk_types(const NgKnow* know, const NgKnowWalk* walk);

/// Whether a longer name exists.
bool ng_know_walk_continues(const NgKnow* know, const NgKnowWalk* walk);

/// Rows of the names that end here, as ng_know_lookup; is_exact is not told (false).
uint32_t ng_know_walk_hits(const NgKnow* know, const NgKnowWalk* walk, NgKnowHit* hits, uint32_t max);

/// Longest name that starts with token `at` of `doc` and ends before token `end`.
/// @return number of its tokens, 0 where none starts here; `types` (may be NULL) as
/// ng_know_walk_types.
uint32_t ng_know_match(const NgKnow* know, const NgDoc* doc, uint32_t at, uint32_t end, uint32_t* types);

// --- words ---------------------------------------------------------------------------------------

enum {
  NG_WORD_GIVEN        = 1 << 0, ///< A given name
  NG_WORD_GIVEN_MALE   = 1 << 1, ///< ... borne by men; with both bits: by either
  NG_WORD_GIVEN_FEMALE = 1 << 2,
  NG_WORD_SURNAME      = 1 << 3,  ///< Last word of somebody's name
  NG_WORD_PLACE        = 1 << 4,  ///< Alone the name of a place or country
  NG_WORD_PLACE_PART   = 1 << 5,  ///< Part of the name of one
  NG_WORD_DEMONYM      = 1 << 6,  ///< Alone a demonym
  NG_WORD_ORG          = 1 << 7,  ///< Alone the name of an organisation of any type ("Unicef", "BBC")
  NG_WORD_ORG_HEAD     = 1 << 8,  ///< Head of organisations' names: "Ministry", "Bank", "University"
  NG_WORD_ORG_END      = 1 << 9,  ///< Ends companies' names: "Inc", "Ltd", "GmbH"
  NG_WORD_PLACE_HEAD   = 1 << 10, ///< Head of places' names: "River", "Province", "Street"
  NG_WORD_TITLE        = 1 << 11, ///< Stands before a name: "Mr", "Dr", "President", "Sheikh"
  NG_WORD_PARTICLE     = 1 << 12, ///< Inside names of people: "van", "bin", "al", "de"
  NG_WORD_FAMILY_FIRST = 1 << 13, ///< A family name of languages that put it first: "Xi", "Kim", "Nguyen"
  NG_WORD_COMMON       = 1 << 14, ///< Also an ordinary English word: "May", "Hope", "Reading"
  NG_WORD_MONTH_DAY    = 1 << 15, ///< Month or day of the week
};

typedef struct {
  uint32_t flags;   ///< NG_WORD_ bits, 0 where the word is not known
  uint8_t  given;   ///< How often a first name among known people: 0 never, else 1 + floor(log2(count))
  uint8_t  surname; ///< How often a last name among known people, the same scale
} NgKnowWord;

/// What is known about one word. A token of several words ("Jean-Luc") has the flags all of them
/// have. Case counts.
NgKnowWord ng_know_word(const NgKnow* know, NgStr word);

/// The same: is it a given name. `is_male` and `is_female` may be NULL.
bool ng_know_given_name(const NgKnow* know, NgStr word, bool* is_male, bool* is_female);

/// Country of a demonym or adjective ("Dutch"): row or NG_NONE.
uint32_t ng_know_demonym(const NgKnow* know, NgStr word);

#endif
