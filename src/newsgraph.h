// SPDX-License-Identifier: Apache-2.0
// newsgraph turns news articles into an RDF knowledge graph. This is its whole public interface.
//
// A Newsgraph holds the models, word lists and knowledge; it is made once and does not change. A run
// writes the graphs of any number of articles to one output:
//
//   Newsgraph* ng = NULL;
//   NewsgraphRun* run = NULL;
//   NewsgraphRunOptions options = NEWSGRAPH_RUN_OPTIONS_INIT;
//   if (!newsgraph_open(&ng, &error) && !newsgraph_run_open(&run, ng, "out.ttl", &options, &error)) {
//     newsgraph_run_add_file(run, "article.txt");
//     newsgraph_run_close(run, &summary, &error);
//   }
//   newsgraph_close(ng);
//
// Nothing here depends on the clock, the locale or the order in which memory happens to lie: the same
// articles and options give the same bytes.
#ifndef NEWSGRAPH_H
#define NEWSGRAPH_H

#include <stddef.h>

#if defined(__GNUC__)
#define NEWSGRAPH_API __attribute__((visibility("default")))
#else
#define NEWSGRAPH_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/// Zero is success.
typedef enum {
  NEWSGRAPH_SUCCESS = 0,
  NEWSGRAPH_ERR_MEMORY,      ///< Out of memory
  NEWSGRAPH_ERR_ARGUMENT,    ///< An option or call that makes no sense
  NEWSGRAPH_ERR_INPUT,       ///< An article or graph of a wrong form
  NEWSGRAPH_ERR_READ,        ///< An input file, model, list or knowledge file could not be read or is damaged
  NEWSGRAPH_ERR_WRITE,       ///< The output could not be written
  NEWSGRAPH_ERR_UNSUPPORTED, ///< A query that is right but cannot be answered here
  NEWSGRAPH_ERR_STOPPED,     ///< newsgraph_run_stop was called
} NewsgraphStatus;

/// What went wrong, where, and what to do. Zero it before use.
typedef struct {
  NewsgraphStatus status;
  char            source[256];  ///< File or record; empty where unknown
  size_t          line;         ///< From 1; 0 where unknown
  size_t          column;       ///< From 1, in bytes; 0 where unknown
  char            message[512]; ///< One sentence without a full stop
} NewsgraphError;

/// Version of the library, such as "0.1.0".
NEWSGRAPH_API const char* newsgraph_version(void);

/// Versions of the library, of raptor and librdf, and of the data files of `ng` (may be NULL), one a
/// line. @return the number of bytes needed; at most `size` are written, NUL included.
typedef struct NewsgraphImpl Newsgraph;
NEWSGRAPH_API size_t         newsgraph_versions(const Newsgraph* ng, char* out, size_t size);

/// Load models, word lists and knowledge: from the folder in the environment's NEWSGRAPH_DATA_DIR where
/// that is set, else from where newsgraph was built or installed.
/// @return NEWSGRAPH_ERR_READ for a missing or damaged file, NEWSGRAPH_ERR_MEMORY.
NEWSGRAPH_API NewsgraphStatus newsgraph_open(Newsgraph** out, NewsgraphError* error);

/// Accepts NULL. No run of it may be open.
NEWSGRAPH_API void newsgraph_close(Newsgraph* ng);

// --- extract ---------------------------------------------------------------------------------------

typedef enum {
  NEWSGRAPH_FORMAT_TURTLE = 0,
  NEWSGRAPH_FORMAT_NTRIPLES,
  NEWSGRAPH_FORMAT_NQUADS,
  NEWSGRAPH_FORMAT_RDFXML,
} NewsgraphFormat;

typedef enum {
  NEWSGRAPH_INPUT_AUTO = 0, ///< By content
  NEWSGRAPH_INPUT_TEXT,     ///< One file, one article
  NEWSGRAPH_INPUT_JSONL,    ///< JSON objects with a "text", one a line or in an array
  NEWSGRAPH_INPUT_HTML,     ///< A page
  NEWSGRAPH_INPUT_NINJS,    ///< IPTC ninjs
  NEWSGRAPH_INPUT_NEWSML,   ///< IPTC NewsML-G2 and NITF
  NEWSGRAPH_INPUT_FEED,     ///< RSS and Atom
  NEWSGRAPH_INPUT_WARC,     ///< Pages of a crawl
} NewsgraphInput;

