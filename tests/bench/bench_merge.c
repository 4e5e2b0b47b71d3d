// SPDX-License-Identifier: Apache-2.0
// Usage: bench_merge N_ARTICLES FILE: writes the made-up corpus as N-Triples, for measuring merge against
// sort.
#include "corpus.h"
#include "write/writer.h"

#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char** argv)
{
  const uint32_t n      = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 0;
  NgError        err    = {0};
  NgOutput*      output = NULL;
  NgWriter*      writer = NULL;
  if (!n || argc != 3 || ng_output_open(&output, argv[2], &err) ||
      ng_writer_open(&writer, output, NG_WRITER_NTRIPLES, NULL, &err) ||
      corpus_push(ng_writer_sink(writer), n, &err) || ng_writer_finish(writer, &err)) {
    fprintf(stderr, "bench_merge: %s\n", err.status ? err.message : "usage: bench_merge N_ARTICLES FILE");
    return 1;
  }
  ng_writer_free(writer);
  return ng_output_close(output, &err) ? 1 : 0;
}
