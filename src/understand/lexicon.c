// SPDX-License-Identifier: Apache-2.0
// Reads the lists. Every mistake in a list (unknown class, role, relation, noun class) is an error with
// file and line, so that opening them is their lint.
#include "understand/lexicon.h"

#include "base/datadir.h"
#include "base/table.h"

#include <stdio.h>
#include <stdlib.h>

enum { EXPECTED = 6000, MAX_WORDS = 1 << 16, MAX_BYTES = 1 << 26 };

typedef enum { LIST_VERBS, LIST_NOUNS, LIST_ADJECTIVES, LIST_STATES } List;

typedef struct {
  NgLexicon*  lexicon;
  List        list;
  const char* name;
} Reader;

NgClass
ng_event_class_of(NgStr name)
{
  const NgClass cls = ng_class_by_name(name);
  return ng_class_is_a(cls, NG_CLASS_EVENT) && cls != NG_CLASS_EVENT && cls != NG_CLASS_STATEMENT
             ? cls
             : NG_CLASS_NONE;
}

uint32_t
ng_lexicon_stem(const NgLexicon* lexicon, NgStr lower)
{
  static const struct {
    const char* end;
    const char* with;
  } endings[] = {{"ied", "y"}, {"ed", ""},   {"ed", "e"}, {"ing", ""},
                 {"ing", "e"}, {"ies", "y"}, {"es", ""},  {"s", ""}};
  char key[40];
  for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); ++i) {
    const size_t cut = strlen(endings[i].end), put = strlen(endings[i].with);
    if (lower.len < cut + 3 || lower.len - cut + put >= sizeof(key) || !ng_str_ends(lower, endings[i].end)) {
      continue;
    }
    memcpy(key, lower.at, lower.len - cut);
    memcpy(key + lower.len - cut, endings[i].with, put);
    size_t   len = lower.len - cut + put;
    uint32_t w   = ng_lexicon_word(lexicon, ng_str_n(key, len));
    if (w == NG_NONE && !put && len > 3 && key[len - 1] == key[len - 2]) { // "rebutted"
      w = ng_lexicon_word(lexicon, ng_str_n(key, len - 1));
    }
    if (w != NG_NONE && lexicon->words.at[w].verb != NG_NONE) {
      return w;
    }
  }
  return NG_NONE;
}

bool
ng_lexicon_names_people(NgStr plural)
{
  return plural.len > 5 &&
         (ng_str_ends(plural, "ers") || ng_str_ends(plural, "ors") || ng_str_ends(plural, "ists") ||
          ng_str_ends(plural, "men") || ng_str_ends(plural, "women") || ng_str_ends(plural, "ians"));
}

// The word's number, added where it is new; NG_NONE without memory.
static uint32_t
word_of(NgLexicon* lexicon, NgStr word)
{
  const uint32_t  n = ng_map_size(lexicon->map);
  bool            is_new;
  uint32_t* const value = ng_map_put(lexicon->map, word, &is_new);
  if (!value) {
    return NG_NONE;
  }
  if (!is_new) {
    return *value;
  }
  *value          = n;
  NgWord* const w = NG_VEC_ADD(lexicon->arena, lexicon->words);
  if (!w) {
    return NG_NONE;
  }
  w->verb = w->noun = w->adjective = w->state = w->light = w->idiom = w->base = NG_NONE;
  return n;
}

// A lemma with what belongs to it: "call off" is "call" and the particle "off"; the number of the first word.
static uint32_t
phrasal(NgLexicon* lexicon, NgStr lemma, uint32_t particle[2])
{
  NgStr          rest  = lemma;
  const NgStr    first = ng_table_next(&rest, ' ');
  const uint32_t word  = word_of(lexicon, first);
  for (int i = 0; i < 2; ++i) {
    particle[i] = rest.at ? word_of(lexicon, ng_table_next(&rest, ' ')) : NG_NONE;
  }
  return word;
}

// --- noun classes ---

