// SPDX-License-Identifier: Apache-2.0
// Ties a role phrase to the person it speaks of: by a name beside it, or by a verb of being, appointing or
// dismissing.
#include "understand/roles_impl.h"

static bool
is_person(const NgCast* cast, uint32_t name)
{
  return name != NG_NONE && ng_cast_sort(cast->names.at[name].cls) == NG_SORT_PERSON;
}

uint32_t
ng_role_person_at(const NgCast* cast, uint32_t at)
{
  const NgPhrase* const hon = ng_phrases_at(cast->lists->honorifics, cast->doc, at, cast->doc->tokens.n);
  for (uint32_t skip = 0; skip <= (hon ? hon->n_words : 0); skip += hon ? hon->n_words : 1) {
    const uint32_t name = at + skip < cast->doc->tokens.n ? cast->name_at[at + skip] : NG_NONE;
    if (is_person(cast, name) && cast->names.at[name].tokens.begin == at + skip) {
      return name;
    }
    if (!hon) {
      break;
    }
  }
  return NG_NONE;
}

// The person whose name ends right before token `at`; an age or a party in brackets may stand between.
static uint32_t
person_before(const NgCast* cast, uint32_t begin, uint32_t at)
{
  if (at > begin && ng_cast_is(cast, at - 1, ")")) {
    uint32_t open = at - 1;
    while (open > begin && at - open < 8 && !ng_cast_is(cast, open, "(")) {
      --open;
    }
    at = ng_cast_is(cast, open, "(") ? open : at;
  }
  if (at > begin + 2 && cast->doc->tokens.at[at - 1].kind == NG_TOK_NUMBER && ng_cast_is(cast, at - 2, ",")) {
    at -= 2;
  } else if (at > begin + 3 && ng_cast_is(cast, at - 1, ",") &&
             cast->doc->tokens.at[at - 2].kind == NG_TOK_NUMBER && ng_cast_is(cast, at - 3, ",")) {
    at -= 3;
  }
  const uint32_t name = at > begin ? cast->name_at[at - 1] : NG_NONE;
  return is_person(cast, name) ? name : NG_NONE;
}

// "minister Jane Roe", "minister, Jane Roe,": the person follows.
static bool
tie_following(const NgCast* cast, NgRole* role, NgSpan s)
{
  uint32_t at = role->tokens.end;
  if (at >= s.end) {
    return false;
  }
  uint32_t name = ng_role_person_at(cast, at);
  if (name == NG_NONE && role->tokens.end != role->noun.end) {
    return false;
  }
  if (name != NG_NONE) {
    role->holder = name;
    role->rule   = "title before name";
    return true;
  }
  return false;
}

static bool
tie_following_comma(const NgCast* cast, NgRole* role, NgSpan s)
{
  const uint32_t at = role->tokens.end;
  if (at + 1 >= s.end || role->is_plural || !ng_cast_one_of(cast, at, ",|:|–|—|-")) {
    return false;
  }
  const uint32_t name = ng_role_person_at(cast, at + 1);
  if (name == NG_NONE || ng_cast_is(cast, at, ":")) {
    return false;
  }
  const uint32_t behind = cast->names.at[name].tokens.end;
  const bool     closes = behind >= s.end || ng_cast_one_of(cast, behind, ",|.|(|–|—|;|:|'s") ||
                      pos_of(cast, behind) == NG_POS_VERB || pos_of(cast, behind) == NG_POS_AUX ||
                      (ng_cast_is(cast, behind, "and") && ng_cast_is(cast, behind + 1, "the"));
  if (!closes) {
    return false;
  }
  role->holder = name;
  role->rule   = "name in apposition to title";
  return true;
}

