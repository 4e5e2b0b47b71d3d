// SPDX-License-Identifier: Apache-2.0
#include "pipeline/pipeline.h"

#include "base/alloc.h"
#include "know/know.h"
#include "tag/names.h"
#include "tag/parse.h"
#include "text/text.h"
#include "understand/facts.h"
#include "understand/who.h"

struct NgPipelineImpl {
  NgKnow*    know;
  NgWordvec* words;
  NgNames*   names;
  NgParser*  parser;
  NgWho*     who;
  NgFacts*   facts;
};

static NgStatus
open_parts(NgPipeline* p, NgError* err)
{
  NG_TRY(ng_know_open(&p->know, err));
  NG_TRY(ng_wordvec_open(&p->words, NULL, err));
  NG_TRY(ng_names_open(&p->names, NULL, p->words, p->know, err));
  NG_TRY(ng_parse_open(&p->parser, p->words, NULL, err));
  NG_TRY(ng_who_open(&p->who, p->know, err));
  return ng_facts_open(&p->facts, p->know, err);
}

NgStatus
ng_pipeline_open(NgPipeline** out, NgError* err)
{
  NgPipeline* const p = ng_calloc(1, sizeof(NgPipeline));
  if (!p) {
    return ng_error_no_mem(err);
  }
  const NgStatus st = open_parts(p, err);
  if (st) {
    ng_pipeline_close(p);
    return st;
  }
  *out = p;
  return NG_SUCCESS;
}

void
ng_pipeline_close(NgPipeline* pipeline)
{
  if (pipeline) {
    ng_facts_close(pipeline->facts);
    ng_who_close(pipeline->who);
    ng_parse_close(pipeline->parser);
    ng_names_close(pipeline->names);
    ng_wordvec_close(pipeline->words);
    ng_know_close(pipeline->know);
    ng_free(pipeline);
  }
}

NgStatus
ng_pipeline_run(const NgPipeline* pipeline, NgDoc* doc, NgStage last, NgError* err)
{
  NG_TRY(ng_text_run(doc, err));
  if (last >= NG_STAGE_NAMES) {
    NG_TRY(ng_names_run(pipeline->names, doc, err));
  }
  if (last >= NG_STAGE_TAGS) {
    NG_TRY(ng_parse_run(pipeline->parser, doc, err));
  }
  if (last >= NG_STAGE_FACTS) {
    NG_TRY(ng_who_run(pipeline->who, doc, err));
    NG_TRY(ng_facts_run(pipeline->facts, doc, err));
  }
  return NG_SUCCESS;
}

const NgKnow*
ng_pipeline_know(const NgPipeline* pipeline)
{
  return pipeline->know;
}

NgStatus
ng_pipeline_versions(const NgPipeline* pipeline, NgBuf* out)
{
  return ng_buf_printf(out, "models: words %d, names %d, parse %d\nknowledge %.*s\n", NG_WORDVEC_VERSION,
                       NG_NAMES_VERSION, NG_PARSE_VERSION, NG_STR_ARG(ng_know_version(pipeline->know)));
}