typedef enum {
  NEWSGRAPH_COMPRESS_BY_NAME = 0, ///< As the end of the output's name says: .gz, .zst; else not
  NEWSGRAPH_COMPRESS_NONE,
  NEWSGRAPH_COMPRESS_GZIP, ///< A member for each article
  NEWSGRAPH_COMPRESS_ZSTD, ///< A frame for each article
} NewsgraphCompression;

typedef enum {
  NEWSGRAPH_LEVEL_ERROR = 0, ///< An article or file was lost
  NEWSGRAPH_LEVEL_WARNING,   ///< Something of an article was left out
  NEWSGRAPH_LEVEL_INFO,
  NEWSGRAPH_LEVEL_SKIPPED, ///< A record that is no article was left out
} NewsgraphLevel;

typedef struct {
  size_t n_records;      ///< Read and this run's, the articles and what follows among them
  size_t n_articles;     ///< Written
  size_t n_skipped;      ///< Records that are no articles
  size_t n_failed;       ///< Articles reported and left out
  size_t n_files_failed; ///< Files that could not be read
  size_t n_tokens;
  size_t n_triples;
  size_t n_bytes; ///< Of text
} NewsgraphSummary;

typedef struct {
  NewsgraphSummary   done;       ///< So far, what an earlier run did included
  unsigned long long bytes_read; ///< Of the input files, as they are packed
} NewsgraphProgress;

typedef struct {
  NewsgraphFormat format;
  NewsgraphInput  input;
  const char*     base;           ///< Start of all IRIs made; NULL: https://w3id.org/newsgraph/id/
  const char*     date;           ///< Of plain-text articles: xsd:date or xsd:dateTime; NULL: not known
  const char*     url;            ///< Of plain-text articles
  const char*     title;          ///< Of plain-text articles; NULL: the text is the whole file
  const char*     publisher;      ///< Of plain-text articles
  int             facts_only;     ///< Profile "facts": no mentions
  int             entail;         ///< Write super-properties, too
  int             with_text;      ///< Write the text, nif:isString
  int             background;     ///< Write what the knowledge file has about people, in a graph of its own
  double          min_confidence; ///< Leave out facts below it, 0 to 1
  size_t          max_article_bytes; ///< A longer article is reported and skipped; 0: 16 MiB
  void*           message_self;
  /// Called for each article or file that is lost and for what is left out; NULL: none. Calls come in the
  /// order of the input, one at a time, though not always from the thread that made the run.
  void (*message)(void* self, NewsgraphLevel level, const NewsgraphError* what);
  size_t      n_threads;         ///< Articles worked on at a time; 0: one for each processor
  const char* folder;            ///< Write parts and a manifest there, and to no file; NULL: no
  size_t      articles_per_part; ///< 0: 10,000
  int         resume;            ///< Go on where an interrupted run to the same output was
  size_t      shard;         ///< Of n_shards, from 1: records shard, shard + n_shards, ... of the whole input
  size_t      n_shards;      ///< 0: all records
  size_t      checkpoint_ms; ///< Time between checkpoints; 0: after every article
  NewsgraphCompression compression;
  void*                progress_self;
  /// Called after each record; else as `message`. NULL: none.
  void (*progress)(void* self, const NewsgraphProgress* progress);
  int any_language; ///< Read articles that are not in English, too
} NewsgraphRunOptions;

#define NEWSGRAPH_RUN_OPTIONS_INIT                                                                           \
  {                                                                                                          \
    NEWSGRAPH_FORMAT_TURTLE, NEWSGRAPH_INPUT_AUTO, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 0, 0.0, 0, NULL,   \
        NULL, 1, NULL, 0, 0, 0, 0, 2000, NEWSGRAPH_COMPRESS_BY_NAME, NULL, NULL, 0                           \
  }

typedef struct NewsgraphRunImpl NewsgraphRun;