// Status by the verb that ties person and role; NG_TERM_NONE where the verb ties nothing.
static NgTerm
status_of_verb(const NgCast* cast, uint32_t begin, uint32_t verb, bool* is_passive_verb)
{
  *is_passive_verb = false;
  if (ng_cast_one_of(cast, verb, "is|'s|are|remains|remain|serves|acts|works|am|'re")) {
    return NG_TERM_CURRENT;
  }
  if (ng_cast_one_of(cast, verb, "was|were|served|worked|acted")) {
    return NG_TERM_FORMER;
  }
  if (ng_cast_one_of(cast, verb, "became|becomes|remained")) {
    return NG_TERM_CURRENT;
  }
  if (ng_cast_one_of(cast, verb,
                     "resigned|resigns|retired|quit|quits|ousted|removed|deposed|dismissed|sacked|fired|"
                     "resigning|replaced|resignation")) {
    return NG_TERM_FORMER;
  }
  if (ng_cast_one_of(cast, verb, "stepped|steps|stepping|stood|stands") &&
      ng_cast_one_of(cast, verb + 1, "down|aside|back")) {
    return NG_TERM_FORMER;
  }
  if (ng_cast_one_of(cast, verb,
                     "elected|re-elected|reelected|appointed|reappointed|named|sworn|chosen|installed|"
                     "confirmed|inaugurated|crowned|promoted|made|selected|picked")) {
    *is_passive_verb = true;
    return NG_TERM_CURRENT;
  }
  if (ng_cast_one_of(cast, verb, "nominated|tapped|proposed")) {
    *is_passive_verb = true;
    return NG_TERM_INCOMING;
  }
  if (ng_cast_one_of(cast, verb, "been|be|become|being|serving")) {
    for (uint32_t i = verb; i-- > begin && verb - i < 4;) {
      if (ng_cast_one_of(cast, i, "has|have|'ve|is|are")) {
        return NG_TERM_CURRENT;
      }
      if (ng_cast_one_of(cast, i, "had")) {
        return NG_TERM_FORMER;
      }
      if (ng_cast_one_of(cast, i, "will|'ll|to|shall")) {
        return NG_TERM_INCOMING;
      }
      if (ng_cast_one_of(cast, i, "would|could|may|might|should|not|n't|never|if")) {
        return NG_TERM_NONE;
      }
    }
    return ng_cast_is(cast, verb, "serving") ? NG_TERM_CURRENT : NG_TERM_NONE;
  }
  return NG_TERM_NONE;
}

static bool
is_adverb(const NgCast* cast, uint32_t at)
{
  return ng_cast_one_of(cast, at,
                        "still|also|now|currently|previously|then|once|later|formerly|briefly|long|again|"
                        "officially|subsequently|recently|today|first|only") ||
         pos_of(cast, at) == NG_POS_ADV;
}

// Back from the verb over auxiliaries and adverbs to the subject: a person's name right before, "who"
// behind one, or a pronoun. @return whether one was found
static bool
find_subject(const NgCast* cast, NgRole* role, uint32_t begin, uint32_t verb)
{
  uint32_t at = verb;
  while (at > begin &&
         (is_adverb(cast, at - 1) ||
          ng_cast_one_of(
              cast, at - 1,
              "has|had|have|was|were|is|been|being|will|be|to|set|due|expected|'s|'d|are|would|and"))) {
    if (ng_cast_is(cast, at - 1, "'s") && at > begin + 1 && is_person(cast, cast->name_at[at - 2]) &&
        at - 1 != verb - 1) {
      break;
    }
    if (ng_cast_is(cast, at - 1,
                   "and")) { // "Roe resigned as X and became Y": the subject stands further back
      uint32_t back = at - 1;
      while (back > begin && !is_person(cast, cast->name_at[back - 1]) && at - back < 14) {
        --back;
      }
      if (back > begin && is_person(cast, cast->name_at[back - 1]) &&
          cast->names.at[cast->name_at[back - 1]].tokens.begin == begin) {
        role->holder = cast->name_at[back - 1];
        return true;
      }
      return false;
    }
    --at;
  }
  if (at > begin && ng_cast_one_of(cast, at - 1, "who|whom")) {
    --at;
    at -= at > begin && ng_cast_is(cast, at - 1, ",");
    role->holder = person_before(cast, begin, at);
    return role->holder != NG_NONE;
  }
  if (at > begin && ng_cast_one_of(cast, at - 1, "he|she")) {
    role->pronoun = at - 1;
    return true;
  }
  // An apposition may stand between: "Roe, 50, from Leeds, is ..."
  if (at > begin && ng_cast_is(cast, at - 1, ",")) {
    uint32_t back = at - 1;
    while (back > begin && at - back < 16 && !ng_cast_is(cast, back - 1, ",")) {
      --back;
    }
    if (back > begin && back < at - 1) {
      at = back - 1;
    }
  }
  role->holder = person_before(cast, begin, at);
  return role->holder != NG_NONE;
}

