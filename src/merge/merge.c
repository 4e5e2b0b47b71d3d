// SPDX-License-Identifier: Apache-2.0
#include "merge/merge.h"

#include "rdf/writer.h"

enum { USUAL_BYTES = 512 << 20 };

typedef struct {
  const NgMergeOptions* options;
  NgMergeCounts*        counts;
  NgUnion*              lines;
  NgIdentity*           identity;
  NgBuf                 line;
  NgBuf                 text;
  bool                  has_graphs; // in the output
} Merge;

static NgStatus
add_quad(Merge* m, const NgQuad* quad, NgError* err)
{
  ng_buf_clear(&m->line);
  if (ng_rdf_write_quad(&m->line, quad)) {
    return ng_error_set(err, m->line.status, "%s", ng_strerror(m->line.status));
  }
  return ng_union_add(m->lines, ng_str_n(m->line.at, m->line.len - 1), err);
}

static NgStatus
take_quad(void* self, const NgRdf* rdf, const NgQuad* quad, NgError* err)
{
  Merge* const m    = self;
  const NgStr  text = ng_rdf_text(rdf);
  NgQuad       bare = *quad;
  if (text.len && (m->has_graphs || !quad->graph.value.len)) {
    return ng_union_add(m->lines, text, err);
  }
  if (!m->has_graphs) {
    bare.graph.value = ng_str_n(NULL, 0);
  }
  return add_quad(m, &bare, err);
}

static void
refuse(void* self, const NgError* what)
{
  const NgMergeOptions* const o = ((Merge*)self)->options;
  if (o->refused) {
    o->refused(o->self, what);
  }
}

// --- happenings ----------------------------------------------------------------------------------

static NgStatus
add_found(void* self, const NgQuad* quad, NgError* err)
{
  return add_quad(self, quad, err);
}

static NgStatus
find_happenings(Merge* m, NgError* err)
{
  NgHappenings* happenings = NULL;
  NgStr         line       = {NULL, 0};
  NG_TRY(ng_happenings_new(&happenings, NULL, err));
  NgStatus status = ng_union_start(m->lines, err);
  while (!status && !(status = ng_union_next(m->lines, &line, err))) {
    NgQuad quad;
    status = ng_rdf_parse_line(line, true, &m->text, &quad, err);
    status = status ? status : ng_happenings_add(happenings, &quad, err);
  }
  if (status == NG_END) {
    status = ng_happenings_finish(happenings, add_found, m, &m->counts->happenings, err);
  }
  ng_happenings_free(happenings);
  return status;
}

// --- all -----------------------------------------------------------------------------------------

static NgStatus
write_all(Merge* m, NgRdfWriter* writer, NgError* err)
{
  NgStr line = {NULL, 0};
  NG_TRY(ng_union_start(m->lines, err));
  for (;;) {
    NgError        why    = {0};
    const NgStatus status = ng_union_next(m->lines, &line, err);
    if (status) {
      return status == NG_END ? ng_rdf_writer_finish(writer, err) : status;
    }
    const NgStatus written = ng_rdf_writer_line(writer, line, &why);
    if (written == NG_ERR_BAD_ARG) { // the format cannot hold this one
      ++m->counts->read.n_refused;
      refuse(m, &why);
    } else if (written) {
      return ng_error_set(err, written, "%s", why.message);
    } else {
      ++m->counts->n_written;
    }
  }
}

static NgStatus
merge(Merge* m, NgOutput* output, NgOutput* report, NgError* err)
{
  const NgMergeOptions* const o      = m->options;
  const NgRdfOptions          rdf    = {.base = o->base, .is_skolemised = true};
  const NgRdfTaker            taker  = {m, take_quad, refuse};
  NgRdfWriter*                writer = NULL;
  NG_TRY(ng_rdf_read_files(o->files, o->n_files, &rdf, &taker, &m->counts->read, err));
  if (o->with_identity) {
    NG_TRY(ng_identity_run(&m->identity, m->lines, &o->identity, report, &m->counts->identity, err));
  }
  if (o->with_happenings) {
    NG_TRY(find_happenings(m, err));
  }
  NG_TRY(ng_rdf_writer_open(&writer, output, o->format, err));
  const NgStatus status = write_all(m, writer, err);
  ng_rdf_writer_free(writer);
  return status;
}

NgStatus
ng_merge_run(const NgMergeOptions* options, NgOutput* output, NgOutput* report, NgMergeCounts* counts,
             NgError* err)
{
  const size_t   bytes     = options->max_bytes ? options->max_bytes : USUAL_BYTES;
  NgMergeOptions given     = *options;
  Merge          m         = {.options    = &given,
                              .counts     = counts,
                              .line       = NG_BUF_INIT(SIZE_MAX / 4),
                              .text       = NG_BUF_INIT(SIZE_MAX / 4),
                              .has_graphs = options->format == NG_RDF_NQUADS || options->format == NG_RDF_AUTO};
  given.identity.max_bytes = bytes / 4 * 3; // most of what held lines is free by then
  NgStatus status          = ng_union_open(&m.lines, bytes / 8 * 7, options->temporary, err);
  status                   = status ? status : merge(&m, output, report, err);
  ng_union_free(m.lines);
  ng_identity_free(m.identity);
  ng_buf_free(&m.line);
  ng_buf_free(&m.text);
  return status;
}
