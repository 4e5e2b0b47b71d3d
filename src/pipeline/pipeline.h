// SPDX-License-Identifier: Apache-2.0
// The one place that knows the order of the steps: text, tag, understand, graph.
#ifndef NG_PIPELINE_PIPELINE_H
#define NG_PIPELINE_PIPELINE_H

#include "base/buf.h"
#include "graph/build.h"
#include "know/know.h"
#include "model/doc.h"
#include "model/sink.h"

/// Models, lists and knowledge; does not change once it is open and may be shared between threads.
typedef struct NgPipelineImpl NgPipeline;

/// How far an article is taken, for measurements of single stages.
typedef enum {
  NG_STAGE_TEXT = 0, ///< Paragraphs, sentences, tokens
  NG_STAGE_NAMES,    ///< Names
  NG_STAGE_TAGS,     ///< Parts of speech and dependencies, too
  NG_STAGE_FACTS,    ///< All that is understood
} NgStage;

/// Load everything. @return NG_ERR_READ, NG_ERR_BAD_DATA, NG_ERR_NO_MEM.
NgStatus ng_pipeline_open(NgPipeline** out, NgError* err);

/// Accepts NULL.
void ng_pipeline_close(NgPipeline* pipeline);

/// Take `doc`, as read, through the stages up to `last`.
NgStatus ng_pipeline_run(const NgPipeline* pipeline, NgDoc* doc, NgStage last, NgError* err);

/// The knowledge that it holds; lives as long as the pipeline.
const NgKnow* ng_pipeline_know(const NgPipeline* pipeline);

/// Versions of the data files, one a line, at the end of `out`.
NgStatus ng_pipeline_versions(const NgPipeline* pipeline, NgBuf* out);

#endif