// A verb that needs "was" or "been" before it to say something of its subject, or a comma: "Roe, elected
// chair in May,".
static bool
lacks_passive(const NgCast* cast, uint32_t begin, uint32_t verb)
{
  if (!ng_cast_one_of(cast, verb,
                      "elected|re-elected|reelected|appointed|reappointed|named|sworn|chosen|installed|"
                      "confirmed|inaugurated|crowned|promoted|made|selected|picked|nominated|tapped|proposed|"
                      "ousted|removed|deposed|dismissed|sacked|fired|replaced")) {
    return false;
  }
  for (uint32_t i = verb; i > begin && verb - i < 4; --i) {
    if (ng_cast_one_of(cast, i - 1, "was|were|is|are|been|be|being|got|gets|and|,|'s")) {
      return false;
    }
  }
  return true;
}

static bool
apply_verb(const NgCast* cast, NgRole* role, uint32_t begin, uint32_t verb, const char* rule)
{
  bool         passive;
  const NgTerm status = status_of_verb(cast, begin, verb, &passive);
  for (uint32_t i = verb; i > begin && verb - i < 3; --i) {
    if (ng_cast_one_of(cast, i - 1, "not|n't|never|would|could|might|may|if|wants|want|hopes")) {
      return false;
    }
  }
  if (ng_cast_one_of(cast, verb + 1, "not|n't") || lacks_passive(cast, begin, verb)) {
    return false;
  }
  if (status == NG_TERM_NONE || !find_subject(cast, role, begin, verb)) {
    return false;
  }
  if (!role->is_told || role->status == NG_TERM_CURRENT) {
    role->status = status;
    if (status == NG_TERM_FORMER && ng_cast_one_of(cast, verb, "was|were") && role->is_told) {
      role->status = NG_TERM_CURRENT;
    }
    for (uint32_t i = verb; i > begin && verb - i < 3; --i) {
      role->status = ng_cast_one_of(cast, i - 1, "will") ? NG_TERM_INCOMING : role->status;
    }
    role->is_told = status != NG_TERM_CURRENT;
  }
  role->rule         = rule;
  role->is_appointed = passive;
  return true;
}

// "was elected president", "resigned on Friday as governor", "served as mayor", "is the head of".
static bool
tie_by_verb(const NgCast* cast, NgRole* role, NgSpan s)
{
  uint32_t at = role->tokens.begin;
  while (at > s.begin && (is_adverb(cast, at - 1) || ng_cast_is(cast, at - 1, "in"))) {
    if (ng_cast_is(cast, at - 1, "in") && !(at > s.begin + 1 && ng_cast_is(cast, at - 2, "sworn"))) {
      break;
    }
    --at;
  }
  if (at == s.begin) {
    return false;
  }
  if (!ng_cast_is(cast, at - 1, "as") && !ng_cast_is(cast, at - 1, "be")) {
    return apply_verb(cast, role, s.begin, at - 1, "verb before title");
  }
  if (ng_cast_is(cast, at - 1, "be")) {
    return apply_verb(cast, role, s.begin, at - 1, "verb before title");
  }
  for (uint32_t i = at - 1; i > s.begin && at - i < 14;
       --i) { // words of time and place may stand between verb and "as"
    bool passive;
    if (ng_cast_one_of(cast, i - 1, ";|:|\"") || cast->doc->tokens.at[i - 1].quote) {
      return false;
    }
    if (status_of_verb(cast, s.begin, i - 1, &passive) != NG_TERM_NONE &&
        !ng_cast_one_of(cast, i - 1, "is|was|are|were|be|been|'s")) {
      if (is_person(cast, cast->name_at[i])) {
        break;
      }
      return apply_verb(cast, role, s.begin, i - 1, "verb with \"as\" and title");
    }
  }
  return false;
}

