// SPDX-License-Identifier: Apache-2.0
// A made-up corpus of any size in the form of real output, for measuring writers and queries.
#ifndef NG_TESTS_BENCH_CORPUS_H
#define NG_TESTS_BENCH_CORPUS_H

#include "model/sink.h"

/// Push `n_articles` articles of some fifty triples each to `sink`. The same number gives the same
/// triples; shared entities (people, governments, outlets) are told again by each article that has them.
NgStatus corpus_push(const NgSink* sink, uint32_t n_articles, NgError* err);

#endif