// The bit of the class, added where it is new: a class may stand in several lines.
static NgStatus
class_bit(NgLexicon* x, NgStr name, uint64_t* bit, NgError* err)
{
  for (uint32_t i = 0; i < x->class_names.n; ++i) {
    if (ng_str_eq(x->class_names.at[i], name)) {
      *bit = 1ULL << i;
      return NG_SUCCESS;
    }
  }
  if (x->class_names.n == 64) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "More than 64 noun classes");
  }
  *bit               = 1ULL << x->class_names.n;
  NgStr* const place = NG_VEC_ADD(x->arena, x->class_names);
  return place && (*place = ng_arena_copy(x->arena, name)).at ? NG_SUCCESS : ng_error_no_mem(err);
}

static NgStatus
class_row(void* self, const NgRow* row, NgError* err)
{
  Reader* const    r   = self;
  NgLexicon* const x   = r->lexicon;
  uint64_t         bit = 0;
  NG_TRY(class_bit(x, row->field[0], &bit, err));
  NgStr list = row->field[1];
  while (list.at) {
    const NgStr    lemma = ng_table_next(&list, ',');
    const uint32_t w     = word_of(x, lemma);
    const char*    blank = lemma.len ? memchr(lemma.at, ' ', lemma.len) : NULL;
    const uint32_t tail  = blank ? word_of(x, ng_str_n(blank + 1, lemma.len - (size_t)(blank + 1 - lemma.at)))
                                 : w;
    if (w == NG_NONE || tail == NG_NONE) {
      return ng_error_no_mem(err);
    }
    x->words.at[w].classes |= bit;
    x->words.at[tail].is_tail = x->words.at[tail].is_tail || blank;
  }
  return NG_SUCCESS;
}

static NgStatus
class_number(const NgLexicon* x, NgStr name, uint32_t* out, NgError* err)
{
  for (uint32_t i = 0; i < x->class_names.n; ++i) {
    if (ng_str_eq(x->class_names.at[i], name)) {
      *out = i;
      return NG_SUCCESS;
    }
  }
  return ng_error_set(err, NG_ERR_BAD_DATA, "No noun class \"%.*s\"", NG_STR_ARG(name));
}

// --- event lists ---

static const char* const kind_names[NG_N_KIND] = {
    "any",        "person", "human", "org",         "actor", "place",  "country",
    "government", "agency", "court", "legislature", "party", "outlet", "international"};

static const struct {
  const char* name;
  NgRel       rel;
} rel_names[] = {
    {"subj", NG_REL_SUBJ},
    {"obj", NG_REL_OBJ},
    {"iobj", NG_REL_IOBJ},
    {"comp", NG_REL_COMP},
    {"xcomp", NG_REL_XCOMP},
    {"ccomp", NG_REL_CCOMP},
    {"that", NG_REL_CCOMP},
    {"inf", NG_REL_INF},
    {"poss", NG_REL_POSS},
    {"case", NG_REL_CASE},
    {"passive", NG_REL_PASSIVE},
    {"active", NG_REL_ACTIVE},
    {"passive_without_by", NG_REL_BARE_PASSIVE},
    {"comp_hostile", NG_REL_HOSTILE},
    {"negated", NG_REL_NEGATED},
};

static const char* const role_names[NG_N_ROLE] = {"none",      "actor",      "target",
                                                  "recipient", "instrument", "place"};

static NgRoleOf
rel_of(NgLexicon* x, NgStr name)
{
  NgRoleOf r = {NG_REL_PREP, NG_ROLE_NONE, NG_NONE};
  for (size_t i = 0; i < sizeof(rel_names) / sizeof(*rel_names); ++i) {
    if (ng_str_is(name, rel_names[i].name)) {
      r.rel = (uint8_t)rel_names[i].rel;
      return r;
    }
  }
  r.word = word_of(x, name);
  return r;
}

// The number kept for a part of a line as it is written; `number` where it is new.
static NgStatus
find_text(NgLexicon* x, NgStr text, uint32_t number, uint32_t** out, NgError* err)
{
  bool is_new = false;
  *out        = ng_map_put(x->texts, text, &is_new);
  if (!*out) {
    return ng_error_no_mem(err);
  }
  **out = is_new ? number : **out;
  return NG_SUCCESS;
}

