// SPDX-License-Identifier: Apache-2.0
#include "explain/known.h"

static NgStatus
no_mem(const NgLook* look)
{
  return ng_error_no_mem(look->err);
}

// Number of the item, 0 where it is none.
static uint32_t
number_of(NgStr item)
{
  static const char prefix[] = "http://www.wikidata.org/entity/Q";
  uint32_t          n        = 0;
  if (!ng_str_starts(item, prefix)) {
    return 0;
  }
  for (size_t i = sizeof(prefix) - 1; i < item.len; ++i) {
    if (item.at[i] < '0' || item.at[i] > '9' || n > UINT32_MAX / 10 - 1) {
      return 0;
    }
    n = n * 10 + (uint32_t)(item.at[i] - '0');
  }
  return n;
}

static void
write_line(NgBuf* out, const char* name, NgStr value)
{
  if (value.len) {
    ng_buf_printf(out, "  %-18s ", name);
    ng_look_put(out, value);
    ng_buf_addc(out, '\n');
  }
}

static NgStatus
write_row_name(const NgLook* look, const NgKnow* know, const char* name, uint32_t row, NgBuf* out)
{
  if (row == NG_NONE) {
    return NG_SUCCESS;
  }
  const NgStr label = ng_know_label(know, row, look->arena);
  if (!label.at) {
    return no_mem(look);
  }
  write_line(out, name, label);
  return out->status;
}

static NgStatus
write_names(const NgLook* look, const NgKnow* know, uint32_t row, NgBuf* out)
{
  static const char* const kinds[NG_N_ALIAS] = {"label",   "also",          "short",
                                                "surname", "stands for it", "domain"};
  NgKnowName*              names             = NULL;
  const uint32_t           n                 = ng_know_names(know, row, &names, look->arena);
  if (!n) {
    return no_mem(look);
  }
  for (uint32_t i = 0; i < n; ++i) {
    write_line(out, kinds[names[i].kind], names[i].name);
  }
  return out->status;
}

static void
write_month(NgBuf* out, NgDate date)
{
  if (date.year) {
    ng_buf_printf(out, "%d", date.year);
  }
  if (date.year && date.month) {
    ng_buf_printf(out, "-%02u", (unsigned)date.month);
  }
}

// ", 2012-05 to 2017-05", with "since" or "until" where one end is not known.
static void
write_time(NgBuf* out, NgDate from, NgDate to)
{
  if (from.year || to.year) {
    ng_buf_addz(out, from.year && to.year ? ", " : from.year ? ", since " : ", until ");
    write_month(out, from);
    ng_buf_addz(out, from.year && to.year ? " to " : "");
    write_month(out, to);
  }
}

static NgStatus
write_person(const NgLook* look, const NgKnow* know, uint32_t row, NgBuf* out)
{
  NgKnowPerson person = {0};
  NG_TRY(ng_know_person(know, row, &person, look->arena));
  NG_TRY(write_row_name(look, know, "party", person.party, out));
  for (uint32_t i = 0; i < person.n_offices; ++i) {
    const NgKnowOffice* const office = &person.offices[i];
    ng_buf_printf(out, "  %-18s ", "office");
    ng_look_put(out, office->title);
    ng_buf_printf(out, "%s%s", office->country[0] ? ", " : "", office->country);
    write_time(out, office->from, office->to);
    ng_buf_addc(out, '\n');
  }
  return out->status;
}

NgStatus
ng_explain_known(const NgLook* look, const NgKnow* know, NgStr item, NgBuf* out)
{
  const uint32_t n   = number_of(item);
  const uint32_t row = ng_know_by_qid(know, n);
  ng_buf_addz(out, "\nKnown before (no article says so)\n");
  if (!n || row == NG_NONE) {
    return ng_buf_addz(out, "  nothing: the knowledge file has no such item\n");
  }
  const NgKnowRow r = ng_know_row(know, row);
  ng_buf_printf(out, "  %-18s Q%u%s\n", "item", n, r.flags & NG_KNOW_USER ? ", from your own table" : "");
  write_line(out, "type", ng_str(ng_know_type_name(r.type)));
  NG_TRY(write_names(look, know, row, out));
  write_line(out, "kind", r.kind);
  write_line(out, "country", ng_str(r.country));
  NG_TRY(write_row_name(look, know, "part of", r.parent, out));
  write_line(out, "source", r.source);
  return r.type == NG_KNOW_PERSON ? write_person(look, know, row, out) : out->status;
}
