// SPDX-License-Identifier: Apache-2.0
#include "rdf/files.h"

static void
refuse(const NgRdfTaker* taker, NgRdfCounts* counts, const NgError* what)
{
  if (what->status == NG_ERR_BAD_INPUT || what->status == NG_ERR_BAD_ARG) {
    ++counts->n_refused;
  } else {
    ++counts->n_files_failed;
  }
  if (taker->refused) {
    taker->refused(taker->self, what);
  }
}

static NgStatus
read_quads(NgRdf* rdf, const NgRdfTaker* taker, NgRdfCounts* counts, NgError* err)
{
  for (;;) {
    NgQuad         quad;
    NgError        why    = {0};
    const NgStatus status = ng_rdf_next(rdf, &quad, &why);
    if (status == NG_END) {
      return NG_SUCCESS;
    }
    if (status == NG_ERR_NO_MEM) {
      return ng_error_set(err, status, "%s", ng_strerror(status));
    }
    if (status) {
      refuse(taker, counts, &why);
    } else {
      ++counts->n_quads;
      NG_TRY(taker->quad(taker->self, rdf, &quad, err));
    }
  }
}

NgStatus
ng_rdf_read_files(const char* const* files, size_t n_files, const NgRdfOptions* options,
                  const NgRdfTaker* taker, NgRdfCounts* counts, NgError* err)
{
  for (size_t i = 0; i < n_files; ++i) {
    NgRdf*   rdf    = NULL;
    NgError  why    = {0};
    NgStatus status = ng_rdf_open(&rdf, files[i], NG_RDF_AUTO, options, &why);
    if (status == NG_ERR_NO_MEM) {
      return ng_error_set(err, status, "%s", ng_strerror(status));
    }
    if (status) {
      refuse(taker, counts, &why);
      continue;
    }
    status = read_quads(rdf, taker, counts, err);
    ng_rdf_close(rdf);
    NG_TRY(status);
  }
  return NG_SUCCESS;
}
