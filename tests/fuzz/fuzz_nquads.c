// SPDX-License-Identifier: Apache-2.0
// Any bytes as N-Quads. What is read is written, and what was written must be read as it stands.
#include "rdf/rdf.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

static void
check(bool is_true)
{
  if (!is_true) {
    abort();
  }
}

static void
check_again(const NgQuad* quad, NgStr text)
{
  NgBuf  line = NG_BUF_INIT((size_t)1 << 28);
  NgBuf  more = NG_BUF_INIT((size_t)1 << 28);
  NgBuf  room = NG_BUF_INIT((size_t)1 << 28);
  NgQuad again;
  check(!ng_rdf_write_quad(&line, quad));
  const NgStr bare = ng_str_n(line.at, line.len - 1);
  check(!text.len || ng_str_eq(text, bare));
  check(!ng_rdf_parse_line(bare, true, &room, &again, NULL));
  check(!ng_rdf_write_quad(&more, &again) && ng_str_eq(ng_buf_str(&line), ng_buf_str(&more)));
  ng_buf_free(&line);
  ng_buf_free(&more);
  ng_buf_free(&room);
}

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
  const NgRdfOptions options = {.max_line_bytes = 4096, .is_skolemised = size % 2};
  NgRdf*             rdf     = NULL;
  NgQuad             quad;
  NgStatus           status = NG_SUCCESS;
  if (ng_rdf_open_bytes(&rdf, "fuzz", ng_str_n((const char*)data, size), NG_RDF_NQUADS, &options, NULL)) {
    return 0;
  }
  while (status != NG_END && status != NG_ERR_READ) {
    NgError err = {0};
    status      = ng_rdf_next(rdf, &quad, &err);
    if (!status) {
      check_again(&quad, ng_rdf_text(rdf));
    } else {
      check(status == NG_END || err.message[0]);
    }
  }
  ng_rdf_close(rdf);
  return 0;
}
