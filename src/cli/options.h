// SPDX-License-Identifier: Apache-2.0
// Options of a command as a table, from which both the parsing (getopt_long) and --help follow.
#ifndef NG_CLI_OPTIONS_H
#define NG_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

/// Exit codes of the program, as the man page names them.
enum {
  EXIT_GOOD    = 0,
  EXIT_PARTIAL = 1, ///< Some articles failed, the rest is written
  EXIT_USAGE   = 2,
  EXIT_INPUT   = 3, ///< Input, model or query unreadable
  EXIT_OUTPUT  = 4, ///< Output not writable
};

typedef struct {
  const char* value; ///< The word on the command line
  int         number;
} Choice;

/// One option. Exactly one of `flag`, `text`, `number`, `count` and `choice` is set: where the result goes.
typedef struct {
  char          letter; ///< 0: none
  const char*   name;
  const char*   argument; ///< Shown in --help; NULL: takes none
  const char*   help;
  int*          flag;    ///< Set to 1
  const char**  text;    ///< Set to the argument
  double*       number;  ///< Set to the argument's value, which must lie in 0 to 1
  size_t*       count;   ///< Set to the argument's value, a whole number
  int*          choice;  ///< Set to the number of the choice named
  const Choice* choices; ///< Ends with {NULL, 0}
} Option;

typedef struct {
  const char*   name;    ///< "extract"
  const char*   usage;   ///< What follows the name: "[OPTION]... [FILE]..."
  const char*   summary; ///< One sentence or more
  const Option* options; ///< Ends with a NULL name; --help is added
  const char*   examples;
} Command;

/// Parse argv[1...]; `*n_operands` and `*operands` are what is left, in order ("--" ends options).
/// @return true to go on; false where the program is to end with `*code`: after --help, or for a mistake,
/// which has been reported.
bool parse_options(const Command* command, int argc, char** argv, char*** operands, size_t* n_operands,
                   int* code);

/// A whole number without a sign. @return false where `text` is none.
bool parse_count(const char* text, size_t* count);

/// Warn on standard error where everybody may read the file `path`, which holds a password. Accepts NULL.
void warn_of_open_secret(const char* path);

/// A message to standard error, "newsgraph: ...".
void complain(const char* format, ...) __attribute__((format(printf, 1, 2)));

#endif
