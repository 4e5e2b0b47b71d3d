// SPDX-License-Identifier: Apache-2.0
// newsgraph-compile-knowledge: source tables in, knowledge file out. Runs when newsgraph is built.
#include "base/io.h"
#include "know/tables.h"

#include <stdio.h>

typedef struct {
  const char* output;
  const char* version;
  bool        lint;
  int         first_table;
} Args;

static int
usage(void)
{
  fputs("Usage: newsgraph-compile-knowledge [--lint] [--version TEXT] -o FILE TABLE...\n"
        "Compiles knowledge tables; --lint checks them and writes nothing.\n",
        stderr);
  return 2;
}

static bool
read_args(int argc, char** argv, Args* args)
{
  int i = 1;
  for (; i < argc && argv[i][0] == '-'; ++i) {
    const NgStr arg = ng_str(argv[i]);
    if (ng_str_is(arg, "--lint")) {
      args->lint = true;
    } else if (ng_str_is(arg, "-o") && i + 1 < argc) {
      args->output = argv[++i];
    } else if (ng_str_is(arg, "--version") && i + 1 < argc) {
      args->version = argv[++i];
    } else {
      return false;
    }
  }
  args->first_table = i;
  return i < argc && (args->lint || args->output);
}

static NgStatus
compile(const Args* args, char** tables, NgError* err)
{
  NgKnowBuilder* const builder = ng_know_builder_new();
  NgKnowTables* const  reader  = builder ? ng_know_tables_new(builder) : NULL;
  NgBuf                bytes   = NG_BUF_INIT((size_t)1 << 31);
  NgStatus             st      = reader ? NG_SUCCESS : ng_error_no_mem(err);
  for (char** table = tables; st == NG_SUCCESS && *table; ++table) {
    st = ng_know_tables_read(reader, *table, err);
  }
  st = st ? st : ng_know_tables_finish(reader, err);
  if (st == NG_SUCCESS && !args->lint) {
    ng_know_builder_version(builder, ng_str(args->version ? args->version : ""));
    st = ng_know_builder_finish(builder, &bytes, err);
    st = st ? st : ng_io_write_file(args->output, ng_buf_str(&bytes), err);
  }
  ng_buf_free(&bytes);
  ng_know_tables_free(reader);
  ng_know_builder_free(builder);
  return st;
}

int
main(int argc, char** argv)
{
  Args    args = {0};
  NgError err  = {0};
  if (!read_args(argc, argv, &args)) {
    return usage();
  }
  if (compile(&args, argv + args.first_table, &err)) {
    fprintf(stderr, "%s:%zu: %s\n", err.source[0] ? err.source : "newsgraph-compile-knowledge", err.line,
            err.message);
    return 1;
  }
  return 0;
}
