// SPDX-License-Identifier: Apache-2.0
#include "cli/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MAX_OPTIONS = 40, CODE_BASE = 256, CODE_HELP = 255 };

void
complain(const char* format, ...)
{
  va_list args;
  va_start(args, format);
  fputs("newsgraph: ", stderr);
  vfprintf(stderr, format, args);
  fputc('\n', stderr);
  va_end(args);
}

void
warn_of_open_secret(const char* path)
{
  struct stat info;
  if (path && stat(path, &info) == 0 && S_ISREG(info.st_mode) && (info.st_mode & S_IROTH)) {
    complain("%s: warning: Everybody on this machine can read the password in this file; run 'chmod go= %s'",
             path, path);
  }
}

static void
print_option(const Option* o)
{
  char left[64];
  if (o->letter) {
    snprintf(left, sizeof(left), "  -%c, --%s%s%s", o->letter, o->name, o->argument ? " " : "",
             o->argument ? o->argument : "");
  } else {
    snprintf(left, sizeof(left), "      --%s%s%s", o->name, o->argument ? " " : "",
             o->argument ? o->argument : "");
  }
  printf("%-30s %s\n", left, o->help);
}

static void
print_help(const Command* command)
{
  printf("Usage: newsgraph %s %s\n\n%s\n\nOptions:\n", command->name, command->usage, command->summary);
  for (const Option* o = command->options; o->name; ++o) {
    print_option(o);
  }
  printf("  -h, --help                   Show this and exit\n\nExamples:\n%s", command->examples);
}

static bool
set_choice(const Option* o, const char* value)
{
  for (const Choice* c = o->choices; c->value; ++c) {
    if (!strcmp(c->value, value)) {
      *o->choice = c->number;
      return true;
    }
  }
  fprintf(stderr, "newsgraph: --%s takes one of:", o->name);
  for (const Choice* c = o->choices; c->value; ++c) {
    fprintf(stderr, " %s", c->value);
  }
  fprintf(stderr, "; not '%s'\n", value);
  return false;
}

static bool
set_number(const Option* o, const char* value)
{
  char*        end = NULL;
  const double x   = strtod(value, &end); // the program never leaves the C locale
  if (end == value || *end || !(x >= 0.0 && x <= 1.0)) {
    complain("--%s takes a number from 0 to 1, not '%s'", o->name, value);
    return false;
  }
  *o->number = x;
  return true;
}

bool
parse_count(const char* text, size_t* count)
{
  char* end                     = NULL;
  errno                         = 0;
  const unsigned long long many = strtoull(text, &end, 10);
  if (text[0] < '0' || text[0] > '9' || *end || errno || many > SIZE_MAX) {
    return false;
  }
  *count = (size_t)many;
  return true;
}

static bool
set_count(const Option* o, const char* value)
{
  if (!parse_count(value, o->count)) {
    complain("--%s takes a whole number, not '%s'", o->name, value);
    return false;
  }
  return true;
}

static bool
set_option(const Option* o, const char* value)
{
  if (o->flag) {
    *o->flag = 1;
  } else if (o->text) {
    *o->text = value;
  } else if (o->number) {
    return set_number(o, value);
  } else if (o->count) {
    return set_count(o, value);
  } else {
    return set_choice(o, value);
  }
  return true;
}

// The tables of getopt_long for `command`.
static size_t
fill_tables(const Command* command, struct option* longs, char* shorts)
{
  size_t n = 0;
  for (; command->options[n].name && n < MAX_OPTIONS; ++n) {
    const Option* const o = &command->options[n];
    longs[n]              = (struct option){o->name, o->argument ? required_argument : no_argument, NULL,
                                            CODE_BASE + (int)n};
    if (o->letter) {
      *shorts++ = o->letter;
      if (o->argument) {
        *shorts++ = ':';
      }
    }
  }
  longs[n]     = (struct option){"help", no_argument, NULL, CODE_HELP};
  longs[n + 1] = (struct option){NULL, 0, NULL, 0};
  *shorts++    = 'h';
  *shorts      = '\0';
  return n;
}

static const Option*
option_of(const Command* command, size_t n, int code)
{
  if (code >= CODE_BASE) {
    return &command->options[code - CODE_BASE];
  }
  for (size_t i = 0; i < n; ++i) {
    if (command->options[i].letter == code) {
      return &command->options[i];
    }
  }
  return NULL;
}

bool
parse_options(const Command* command, int argc, char** argv, char*** operands, size_t* n_operands, int* code)
{
  struct option longs[MAX_OPTIONS + 2];
  char          shorts[2 * MAX_OPTIONS + 2];
  const size_t  n = fill_tables(command, longs, shorts);
  char          program[64];
  snprintf(program, sizeof(program), "newsgraph %s", command->name);
  argv[0] = program; // what getopt_long's own messages begin with
  optind  = 1;
  *code   = EXIT_USAGE;
  for (;;) {
    const int c = getopt_long(argc, argv, shorts, longs, NULL);
    if (c == -1) {
      break;
    }
    if (c == 'h' || c == CODE_HELP) {
      print_help(command);
      *code = EXIT_GOOD;
      return false;
    }
    const Option* const o = option_of(command, n, c);
    if (!o) {
      fprintf(stderr, "Try 'newsgraph %s --help'\n", command->name);
      return false;
    }
    if (!set_option(o, optarg)) {
      return false;
    }
  }
  *operands   = argv + optind;
  *n_operands = (size_t)(argc - optind);
  return true;
}
