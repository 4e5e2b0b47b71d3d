// SPDX-License-Identifier: Apache-2.0
// The knowledge of newsgraph.h: listed, and joined by a user's own.
#include "base/datadir.h"
#include "know/import.h"
#include "know/list.h"
#include "pipeline/public.h"

#include <stdio.h>

NewsgraphStatus
newsgraph_knowledge_list(const char* path, NewsgraphError* error)
{
  NgError   err    = {0};
  NgKnow*   know   = NULL;
  NgOutput* output = NULL;
  NgStatus  status = ng_know_open(&know, &err);
  status           = status ? status : ng_output_open(&output, path, &err);
  status           = status ? status : ng_know_list(know, output, NULL); // the output tells why
  if (status) {
    if (output) {
      ng_output_check(output, &err);
    }
    ng_output_abandon(output);
  } else {
    status = ng_output_close(output, &err);
  }
  ng_know_close(know);
  return ng_pass_error(error, &err, status);
}

// --- import --------------------------------------------------------------------------------------

typedef struct {
  const NewsgraphImportOptions* options;
  const char*                   source;
  size_t                        n_conflicts;
} Import;

static void
tell_conflict(void* self, const char* message)
{
  Import* const  import = self;
  NewsgraphError shown  = {.status = NEWSGRAPH_ERR_INPUT};
  ++import->n_conflicts;
  if (import->options->message) {
    snprintf(shown.source, sizeof(shown.source), "%s",
             strcmp(import->source, "-") ? import->source : "standard input");
    snprintf(shown.message, sizeof(shown.message), "%s", message);
    import->options->message(import->options->message_self, NEWSGRAPH_LEVEL_WARNING, &shown);
  }
}

// The shipped knowledge alone.
static NgStatus
open_shipped(NgKnow** out, NgError* err)
{
  NgBuf    path   = NG_BUF_INIT(1 << 16);
  NgStatus status = ng_datadir_find("knowledge/knowledge.ngk", &path, err);
  status          = status ? status : ng_know_open_path(out, path.at, NULL, err);
  ng_buf_free(&path);
  return status;
}

static NgStatus
import_file(Import* import, NgKnowImported* counts, NgError* err)
{
  NgKnow*  shipped = NULL;
  NgBuf    path    = NG_BUF_INIT(1 << 16);
  NgStatus status  = import->options->output ? ng_buf_addz(&path, import->options->output)
                                             : ng_know_user_path(&path, err);
  status           = status ? status : open_shipped(&shipped, err);
  status           = status ? status
                            : ng_know_import(shipped, import->source, path.at, tell_conflict, import, counts, err);
  ng_know_close(shipped);
  ng_buf_free(&path);
  return status;
}

NewsgraphStatus
newsgraph_knowledge_import(const char* file, const NewsgraphImportOptions* options,
                           NewsgraphImported* imported, NewsgraphError* error)
{
  static const NewsgraphImportOptions defaults = NEWSGRAPH_IMPORT_OPTIONS_INIT;
  NgError                             err      = {0};
  NgKnowImported                      counts   = {0};
  Import                              import   = {options ? options : &defaults, file, 0};
  const NgStatus                      status   = import_file(&import, &counts, &err);
  if (status) {
    ng_error_set(&err, status, "%s", ng_strerror(status));
    ng_error_at(&err, file, 0, 0);
  }
  if (imported) {
    *imported = (NewsgraphImported){counts.n_items, counts.n_rows, counts.n_kept, counts.n_replaced,
                                    import.n_conflicts};
  }
  return ng_pass_error(error, &err, status);
}
