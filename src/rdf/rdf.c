// SPDX-License-Identifier: Apache-2.0
#include "rdf/rdf.h"

#include "base/alloc.h"
#include "base/digest.h"
#include "rdf/child.h"
#include "rdf/line.h"

#include <nettle/sha2.h>

enum {
  MAX_LINE          = 16 << 20,
  MAX_CHILD_BYTES   = 1 << 30,
  MAX_CHILD_SECONDS = 600,
  LOOK_BYTES        = 64 * 1024, // to tell the form from
  GENID_DIGITS      = 32,
  N_TERMS           = 4,
};

struct NgRdfImpl {
  char*        name;
  NgStr        memory; // at != NULL: read from there
  NgRdfFormat  format;
  NgRdfOptions options;
  NgBytes*     bytes;
  NgLines      lines; // N-Triples and N-Quads
  NgChild*     child; // the others
  NgBuf        text;  // of terms with escapes
  NgStr        line;  // where the quad was read, as ng_rdf_write_quad would write it
  NgStatus     ended; // what is returned from now on
  bool         has_digest;
  uint8_t      digest[SHA256_DIGEST_SIZE]; // of the content
  char         genid[N_TERMS][sizeof(NG_RDF_GENID) + GENID_DIGITS];
};

// --- the form ------------------------------------------------------------------------------------

static NgRdfFormat
format_of_name(NgStr name)
{
  static const struct {
    const char* end;
    NgRdfFormat format;
  } ends[] = {{".nt", NG_RDF_NTRIPLES},  {".nq", NG_RDF_NQUADS},  {".ttl", NG_RDF_TURTLE},
              {".trig", NG_RDF_TRIG},    {".rdf", NG_RDF_RDFXML}, {".xml", NG_RDF_RDFXML},
              {".owl", NG_RDF_RDFXML},   {".n3", NG_RDF_TURTLE},  {".ntriples", NG_RDF_NTRIPLES},
              {".nquads", NG_RDF_NQUADS}};
  for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); ++i) {
    if (ng_str_ends(name, ends[i].end)) {
      return ends[i].format;
    }
  }
  return NG_RDF_AUTO;
}

// The first line that says something.
static NgStr
first_line(NgStr text)
{
  while (text.len) {
    const char* const lf   = memchr(text.at, '\n', text.len);
    const size_t      n    = lf ? (size_t)(lf - text.at) : text.len;
    const NgStr       line = ng_str_trim(ng_str_n(text.at, n));
    if (line.len && line.at[0] != '#') {
      return line;
    }
    text = ng_str_n(text.at + n + (lf ? 1 : 0), text.len - n - (lf ? 1 : 0));
  }
  return ng_str_n(NULL, 0);
}

static NgStatus
format_of_content(NgRdf* rdf, NgError* err)
{
  NgStr   view = {NULL, 0};
  NgQuad  quad;
  NgError why = {0};
  NG_TRY(ng_bytes_peek(rdf->bytes, LOOK_BYTES, &view, err));
  const NgStr line = first_line(view);
  if (!line.len) {
    rdf->format = NG_RDF_NQUADS; // an empty graph
  } else if (ng_str_starts(line, "<?xml") || ng_str_starts(line, "<rdf:RDF") ||
             ng_str_starts(line, "<!DOCTYPE") || ng_str_starts(line, "<!--")) {
    rdf->format = NG_RDF_RDFXML;
  } else if (!ng_rdf_parse_line(line, true, &rdf->text, &quad, &why)) {
    rdf->format = NG_RDF_NQUADS;
  } else if (strchr("@<_[(\"", line.at[0]) || ng_str_starts(line, "PREFIX") ||
             ng_str_starts(line, "prefix") || ng_str_starts(line, "BASE") || ng_str_starts(line, "base") ||
             memchr(line.at, ':', line.len)) {
    rdf->format = NG_RDF_TRIG; // which Turtle is a part of
  } else {
    return ng_error_set(
        err, NG_ERR_BAD_INPUT,
        "No graph in N-Triples, N-Quads, Turtle, TriG or RDF/XML; name the form, or end the name with it");
  }
  return NG_SUCCESS;
}

// --- open and close ------------------------------------------------------------------------------

