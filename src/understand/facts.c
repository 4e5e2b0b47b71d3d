// SPDX-License-Identifier: Apache-2.0
#include "understand/facts.h"

#include "base/alloc.h"
#include "understand/events.h"
#include "understand/quotes.h"
#include "understand/repair.h"
#include "understand/times.h"

struct NgFactsImpl {
  NgLexicon*    lexicon;
  const NgKnow* know;
};

NgStatus
ng_facts_open(NgFacts** out, const NgKnow* know, NgError* err)
{
  NgFacts* const facts = ng_calloc(1, sizeof(*facts));
  *out                 = NULL;
  if (!facts) {
    return ng_error_no_mem(err);
  }
  const NgStatus st = ng_lexicon_open(&facts->lexicon, err);
  if (st != NG_SUCCESS) {
    ng_free(facts);
    return st;
  }
  facts->know = know;
  *out        = facts;
  return NG_SUCCESS;
}

NgStatus
ng_facts_run(const NgFacts* facts, NgDoc* doc, NgError* err)
{
  NgScene scene;
  ng_repair_clauses(facts->lexicon, doc);
  NG_TRY(ng_scene_open(&scene, facts->lexicon, facts->know, doc, err));
  NG_TRY(ng_times_find(&scene, err));
  NG_TRY(ng_quotes_find(&scene, err));
  if (scene.has_tree) {
    NG_TRY(ng_events_find(&scene, err));
  }
  return ng_scene_close(&scene, err);
}

void
ng_facts_close(NgFacts* facts)
{
  if (facts) {
    ng_lexicon_close(facts->lexicon);
    ng_free(facts);
  }
}
