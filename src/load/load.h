// SPDX-License-Identifier: Apache-2.0
// Loads graphs into a store: a SPARQL 1.1 endpoint for updates, a Graph Store Protocol address, or librdf's
// hashes in a folder. A graph that a run brings replaces the one of its name whole, so a second run, also
// after the first was cut at any point, gives the same store.
//
// Triples are sent in batches over several connections. All triples of one graph go over the same connection,
// in their order, except where the run fills a single graph. The names of all graphs seen are held in memory.
#ifndef NG_LOAD_LOAD_H
#define NG_LOAD_LOAD_H

#include "http/http.h"

typedef enum {
  NG_LOAD_UPDATE = 0,  ///< SPARQL 1.1 UPDATE at a URL
  NG_LOAD_GRAPH_STORE, ///< SPARQL 1.1 Graph Store HTTP Protocol at a URL
  NG_LOAD_DIRECTORY,   ///< librdf's hashes, in a folder that is made where there is none
} NgLoadKind;

enum { NG_LOAD_MAX_CONNECTIONS = 16 };

typedef struct {
  NgLoadKind    kind;
  const char*   store;         ///< URL or folder
  const char*   graph;         ///< Put all triples into this graph; NULL: each into the graph it names
  const char*   base;          ///< For relative IRIs in Turtle and RDF/XML
  bool          is_added;      ///< Add to the graphs that are there instead of replacing them
  unsigned      n_connections; ///< 0: 1 by UPDATE, else 2; a folder is always written by one
  size_t        batch_triples; ///< Triples of a request, about; 0: 2000 for INSERT DATA, else 20000
  NgHttpOptions http;          ///< `retrying` is set by the load
  void*         self;          ///< Of the functions below, which are called by one thread at a time
  /// What could not be read, or what the store refused. May be NULL.
  void (*refused)(void* self, const NgError* what);
  /// Before a request is sent again. May be NULL.
  void (*retrying)(void* self, const NgError* why);
  /// After each batch, with the number of triples in the store so far. May be NULL.
  void (*progress)(void* self, uint64_t n_triples);
} NgLoadOptions;

typedef struct {
  uint64_t n_read;           ///< Triples
  uint64_t n_loaded;         ///< Triples that the store took
  uint64_t n_graphs;         ///< Graphs seen
  uint64_t n_batches;        ///< Sent with success
  uint64_t n_retried;        ///< Requests sent again
  uint64_t n_refused;        ///< Triples that the store refused
  uint64_t n_graphs_refused; ///< Graphs left out whole because the store refused part of them
  uint64_t n_lines_refused;  ///< Lines that could not be read, and documents from a mistake on
  uint64_t n_files_failed;   ///< Files that could not be read
} NgLoadCounts;

/// Load `files` ("-": standard input) into the store. `counts` is filled in also where the run fails.
/// @return NG_SUCCESS also where something was refused, which `counts` tells; NG_ERR_BAD_ARG for options that
/// make no sense and for a triple without a graph where options->graph is NULL; NG_ERR_READ for credentials;
/// NG_ERR_WRITE where the store cannot be reached, is full or lets nobody in; NG_ERR_NO_MEM.
NgStatus ng_load_run(const NgLoadOptions* options, const char* const* files, size_t n_files,
                     NgLoadCounts* counts, NgError* err);

#endif
