// SPDX-License-Identifier: Apache-2.0
// Checks graphs one by one, in one process: check_each FILE... writes what is found in each to FILE.json.
#include "newsgraph.h"

#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char** argv)
{
  NewsgraphCheckOptions options = NEWSGRAPH_CHECK_OPTIONS_INIT;
  options.form                  = NEWSGRAPH_FINDINGS_JSON;
  for (int i = 1; i < argc; ++i) {
    char             path[4096];
    NewsgraphChecked checked = {0};
    NewsgraphError   error   = {0};
    snprintf(path, sizeof(path), "%s.json", argv[i]);
    if (newsgraph_check((const char* const*)&argv[i], 1, &options, path, &checked, &error)) {
      fprintf(stderr, "check_each: %s: %s\n", argv[i], error.message);
      return EXIT_FAILURE;
    }
  }
  return EXIT_SUCCESS;
}
