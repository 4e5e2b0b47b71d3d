// SPDX-License-Identifier: Apache-2.0
#include "tag/pos.h"

#include "base/alloc.h"
#include "base/datadir.h"
#include "tag/parse.h"
#include "tag/tagging.h"

struct NgPosTaggerImpl {
  NgPack*          pack;
  const NgWordvec* words;
  NgNet            net;
  NgTagging        tagging;
};

static NgStatus
read_model(NgPosTagger* t, NgError* err)
{
  NG_TRY(ng_net_read(&t->net, t->pack, t->words, false, err));
  return ng_tagging_read(&t->tagging, t->pack, err);
}

NgStatus
ng_pos_open(NgPosTagger** out, const NgWordvec* words, const char* path, NgError* err)
{
  NgBuf    found       = NG_BUF_INIT(1 << 16);
  NgStatus st          = path ? NG_SUCCESS : ng_datadir_find("models/parse.ngm", &found, err);
  path                 = path ? path : found.at;
  NgPosTagger* const t = st ? NULL : ng_calloc(1, sizeof(NgPosTagger));
  if (!st) {
    st = t ? ng_pack_open(&t->pack, path, NG_PARSE_KIND, NG_PARSE_VERSION, err) : ng_error_no_mem(err);
  }
  if (!st) {
    t->words = words;
    st       = read_model(t, err);
  }
  if (st) {
    ng_error_at(err, path, 0, 0);
    ng_pos_close(t);
  } else {
    *out = t;
  }
  ng_buf_free(&found);
  return st;
}

void
ng_pos_close(NgPosTagger* tagger)
{
  if (tagger) {
    ng_net_close(&tagger->net);
    ng_pack_close(tagger->pack);
    ng_free(tagger);
  }
}

NgStatus
ng_pos_run(const NgPosTagger* tagger, NgDoc* doc, NgError* err)
{
  NgNetBatchRun* const b  = ng_net_batch(&tagger->net, doc);
  NgNetCursor          at = {0, 0};
  if (!b || !ng_net_tags(doc)) {
    return ng_error_no_mem(err);
  }
  while (ng_net_next(b, &at, doc)) {
    ng_net_input(&tagger->net, tagger->words, b);
    for (uint32_t l = 0; l < NG_NET_TAG_LAYER; ++l) {
      ng_net_layer(&tagger->net, b, l);
    }
    NG_TRY(ng_tagging_run(&tagger->tagging, &tagger->net, b, doc, err));
  }
  return NG_SUCCESS;
}
