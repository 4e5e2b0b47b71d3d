// SPDX-License-Identifier: Apache-2.0
// A knowledge file with bytes changed behind a right checksum, and any bytes as a Wikidata dump or
// SPARQL result. The input's first byte chooses; for the file each following six bytes are a place (four,
// little-endian), a byte to add there, and one not used.
#include "know/tables.h"
#include "know/format.h"
#include "know/wikidata.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

enum { CHECKSUM_AT = 40, HEADER_BYTES = 48 }; // see base/pack.h

static const char knowledge[] =
    "#newsgraph knowledge 1\n"
    "Country\tQ900000001\tRuritania\tRR-Land\tRR\tstate\t\t\tprior=0.9\town\n"
    "Government\t\tGovernment of Ruritania\tRuritanian "
    "government\tRR\tgovernment\tQ900000001\tStrelsau\t\town\n"
    "Agency\t\tRoyal Guard of Élan\tRG\tRR\tarmed-forces\tGovernment of Ruritania\t\t\town\n";

static NgBuf
sample(void)
{
  NgBuf                bytes   = NG_BUF_INIT(1 << 20);
  NgKnowBuilder* const builder = ng_know_builder_new();
  NgKnowTables* const  tables  = ng_know_tables_new(builder);
  if (ng_know_tables_parse(tables, ng_str("#newsgraph sources 1\nown\tx\tx\t\n"), "a", NULL) ||
      ng_know_tables_parse(tables, ng_str(knowledge), "b", NULL) || ng_know_tables_finish(tables, NULL) ||
      ng_know_builder_finish(builder, &bytes, NULL)) {
    abort();
  }
  ng_know_tables_free(tables);
  ng_know_builder_free(builder);
  return bytes;
}

static void
use(const NgKnow* know)
{
  NgArena* const arena = ng_arena_new(1 << 22);
  NgKnowPerson   person;
  NgKnowName*    names = NULL;
  NgKnowHit      hits[4];
  for (uint32_t i = 0; i < ng_know_n_rows(know) && i < 1000; ++i) {
    const NgStr label = ng_know_label(know, i, arena);
    ng_know_row(know, i);
    ng_know_person(know, i, &person, arena);
    ng_know_names(know, i, &names, arena);
    ng_know_lookup_caps(know, label, hits, 4);
    ng_know_word(know, label);
    ng_arena_reset(arena);
  }
  ng_know_lookup(know, ng_str("Royal Guard of Élan"), hits, 4);
  ng_know_by_kind(know, ng_str("RR"), ng_str("government"));
  ng_arena_free(arena);
}

static void
damaged_file(const uint8_t* data, size_t size)
{
  NgBuf   bytes = sample();
  NgKnow* know  = NULL;
  for (; size >= 6; data += 6, size -= 6) {
    const uint32_t at = data[0] | (uint32_t)data[1] << 8 | (uint32_t)data[2] << 16 | (uint32_t)data[3] << 24;
    char* const    c  = bytes.at + HEADER_BYTES + at % (bytes.len - HEADER_BYTES);
    *c                = (char)(*c + data[4]);
  }
  const uint64_t sum = ng_hash(bytes.at + HEADER_BYTES, bytes.len - HEADER_BYTES, NG_KNOW_PACK_VERSION);
  memcpy(bytes.at + CHECKSUM_AT, &sum, sizeof(sum));
  if (ng_know_open_memory(&know, bytes.at, bytes.len, NULL) == NG_SUCCESS) {
    use(know);
  }
  ng_know_close(know);
  ng_buf_free(&bytes);
}

static void
dump(const uint8_t* data, size_t size)
{
  NgBuf                bytes   = sample();
  NgBuf                out     = NG_BUF_INIT(1 << 26);
  NgKnow*              know    = NULL;
  NgError              err     = {0};
  NgKnowBuilder* const builder = ng_know_builder_new();
  if (ng_know_open_memory(&know, bytes.at, bytes.len, NULL)) {
    abort();
  }
  NgWikidata* const reader = ng_wikidata_new(builder, know);
  const size_t      half   = size / 2;
  NgStatus          st     = ng_wikidata_feed(reader, ng_str_n((const char*)data, half), &err);
  st = st ? st : ng_wikidata_feed(reader, ng_str_n((const char*)data + half, size - half), &err);
  st = st ? st : ng_wikidata_finish(reader, &err);
  if ((st && !err.message[0]) || ng_know_builder_finish(builder, &out, NULL)) {
    abort();
  }
  ng_wikidata_free(reader);
  ng_know_builder_free(builder);
  ng_know_close(know);
  ng_buf_free(&out);
  ng_buf_free(&bytes);
}

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
  if (size && data[0] == 'F') {
    damaged_file(data + 1, size - 1);
  } else if (size) {
    dump(data + (data[0] == 'D'), size - (data[0] == 'D'));
  }
  return 0;
}
