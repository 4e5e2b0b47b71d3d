// SPDX-License-Identifier: Apache-2.0
// newsgraph query: SPARQL over graph files and endpoints.
#include "cli/commands.h"
#include "cli/options.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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
    complain("%s: error: Cannot open the query: %s", path, strerror(errno));
    return NULL;
  }
  char* const  text = calloc(MAX_QUERY_BYTES + 1, 1);
  const size_t n    = text ? fread(text, 1, MAX_QUERY_BYTES, file) : 0;
  const int    bad  = !text || ferror(file) || n == MAX_QUERY_BYTES;
  const char*  why  = bad && n < MAX_QUERY_BYTES ? strerror(errno) : NULL;
  if (file != stdin) {
    fclose(file);
  }
  if (bad && why) {
    complain("%s: error: Cannot read the query: %s", path, why);
  } else if (bad) {
    complain("%s: error: A query has less than %d bytes", path, MAX_QUERY_BYTES);
  }
  if (bad) {
    free(text);
    return NULL;
  }
  return text;
}

// An operand that names a file is that file's query; else it is the query itself, which has braces unless it
// is a short DESCRIBE.
static int
looks_like_a_file(const char* operand)
{
  return !strpbrk(operand, "{\n") && strncasecmp(operand, "DESCRIBE ", 9) != 0;
}

static int
ask(const char* query, const char* const* graphs, size_t n, const NewsgraphQueryOptions* options,
    const char* output)
{
  const int      is_file = looks_like_a_file(query);
  char* const    text    = is_file ? read_query(query) : NULL;
  NewsgraphError error   = {0};
  if (is_file && !text) {
    return EXIT_INPUT;
  }
  warn_of_open_secret(options->credentials_file);
  const NewsgraphStatus st = newsgraph_query(is_file ? text : query, is_file ? query : "query", graphs, n,
                                             options, output, &error);
  if (st) {
    print_error("error", &error);
  }
  free(text);
  return exit_code_of(st);
}

int
query_main(int argc, char** argv)
{
  NewsgraphQueryOptions o         = NEWSGRAPH_QUERY_OPTIONS_INIT;
  const char*           output    = NULL;
  int                   result    = NEWSGRAPH_RESULT_TABLE;
  size_t                timeout   = 0;
  const Option          options[] = {
               {'r', "results", "FORM", "table (default), csv, json or xml", .choice = &result, .choices = results},
               {'e', "endpoint", "URL", "Ask the SPARQL endpoint at URL, not graphs", .text = &o.endpoint},
               {0, "credentials", "FILE", "USER:PASSWORD for the endpoint; else $NEWSGRAPH_CREDENTIALS",
                .text = &o.credentials_file},
               {0, "ca", "FILE", "Trust the certificates in FILE (PEM) and no others", .text = &o.ca_file},
               {0, "plain-password", NULL, "Let a password go over plain HTTP to another machine",
                .flag = &o.is_plain_allowed},
               {0, "timeout", "SECONDS", "Give up after SECONDS (default: never; 300 for an endpoint)",
                .count = &timeout},
               {0, "max-memory", "MIB", "Give up where the query needs more than MIB (default 4096)",
                .count = &o.max_memory_mib},
               {'o', "output", "FILE", "Write to FILE when complete, not to standard output", .text = &output},
               {0, NULL, NULL, NULL, .flag = NULL},
  };
  const Command command = {
      "query",
      "[OPTION]... QUERY GRAPH...\n       newsgraph query [OPTION]... --endpoint URL QUERY",
      "Answers a SPARQL 1.1 query over graphs, or by an endpoint. QUERY is the query or a file that holds "
      "it;\n"
      "GRAPH is Turtle, N-Triples, N-Quads or RDF/XML, also as .gz or .zst, or the folder of an embedded "
      "store. The prefixes of the ontology "
      "(ng:,\n"
      "schema:, skos: ...) need no PREFIX line.",
      options,
      "  newsgraph query 'SELECT ?name WHERE { ?p a ng:Person ; rdfs:label ?name } ORDER BY ?name' day.nt\n"
      "  newsgraph query -r csv said.rq output/*.ttl\n"
      "  newsgraph query --endpoint http://localhost:8890/sparql said.rq\n",
  };
  char** operands = NULL;
  size_t n        = 0;
  int    code     = 0;
  if (!parse_options(&command, argc, argv, &operands, &n, &code)) {
    return code;
  }
  if (n < (o.endpoint ? 1 : 2)) {
    complain("query takes a query and at least one graph; try 'newsgraph query --help'");
    return EXIT_USAGE;
  }
  if (timeout > UINT_MAX) {
    complain("--timeout: more seconds than can be counted");
    return EXIT_USAGE;
  }
  o.result    = (NewsgraphResult)result;
  o.timeout_s = (unsigned)timeout;
  return ask(operands[0], (const char* const*)operands + 1, n - 1, &o, output);
}