static NgStatus
read_roles(NgLexicon* x, NgStr text, NgFrame* frame, NgError* err)
{
  uint32_t* first = NULL; // of the lines with these roles: many have the same
  NG_TRY(find_text(x, text, x->frames.n, &first, err));
  if (*first < x->frames.n) {
    frame->roles   = x->frames.at[*first].roles;
    frame->n_roles = x->frames.at[*first].n_roles;
    return NG_SUCCESS;
  }
  frame->roles = x->roles.n;
  while (text.at) {
    NgStr piece = ng_table_next(&text, ' ');
    if (!piece.len) {
      continue;
    }
    const NgStr     name = ng_table_next(&piece, '=');
    NgRoleOf* const role = NG_VEC_ADD(x->arena, x->roles);
    if (!role) {
      return ng_error_no_mem(err);
    }
    *role      = rel_of(x, name);
    role->role = NG_N_ROLE;
    for (uint8_t i = 0; i < NG_N_ROLE && piece.at; ++i) {
      role->role = ng_str_is(piece, role_names[i]) ? i : role->role;
    }
    if (role->role == NG_N_ROLE) {
      return ng_error_set(err, NG_ERR_BAD_DATA, "No role \"%.*s\" for \"%.*s\"", NG_STR_ARG(piece),
                          NG_STR_ARG(name));
    }
  }
  frame->n_roles = x->roles.n - frame->roles;
  return NG_SUCCESS;
}

static NgStatus
read_item(NgLexicon* x, NgStr text, NgItem* item, NgError* err)
{
  const NgStr rest = ng_str_n(text.at + 1, text.len ? text.len - 1 : 0);
  if (text.len && text.at[0] == '#') {
    item->kind = NG_ITEM_CLASS;
    return class_number(x, rest, &item->value, err);
  }
  if (text.len && text.at[0] == '@') {
    item->kind = NG_ITEM_KIND;
    for (uint32_t i = 0; i < NG_N_KIND; ++i) {
      if (ng_str_is(rest, kind_names[i])) {
        item->value = i;
        return NG_SUCCESS;
      }
    }
    return ng_error_set(err, NG_ERR_BAD_DATA, "No kind of entity \"%.*s\"", NG_STR_ARG(text));
  }
  item->kind  = NG_ITEM_WORD;
  item->value = word_of(x, text);
  if (item->value == NG_NONE) {
    return ng_error_no_mem(err);
  }
  const char* const blank = memchr(text.at, ' ', text.len);
  if (blank) {
    const uint32_t tail = word_of(x, ng_str_n(blank + 1, text.len - (size_t)(blank + 1 - text.at)));
    if (tail == NG_NONE) {
      return ng_error_no_mem(err);
    }
    x->words.at[tail].is_tail = true;
  }
  return NG_SUCCESS;
}

static NgStatus
read_condition(NgLexicon* x, NgStr text, bool is_other, NgError* err)
{
  uint32_t* first = NULL; // of the conditions with these words
  NG_TRY(find_text(x, text, x->conditions.n, &first, err));
  NgCondition* const c = NG_VEC_ADD(x->arena, x->conditions);
  if (!c) {
    return ng_error_no_mem(err);
  }
  if (*first + 1 < x->conditions.n) {
    *c          = x->conditions.at[*first];
    c->is_other = is_other;
    return NG_SUCCESS;
  }
  NgCondition condition = {.is_other = is_other};
  if (text.at[0] == '!') {
    condition.is_forbidden = true;
    text                   = ng_str_n(text.at + 1, text.len - 1);
  } else if (text.at[0] == '+') {
    condition.is_firm = true;
    text              = ng_str_n(text.at + 1, text.len - 1);
  }
  NgStr rels     = ng_table_next(&text, ':');
  condition.rels = x->rels.n;
  while (rels.at) {
    NgRoleOf* const rel = NG_VEC_ADD(x->arena, x->rels);
    if (!rel) {
      return ng_error_no_mem(err);
    }
    *rel = rel_of(x, ng_table_next(&rels, '|'));
  }
  condition.n_rels = x->rels.n - condition.rels;
  condition.items  = x->items.n;
  while (text.at) {
    NgItem      item = {0};
    const NgStr name = ng_table_next(&text, '|');
    // An underscore stands for the blank inside a noun of two words.
    char* const copy = ng_arena_calloc(x->arena, name.len + 1, 1);
    if (!copy) {
      return ng_error_no_mem(err);
    }
    for (size_t i = 0; i < name.len; ++i) {
      copy[i] = name.at[i] == '_' ? ' ' : name.at[i];
    }
    NG_TRY(read_item(x, ng_str_n(copy, name.len), &item, err));
    NgItem* const place = NG_VEC_ADD(x->arena, x->items);
    if (!place) {
      return ng_error_no_mem(err);
    }
    *place = item;
  }
  condition.n_items                     = x->items.n - condition.items;
  x->conditions.at[x->conditions.n - 1] = condition;
  return NG_SUCCESS;
}