/// Begin a run that writes to the file `path`, or to the folder in the options; both NULL is standard output.
/// A file appears only when the run is closed, each part of a folder when it is whole. Options are copied,
/// the strings in them must live as long as the run. The bytes written do not depend on `n_threads`.
///
/// A run that ends early, by newsgraph_run_stop, a kill or a full disk, leaves `path`.partial and
/// `path`.checkpoint (for a folder, both in it), from which a run with `resume` goes on; the output is then
/// the same as that of a run that was never interrupted.
/// @return NEWSGRAPH_ERR_ARGUMENT, also where `resume` meets other options, input or versions than those of
/// the interrupted run; NEWSGRAPH_ERR_WRITE; NEWSGRAPH_ERR_READ; NEWSGRAPH_ERR_MEMORY.
NEWSGRAPH_API NewsgraphStatus newsgraph_run_open(NewsgraphRun** out, const Newsgraph* ng, const char* path,
                                                 const NewsgraphRunOptions* options, NewsgraphError* error);

/// Read the articles of files ("-": standard input), in the order given, and write their graphs; returns when
/// all are done. A folder stands for the files in it and in its folders, by the bytes of their names, but for
/// hidden ones; a picture or the like in it counts as a record that is no article. What is wrong with an
/// article or a file goes to options.message and into the summary; the run goes on. With more than one
/// thread, threads are started here and have ended on return.
/// @return NEWSGRAPH_SUCCESS also where articles failed, and after newsgraph_run_stop; else why the run
/// cannot go on: NEWSGRAPH_ERR_WRITE, NEWSGRAPH_ERR_MEMORY, or NEWSGRAPH_ERR_ARGUMENT where an interrupted
/// run read another input.
NEWSGRAPH_API NewsgraphStatus newsgraph_run_add_files(NewsgraphRun* run, const char* const* paths,
                                                      size_t n_paths);

/// The same for the files and folders whose paths stand in `list` ("-": standard input), each ended by
/// `separator`: a newline, or NUL.
/// @return NEWSGRAPH_ERR_READ, too, where the list cannot be opened.
NEWSGRAPH_API NewsgraphStatus newsgraph_run_add_files_from(NewsgraphRun* run, const char* list,
                                                           char separator);

/// The same for one file.
NEWSGRAPH_API NewsgraphStatus newsgraph_run_add_file(NewsgraphRun* run, const char* path);

/// The same for one article in memory: `text` is `len` bytes of UTF-8. `name` names it in messages.
NEWSGRAPH_API NewsgraphStatus newsgraph_run_add_text(NewsgraphRun* run, const char* name, const char* text,
                                                     size_t len);

/// Let the run end after the articles in hand. May be called from a signal handler or another thread.
NEWSGRAPH_API void newsgraph_run_stop(NewsgraphRun* run);

/// Complete the output, free the run and fill `summary` (may be NULL).
/// @return NEWSGRAPH_ERR_WRITE where any byte could not be written; NEWSGRAPH_ERR_STOPPED after
/// newsgraph_run_stop; then no output file appears.
NEWSGRAPH_API NewsgraphStatus newsgraph_run_close(NewsgraphRun* run, NewsgraphSummary* summary,
                                                  NewsgraphError* error);

// --- query -----------------------------------------------------------------------------------------

typedef enum {
  NEWSGRAPH_RESULT_TABLE = 0, ///< For people
  NEWSGRAPH_RESULT_CSV,
  NEWSGRAPH_RESULT_JSON,
  NEWSGRAPH_RESULT_XML,
} NewsgraphResult;

typedef struct {
  NewsgraphResult result;
  size_t          max_memory_mib; ///< A query that needs more is an error; 0: 4096
  unsigned        timeout_s;      ///< One that takes longer is an error; 0: no limit, 300 for an endpoint
  const char*     endpoint;       ///< Ask the SPARQL endpoint at this address instead of graphs; NULL: none
  /// File with one line USER:PASSWORD for it; NULL: the environment's NEWSGRAPH_CREDENTIALS, else none
  const char* credentials_file;
  const char* ca_file;          ///< Trust these certificates (PEM) and no others; NULL: the system's
  int         is_plain_allowed; ///< Let a password go over plain HTTP to another machine
} NewsgraphQueryOptions;

