// SPDX-License-Identifier: Apache-2.0
// The tag sets of part of speech and dependency as Universal Dependencies uses them for English, with
// their written names. The numbers are part of the model files: append, never reorder.
#ifndef NG_MODEL_TAGSET_H
#define NG_MODEL_TAGSET_H

#include "base/str.h"
#include "model/doc.h"

/// Penn Treebank tags with the additions of the English Web Treebank: X(constant, name).
#define NG_XPOS_LIST(X)                                                                                      \
  X(NONE, "_")                                                                                               \
  X(CC, "CC")         /* and, or */                                                                          \
  X(CD, "CD")         /* number */                                                                           \
  X(DT, "DT")         /* determiner */                                                                       \
  X(EX, "EX")         /* existential there */                                                                \
  X(FW, "FW")         /* foreign word */                                                                     \
  X(IN, "IN")         /* preposition, subordinating conjunction */                                           \
  X(JJ, "JJ")         /* adjective */                                                                        \
  X(JJR, "JJR")       /* comparative */                                                                      \
  X(JJS, "JJS")       /* superlative */                                                                      \
  X(LS, "LS")         /* list item marker */                                                                 \
  X(MD, "MD")         /* modal */                                                                            \
  X(NN, "NN")         /* noun, singular */                                                                   \
  X(NNS, "NNS")       /* noun, plural */                                                                     \
  X(NNP, "NNP")       /* proper noun, singular */                                                            \
  X(NNPS, "NNPS")     /* proper noun, plural */                                                              \
  X(PDT, "PDT")       /* predeterminer */                                                                    \
  X(POS, "POS")       /* possessive ending */                                                                \
  X(PRP, "PRP")       /* personal pronoun */                                                                 \
  X(PRP_POSS, "PRP$") /* possessive pronoun */                                                               \
  X(RB, "RB")         /* adverb */                                                                           \
  X(RBR, "RBR")       /* comparative */                                                                      \
  X(RBS, "RBS")       /* superlative */                                                                      \
  X(RP, "RP")         /* particle */                                                                         \
  X(SYM, "SYM")       /* symbol */                                                                           \
  X(TO, "TO")         /* infinitival to */                                                                   \
  X(UH, "UH")         /* interjection */                                                                     \
  X(VB, "VB")         /* verb, base form */                                                                  \
  X(VBD, "VBD")       /* past tense */                                                                       \
  X(VBG, "VBG")       /* gerund, present participle */                                                       \
  X(VBN, "VBN")       /* past participle */                                                                  \
  X(VBP, "VBP")       /* present, not third person singular */                                               \
  X(VBZ, "VBZ")       /* present, third person singular */                                                   \
  X(WDT, "WDT")       /* wh-determiner */                                                                    \
  X(WP, "WP")         /* wh-pronoun */                                                                       \
  X(WP_POSS, "WP$")   /* whose */                                                                            \
  X(WRB, "WRB")       /* wh-adverb */                                                                        \
  X(STOP, ".")        /* end of sentence */                                                                  \
  X(COMMA, ",")                                                                                              \
  X(COLON, ":") /* colon, semicolon, dash */                                                                 \
  X(OPEN_QUOTE, "``")                                                                                        \
  X(CLOSE_QUOTE, "''")                                                                                       \
  X(OPEN_BRACKET, "-LRB-")                                                                                   \
  X(CLOSE_BRACKET, "-RRB-")                                                                                  \
  X(DOLLAR, "$")  /* currency sign */                                                                        \
  X(HYPH, "HYPH") /* hyphen inside a compound */                                                             \
  X(ADD, "ADD")   /* address */                                                                              \
  X(AFX, "AFX")   /* affix cut off its word */                                                               \
  X(GW, "GW")     /* part of a word written apart */                                                         \
  X(NFP, "NFP")   /* superfluous punctuation */