static NgStatus
read_conditions(NgLexicon* x, NgStr text, NgFrame* frame, NgError* err)
{
  frame->conditions = x->conditions.n;
  while (text.at) {
    NgStr piece    = ng_table_next(&text, ' ');
    bool  is_other = false;
    while (piece.len && piece.at) {
      NG_TRY(read_condition(x, ng_table_next(&piece, '/'), is_other, err));
      is_other = true;
    }
  }
  frame->n_conditions = x->conditions.n - frame->conditions;
  return NG_SUCCESS;
}

// Frames of one word are tried in the order of the file, so a new one goes to the end of the chain.
static void
append_frame(NgLexicon* x, uint32_t* first, uint32_t frame)
{
  while (*first != NG_NONE) {
    first = &x->frames.at[*first].next;
  }
  *first = frame;
}

static NgStatus
add_lemma(Reader* r, NgStr lemma, NgFrame frame, NgError* err)
{
  NgLexicon* const x     = r->lexicon;
  const char*      blank = lemma.len ? memchr(lemma.at, ' ', lemma.len) : NULL;
  uint32_t         word  = NG_NONE;
  if (r->list == LIST_NOUNS) {
    frame.particle[0] = frame.particle[1] = NG_NONE;
    word                                  = word_of(x, lemma);
    if (blank) {
      const uint32_t tail = word_of(x, ng_str_n(blank + 1, lemma.len - (size_t)(blank + 1 - lemma.at)));
      if (tail == NG_NONE) {
        return ng_error_no_mem(err);
      }
      x->words.at[tail].is_tail = true;
    }
  } else {
    word = phrasal(x, lemma, frame.particle);
  }
  NgFrame* const place = NG_VEC_ADD(x->arena, x->frames);
  if (word == NG_NONE || !place) {
    return ng_error_no_mem(err);
  }
  *place          = frame;
  place->next     = NG_NONE;
  NgWord* const w = &x->words.at[word];
  append_frame(x,
               r->list == LIST_VERBS    ? &w->verb
               : r->list == LIST_NOUNS  ? &w->noun
               : r->list == LIST_STATES ? &w->state
                                        : &w->adjective,
               x->frames.n - 1);
  return NG_SUCCESS;
}

static NgStatus
frame_row(void* self, const NgRow* row, NgError* err)
{
  Reader* const    r     = self;
  NgLexicon* const x     = r->lexicon;
  NgFrame          frame = {0};
  frame.cls              = ng_event_class_of(row->field[1]);
  if (frame.cls == NG_CLASS_NONE) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "No class of events \"%.*s\"", NG_STR_ARG(row->field[1]));
  }
  frame.rule = ng_arena_printf(x->arena, "%s:%zu", r->name, row->line).at;
  if (!frame.rule) {
    return ng_error_no_mem(err);
  }
  NG_TRY(read_roles(x, row->field[2].len ? row->field[2] : ng_str("subj=actor obj=target"), &frame, err));
  NG_TRY(read_conditions(x, row->field[3], &frame, err));
  NgStr list = row->field[0];
  while (list.at) {
    NG_TRY(add_lemma(r, ng_table_next(&list, ','), frame, err));
  }
  return NG_SUCCESS;
}