static NgStatus
start(NgRdf* rdf, NgError* err)
{
  if (rdf->format == NG_RDF_AUTO) {
    rdf->format = format_of_name(ng_bytes_name(rdf->bytes));
  }
  if (rdf->format == NG_RDF_AUTO) {
    NG_TRY(format_of_content(rdf, err));
  }
  if (rdf->format == NG_RDF_NTRIPLES || rdf->format == NG_RDF_NQUADS) {
    ng_lines_init(&rdf->lines, rdf->bytes, rdf->options.max_line_bytes);
    return NG_SUCCESS;
  }
  return ng_child_start(&rdf->child, rdf->bytes, rdf->format, &rdf->options, err);
}

// Takes what `rdf` holds so far; frees it on failure.
static NgStatus
finish_open(NgRdf** out, NgRdf* rdf, NgStatus status, NgError* err)
{
  status = status ? status : start(rdf, err);
  if (status) {
    ng_error_set(err, status, "%s", ng_strerror(status));
    ng_error_at(err, rdf->name, 0, 0);
    ng_rdf_close(rdf);
    return status;
  }
  *out = rdf;
  return NG_SUCCESS;
}

static NgRdf*
new_reader(const char* name, NgRdfFormat format, const NgRdfOptions* options)
{
  static const NgRdfOptions usual = NG_RDF_OPTIONS_INIT;
  const size_t              n     = strlen(name) + 1;
  NgRdf* const              rdf   = ng_calloc(1, sizeof(NgRdf));
  char* const               copy  = ng_calloc(1, n);
  if (!rdf || !copy) {
    ng_free(rdf);
    ng_free(copy);
    return NULL;
  }
  memcpy(copy, name, n);
  rdf->name    = copy;
  rdf->format  = format;
  rdf->options = options ? *options : usual;
  if (!rdf->options.max_line_bytes) {
    rdf->options.max_line_bytes = MAX_LINE;
  }
  if (!rdf->options.max_child_bytes) {
    rdf->options.max_child_bytes = MAX_CHILD_BYTES;
  }
  if (!rdf->options.max_child_seconds) {
    rdf->options.max_child_seconds = MAX_CHILD_SECONDS;
  }
  rdf->text = (NgBuf)NG_BUF_INIT(SIZE_MAX / 4);
  return rdf;
}

NgStatus
ng_rdf_open(NgRdf** out, const char* path, NgRdfFormat format, const NgRdfOptions* options, NgError* err)
{
  NgRdf* const rdf = new_reader(path, format, options);
  if (!rdf) {
    return ng_error_no_mem(err);
  }
  return finish_open(out, rdf, ng_bytes_open(&rdf->bytes, path, NULL, err), err);
}

NgStatus
ng_rdf_open_bytes(NgRdf** out, const char* name, NgStr bytes, NgRdfFormat format, const NgRdfOptions* options,
                  NgError* err)
{
  NgRdf* const rdf = new_reader(name, format, options);
  if (!rdf) {
    return ng_error_no_mem(err);
  }
  rdf->memory = ng_str_n(bytes.at ? bytes.at : "", bytes.len);
  return finish_open(out, rdf, ng_bytes_open_memory(&rdf->bytes, name, rdf->memory, NULL, err), err);
}

void
ng_rdf_close(NgRdf* rdf)
{
  if (rdf) {
    ng_child_stop(rdf->child);
    ng_lines_free(&rdf->lines);
    ng_bytes_close(rdf->bytes);
    ng_buf_free(&rdf->text);
    ng_free(rdf->name);
    ng_free(rdf);
  }
}

// --- blank nodes ---------------------------------------------------------------------------------

// SHA-256 of the content, unpacked.
static NgStatus
find_digest(NgRdf* rdf, NgError* err)
{
  struct sha256_ctx sha;
  NgBytes*          bytes = NULL;
  NgStr             view  = {NULL, 0};
  if (!rdf->memory.at && ng_str_is(ng_str(rdf->name), "-")) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "Standard input cannot be read twice to name its blank nodes");
  }
  NgStatus status = rdf->memory.at ? ng_bytes_open_memory(&bytes, rdf->name, rdf->memory, NULL, err)
                                   : ng_bytes_open(&bytes, rdf->name, NULL, err);
  sha256_init(&sha);
  while (!status && !(status = ng_bytes_peek(bytes, 1, &view, err)) && view.len) {
    sha256_update(&sha, view.len, (const uint8_t*)view.at);
    ng_bytes_take(bytes, view.len);
  }
  ng_bytes_close(bytes);
  sha256_digest(&sha, sizeof(rdf->digest), rdf->digest);
  rdf->has_digest = !status;
  return status;
}

