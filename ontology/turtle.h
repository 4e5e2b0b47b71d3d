// SPDX-License-Identifier: Apache-2.0
// A Turtle file for the build tools: each statement and prefix to a function.
#ifndef ONTOLOGY_TURTLE_H
#define ONTOLOGY_TURTLE_H

#include <raptor2.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
  void* self;
  void (*statement)(void* self, raptor_statement* statement);
  void (*prefix)(void* self, raptor_namespace* space); ///< NULL: not wanted
  void (*message)(void* self, const char* what);       ///< Something is wrong with the file
} TurtleReader;

/// Read `path`; failures go to `reader->message`.
void turtle_read(const TurtleReader* reader, const char* path);

#endif