// --- the other lists ---

static const struct {
  const char* name;
  NgTerm      term;
} fact_names[] = {
    {"Asserted", NG_TERM_ASSERTED}, {"Alleged", NG_TERM_ALLEGED},           {"Possible", NG_TERM_POSSIBLE},
    {"Planned", NG_TERM_PLANNED},   {"Hypothetical", NG_TERM_HYPOTHETICAL}, {"Denied", NG_TERM_DENIED},
};

static NgTerm
fact_of(NgStr name)
{
  for (size_t i = 0; i < sizeof(fact_names) / sizeof(*fact_names); ++i) {
    if (ng_str_is(name, fact_names[i].name)) {
      return fact_names[i].term;
    }
  }
  return NG_TERM_NONE;
}

static NgStatus
light_row(void* self, const NgRow* row, NgError* err)
{
  NgLexicon* const x     = ((Reader*)self)->lexicon;
  NgLight          light = {.preposition = NG_NONE, .role = NG_N_ROLE, .factuality = fact_of(row->field[3])};
  for (uint8_t i = 0; i < NG_N_ROLE; ++i) {
    light.role = ng_str_is(row->field[2], role_names[i]) ? i : light.role;
  }
  if (light.role == NG_N_ROLE || (row->field[3].len && light.factuality == NG_TERM_NONE)) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "No such role or factuality");
  }
  light.is_subject = ng_str_is(row->field[1], "subj");
  if (!light.is_subject && !ng_str_is(row->field[1], "obj")) {
    light.preposition = word_of(x, row->field[1]);
  }
  NgStr list = row->field[0];
  while (list.at) {
    const uint32_t word  = phrasal(x, ng_table_next(&list, ','), light.particle);
    NgLight* const place = NG_VEC_ADD(x->arena, x->lights);
    if (word == NG_NONE || !place) {
      return ng_error_no_mem(err);
    }
    *place                  = light;
    place->next             = x->words.at[word].light;
    x->words.at[word].light = x->lights.n - 1;
  }
  return NG_SUCCESS;
}

static NgStatus
speech_row(void* self, const NgRow* row, NgError* err)
{
  static const char* const names[] = {"", "say", "claim", "ask", "name", "deny", "think", "show", "weak"};
  NgLexicon* const         x       = ((Reader*)self)->lexicon;
  uint8_t                  kind    = NG_SPEECH_NONE;
  for (uint8_t i = 1; i < sizeof(names) / sizeof(*names); ++i) {
    kind = ng_str_is(row->field[1], names[i]) ? i : kind;
  }
  const bool is_noun   = ng_str_is(row->field[1], "noun");
  const bool is_source = ng_str_is(row->field[1], "source");
  const bool is_told   = ng_str_is(row->field[1], "told");
  if (kind == NG_SPEECH_NONE && !is_noun && !is_source && !is_told) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "No kind of speech \"%.*s\"", NG_STR_ARG(row->field[1]));
  }
  NgStr list = row->field[0];
  while (list.at) {
    uint32_t       particle[2];
    const uint32_t word = phrasal(x, ng_table_next(&list, ','), particle);
    if (word == NG_NONE) {
      return ng_error_no_mem(err);
    }
    NgWord* const w = &x->words.at[word];
    if (is_noun) {
      w->is_speech_noun = true;
    } else if (is_source) {
      w->is_source = true;
    } else if (is_told) {
      w->is_told_noun = true;
    } else if (particle[0] != NG_NONE) {
      w->phrasal_speech  = kind;
      w->speech_particle = particle[0];
    } else if (w->speech == NG_SPEECH_NONE) {
      w->speech = kind;
    }
  }
  return NG_SUCCESS;
}