static NgStatus
skolemise(NgRdf* rdf, NgRdfTerm* term, char* iri, NgError* err)
{
  uint8_t           digest[SHA256_DIGEST_SIZE];
  struct sha256_ctx sha;
  if (term->kind != NG_RDF_BLANK) {
    return NG_SUCCESS;
  }
  if (!rdf->has_digest) {
    NG_TRY(find_digest(rdf, err));
  }
  sha256_init(&sha);
  sha256_update(&sha, sizeof(rdf->digest), rdf->digest);
  sha256_update(&sha, term->value.len, (const uint8_t*)term->value.at);
  sha256_digest(&sha, sizeof(digest), digest);
  memcpy(iri, NG_RDF_GENID, sizeof(NG_RDF_GENID) - 1);
  char* const end = ng_hex(iri + sizeof(NG_RDF_GENID) - 1, digest, GENID_DIGITS / 2);
  *end            = '\0';
  term->kind      = NG_RDF_IRI;
  term->value     = ng_str_n(iri, (size_t)(end - iri));
  rdf->line       = ng_str_n(NULL, 0);
  return NG_SUCCESS;
}

static NgStatus
skolemise_quad(NgRdf* rdf, NgQuad* quad, NgError* err)
{
  NG_TRY(skolemise(rdf, &quad->subject, rdf->genid[0], err));
  NG_TRY(skolemise(rdf, &quad->object, rdf->genid[1], err));
  return quad->graph.value.len ? skolemise(rdf, &quad->graph, rdf->genid[2], err) : NG_SUCCESS;
}

// --- quads ---------------------------------------------------------------------------------------

static NgStatus
next_of_lines(NgRdf* rdf, NgQuad* quad, NgError* err)
{
  for (;;) {
    bool is_canonical = false;
    NG_TRY(ng_lines_next(&rdf->lines, &rdf->line, err));
    if (rdf->lines.number == 1 && ng_str_starts(rdf->line, "\xEF\xBB\xBF")) {
      rdf->line = ng_str_n(rdf->line.at + 3, rdf->line.len - 3);
    }
    const NgStatus status = ng_line_parse(rdf->line, rdf->format == NG_RDF_NQUADS, &rdf->text, quad,
                                          &is_canonical, err);
    if (!is_canonical) {
      rdf->line = ng_str_n(NULL, 0);
    }
    if (status != NG_END) {
      return status;
    }
  }
}

static NgStatus
next_of_child(NgRdf* rdf, NgQuad* quad, NgError* err)
{
  bool    is_canonical = false;
  NgError why          = {0};
  NG_TRY(ng_child_next(rdf->child, &rdf->line, err));
  const NgStatus status = ng_line_parse(rdf->line, true, &rdf->text, quad, &is_canonical, &why);
  if (!is_canonical) {
    rdf->line = ng_str_n(NULL, 0);
  }
  if (!status || status == NG_ERR_NO_MEM) {
    return status ? ng_error_no_mem(err) : NG_SUCCESS;
  }
  return ng_error_set(err, NG_ERR_BAD_INPUT, "A triple has a term that is not allowed: %.300s", why.message);
}

NgStatus
ng_rdf_next(NgRdf* rdf, NgQuad* quad, NgError* err)
{
  if (rdf->ended) {
    return rdf->ended;
  }
  rdf->line       = ng_str_n(NULL, 0);
  NgStatus status = rdf->child ? next_of_child(rdf, quad, err) : next_of_lines(rdf, quad, err);
  if (!status && rdf->options.is_skolemised) {
    status = skolemise_quad(rdf, quad, err);
  }
  if (!status || status == NG_END) {
    return status;
  }
  ng_error_set(err, status, "%s", ng_strerror(status));
  ng_error_at(err, rdf->name, ng_rdf_line(rdf), err ? err->column : 0);
  const bool goes_on = !rdf->child && (status == NG_ERR_BAD_INPUT || status == NG_ERR_LIMIT);
  rdf->ended         = goes_on ? NG_SUCCESS : NG_END;
  return goes_on ? NG_ERR_BAD_INPUT : status;
}

size_t
ng_rdf_line(const NgRdf* rdf)
{
  return rdf->child ? ng_child_line(rdf->child) : rdf->lines.number;
}

NgStr
ng_rdf_text(const NgRdf* rdf)
{
  return rdf->line;
}

NgRdfFormat
ng_rdf_format(const NgRdf* rdf)
{
  return rdf->format;
}