// "appointed Roe secretary", "named Roe as chair": the person stands between verb and role.
static bool
tie_object(const NgCast* cast, NgRole* role, NgSpan s)
{
  uint32_t at = role->tokens.begin;
  at -= at > s.begin && ng_cast_one_of(cast, at - 1, "as|be");
  at -= at > s.begin && ng_cast_is(cast, at - 1, "to");
  const uint32_t name = at > s.begin ? cast->name_at[at - 1] : NG_NONE;
  bool           passive;
  if (!is_person(cast, name)) {
    return false;
  }
  uint32_t verb = cast->names.at[name].tokens.begin;
  for (uint32_t i = verb; i > s.begin && verb - i < 6; --i) {
    const NgTerm status = status_of_verb(cast, s.begin, i - 1, &passive);
    if (passive) {
      role->holder       = name;
      role->status       = status;
      role->is_told      = status != NG_TERM_CURRENT;
      role->rule         = "object of appointing";
      role->is_appointed = true;
      return true;
    }
    if (ng_cast_one_of(cast, i - 1,
                       "oust|ousted|removed|remove|replaced|replace|dismissed|sacked|fired|succeeded|"
                       "succeeds|succeed")) {
      role->holder  = name;
      role->status  = NG_TERM_FORMER;
      role->is_told = true;
      role->rule    = "object of dismissing";
      return true;
    }
  }
  return false;
}

// "finance minister and Senate member [Jane Roe]": the title is joined to one that stands right before a
// name.
static bool
is_joined_to_title(const NgCast* cast, uint32_t at, uint32_t end)
{
  enum { REACH = 5 };
  if (!ng_cast_is(cast, at, "and")) {
    return false;
  }
  for (uint32_t i = at + 1; i < end && i <= at + REACH; ++i) {
    uint32_t role_end;
    bool     is_plural;
    if (ng_role_at(cast, i, end, &role_end, &is_plural)) {
      return ng_role_person_at(cast, role_end) != NG_NONE;
    }
    if (cast->doc->tokens.at[i].kind != NG_TOK_WORD) {
      return false;
    }
  }
  return false;
}

// "Jane Roe, the head of X," and "Jane Roe (head of X)".
static bool
tie_apposition(const NgCast* cast, NgRole* role, NgSpan s)
{
  const uint32_t at    = role->tokens.begin;
  const bool     loose = at > s.begin && is_person(cast, cast->name_at[at - 1]) &&
                     ng_cast_one_of(cast, at, "former|ex|then|current"); // "Jane Roe former mayor of X"
  if (at <= s.begin + 1 || !(loose || ng_cast_one_of(cast, at - 1, ",|(|–|—"))) {
    return false;
  }
  const uint32_t name = loose ? cast->name_at[at - 1] : person_before(cast, s.begin, at - 1);
  if (name == NG_NONE) {
    return false;
  }
  if (role->tokens.end == role->noun.end && ng_phrases_get(cast->lists->honorifics, role->role->key) &&
      role->tokens.begin + 2 >= role->noun.end) {
    return false; // "Roe, the Queen and others" is a list
  }
  const bool ends = role->tokens.end >= s.end || !ng_cast_one_of(cast, role->tokens.end, "'s");
  if (!ends || (!loose && ng_cast_is(cast, at - 1, ",") && !role->is_definite &&
                is_joined_to_title(cast, role->tokens.end, s.end))) {
    return false;
  }
  role->holder = name;
  role->rule   = "title in apposition to name";
  return true;
}