static NgStatus
fact_row(void* self, const NgRow* row, NgError* err)
{
  NgLexicon* const x    = ((Reader*)self)->lexicon;
  const NgTerm     fact = fact_of(row->field[2]);
  const NgStr      at   = row->field[1];
  NgStr            list = row->field[0];
  while (list.at) {
    const uint32_t word = word_of(x, ng_table_next(&list, ','));
    if (word == NG_NONE) {
      return ng_error_no_mem(err);
    }
    NgWord* const  w     = &x->words.at[word];
    uint8_t* const place = ng_str_is(at, "aux")                                ? &w->aux
                           : ng_str_is(at, "adv")                              ? &w->adv
                           : ng_str_is(at, "embed") || ng_str_is(at, "enable") ? &w->embed
                           : ng_str_is(at, "amod")                             ? &w->amod
                           : ng_str_is(at, "mark")                             ? &w->mark
                                                                               : NULL;
    if (!place || fact == NG_TERM_NONE) {
      return ng_error_set(err, NG_ERR_BAD_DATA, "No place or value of factuality: \"%.*s\"", NG_STR_ARG(at));
    }
    w->is_enabling = w->is_enabling || (!*place && ng_str_is(at, "enable"));
    *place         = *place ? *place : (uint8_t)fact; // the first line counts
  }
  return NG_SUCCESS;
}

static NgStatus
time_row(void* self, const NgRow* row, NgError* err)
{
  static const char* const names[] = {"",      "month", "weekday", "day",    "unit",
                                      "shift", "part",  "season",  "number", "prep"};
  NgLexicon* const         x       = ((Reader*)self)->lexicon;
  uint8_t                  kind    = NG_TIME_NONE;
  for (uint8_t i = 1; i < sizeof(names) / sizeof(*names); ++i) {
    kind = ng_str_is(row->field[1], names[i]) ? i : kind;
  }
  if (kind == NG_TIME_NONE) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "No kind of time \"%.*s\"", NG_STR_ARG(row->field[1]));
  }
  NgStr list = row->field[0];
  while (list.at) {
    const uint32_t word = word_of(x, ng_table_next(&list, ','));
    if (word == NG_NONE) {
      return ng_error_no_mem(err);
    }
    x->words.at[word].time       = kind;
    x->words.at[word].time_value = (int16_t)strtol(row->field[2].at, NULL, 10);
  }
  return NG_SUCCESS;
}

// A verb with its past tense and participle, several of one kind parted by '/'.
static NgStatus
irregular_row(void* self, const NgRow* row, NgError* err)
{
  NgLexicon* const x    = ((Reader*)self)->lexicon;
  const uint32_t   base = word_of(x, row->field[0]);
  for (uint32_t i = 1; i < 3; ++i) {
    NgStr forms = row->field[i];
    while (forms.at) {
      const uint32_t form = word_of(x, ng_table_next(&forms, '/'));
      if (form == NG_NONE || base == NG_NONE) {
        return ng_error_no_mem(err);
      }
      x->words.at[form].base        = form == base ? x->words.at[form].base : base;
      x->words.at[form].is_own_past = x->words.at[form].is_own_past || form == base;
    }
  }
  return NG_SUCCESS;
}

static NgStatus
idiom_row(void* self, const NgRow* row, NgError* err)
{
  NgLexicon* const x     = ((Reader*)self)->lexicon;
  NgIdiom          idiom = {.words = x->idiom_words.n};
  NgStr            list  = row->field[0];
  uint32_t         first = NG_NONE;
  while (list.at) {
    const uint32_t  word  = word_of(x, ng_table_next(&list, ' '));
    uint32_t* const place = NG_VEC_ADD(x->arena, x->idiom_words);
    if (word == NG_NONE || !place) {
      return ng_error_no_mem(err);
    }
    *place = word;
    first  = first == NG_NONE ? word : first;
  }
  idiom.n_words        = x->idiom_words.n - idiom.words;
  NgIdiom* const place = NG_VEC_ADD(x->arena, x->idioms);
  if (!place || idiom.n_words == 0) {
    return ng_error_no_mem(err);
  }
  idiom.next               = x->words.at[first].idiom;
  *place                   = idiom;
  x->words.at[first].idiom = x->idioms.n - 1;
  return NG_SUCCESS;
}

