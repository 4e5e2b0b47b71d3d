// SPDX-License-Identifier: Apache-2.0
#include "turtle.h"

static void
on_message(void* self, raptor_log_message* message)
{
  const TurtleReader* const reader = self;
  reader->message(reader->self, message->text);
}

void
turtle_read(const TurtleReader* reader, const char* path)
{
  raptor_world* const world = raptor_new_world();
  raptor_world_set_log_handler(world, (void*)(uintptr_t)reader, on_message);
  raptor_parser* const parser = raptor_new_parser(world, "turtle");
  unsigned char* const name   = raptor_uri_filename_to_uri_string(path);
  raptor_uri* const    uri    = name ? raptor_new_uri(world, name) : NULL;
  if (!parser || !uri) {
    reader->message(reader->self, "could not start the parser");
  } else {
    raptor_parser_set_statement_handler(parser, reader->self, reader->statement);
    if (reader->prefix) {
      raptor_parser_set_namespace_handler(parser, reader->self, reader->prefix);
    }
    if (raptor_parser_parse_file(parser, uri, NULL)) {
      reader->message(reader->self, "could not read it");
    }
  }
  raptor_free_uri(uri);
  raptor_free_memory(name);
  raptor_free_parser(parser);
  raptor_free_world(world);
}
