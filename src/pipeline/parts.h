// SPDX-License-Identifier: Apache-2.0
// Where the pieces of a run go: one file, standard output, or the files ("parts") of a folder, each of a
// fixed number of articles, with a manifest. A file or part appears under its name only when it is whole.
// What an interrupted run has written stays beside it, with a checkpoint, and another run can go on from
// there; the bytes are those of a run that was never interrupted.
//
// PATH.partial and PATH.checkpoint stand beside a file PATH; FOLDER/part-00000.nt.partial,
// FOLDER/checkpoint and FOLDER/manifest.jsonl in a folder.
#ifndef NG_PIPELINE_PARTS_H
#define NG_PIPELINE_PARTS_H

#include "pipeline/checkpoint.h"

typedef struct NgPartsImpl NgParts;

typedef struct {
  const char* path;              ///< NULL: standard output, unless there is a folder
  const char* folder;            ///< Made where it is missing; NULL: none
  const char* extension;         ///< Of parts: "nt"
  const char* packed;            ///< What follows it: ".gz", or ""
  uint64_t    articles_per_part; ///< At least 1
  NgStr       head;              ///< What opens a document, before its first article
  NgStr       foot;              ///< What ends one
  NgStr       settings;          ///< Lines "name value": what must be the same for a run to go on
  bool        resume;            ///< Go on from the checkpoint, where there is one
  uint64_t    checkpoint_ms;     ///< Time between checkpoints; 0: after every piece
  /// Told in one sentence what became of an earlier run.
  void (*note)(void* self, NewsgraphLevel level, const char* what);
  void* note_self;
} NgPartsOptions;

typedef enum {
  NG_PARTS_COMPLETE, ///< All is written
  NG_PARTS_LEAVE,    ///< Interrupted: write a checkpoint and leave what is there
  NG_PARTS_FAILED,   ///< Leave what an earlier checkpoint covers; without one remove it
} NgPartsEnd;

/// The strings of `options` must live as long as the parts.
/// @return NG_ERR_WRITE; NG_ERR_BAD_ARG where `resume` cannot go on from what is there, or where a folder
/// holds a run and `resume` is not set; NG_ERR_READ; NG_ERR_NO_MEM.
NgStatus ng_parts_open(NgParts** out, const NgPartsOptions* options, NgError* err);

/// Where to go on: all zero for a new run. It follows the pieces that are added.
const NgPoint* ng_parts_point(const NgParts* parts);

/// Whether the run that is resumed was complete already: then nothing may be added.
bool ng_parts_is_complete(const NgParts* parts);

/// Whether an interrupted run could be resumed: the output is a file or a folder.
bool ng_parts_can_resume(const NgParts* parts);

/// Name the inputs, for the manifest's first line; only the first call counts.
NgStatus ng_parts_set_inputs(NgParts* parts, const char* const* paths, size_t n, NgError* err);

/// Write the next piece. @return NG_ERR_WRITE, NG_ERR_NO_MEM; then only ng_parts_close may follow.
NgStatus ng_parts_add(NgParts* parts, const NgPiece* piece, NgError* err);

/// Frees `parts` (NULL is accepted).
NgStatus ng_parts_close(NgParts* parts, NgPartsEnd how, NgError* err);

#endif