static NgStatus
read_list(NgLexicon* x, const char* name, List list, uint32_t min, uint32_t max, NgRowFunc row, NgError* err)
{
  NgBuf     path = NG_BUF_INIT(4096);
  char      relative[64];
  Reader    reader = {x, list, name};
  const int n      = snprintf(relative, sizeof(relative), "lists/%s.tsv", name);
  NgStatus  st     = n > 0 ? ng_datadir_find(relative, &path, err) : NG_ERR_LIMIT;
  if (st == NG_SUCCESS) {
    st = ng_table_read(path.at, name, 1, min, max, row, &reader, err);
  }
  ng_buf_free(&path);
  return st;
}

static NgStatus
read_all(NgLexicon* x, NgError* err)
{
  NG_TRY(read_list(x, "noun-classes", LIST_NOUNS, 2, 2, class_row, err));
  NG_TRY(read_list(x, "event-verbs", LIST_VERBS, 2, 4, frame_row, err));
  NG_TRY(read_list(x, "event-nouns", LIST_NOUNS, 2, 4, frame_row, err));
  NG_TRY(read_list(x, "event-adjectives", LIST_ADJECTIVES, 2, 4, frame_row, err));
  NG_TRY(read_list(x, "event-states", LIST_STATES, 2, 4, frame_row, err));
  NG_TRY(read_list(x, "light-verbs", LIST_VERBS, 3, 4, light_row, err));
  NG_TRY(read_list(x, "speech-verbs", LIST_VERBS, 2, 2, speech_row, err));
  NG_TRY(read_list(x, "factuality", LIST_VERBS, 3, 3, fact_row, err));
  NG_TRY(read_list(x, "irregular-verbs", LIST_VERBS, 3, 3, irregular_row, err));
  NG_TRY(read_list(x, "time-words", LIST_VERBS, 3, 3, time_row, err));
  return read_list(x, "idioms", LIST_VERBS, 1, 1, idiom_row, err);
}

static NgStatus
find_class(const NgLexicon* x, const char* name, uint64_t* bit, NgError* err)
{
  uint32_t n = 0;
  NG_TRY(class_number(x, ng_str(name), &n, err));
  *bit = 1ULL << n;
  return NG_SUCCESS;
}

NgStatus
ng_lexicon_open(NgLexicon** out, NgError* err)
{
  *out                   = NULL;
  NgArena* const   arena = ng_arena_new(MAX_BYTES);
  NgLexicon* const x     = arena ? ng_arena_calloc(arena, 1, sizeof(*x)) : NULL;
  if (!x) {
    ng_arena_free(arena);
    return ng_error_no_mem(err);
  }
  x->arena = arena;
  x->map   = ng_map_new(MAX_WORDS);
  x->texts = ng_map_new(MAX_WORDS);
  // As many as the lists have, so that they need not be moved while they grow.
  x->words.at   = ng_arena_calloc(arena, EXPECTED, sizeof(*x->words.at));
  x->frames.at  = ng_arena_calloc(arena, EXPECTED, sizeof(*x->frames.at));
  x->words.cap  = x->words.at ? EXPECTED : 0;
  x->frames.cap = x->frames.at ? EXPECTED : 0;
  NgStatus st   = x->map && x->texts ? read_all(x, err) : ng_error_no_mem(err);
  ng_map_free(x->texts);
  x->texts = NULL;
  if (st == NG_SUCCESS) {
    st = find_class(x, "human", &x->human, err);
  }
  if (st == NG_SUCCESS) {
    st = find_class(x, "collective", &x->collective, err);
  }
  if (st == NG_SUCCESS) {
    st = find_class(x, "force", &x->force, err);
  }
  if (st == NG_SUCCESS) {
    st = find_class(x, "role", &x->role, err);
  }
  if (st == NG_SUCCESS) {
    st = find_class(x, "measure", &x->measure, err);
  }
  if (st == NG_SUCCESS) {
    st = find_class(x, "hazard", &x->hazard, err);
  }
  if (st != NG_SUCCESS) {
    ng_lexicon_close(x);
    return st;
  }
  *out = x;
  return NG_SUCCESS;
}

void
ng_lexicon_close(NgLexicon* lexicon)
{
  if (lexicon) {
    ng_map_free(lexicon->map);
    ng_arena_free(lexicon->arena);
  }
}
