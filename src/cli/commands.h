// SPDX-License-Identifier: Apache-2.0
// The commands of the program. Each takes its own argv (argv[0] is the command's name) and returns the
// exit code.
#ifndef NG_CLI_COMMANDS_H
#define NG_CLI_COMMANDS_H

#include "newsgraph.h"

int extract_main(int argc, char** argv);
int query_main(int argc, char** argv);
int convert_main(int argc, char** argv);
int load_main(int argc, char** argv);
int merge_main(int argc, char** argv);
int explain_main(int argc, char** argv);
int check_main(int argc, char** argv);
int import_graphs_main(int argc, char** argv);
int knowledge_main(int argc, char** argv);

/// Print "newsgraph: SOURCE:LINE:COLUMN: message" to standard error.
void print_error(const char* level, const NewsgraphError* error);

/// The exit code that stands for a failure.
int exit_code_of(NewsgraphStatus status);

#endif