#define NEWSGRAPH_QUERY_OPTIONS_INIT                                                                         \
  {                                                                                                          \
    NEWSGRAPH_RESULT_TABLE, 0, 0, NULL, NULL, NULL, 0                                                        \
  }

/// Answer the SPARQL query `query` over the graphs in the files `graphs`, or by an endpoint, and write the
/// result to the file `path` (NULL: standard output). `source` names the query in messages; `options` may be
/// NULL.
/// @return NEWSGRAPH_ERR_ARGUMENT for a query that is not SPARQL or that the endpoint refuses,
/// NEWSGRAPH_ERR_UNSUPPORTED for SPARQL that is not offered, NEWSGRAPH_ERR_READ and NEWSGRAPH_ERR_INPUT for
/// graphs and endpoints, NEWSGRAPH_ERR_WRITE.
NEWSGRAPH_API NewsgraphStatus newsgraph_query(const char* query, const char* source,
                                              const char* const* graphs, size_t n_graphs,
                                              const NewsgraphQueryOptions* options, const char* path,
                                              NewsgraphError* error);

// --- load -------------------------------------------------------------------------------------------

typedef enum {
  NEWSGRAPH_STORE_UPDATE = 0, ///< A URL that takes SPARQL 1.1 UPDATE
  NEWSGRAPH_STORE_GRAPHS,     ///< A URL that speaks the SPARQL 1.1 Graph Store HTTP Protocol
  NEWSGRAPH_STORE_DIRECTORY,  ///< A folder with librdf's hashes, made where there is none
} NewsgraphStore;

typedef struct {
  const char* credentials_file; ///< One line USER:PASSWORD; NULL: the environment's NEWSGRAPH_CREDENTIALS
  const char* ca_file;          ///< Certificates (PEM) to trust instead of the system's; NULL: the system's
  int         is_plain_allowed; ///< Send a password over plain HTTP to another machine that asks for Basic
  unsigned    retries;          ///< Further tries where one may help
  unsigned    timeout_s;        ///< Of a request; 0: 300
  unsigned    n_connections;    ///< 0: 1 by UPDATE, 2 by the Graph Store Protocol
  size_t      batch_triples;    ///< Triples of a request, about; 0: 2000 by INSERT DATA, else 20000
  const char* graph;            ///< Put everything into this graph; NULL: into the graphs that quads name
  const char* base;             ///< For relative IRIs in Turtle and RDF/XML
  int         is_added;         ///< Add to graphs instead of replacing them
  void*       message_self;
  /// Called, by one thread at a time, for what cannot be read, what the store refuses (both as errors), and
  /// requests that are sent again (as information); NULL: none.
  void (*message)(void* self, NewsgraphLevel level, const NewsgraphError* what);
  /// Called with the number of triples in the store so far; NULL: none.
  void (*progress)(void* self, unsigned long long n_triples);
} NewsgraphLoadOptions;

#define NEWSGRAPH_LOAD_OPTIONS_INIT                                                                          \
  {                                                                                                          \
    NULL, NULL, 0, 4, 0, 0, 0, NULL, NULL, 0, NULL, NULL, NULL                                               \
  }

typedef struct {
  unsigned long long n_read;           ///< Triples
  unsigned long long n_loaded;         ///< Triples that the store took
  unsigned long long n_graphs;         ///< Graphs that they are in
  unsigned long long n_batches;        ///< Sent with success
  unsigned long long n_retried;        ///< Requests sent again
  unsigned long long n_refused;        ///< Triples that the store refused
  unsigned long long n_graphs_refused; ///< Graphs left out whole for that
  unsigned long long n_lines_refused;  ///< Lines that could not be read, and documents from a mistake on
  unsigned long long n_files_failed;   ///< Files that could not be read
} NewsgraphLoaded;

/// Load the graphs in `files` ("-": standard input; formats as for newsgraph_convert) into the store at
/// `store`, a URL or a folder. Each graph replaces the one of its name, so that a run, also a second one
/// after a first that was cut, leaves what the files hold. `options` and `loaded` may be NULL; `loaded` is
/// filled in anyway.
/// @return NEWSGRAPH_SUCCESS also where something was refused, which `loaded` counts; NEWSGRAPH_ERR_ARGUMENT
/// (also for triples without a graph where options->graph is NULL), NEWSGRAPH_ERR_READ for credentials,
/// NEWSGRAPH_ERR_WRITE where the store cannot be reached or takes nothing, NEWSGRAPH_ERR_MEMORY.
NEWSGRAPH_API NewsgraphStatus newsgraph_load(NewsgraphStore kind, const char* store, const char* const* files,
                                             size_t n_files, const NewsgraphLoadOptions* options,
                                             NewsgraphLoaded* loaded, NewsgraphError* error);

