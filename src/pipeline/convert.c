// SPDX-License-Identifier: Apache-2.0
// The conversion of graphs of newsgraph.h.
#include "pipeline/graphs.h"
#include "rdf/files.h"
#include "rdf/filter.h"
#include "rdf/writer.h"

typedef struct {
  const NewsgraphConvertOptions* options;
  NgRdfWriter*                   writer;
  NgRdfFilter*                   filter; // NULL: all goes to the writer
  NgRdfCounts                    counts;
  size_t                         n_written;
} Convert;

NgStatus
ng_graph_format(NgRdfFormat* out, NewsgraphFormat format, NgError* err)
{
  static const NgRdfFormat formats[] = {
      [NEWSGRAPH_FORMAT_TURTLE]   = NG_RDF_TURTLE,
      [NEWSGRAPH_FORMAT_NTRIPLES] = NG_RDF_NTRIPLES,
      [NEWSGRAPH_FORMAT_NQUADS]   = NG_RDF_NQUADS,
      [NEWSGRAPH_FORMAT_RDFXML]   = NG_RDF_RDFXML,
  };
  if ((unsigned)format >= sizeof(formats) / sizeof(formats[0])) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "There is no format %d", (int)format);
  }
  *out = formats[format];
  return NG_SUCCESS;
}

void
ng_tell_refused(void (*message)(void* self, NewsgraphLevel level, const NewsgraphError* what), void* self,
                const NgError* what)
{
  if (message) {
    NewsgraphError shown = {0};
    ng_pass_error(&shown, what, NG_ERR_BAD_INPUT);
    message(self, NEWSGRAPH_LEVEL_ERROR, &shown);
  }
}

static void
tell(void* self, const NgError* what)
{
  const NewsgraphConvertOptions* const o = ((Convert*)self)->options;
  ng_tell_refused(o->message, o->message_self, what);
}

// A triple that the format has no form for is lost, not the rest.
static NgStatus
write_quad(void* self, const NgQuad* quad, NgError* err)
{
  Convert* const c      = self;
  NgError        why    = {0};
  NgStatus       status = ng_rdf_writer_quad(c->writer, quad, &why);
  if (status == NG_ERR_BAD_ARG) {
    ++c->counts.n_refused;
    tell(c, &why);
    return NG_SUCCESS;
  }
  c->n_written += !status;
  return status ? ng_error_set(err, status, "%s", why.message) : NG_SUCCESS;
}

static NgStatus
take_quad(void* self, const NgRdf* rdf, const NgQuad* quad, NgError* err)
{
  Convert* const c = self;
  return c->filter ? ng_rdf_filter_quad(c->filter, quad, err) : write_quad(c, quad, err);
}

static NgStatus
open_all(Convert* c, NgOutput* output, NgError* err)
{
  const NewsgraphConvertOptions* const o      = c->options;
  const NgRdfFilterOptions             filter = {o->facts_only, o->entail, c, write_quad};
  NgRdfFormat                          format = NG_RDF_AUTO;
  NG_TRY(ng_graph_format(&format, o->format, err));
  NG_TRY(ng_rdf_writer_open(&c->writer, output, format, err));
  return o->facts_only || o->entail ? ng_rdf_filter_new(&c->filter, &filter, err) : NG_SUCCESS;
}

static NgStatus
convert(Convert* c, const char* const* files, size_t n_files, NgError* err)
{
  const NgRdfTaker   taker = {c, take_quad, tell};
  const NgRdfOptions rdf   = {.base = c->options->base, .is_skolemised = n_files > 1};
  NG_TRY(ng_rdf_read_files(files, n_files, &rdf, &taker, &c->counts, err));
  if (c->filter) {
    NG_TRY(ng_rdf_filter_end(c->filter, err));
  }
  return ng_rdf_writer_finish(c->writer, err);
}

NewsgraphStatus
newsgraph_convert(const char* const* files, size_t n_files, const NewsgraphConvertOptions* options,
                  const char* path, NewsgraphGraphSummary* summary, NewsgraphError* error)
{
  static const NewsgraphConvertOptions defaults = NEWSGRAPH_CONVERT_OPTIONS_INIT;
  NgError                              err      = {0};
  NgOutput*                            output   = NULL;
  Convert                              c        = {.options = options ? options : &defaults};
  NgStatus                             status   = ng_output_open(&output, path, &err);
  status                                        = status ? status : open_all(&c, output, &err);
  status                                        = status ? status : convert(&c, files, n_files, &err);
  ng_rdf_filter_free(c.filter);
  ng_rdf_writer_free(c.writer);
  if (status) {
    ng_output_abandon(output);
  } else {
    status = ng_output_close(output, &err);
  }
  if (summary) {
    *summary = (NewsgraphGraphSummary){.n_read         = c.counts.n_quads,
                                       .n_written      = c.n_written,
                                       .n_refused      = c.counts.n_refused,
                                       .n_files_failed = c.counts.n_files_failed};
  }
  return ng_pass_error(error, &err, status);
}
