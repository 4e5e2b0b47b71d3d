// SPDX-License-Identifier: Apache-2.0
#include "know/list.h"

static NgStatus
put_field(NgBuf* line, NgStr s)
{
  ng_buf_addc(line, '\t');
  return ng_buf_add(line, s);
}

static void
put_date(NgBuf* line, NgDate date)
{
  ng_buf_addc(line, '\t');
  if (date.year && date.month) {
    ng_buf_printf(line, "%04d-%02d", date.year, date.month);
  } else if (date.year) {
    ng_buf_printf(line, "%04d", date.year);
  }
}

static NgStatus
put_aliases(NgBuf* line, const NgKnow* know, uint32_t row, NgArena* arena)
{
  NgKnowName*    names = NULL;
  const uint32_t n     = ng_know_names(know, row, &names, arena);
  ng_buf_addc(line, '\t');
  for (uint32_t i = 1; i < n; ++i) {
    if (i > 1) {
      ng_buf_addc(line, '|');
    }
    if (names[i].kind == NG_ALIAS_SURNAME) {
      ng_buf_addc(line, '~');
    }
    ng_buf_add(line, names[i].name);
  }
  return n ? line->status : NG_ERR_NO_MEM;
}

static NgStatus
put_office(NgBuf* line, const NgKnow* know, uint32_t row, NgArena* arena)
{
  NgKnowPerson       person = {.n_offices = 0};
  const NgKnowOffice none   = {.title = {"", 0}};
  const NgStatus     st     = ng_know_person(know, row, &person, arena);
  if (st != NG_SUCCESS && st != NG_ERR_BAD_ARG) {
    return st;
  }
  const NgKnowOffice office = person.n_offices ? person.offices[person.n_offices - 1] : none;
  put_field(line, office.title);
  put_date(line, office.from);
  put_date(line, office.to);
  return line->status;
}

static NgStatus
put_row(NgBuf* line, const NgKnow* know, uint32_t number, NgArena* arena)
{
  const NgKnowRow row    = ng_know_row(know, number);
  const NgStr     label  = ng_know_label(know, number, arena);
  const NgStr     qid    = ng_know_qid(know, number, arena);
  const NgStr     parent = row.parent == NG_NONE ? ng_str("") : ng_know_label(know, row.parent, arena);
  if (!label.at || !qid.at || !parent.at) {
    return NG_ERR_NO_MEM;
  }
  ng_buf_addz(line, ng_know_type_name(row.type));
  put_field(line, qid);
  put_field(line, label);
  NG_TRY(put_aliases(line, know, number, arena));
  put_field(line, ng_str(row.country));
  put_field(line, row.kind);
  put_field(line, parent);
  NG_TRY(put_office(line, know, number, arena));
  put_field(line, row.source);
  return ng_buf_addc(line, '\n');
}

static NgStatus
put_rows(const NgKnow* know, NgOutput* out, NgBuf* line, NgArena* arena)
{
  NG_TRY(ng_output_write(
      out, ng_str("class\tqid\tlabel\taliases\tcountry\tkind\tparent\toffice\tfrom\tto\tsource\n")));
  for (uint32_t i = 0; i < ng_know_n_rows(know); ++i) {
    if (ng_know_row(know, i).flags & NG_KNOW_HIDDEN) {
      continue;
    }
    ng_buf_clear(line);
    ng_arena_reset(arena);
    NG_TRY(put_row(line, know, i, arena));
    NG_TRY(ng_output_write(out, ng_buf_str(line)));
  }
  return NG_SUCCESS;
}

NgStatus
ng_know_list(const NgKnow* know, NgOutput* out, NgError* err)
{
  NgBuf          line  = NG_BUF_INIT((size_t)1 << 26);
  NgArena* const arena = ng_arena_new((size_t)1 << 28);
  const NgStatus st    = arena ? put_rows(know, out, &line, arena) : NG_ERR_NO_MEM;
  ng_buf_free(&line);
  ng_arena_free(arena);
  return st ? ng_error_set(err, st, "%s", ng_strerror(st)) : st;
}