// "General Roe of Chad": the place behind the name, where a title stands before it.
static void
read_behind_name(const NgCast* cast, NgRole* role, NgSpan s)
{
  const uint32_t at = role->holder != NG_NONE ? cast->names.at[role->holder].tokens.end : s.end;
  if (at + 1 >= s.end || role->place != NG_NONE || role->body != NG_NONE || role->country != NG_NONE ||
      !ng_cast_one_of(cast, at, "of|from") || !(role->role->flags & NG_ROLE_OFFICE)) {
    return;
  }
  const uint32_t skip = ng_cast_is(cast, at + 1, "the");
  const uint32_t name = at + 1 + skip < s.end ? cast->name_at[at + 1 + skip] : NG_NONE;
  if (name != NG_NONE && ng_cast_sort(cast->names.at[name].cls) != NG_SORT_PERSON) {
    ng_role_take_name(cast, role, name);
  }
}

// "President Jane Roe resigned": the verb behind the name ends the office.
static bool
leaves_office(const NgCast* cast, const NgRole* role, NgSpan s)
{
  uint32_t at      = cast->names.at[role->holder].tokens.end;
  bool     passive = false;
  while (at < s.end && at < cast->names.at[role->holder].tokens.end + 4 &&
         (ng_cast_one_of(cast, at,
                         "has|have|had|was|is|been|also|formally|abruptly|reportedly|today|yesterday") ||
          is_adverb(cast, at))) {
    passive = passive || ng_cast_one_of(cast, at, "was|is|been");
    ++at;
  }
  return ng_cast_one_of(cast, at, "resigned|resigns|quit|quits") ||
         (ng_cast_one_of(cast, at, "stepped|steps|stood") && ng_cast_one_of(cast, at + 1, "down|aside")) ||
         (passive &&
          ng_cast_one_of(cast, at, "ousted|deposed|sacked|dismissed|overthrown|toppled|fired|unseated"));
}

// "Jane Roe, vice president, Harbour Union,": the body between commas behind a title that names none.
static void
read_behind_comma(const NgCast* cast, NgRole* role, NgSpan s)
{
  const uint32_t at   = role->tokens.end;
  const uint32_t name = at + 1 < s.end && ng_cast_is(cast, at, ",") ? cast->name_at[at + 1] : NG_NONE;
  if (role->body != NG_NONE || role->place != NG_NONE || role->party != NG_NONE || name == NG_NONE ||
      ng_cast_sort(cast->names.at[name].cls) != NG_SORT_BODY ||
      cast->names.at[name].cls == NG_CLASS_MEASURE) {
    return;
  }
  uint32_t end = cast->names.at[name].tokens.end;
  end += end + 3 < s.end && ng_role_is_short_form(cast, end) ? 3 : 0;
  if (end >= s.end || ng_cast_one_of(cast, end, ",|.|;")) {
    ng_role_take_name(cast, role, name);
  }
}

void
ng_role_tie(const NgCast* cast, NgRole* role, NgSpan s)
{
  if (!tie_following(cast, role, s) && !tie_apposition(cast, role, s) && !tie_by_verb(cast, role, s) &&
      !tie_object(cast, role, s) && !tie_following_comma(cast, role, s)) {
    return;
  }
  role->status = role->status == NG_TERM_NONE ? guess_status(role) : role->status;
  role->owner  = role->owner == role->holder ? NG_NONE : role->owner;
  if (!strcmp(role->rule, "title before name")) {
    read_behind_name(cast, role, s);
    if (!role->is_told && leaves_office(cast, role, s)) {
      role->status  = NG_TERM_FORMER;
      role->is_told = true;
    }
  } else if (!strcmp(role->rule, "title in apposition to name")) {
    read_behind_comma(cast, role, s);
  }
}
