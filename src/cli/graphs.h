// SPDX-License-Identifier: Apache-2.0
// What the commands that read or write graphs share.
#ifndef NG_CLI_GRAPHS_H
#define NG_CLI_GRAPHS_H

#include "cli/options.h"
#include "newsgraph.h"

/// The names of NewsgraphFormat.
extern const Choice graph_formats[];

/// The format that was chosen or, where `chosen` is below 0, that the end of the output's name (`path` may be
/// NULL) tells; `otherwise` where it tells none.
NewsgraphFormat format_of_output(int chosen, const char* path, NewsgraphFormat otherwise);

/// For options.message of the commands that read graphs.
void print_refused(void* self, NewsgraphLevel level, const NewsgraphError* what);

/// The exit code after reading graphs.
int code_of_graphs(NewsgraphStatus status, const NewsgraphGraphSummary* summary);

#endif
