// SPDX-License-Identifier: Apache-2.0
// Opening, and reading rows.
#include "base/alloc.h"
#include "base/datadir.h"
#include "know/impl.h"
#include "know/words.h"

#include <stdlib.h>
#include <unistd.h>

static const struct {
  const char* name;
  NgClass     cls;
} types[NG_N_KNOW_TYPE] = {
    [NG_KNOW_PERSON]        = {"Person", NG_CLASS_PERSON},
    [NG_KNOW_GOVERNMENT]    = {"Government", NG_CLASS_GOVERNMENT},
    [NG_KNOW_AGENCY]        = {"Agency", NG_CLASS_AGENCY},
    [NG_KNOW_LEGISLATURE]   = {"Legislature", NG_CLASS_LEGISLATURE},
    [NG_KNOW_COURT]         = {"Court", NG_CLASS_COURT},
    [NG_KNOW_PARTY]         = {"Party", NG_CLASS_PARTY},
    [NG_KNOW_INTERNATIONAL] = {"InternationalOrganization", NG_CLASS_INTERNATIONAL_ORGANIZATION},
    [NG_KNOW_MEDIA]         = {"MediaOutlet", NG_CLASS_MEDIA_OUTLET},
    [NG_KNOW_ORGANIZATION]  = {"Organization", NG_CLASS_ORGANIZATION},
    [NG_KNOW_GROUP]         = {"Group", NG_CLASS_GROUP},
    [NG_KNOW_COUNTRY]       = {"Country", NG_CLASS_COUNTRY},
    [NG_KNOW_PLACE]         = {"Place", NG_CLASS_PLACE},
    [NG_KNOW_FACILITY]      = {"Facility", NG_CLASS_FACILITY},
    [NG_KNOW_MEASURE]       = {"Measure", NG_CLASS_MEASURE},
    [NG_KNOW_EVENT_NAME]    = {"EventName", NG_CLASS_EVENT_NAME},
    [NG_KNOW_DEMONYM]       = {"Demonym", NG_CLASS_DEMONYM},
};

NgClass
ng_know_class(NgKnowType type)
{
  return types[type].cls;
}

NgKnowType
ng_know_type_of(NgClass cls)
{
  NgKnowType type = NG_KNOW_PERSON;
  while (type < NG_N_KNOW_TYPE && types[type].cls != cls) {
    ++type;
  }
  return type;
}

const char*
ng_know_type_name(NgKnowType type)
{
  return types[type].name;
}

// --- open and close ------------------------------------------------------------------------------

static NgStatus
add_layer(NgKnow* know, NgPack* pack, NgError* err)
{
  NgKnowLayer* const layer = &know->layers[know->n_layers++];
  layer->pack              = pack;
  layer->first_row         = know->n_rows;
  NG_TRY(ng_know_layer_check(layer, err));
  know->n_rows += layer->n_rows;
  return NG_SUCCESS;
}

static NgStatus
add_file(NgKnow* know, const char* path, NgError* err)
{
  NgPack* pack = NULL;
  NG_TRY(ng_pack_open(&pack, path, NG_KNOW_PACK_KIND, NG_KNOW_PACK_VERSION, err));
  const NgStatus st = add_layer(know, pack, err);
  if (st) {
    ng_error_at(err, path, 0, 0);
  }
  return st;
}