// --- convert ----------------------------------------------------------------------------------------

typedef struct {
  size_t n_read;         ///< Triples
  size_t n_written;      ///< Triples
  size_t n_refused;      ///< Lines that are no triples, and documents from a mistake on
  size_t n_files_failed; ///< Files that could not be read
} NewsgraphGraphSummary;

typedef struct {
  NewsgraphFormat format;
  const char*     base;       ///< For relative IRIs in Turtle and RDF/XML; NULL: one is a mistake
  int             facts_only; ///< Leave out mentions
  int             entail;     ///< Add super-properties and super-classes
  void*           message_self;
  /// Called for each line, document or file that cannot be read; NULL: none.
  void (*message)(void* self, NewsgraphLevel level, const NewsgraphError* what);
} NewsgraphConvertOptions;

#define NEWSGRAPH_CONVERT_OPTIONS_INIT                                                                       \
  {                                                                                                          \
    NEWSGRAPH_FORMAT_NTRIPLES, NULL, 0, 0, NULL, NULL                                                        \
  }

/// Read the graphs in `files` ("-": standard input), in N-Triples, N-Quads, Turtle, TriG or RDF/XML, as they
/// are or packed by gzip or zstd, and write them as one to the file `path` (NULL: standard output), which
/// appears when it is complete. Memory does not grow with the graphs but where raptor reads Turtle, a
/// document of which it holds whole. With several files blank nodes become IRIs, so that those of one stay
/// apart from those of another. `options` and `summary` may be NULL.
/// @return NEWSGRAPH_SUCCESS also where something could not be read, which `summary` counts;
/// NEWSGRAPH_ERR_WRITE, NEWSGRAPH_ERR_MEMORY.
NEWSGRAPH_API NewsgraphStatus newsgraph_convert(const char* const* files, size_t n_files,
                                                const NewsgraphConvertOptions* options, const char* path,
                                                NewsgraphGraphSummary* summary, NewsgraphError* error);

// --- check ------------------------------------------------------------------------------------------

typedef enum {
  NEWSGRAPH_FINDINGS_TEXT = 0, ///< One a line: FILE:LINE: error: NODE PROPERTY VALUE: message [rule]
  NEWSGRAPH_FINDINGS_JSON,     ///< One object a line
  NEWSGRAPH_FINDINGS_TURTLE,   ///< A SHACL validation report
} NewsgraphFindings;

typedef struct {
  NewsgraphFindings form;
  const char*       base; ///< What the IRIs of the graph begin with; NULL: https://w3id.org/newsgraph/id/
  size_t            max_findings; ///< So many are written, the others counted; 0: 1000
} NewsgraphCheckOptions;

#define NEWSGRAPH_CHECK_OPTIONS_INIT                                                                         \
  {                                                                                                          \
    NEWSGRAPH_FINDINGS_TEXT, NULL, 0                                                                         \
  }

typedef struct {
  unsigned long long n_triples;
  unsigned long long n_nodes;
  unsigned long long n_findings; ///< 0: the graph is valid
} NewsgraphChecked;

/// Check the graphs in `files`, together as one, against the ontology and its shapes, and write what is found
/// to the file `path` (NULL: standard output). `options` may be NULL.
/// @return NEWSGRAPH_SUCCESS also where the graph is not valid; NEWSGRAPH_ERR_READ, NEWSGRAPH_ERR_WRITE,
/// NEWSGRAPH_ERR_MEMORY, NEWSGRAPH_ERR_ARGUMENT.
NEWSGRAPH_API NewsgraphStatus newsgraph_check(const char* const* files, size_t n_files,
                                              const NewsgraphCheckOptions* options, const char* path,
                                              NewsgraphChecked* checked, NewsgraphError* error);

