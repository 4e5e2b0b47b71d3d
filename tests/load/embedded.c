// SPDX-License-Identifier: Apache-2.0
// Usage: embedded DIR. Prints the quads of an embedded store as N-Quads, in no order: those that it finds by
// any pattern, and fails where it finds others graph by graph or by subject and predicate.
#include <librdf.h>
#include <stdio.h>
#include <stdlib.h>

static void
print_quad(const librdf_statement* triple, librdf_node* graph)
{
  raptor_term* const     terms[] = {triple->subject, triple->predicate, triple->object, graph};
  raptor_iostream* const out     = raptor_new_iostream_to_file_handle(triple->world, stdout);
  for (int i = 0; out && i < 4; ++i) {
    if (terms[i]) {
      raptor_term_escaped_write(
          terms[i], RAPTOR_ESCAPED_WRITE_NTRIPLES_LITERAL | RAPTOR_ESCAPED_WRITE_NTRIPLES_URI, out);
      raptor_iostream_write_byte(' ', out);
    }
  }
  raptor_free_iostream(out);
  puts(".");
}

static int
count(librdf_stream* stream, int is_printed)
{
  int n = 0;
  for (; stream && !librdf_stream_end(stream); librdf_stream_next(stream)) {
    if (is_printed) {
      print_quad(librdf_stream_get_object(stream), librdf_stream_get_context2(stream));
    }
    ++n;
  }
  if (stream) {
    librdf_free_stream(stream);
  }
  return n;
}

static int
count_by_graph(librdf_model* model)
{
  int                    n      = 0;
  librdf_iterator* const graphs = librdf_model_get_contexts(model);
  for (; graphs && !librdf_iterator_end(graphs); librdf_iterator_next(graphs)) {
    n += count(librdf_model_context_as_stream(model, librdf_iterator_get_object(graphs)), 0);
  }
  librdf_free_iterator(graphs);
  return n;
}

int
main(int argc, char** argv)
{
  char options[4096];
  snprintf(options, sizeof(options), "hash-type='bdb',dir='%s',contexts='yes',write='no'",
           argc > 1 ? argv[1] : ".");
  librdf_world* const world = librdf_new_world();
  librdf_world_open(world);
  librdf_storage* const storage = librdf_new_storage(world, "hashes", "newsgraph", options);
  librdf_model* const   model   = storage ? librdf_new_model(world, storage, NULL) : NULL;
  if (!model) {
    return 1;
  }
  const int n       = count(librdf_model_as_stream(model), 1);
  const int n_graph = count_by_graph(model);
  librdf_free_model(model);
  librdf_free_storage(storage);
  librdf_free_world(world);
  if (n != n_graph) {
    fprintf(stderr, "%d triples, but %d graph by graph\n", n, n_graph);
  }
  return n != n_graph;
}