static uint32_t
find_qid(const NgKnowLayer* l, uint32_t qid)
{
  uint32_t lo = 0;
  uint32_t hi = qid ? l->n_qids : 0;
  while (lo < hi) {
    const uint32_t mid = lo + (hi - lo) / 2;
    if (l->rows[mid].qid < qid) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  return qid && lo < l->n_qids && l->rows[lo].qid == qid ? l->first_row + lo : NG_NONE;
}

// Row of the shipped layer that a user's row replaces: the same item, or the same name of the same
// type and country.
static NgStatus
find_replaced(const NgKnow* know, uint32_t user_row, NgArena* arena, uint32_t* out)
{
  const NgKnowRow row = ng_know_row(know, user_row);
  *out                = NG_NONE;
  if (row.qid) {
    *out = find_qid(&know->layers[0], row.qid);
    return NG_SUCCESS;
  }
  const NgStr label = ng_know_label(know, user_row, arena);
  if (!label.at) {
    return NG_ERR_NO_MEM;
  }
  NgKnowHit      hits[32];
  const uint32_t n = ng_know_lookup(know, label, hits, 32);
  for (uint32_t i = 0; i < n && *out == NG_NONE; ++i) {
    const bool same = hits[i].row < know->layers[0].n_rows && hits[i].type == row.type &&
                      hits[i].alias == NG_ALIAS_LABEL &&
                      !strcmp(ng_know_row(know, hits[i].row).country, row.country);
    *out = same ? hits[i].row : NG_NONE;
  }
  return NG_SUCCESS;
}

static NgStatus
hide_replaced(NgKnow* know, NgError* err)
{
  const uint32_t n_base = know->layers[0].n_rows;
  uint32_t*      hidden = ng_calloc(n_base / 32 + 1, sizeof(uint32_t));
  NgArena* const arena  = ng_arena_new((size_t)1 << 30);
  NgStatus       st     = hidden && arena ? NG_SUCCESS : NG_ERR_NO_MEM;
  for (uint32_t row = n_base; st == NG_SUCCESS && row < know->n_rows; ++row) {
    uint32_t replaced = NG_NONE;
    st                = find_replaced(know, row, arena, &replaced);
    if (st == NG_SUCCESS && replaced != NG_NONE) {
      hidden[replaced / 32] |= 1u << (replaced % 32);
    }
    ng_arena_reset(arena);
  }
  ng_arena_free(arena);
  know->hidden = hidden;
  return st ? ng_error_set(err, st, "%s", ng_strerror(st)) : st;
}

NgStatus
ng_know_open_path(NgKnow** out, const char* path, const char* user_path, NgError* err)
{
  NgKnow* const know = ng_calloc(1, sizeof(NgKnow));
  if (!know) {
    return ng_error_no_mem(err);
  }
  NgStatus st = add_file(know, path, err);
  if (st == NG_SUCCESS && user_path) {
    st = add_file(know, user_path, err);
    st = st ? st : hide_replaced(know, err);
  }
  if (st) {
    ng_know_close(know);
    return st;
  }
  *out = know;
  return NG_SUCCESS;
}

NgStatus
ng_know_open_memory(NgKnow** out, const void* data, size_t len, NgError* err)
{
  NgPack* pack = NULL;
  NG_TRY(ng_pack_from_memory(&pack, data, len, NG_KNOW_PACK_KIND, NG_KNOW_PACK_VERSION, err));
  NgKnow* const know = ng_calloc(1, sizeof(NgKnow));
  if (!know) {
    ng_pack_close(pack);
    return ng_error_no_mem(err);
  }
  const NgStatus st = add_layer(know, pack, err);
  if (st) {
    ng_know_close(know);
    return st;
  }
  *out = know;
  return NG_SUCCESS;
}

NgStatus
ng_know_user_path(NgBuf* out, NgError* err)
{
  const char* const data = getenv("XDG_DATA_HOME");
  const char* const home = getenv("HOME");
  ng_buf_clear(out);
  if (data && data[0] == '/') {
    ng_buf_printf(out, "%s/newsgraph/knowledge.ngk", data);
  } else if (home && home[0]) {
    ng_buf_printf(out, "%s/.local/share/newsgraph/knowledge.ngk", home);
  } else {
    return ng_error_set(err, NG_ERR_BAD_ARG, "Neither XDG_DATA_HOME nor HOME is set");
  }
  return out->status ? ng_error_set(err, out->status, "%s", ng_strerror(out->status)) : NG_SUCCESS;
}

NgStatus
ng_know_open(NgKnow** out, NgError* err)
{
  NgBuf             path  = NG_BUF_INIT(8192);
  NgBuf             user  = NG_BUF_INIT(8192);
  const char* const no    = getenv("NEWSGRAPH_NO_USER_DATA");
  NgStatus          st    = ng_datadir_find("knowledge/knowledge.ngk", &path, err);
  const bool        asked = !(no && no[0]) && ng_know_user_path(&user, NULL) == NG_SUCCESS;
  if (st == NG_SUCCESS) {
    st = ng_know_open_path(out, path.at, asked && access(user.at, F_OK) == 0 ? user.at : NULL, err);
  }
  ng_buf_free(&path);
  ng_buf_free(&user);
  return st;
}

void
ng_know_close(NgKnow* know)
{
  if (know) {
    for (uint32_t i = 0; i < know->n_layers; ++i) {
      ng_pack_close(know->layers[i].pack);
    }
    ng_free(know->hidden);
    ng_free(know);
  }
}

uint32_t
ng_know_n_rows(const NgKnow* know)
{
  return know->n_rows;
}

NgStr
ng_know_version(const NgKnow* know)
{
  return ng_pack_text(know->layers[0].pack, "version");
}

// --- rows ----------------------------------------------------------------------------------------

bool
ng_know_varint(NgStr bytes, size_t* at, uint32_t* out)
{
  uint64_t v = 0;
  for (uint32_t shift = 0; shift < 35 && *at < bytes.len; shift += 7) {
    const unsigned char c = (unsigned char)bytes.at[(*at)++];
    v |= (uint64_t)(c & 0x7F) << shift;
    if (!(c & 0x80)) {
      *out = (uint32_t)v;
      return v <= UINT32_MAX;
    }
  }
  return false;
}

NgStr
ng_know_text(const NgKnowLayer* layer, uint32_t at)
{
  size_t   pos = at;
  uint32_t len = 0;
  if (!ng_know_varint(layer->text, &pos, &len) || len > layer->text.len - pos) {
    return ng_str_n("", 0);
  }
  return ng_str_n(layer->text.at + pos, len);
}

// What `more` says of a row, decoded; the names and offices stay where they lie.
typedef struct {
  uint32_t parent, parent_qid, born, party;
  uint32_t n_offices, n_names;
  size_t   offices_at, names_at;
} More;

static bool
skip_numbers(NgStr bytes, size_t* at, uint64_t n)
{
  uint32_t v;
  while (n && ng_know_varint(bytes, at, &v)) {
    --n;
  }
  return n == 0;
}

static More
read_more(const NgKnowLayer* l, uint32_t local)
{
  More     m   = {.parent = NG_NONE, .party = NG_NONE};
  size_t   at  = l->rows[local].more;
  uint32_t tag = 0;
  uint32_t v   = 0;
  while (at < l->more.len && ng_know_varint(l->more, &at, &tag) && tag != NG_MORE_STOP &&
         ng_know_varint(l->more, &at, &v)) {
    switch (tag) {
    case NG_MORE_PARENT:
      m.parent = v < l->n_rows ? v : NG_NONE;
      break;
    case NG_MORE_PARENT_QID:
      m.parent_qid = v;
      break;
    case NG_MORE_BORN:
      m.born = v;
      break;
    case NG_MORE_PARTY:
      m.party = v < l->n_rows ? v : NG_NONE;
      break;
    case NG_MORE_OFFICES:
      m.offices_at = at;
      m.n_offices  = skip_numbers(l->more, &at, 3 * (uint64_t)v) ? v : 0;
      break;
    case NG_MORE_NAMES:
      m.names_at = at;
      m.n_names  = skip_numbers(l->more, &at, 2 * (uint64_t)v) ? v : 0;
      break;
    default:
      return m;
    }
  }
  return m;
}

static void
code_text(uint16_t code, char out[3])
{
  out[0] = (char)(code >> 8);
  out[1] = (char)(code & 0xFF);
  out[2] = '\0';
}

static uint32_t
country_row(const NgKnow* know, uint16_t code)
{
  for (uint32_t k = know->n_layers; code && k-- > 0;) {
    const NgKnowLayer* const l  = &know->layers[k];
    uint32_t                 lo = 0;
    uint32_t                 hi = l->n_codes;
    while (lo < hi) {
      const uint32_t mid = (lo + hi) / 2;
      if (l->codes[mid].code < code) {
        lo = mid + 1;
      } else {
        hi = mid;
      }
    }
    if (lo < l->n_codes && l->codes[lo].code == code) {
      return l->first_row + l->codes[lo].row;
    }
  }
  return NG_NONE;
}

NgKnowRow
ng_know_row(const NgKnow* know, uint32_t row)
{
  uint32_t                 local;
  const NgKnowLayer* const l   = ng_know_layer_of(know, row, &local);
  const RowRec* const      r   = &l->rows[local];
  const More               m   = read_more(l, local);
  NgKnowRow                out = {.type        = (NgKnowType)r->type,
                                  .cls         = types[r->type].cls,
                                  .qid         = r->qid,
                                  .country_row = country_row(know, r->code),
                                  .parent      = m.parent == NG_NONE ? NG_NONE : m.parent + l->first_row,
                                  .kind        = l->kinds[r->kind],
                                  .source      = l->sources[r->source],
                                  .flags       = r->flags & (NG_KNOW_HIDDEN - 1),
                                  .prior       = (float)r->weight / 255.0f};
  code_text(r->code, out.country);
  if (m.parent == NG_NONE && m.parent_qid) {
    out.parent = ng_know_by_qid(know, m.parent_qid);
  }
  out.flags |= ng_know_is_hidden(know, row) ? NG_KNOW_HIDDEN : 0;
  out.flags |= l != know->layers ? NG_KNOW_USER : 0;
  return out;
}

NgStr
ng_know_path(const NgKnowLayer* l, uint32_t node, NgArena* arena)
{
  uint32_t words[NG_MAX_NAME_WORDS];
  uint32_t n   = 0;
  size_t   len = 0;
  for (;;) {
    const uint32_t word  = l->nodes[node].word & NG_NODE_WORD_MASK;
    const uint32_t inner = ng_know_parent_inner(l, node);
    words[n++]           = word;
    len += l->word_at[word + 1] - l->word_at[word] + 1;
    if (!inner || n == NG_MAX_NAME_WORDS) {
      break;
    }
    node = l->inner[inner].node;
  }
  char* const out = ng_arena_calloc(arena, len + 1, 1);
  size_t      at  = 0;
  while (out && n-- > 0) {
    const size_t size = l->word_at[words[n] + 1] - l->word_at[words[n]];
    memcpy(out + at, l->words + l->word_at[words[n]], size);
    at += size;
    out[at++] = n ? ' ' : '\0';
  }
  return ng_str_n(out, out ? len - 1 : 0);
}

NgStr
ng_know_label(const NgKnow* know, uint32_t row, NgArena* arena)
{
  uint32_t                 local;
  const NgKnowLayer* const l     = ng_know_layer_of(know, row, &local);
  const uint32_t           label = l->rows[local].label;
  return label & NG_LABEL_TEXT ? ng_arena_copy(arena, ng_know_text(l, label & ~NG_LABEL_TEXT))
                               : ng_know_path(l, label, arena);
}

NgStr
ng_know_qid(const NgKnow* know, uint32_t row, NgArena* arena)
{
  uint32_t                 local;
  const NgKnowLayer* const l = ng_know_layer_of(know, row, &local);
  return l->rows[local].qid ? ng_arena_printf(arena, "Q%u", l->rows[local].qid)
                            : ng_arena_copy(arena, ng_str_n("", 0));
}

uint32_t
ng_know_by_qid(const NgKnow* know, uint32_t qid)
{
  uint32_t row = NG_NONE;
  for (uint32_t k = know->n_layers; row == NG_NONE && k-- > 0;) {
    row = find_qid(&know->layers[k], qid);
  }
  return row;
}

static uint16_t
code_of(NgStr code)
{
  return code.len == 2 ? (uint16_t)((unsigned char)code.at[0] << 8 | (unsigned char)code.at[1]) : 0;
}

uint32_t
ng_know_by_code(const NgKnow* know, NgStr code)
{
  return country_row(know, code_of(code));
}

static uint32_t
find_kind(const NgKnowLayer* l, uint16_t code, NgStr kind)
{
  uint32_t k = 0;
  while (k < l->n_kinds && !ng_str_eq(l->kinds[k], kind)) {
    ++k;
  }
  const uint32_t key = (uint32_t)code << 8 | k;
  uint32_t       lo  = 0;
  uint32_t       hi  = k < l->n_kinds ? l->n_by_kind : 0;
  while (lo < hi) {
    const uint32_t mid = (lo + hi) / 2;
    if (l->by_kind[mid].key < key) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  return lo < l->n_by_kind && l->by_kind[lo].key == key ? l->by_kind[lo].row + l->first_row : NG_NONE;
}

uint32_t
ng_know_by_kind(const NgKnow* know, NgStr code, NgStr kind)
{
  for (uint32_t k = know->n_layers; kind.len && k-- > 0;) {
    const uint32_t row = find_kind(&know->layers[k], code_of(code), kind);
    if (row != NG_NONE && !ng_know_is_hidden(know, row)) {
      return row;
    }
  }
  return NG_NONE;
}

static NgStr
name_text(const NgKnowLayer* l, uint32_t node, uint32_t text, NgArena* arena)
{
  if (text) {
    return ng_arena_copy(arena, ng_know_text(l, text - 1));
  }
  return node < l->n_nodes ? ng_know_path(l, node, arena) : ng_arena_copy(arena, ng_str_n("", 0));
}

uint32_t
ng_know_names(const NgKnow* know, uint32_t row, NgKnowName** out, NgArena* arena)
{
  uint32_t                 local;
  const NgKnowLayer* const l     = ng_know_layer_of(know, row, &local);
  const More               m     = read_more(l, local);
  NgKnowName* const        names = ng_arena_calloc(arena, (size_t)m.n_names + 1, sizeof(NgKnowName));
  size_t                   at    = m.names_at;
  if (!names) {
    return 0;
  }
  names[0].name = ng_know_label(know, row, arena);
  for (uint32_t i = 1; i <= m.n_names && names[i - 1].name.at; ++i) {
    uint32_t node = 0;
    uint32_t text = 0;
    ng_know_varint(l->more, &at, &node);
    ng_know_varint(l->more, &at, &text);
    names[i].kind = (NgAliasKind)((node & 7) < NG_N_ALIAS ? node & 7 : NG_ALIAS_NAME);
    names[i].name = name_text(l, node >> 3, text, arena);
  }
  *out = names;
  return names[m.n_names].name.at ? m.n_names + 1 : 0;
}

// --- people --------------------------------------------------------------------------------------

static NgDate
month_date(uint32_t month)
{
  NgDate d = {0, 0, 0};
  if (month && month / 13 < INT16_MAX) {
    d.year  = (int16_t)((month - 1) / 13);
    d.month = (uint8_t)((month - 1) % 13);
  }
  return d;
}

static void
read_office(const NgKnowLayer* l, size_t* at, NgKnowOffice* out)
{
  uint32_t office = 0;
  uint32_t from   = 0;
  uint32_t to     = 0;
  ng_know_varint(l->more, at, &office);
  ng_know_varint(l->more, at, &from);
  ng_know_varint(l->more, at, &to);
  out->from  = month_date(from);
  out->to    = month_date(to);
  out->title = ng_str_n("", 0);
  if (office < l->n_offices) {
    out->title = ng_know_text(l, l->offices[office].text);
    out->rank  = l->offices[office].rank;
    code_text(l->offices[office].code, out->country);
  }
}

NgStatus
ng_know_person(const NgKnow* know, uint32_t row, NgKnowPerson* out, NgArena* arena)
{
  uint32_t                 local;
  const NgKnowLayer* const l = ng_know_layer_of(know, row, &local);
  if (l->rows[local].type != NG_KNOW_PERSON) {
    return NG_ERR_BAD_ARG;
  }
  const More m = read_more(l, local);
  *out         = (NgKnowPerson){.party = m.party == NG_NONE ? NG_NONE : m.party + l->first_row};
  if (m.born && m.born / 512 < INT16_MAX) {
    out->born = (NgDate){(int16_t)(m.born / 512), (uint8_t)(m.born / 32 % 16), (uint8_t)(m.born % 32)};
  }
  out->offices = ng_arena_calloc(arena, m.n_offices, sizeof(NgKnowOffice));
  if (!out->offices) {
    return NG_ERR_NO_MEM;
  }
  size_t at = m.offices_at;
  while (out->n_offices < m.n_offices) {
    read_office(l, &at, &out->offices[out->n_offices++]);
  }
  return NG_SUCCESS;
}