// --- merge ------------------------------------------------------------------------------------------

typedef enum {
  NEWSGRAPH_IDENTITY_LINKS =
      0,                      ///< owl:sameAs from each entity to the canonical one of those that are the same
  NEWSGRAPH_IDENTITY_REWRITE, ///< The canonical IRI instead of theirs
  NEWSGRAPH_IDENTITY_NONE,    ///< The set union alone
} NewsgraphIdentity;

typedef struct {
  NewsgraphFormat    format;
  NewsgraphIdentity  identity;
  const char*        same_as;      ///< File: two IRIs a line, parted by a tab, that are the same; NULL: none
  const char*        do_not_merge; ///< File of the same form: those are never joined; NULL: none
  double             threshold; ///< Of the score from which entities are joined by evidence; above 1: none is
  const char*        report;    ///< File to write each join and its evidence to; NULL: none
  int                happenings; ///< Find events of several articles that are one happening
  unsigned long long max_bytes;  ///< Memory; 0: 512 MiB
  const char*        temporary;  ///< Folder of temporary files; NULL: TMPDIR, else /tmp
  const char*        base;       ///< For relative IRIs in Turtle and RDF/XML; NULL: one is a mistake
  void*              message_self;
  /// Called for each line, document or file that cannot be read; NULL: none.
  void (*message)(void* self, NewsgraphLevel level, const NewsgraphError* what);
} NewsgraphMergeOptions;

#define NEWSGRAPH_MERGE_OPTIONS_INIT                                                                         \
  {                                                                                                          \
    NEWSGRAPH_FORMAT_NQUADS, NEWSGRAPH_IDENTITY_LINKS, NULL, NULL, 0.8, NULL, 0, 0, NULL, NULL, NULL, NULL   \
  }

typedef struct {
  NewsgraphGraphSummary graphs;
  size_t                n_joined;     ///< Entities joined to others
  size_t                n_refused;    ///< Joins that would have contradicted an item or a list
  size_t                n_happenings; ///< Found
} NewsgraphMergeSummary;

/// Write the set union of the graphs in `files`, in the forms that newsgraph_convert reads and larger than
/// memory, to the file `path` (NULL: standard output): every line once, in the order of bytes, whatever the
/// order of the files; with it which entities are the same. In N-Quads a triple of the default graph is a
/// line of N-Triples. Blank nodes become IRIs. `options` and `summary` may be NULL.
/// @return NEWSGRAPH_SUCCESS also where something could not be read, which `summary` counts;
/// NEWSGRAPH_ERR_WRITE (also for temporary files), NEWSGRAPH_ERR_READ for the lists, NEWSGRAPH_ERR_INPUT
/// where memory is too small for the graphs, NEWSGRAPH_ERR_MEMORY.
NEWSGRAPH_API NewsgraphStatus newsgraph_merge(const char* const* files, size_t n_files,
                                              const NewsgraphMergeOptions* options, const char* path,
                                              NewsgraphMergeSummary* summary, NewsgraphError* error);

// --- import -----------------------------------------------------------------------------------------

typedef struct {
  NewsgraphFormat format;
  const char*     base; ///< Start of the IRIs made; NULL: https://w3id.org/newsgraph/id/
  void*           message_self;
  /// Called for each line that is left out (an error) and, at the end, for each kind of value that did not
  /// come over (a note, with how many); NULL: none.
  void (*message)(void* self, NewsgraphLevel level, const NewsgraphError* what);
} NewsgraphImportGraphOptions;

#define NEWSGRAPH_IMPORT_GRAPH_OPTIONS_INIT                                                                  \
  {                                                                                                          \
    NEWSGRAPH_FORMAT_TURTLE, NULL, NULL, NULL                                                                \
  }

typedef struct {
  unsigned long long n_records;
  unsigned long long n_unused; ///< Records that the mapping takes nothing of
  unsigned long long n_broken; ///< Lines left out
  unsigned long long n_triples;
  unsigned long long n_lost; ///< Values that did not come over
} NewsgraphTakenOver;

