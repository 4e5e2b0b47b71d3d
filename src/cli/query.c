// SPDX-License-Identifier: Apache-2.0
// newsgraph query: SPARQL over graph files.
#include "cli/commands.h"
#include "cli/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const Choice results[] = {
    {"table", NEWSGRAPH_RESULT_TABLE},
    {"csv", NEWSGRAPH_RESULT_CSV},
    {"json", NEWSGRAPH_RESULT_JSON},
    {"xml", NEWSGRAPH_RESULT_XML},
    {NULL, 0},
};

enum { MAX_QUERY_BYTES = 1 << 20 };

// The query in the file `path`, to be freed; NULL where it cannot be read, which has been reported.
static char*
read_query(const char* path)
{
  FILE* const file = strcmp(path, "-") ? fopen(path, "rb") : stdin;
  if (!file) {
    fprintf(stderr, "newsgraph: ");
    perror(path);
    return NULL;
  }
  char* const  text = calloc(MAX_QUERY_BYTES + 1, 1);
  const size_t n    = text ? fread(text, 1, MAX_QUERY_BYTES, file) : 0;
  const int    bad  = !text || ferror(file) || n == MAX_QUERY_BYTES;
  if (file != stdin) {
    fclose(file);
  }
  if (bad) {
    complain("%s: cannot read it as a query of less than %d bytes", path, MAX_QUERY_BYTES);
    free(text);
    return NULL;
  }
  return text;
}

// An operand that names a file is that file's query; else it is the query itself.
static int
looks_like_a_file(const char* operand)
{
  return !strchr(operand, '{') && !strchr(operand, '\n');
}

int
query_main(int argc, char** argv)
{
  const char*  output    = NULL;
  int          result    = NEWSGRAPH_RESULT_TABLE;
  const Option options[] = {
      {'r', "results", "FORM", "table (default), csv, json or xml", .choice = &result, .choices = results},
      {'o', "output", "FILE", "Write to FILE when complete, not to standard output", .text = &output},
      {0, NULL, NULL, NULL, .flag = NULL},
  };
  const Command command = {
      "query",
      "[OPTION]... QUERY GRAPH...",
      "Answers a SPARQL query over graphs. QUERY is the query or a file that holds it; GRAPH is Turtle,\n"
      "N-Triples, N-Quads or RDF/XML. The prefixes of the ontology (ng:, schema:, skos: ...) need no PREFIX "
      "line.",
      options,
      "  newsgraph query 'SELECT ?name WHERE { ?p a ng:Person ; rdfs:label ?name } ORDER BY ?name' day.nt\n"
      "  newsgraph query -r csv said.rq output/*.ttl\n",
  };
  char** operands = NULL;
  size_t n        = 0;
  int    code     = 0;
  if (!parse_options(&command, argc, argv, &operands, &n, &code)) {
    return code;
  }
  if (n < 2) {
    complain("query takes a query and at least one graph; try 'newsgraph query --help'");
    return EXIT_USAGE;
  }
  const int   is_file = looks_like_a_file(operands[0]);
  char* const text    = is_file ? read_query(operands[0]) : operands[0];
  if (!text) {
    return EXIT_INPUT;
  }
  NewsgraphError        error = {0};
  const NewsgraphStatus st    = newsgraph_query(text, is_file ? operands[0] : "query",
                                                (const char* const*)operands + 1, n - 1, (NewsgraphResult)result,
                                                output, &error);
  if (st) {
    print_error("error", &error);
  }
  if (is_file) {
    free(text);
  }
  return exit_code_of(st);
}
