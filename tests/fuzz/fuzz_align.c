// SPDX-License-Identifier: Apache-2.0
// Any bytes as a mapping and its source, the byte 0x1E between them; without one, as JSON-LD under a fixed
// mapping. Whatever comes out are triples that every reader takes.
#include "align/align.h"
#include "model/term.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

static const char usual[] =
    "#newsgraph mapping 1\nsource\tjson-ld\tpages\nfield\tiri\t.\nfield\ttype\trdf:type\n"
    "field\tname\tschema:name\nfield\tof\t^schema:about\nfield\tabout\tschema:about schema:about\n"
    "node\tn\t{iri|url} || entity/place-{name|slug}\tname&type!=schema:Thing\n"
    "class\tn\tng:Place\ntext\tn\trdfs:label\t{name|title}\t@en\nrefer\tn\tschema:about\tabout\n";

static NgStatus
on_begin(void* self, NgStr graph, NgError* err)
{
  return NG_SUCCESS;
}

static NgStatus
on_triple(void* self, const NgTriple* triple, NgError* err)
{
  if (ng_term_check(triple, err)) {
    abort();
  }
  return NG_SUCCESS;
}

static NgStatus
on_end(void* self, NgError* err)
{
  return NG_SUCCESS;
}

static void
on_warning(void* self, const NgError* what)
{
  if (!what->message[0]) {
    abort();
  }
}

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
  const char* const    at      = (const char*)data;
  const char* const    mark    = size ? memchr(at, 0x1E, size) : NULL;
  const NgStr          rules   = mark ? ng_str_n(at, (size_t)(mark - at)) : ng_str(usual);
  const NgStr          rows    = mark ? ng_str_n(mark + 1, size - rules.len - 1) : ng_str_n(at, size);
  const NgSink         sink    = {NULL, on_begin, on_triple, on_end};
  const NgAlignOptions options = {NULL, NULL, on_warning};
  NgMapping*           mapping = NULL;
  NgAlign*             align   = NULL;
  NgAlignSummary       sum     = {0};
  if (!ng_mapping_parse(&mapping, rules, "no-such-folder/fuzz.tsv", NULL) &&
      !ng_align_open(&align, mapping, &sink, &options, NULL) && !ng_align_bytes(align, "rows", rows, NULL) &&
      ng_align_finish(align, &sum, NULL)) {
    abort();
  }
  ng_align_free(align);
  ng_mapping_free(mapping);
  return 0;
}