/// Take other news graphs over: read `files` ("-": standard input) by `mapping`, a file or the name of one
/// that comes with newsgraph ("gdelt-events"), and write the graph to the file `path` (NULL: standard
/// output). `options` and `taken` may be NULL.
/// @return NEWSGRAPH_ERR_READ also for a wrong mapping, with file and line; NEWSGRAPH_ERR_INPUT,
/// NEWSGRAPH_ERR_WRITE, NEWSGRAPH_ERR_MEMORY, NEWSGRAPH_ERR_ARGUMENT.
NEWSGRAPH_API NewsgraphStatus newsgraph_import(const char* mapping, const char* const* files, size_t n_files,
                                               const NewsgraphImportGraphOptions* options, const char* path,
                                               NewsgraphTakenOver* taken, NewsgraphError* error);

// --- explain ---------------------------------------------------------------------------------------

typedef struct {
  const char*
      article;       ///< File with the article or, as JSON lines, articles; NULL: the graph holds their text
  const char* title; ///< Of a plain-text article whose file does not hold it; NULL: none
  int         is_bold; ///< Mark words by escape sequences of a terminal instead of brackets
  int         is_all;  ///< Show everything, however long
} NewsgraphExplainOptions;

#define NEWSGRAPH_EXPLAIN_OPTIONS_INIT                                                                       \
  {                                                                                                          \
    NULL, NULL, 0, 0                                                                                         \
  }

/// Write to the file `path` (NULL: standard output) why the graph in the file `graph` holds `what`: an IRI, a
/// prefixed name, the unique end of an IRI, or a label. `options` may be NULL.
/// @return NEWSGRAPH_ERR_ARGUMENT where nothing or more than one thing is called so (then the output lists
/// them), NEWSGRAPH_ERR_INPUT where the article is none that it was read from, or the graph has a wrong form,
/// NEWSGRAPH_ERR_READ, NEWSGRAPH_ERR_WRITE, NEWSGRAPH_ERR_MEMORY.
NEWSGRAPH_API NewsgraphStatus newsgraph_explain(const Newsgraph* ng, const char* graph, const char* what,
                                                const NewsgraphExplainOptions* options, const char* path,
                                                NewsgraphError* error);

// --- knowledge -------------------------------------------------------------------------------------

/// Write what is known before any article, the user's own included, as tab-separated text to the file `path`
/// (NULL: standard output): a line that names the columns, then class, QID, label, aliases, country, kind,
/// parent, office, from, to, source.
/// @return NEWSGRAPH_ERR_READ, NEWSGRAPH_ERR_WRITE, NEWSGRAPH_ERR_MEMORY.
NEWSGRAPH_API NewsgraphStatus newsgraph_knowledge_list(const char* path, NewsgraphError* error);

typedef struct {
  const char* output; ///< Knowledge file to add to, made where there is none; NULL: the user's own
  void*       message_self;
  /// Called for each row that bears the name of a shipped row of another class or item; NULL: none.
  void (*message)(void* self, NewsgraphLevel level, const NewsgraphError* what);
} NewsgraphImportOptions;

#define NEWSGRAPH_IMPORT_OPTIONS_INIT                                                                        \
  {                                                                                                          \
    NULL, NULL, NULL                                                                                         \
  }

typedef struct {
  unsigned long long n_items;    ///< Entities or result rows seen
  unsigned long long n_rows;     ///< Rows that come from this import
  unsigned long long n_kept;     ///< Rows kept from before
  unsigned long long n_replaced; ///< Shipped rows that give way
  size_t             n_conflicts;
} NewsgraphImported;

/// Add the rows of `file` ("-": standard input) to a user's knowledge: a table in the form of the program's
/// own, a Wikidata dump in JSON, or a SPARQL result in JSON. A row with an item that is there already
/// replaces it. `options` and `imported` may be NULL.
/// @return NEWSGRAPH_ERR_READ (also for a wrong table, with file and line), NEWSGRAPH_ERR_INPUT,
/// NEWSGRAPH_ERR_WRITE, NEWSGRAPH_ERR_MEMORY; then nothing is changed.
NEWSGRAPH_API NewsgraphStatus newsgraph_knowledge_import(const char*                   file,
                                                         const NewsgraphImportOptions* options,
                                                         NewsgraphImported* imported, NewsgraphError* error);

#ifdef __cplusplus
}
#endif

#endif