/// Relations with the subtypes that occur: X(constant, name). Each subtype stands behind its base.
#define NG_DEPREL_LIST(X)                                                                                    \
  X(NONE, "_")                                                                                               \
  X(ROOT, "root")                                                                                            \
  X(ACL, "acl")                                                                                              \
  X(ACL_RELCL, "acl:relcl")                                                                                  \
  X(ADVCL, "advcl")                                                                                          \
  X(ADVCL_RELCL, "advcl:relcl")                                                                              \
  X(ADVMOD, "advmod")                                                                                        \
  X(AMOD, "amod")                                                                                            \
  X(APPOS, "appos")                                                                                          \
  X(AUX, "aux")                                                                                              \
  X(AUX_PASS, "aux:pass")                                                                                    \
  X(CASE, "case")                                                                                            \
  X(CC, "cc")                                                                                                \
  X(CC_PRECONJ, "cc:preconj")                                                                                \
  X(CCOMP, "ccomp")                                                                                          \
  X(COMPOUND, "compound")                                                                                    \
  X(COMPOUND_PRT, "compound:prt")                                                                            \
  X(CONJ, "conj")                                                                                            \
  X(COP, "cop")                                                                                              \
  X(CSUBJ, "csubj")                                                                                          \
  X(CSUBJ_OUTER, "csubj:outer")                                                                              \
  X(CSUBJ_PASS, "csubj:pass")                                                                                \
  X(DEP, "dep")                                                                                              \
  X(DET, "det")                                                                                              \
  X(DET_PREDET, "det:predet")                                                                                \
  X(DISCOURSE, "discourse")                                                                                  \
  X(DISLOCATED, "dislocated")                                                                                \
  X(EXPL, "expl")                                                                                            \
  X(FIXED, "fixed")                                                                                          \
  X(FLAT, "flat")                                                                                            \
  X(GOESWITH, "goeswith")                                                                                    \
  X(IOBJ, "iobj")                                                                                            \
  X(LIST, "list")                                                                                            \
  X(MARK, "mark")                                                                                            \
  X(NMOD, "nmod")                                                                                            \
  X(NMOD_DESC, "nmod:desc")                                                                                  \
  X(NMOD_POSS, "nmod:poss")                                                                                  \
  X(NMOD_UNMARKED, "nmod:unmarked")                                                                          \
  X(NSUBJ, "nsubj")                                                                                          \
  X(NSUBJ_OUTER, "nsubj:outer")                                                                              \
  X(NSUBJ_PASS, "nsubj:pass")                                                                                \
  X(NUMMOD, "nummod")                                                                                        \
  X(OBJ, "obj")                                                                                              \
  X(OBL, "obl")                                                                                              \
  X(OBL_AGENT, "obl:agent")                                                                                  \
  X(OBL_UNMARKED, "obl:unmarked")                                                                            \
  X(ORPHAN, "orphan")                                                                                        \
  X(PARATAXIS, "parataxis")                                                                                  \
  X(PUNCT, "punct")                                                                                          \
  X(REPARANDUM, "reparandum")                                                                                \
  X(VOCATIVE, "vocative")                                                                                    \
  X(XCOMP, "xcomp")

#define NG_TAGSET_XPOS_(constant, name) NG_XPOS_##constant,
typedef enum { NG_XPOS_LIST(NG_TAGSET_XPOS_) NG_N_XPOS } NgXpos;
#undef NG_TAGSET_XPOS_

#define NG_TAGSET_DEP_(constant, name) NG_DEP_##constant,
typedef enum { NG_DEPREL_LIST(NG_TAGSET_DEP_) NG_N_DEPREL } NgDeprel;
#undef NG_TAGSET_DEP_

/// Written names, static storage; "_" for a value out of range.
const char* ng_pos_name(unsigned pos);
const char* ng_xpos_name(unsigned xpos);
const char* ng_deprel_name(unsigned deprel);

/// Values of written names: NG_POS_X, NG_XPOS_NONE and NG_DEP_NONE where the name is not known. An
/// unknown subtype of a known relation gives the relation.
NgPos    ng_pos_of(NgStr name);
NgXpos   ng_xpos_of(NgStr name);
NgDeprel ng_deprel_of(NgStr name);

/// The relation without its subtype: NG_DEP_NSUBJ for NG_DEP_NSUBJ_PASS.
NgDeprel ng_deprel_base(NgDeprel deprel);

#endif
