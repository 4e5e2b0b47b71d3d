// SPDX-License-Identifier: Apache-2.0
// The import of newsgraph.h: a mapping, its sources and a writer.
#include "align/align.h"
#include "base/datadir.h"
#include "pipeline/public.h"
#include "write/writer.h"

#include <stdio.h>

typedef struct {
  NewsgraphImportGraphOptions options;
  NgMapping*                  mapping;
  NgWriter*                   writer;
  NgAlign*                    align;
  NgAlignSummary              sum;
} Import;

static void
tell(const Import* import, NewsgraphLevel level, const NgError* what)
{
  if (import->options.message) {
    NewsgraphError shown = {0};
    ng_pass_error(&shown, what, NG_ERR_BAD_INPUT);
    import->options.message(import->options.message_self, level, &shown);
  }
}

static void
warn(void* self, const NgError* what)
{
  tell(self, NEWSGRAPH_LEVEL_ERROR, what);
}

// A name without a slash or an end is that of a mapping that comes with the program.
static NgStatus
read_mapping(Import* import, const char* mapping, NgError* err)
{
  NgBuf    path = NG_BUF_INIT(4096);
  NgStatus st   = NG_SUCCESS;
  if (!strpbrk(mapping, "/.")) {
    char name[256];
    snprintf(name, sizeof(name), "mappings/%s.tsv", mapping);
    st = ng_datadir_find(name, &path, err);
  } else {
    st = ng_buf_addz(&path, mapping);
  }
  st = st ? st : ng_mapping_read(&import->mapping, path.at, err);
  ng_buf_free(&path);
  return st;
}

static NgStatus
open_all(Import* import, NgOutput* output, NgError* err)
{
  static const NgWriterFormat formats[] = {
      [NEWSGRAPH_FORMAT_TURTLE]   = NG_WRITER_TURTLE,
      [NEWSGRAPH_FORMAT_NTRIPLES] = NG_WRITER_NTRIPLES,
      [NEWSGRAPH_FORMAT_NQUADS]   = NG_WRITER_NQUADS,
      [NEWSGRAPH_FORMAT_RDFXML]   = NG_WRITER_RDFXML,
  };
  const NgAlignOptions options = {import->options.base, import, warn};
  if ((unsigned)import->options.format >= sizeof(formats) / sizeof(formats[0])) {
    return ng_error_set(err, NG_ERR_BAD_ARG, "There is no format %d", (int)import->options.format);
  }
  NG_TRY(ng_writer_open(&import->writer, output, formats[import->options.format], NULL, err));
  return ng_align_open(&import->align, import->mapping, ng_writer_sink(import->writer), &options, err);
}

static void
tell_losses(const Import* import)
{
  for (uint32_t i = 0; i < ng_align_n_losses(import->align); ++i) {
    const NgAlignLoss loss = ng_align_loss(import->align, i);
    NgError           what = {0};
    ng_error_set(&what, NG_ERR_BAD_INPUT, "%llu not taken over: %.*s", (unsigned long long)loss.n,
                 (int)(loss.what.len < 300 ? loss.what.len : 300), loss.what.at);
    tell(import, NEWSGRAPH_LEVEL_INFO, &what);
  }
}

static NgStatus
run(Import* import, const char* const* files, size_t n_files, NgOutput* output, NgError* err)
{
  NG_TRY(open_all(import, output, err));
  for (size_t i = 0; i < n_files; ++i) {
    NG_TRY(ng_align_file(import->align, files[i], err));
  }
  NG_TRY(ng_align_finish(import->align, &import->sum, err));
  tell_losses(import);
  return ng_writer_finish(import->writer, err);
}

NewsgraphStatus
newsgraph_import(const char* mapping, const char* const* files, size_t n_files,
                 const NewsgraphImportGraphOptions* options, const char* path, NewsgraphTakenOver* taken,
                 NewsgraphError* error)
{
  const NewsgraphImportGraphOptions defaults = NEWSGRAPH_IMPORT_GRAPH_OPTIONS_INIT;
  NgError                           err      = {0};
  NgOutput*                         output   = NULL;
  Import                            import   = {.options = options ? *options : defaults};
  NgStatus                          st       = read_mapping(&import, mapping, &err);
  st                                         = st ? st : ng_output_open(&output, path, &err);
  st                                         = st ? st : run(&import, files, n_files, output, &err);
  ng_align_free(import.align);
  ng_writer_free(import.writer);
  ng_mapping_free(import.mapping);
  if (st) {
    ng_output_abandon(output);
  } else {
    st = ng_output_close(output, &err);
  }
  if (taken) {
    *taken = (NewsgraphTakenOver){import.sum.n_records, import.sum.n_unused, import.sum.n_broken,
                                  import.sum.n_triples, import.sum.n_lost};
  }
  return ng_pass_error(error, &err, st);
}
