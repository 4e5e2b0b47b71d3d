// SPDX-License-Identifier: Apache-2.0
#include "write/writer.h"

#include "base/alloc.h"
#include "model/term.h"
#include "write/ntriples.h"
#include "write/raptor.h"

struct NgWriterImpl {
  NgSink          sink;
  NgOutput*       output;
  NgWriterFormat  format;
  NgWriterOptions options;
  NgRaptor*       raptor;   // Turtle and RDF/XML
  bool            is_begun; // the head is written; RDF/XML: and the document of all articles is open
  NgBuf           graph;    // N-Quads: IRI of the article
  NgBuf           line;     // N-Triples and N-Quads: the line being made
  NgStatus        status;   // the first failure
};

static const struct {
  const char*    name;
  NgWriterFormat format;
} names[] = {
    {"turtle", NG_WRITER_TURTLE}, {"ntriples", NG_WRITER_NTRIPLES}, {"nquads", NG_WRITER_NQUADS},
    {"rdfxml", NG_WRITER_RDFXML}, {"ttl", NG_WRITER_TURTLE},        {"nt", NG_WRITER_NTRIPLES},
    {"nq", NG_WRITER_NQUADS},     {"rdf", NG_WRITER_RDFXML},        {"xml", NG_WRITER_RDFXML},
};

NgStatus
ng_writer_format(NgWriterFormat* out, const char* name, NgError* err)
{
  for (size_t i = 0; i < sizeof(names) / sizeof(*names); ++i) {
    if (ng_str_is(ng_str(name), names[i].name)) {
      *out = names[i].format;
      return NG_SUCCESS;
    }
  }
  return ng_error_set(err, NG_ERR_BAD_ARG,
                      "Unknown format \"%.40s\"; there are turtle, ntriples, nquads and rdfxml", name);
}

static bool
is_by_raptor(const NgWriter* writer)
{
  return writer->format == NG_WRITER_TURTLE || writer->format == NG_WRITER_RDFXML;
}

static NgStatus
begin_lines(NgWriter* writer, NgStr graph, NgError* err)
{
  ng_buf_clear(&writer->graph);
  if (writer->format != NG_WRITER_NQUADS) {
    return NG_SUCCESS;
  }
  if (!ng_term_iri_ok(graph)) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "Not written: the name of a graph is no IRI");
  }
  return ng_buf_add(&writer->graph, graph) ? ng_error_no_mem(err) : NG_SUCCESS;
}

static NgStatus
write_line(NgWriter* writer, const NgTriple* triple, NgError* err)
{
  ng_buf_clear(&writer->line);
  if (ng_ntriples_add(&writer->line, triple, ng_buf_str(&writer->graph), writer->options.is_ascii)) {
    return ng_error_set(err, writer->line.status, "%s", ng_strerror(writer->line.status));
  }
  return ng_output_write(writer->output, ng_buf_str(&writer->line)) ? ng_output_check(writer->output, err)
                                                                    : NG_SUCCESS;
}

// --- the sink ------------------------------------------------------------------------------------

// Open what all articles stand in, before the first.
static NgStatus
begin_all(NgWriter* writer, NgError* err)
{
  if (writer->is_begun) {
    return NG_SUCCESS;
  }
  writer->is_begun = true;
  if (!writer->options.is_piece && ng_output_write(writer->output, ng_writer_head(writer))) {
    return ng_output_check(writer->output, err);
  }
  return writer->format == NG_WRITER_RDFXML ? ng_raptor_begin(writer->raptor, err) : NG_SUCCESS;
}

static NgStatus
on_begin(void* self, NgStr graph, NgError* err)
{
  NgWriter* const writer = self;
  if (!writer->status) {
    writer->status = begin_all(writer, err);
  }
  if (!writer->status) {
    writer->status = !is_by_raptor(writer)                ? begin_lines(writer, graph, err)
                     : writer->format == NG_WRITER_TURTLE ? ng_raptor_begin(writer->raptor, err)
                                                          : NG_SUCCESS;
  }
  return writer->status;
}

static NgStatus
on_triple(void* self, const NgTriple* triple, NgError* err)
{
  NgWriter* const writer = self;
  if (!writer->status) {
    writer->status = ng_term_check(triple, err);
  }
  if (!writer->status) {
    writer->status = is_by_raptor(writer) ? ng_raptor_triple(writer->raptor, triple, err)
                                          : write_line(writer, triple, err);
  }
  return writer->status;
}

static NgStatus
on_end(void* self, NgError* err)
{
  NgWriter* const writer = self;
  if (!writer->status && writer->format == NG_WRITER_TURTLE) {
    writer->status = ng_raptor_end(writer->raptor, err);
  }
  return writer->status;
}

// --- make, use, free -----------------------------------------------------------------------------

static NgStatus
open_raptor(NgWriter* writer, NgError* err)
{
  if (!is_by_raptor(writer)) {
    return NG_SUCCESS;
  }
  const bool is_turtle = writer->format == NG_WRITER_TURTLE;
  return ng_raptor_open(&writer->raptor, writer->output, is_turtle ? "turtle" : "rdfxml", err);
}

NgStatus
ng_writer_open(NgWriter** out, NgOutput* output, NgWriterFormat format, const NgWriterOptions* options,
               NgError* err)
{
  static const NgWriterOptions usual  = NG_WRITER_OPTIONS_INIT;
  NgWriter* const              writer = ng_calloc(1, sizeof(NgWriter));
  if (!writer) {
    return ng_error_no_mem(err);
  }
  writer->output    = output;
  writer->format    = format;
  writer->options   = options ? *options : usual;
  writer->graph     = (NgBuf)NG_BUF_INIT(1 << 20);
  writer->line      = (NgBuf)NG_BUF_INIT(SIZE_MAX / 4);
  writer->sink      = (NgSink){.self = writer, .begin = on_begin, .triple = on_triple, .end = on_end};
  const NgStatus st = open_raptor(writer, err);
  if (st) {
    ng_writer_free(writer);
    return st;
  }
  *out = writer;
  return NG_SUCCESS;
}

const NgSink*
ng_writer_sink(NgWriter* writer)
{
  return &writer->sink;
}

NgStr
ng_writer_head(const NgWriter* writer)
{
  return writer->raptor ? ng_raptor_head(writer->raptor) : ng_str("");
}

NgStr
ng_writer_foot(const NgWriter* writer)
{
  return writer->raptor ? ng_raptor_foot(writer->raptor) : ng_str("");
}

void
ng_writer_reset(NgWriter* writer)
{
  writer->status   = NG_SUCCESS;
  writer->is_begun = writer->is_begun && writer->format != NG_WRITER_RDFXML;
  if (writer->raptor) {
    ng_raptor_drop(writer->raptor);
  }
}

NgStatus
ng_writer_finish(NgWriter* writer, NgError* err)
{
  if (!writer->status && writer->format == NG_WRITER_RDFXML && !writer->options.is_piece) {
    writer->status = begin_all(writer, err);
    writer->status = writer->status ? writer->status : ng_raptor_end(writer->raptor, err);
  }
  if (!writer->status) {
    writer->status = ng_output_check(writer->output, err);
  }
  return writer->status ? ng_error_set(err, writer->status, "%s", ng_strerror(writer->status)) : NG_SUCCESS;
}

void
ng_writer_free(NgWriter* writer)
{
  if (writer) {
    ng_raptor_free(writer->raptor);
    ng_buf_free(&writer->graph);
    ng_buf_free(&writer->line);
    ng_free(writer);
  }
}
