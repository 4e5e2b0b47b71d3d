// SPDX-License-Identifier: Apache-2.0
// usage: measure_happenings [-v] [-f] [-t THRESHOLD] STORIES.txt...
// How many events of several articles are joined rightly into happenings: pairwise precision, recall and F1
// over stories with marked words (tests/merge/stories/README.md). With -v, the pairs that are wrong or
// missing. With -f, of each two events that are compared: whether they are one (1 or 0), the story, and what
// they have in common (NgAlikeFeature).
#include "base/io.h"
#include "merge/happenings.h"
#include "pipeline/pipeline.h"
#include "read/reader.h"

#include <stdio.h>
#include <stdlib.h>

enum {
  MAX_ARTICLES = 512,
  MAX_MARKS    = 64,
  MAX_EVENTS   = 16384,
  MAX_JOINED   = 16384,
  MAX_WORDS    = 32,
  NAME         = 32
};

typedef struct {
  char     name[NAME];
  uint32_t begin, end; // code points
} Mark;

typedef struct {
  int    story;
  char   outlet[64], date[16], iri[160];
  char*  text;
  size_t len;
  Mark   marks[MAX_MARKS];
  int    n_marks;
} Article;

typedef struct {
  uint32_t begin, end; // code points
} Place;

typedef struct {
  char  iri[160];
  int   article;
  bool  is_statement;
  Place places[MAX_WORDS]; // the words that tell of it, the trigger first, or what was said
  int   n_places;
  char  label[96];
} Event;

typedef struct {
  char happening[160];
  int  event;
} Joined;

static Article articles[MAX_ARTICLES];
static Event   events[MAX_EVENTS];
static Joined  joined[MAX_JOINED];
static int     n_articles, n_events, n_joined;

static void
die(const char* what)
{
  fprintf(stderr, "measure_happenings: %s\n", what);
  exit(1);
}

static void
copy(char* to, size_t size, NgStr from)
{
  snprintf(to, size, "%.*s", (int)(from.len < size ? from.len : size - 1), from.at);
}

// --- stories -------------------------------------------------------------------------------------

// Take the marks out of `from`.
static void
strip_marks(Article* a, NgStr from)
{
  uint32_t chars = 0;
  a->text        = calloc(from.len + 1, 1);
  for (size_t i = 0; a->text && i < from.len; ++i) {
    const char* const colon = from.at[i] == '[' ? memchr(from.at + i, ':', from.len - i) : NULL;
    if (colon && a->n_marks < MAX_MARKS) {
      Mark* const m = &a->marks[a->n_marks++];
      copy(m->name, NAME, ng_str_n(from.at + i + 1, (size_t)(colon - from.at) - i - 1));
      m->begin = chars;
      i        = (size_t)(colon - from.at);
    } else if (from.at[i] == ']' && a->n_marks) {
      a->marks[a->n_marks - 1].end = chars;
    } else {
      a->text[a->len++] = from.at[i];
      chars += ((unsigned char)from.at[i] & 0xC0) != 0x80;
    }
  }
}

static void
read_story(const char* path, int story)
{
  NgBuf   bytes = NG_BUF_INIT(1 << 20);
  NgError err   = {0};
  if (ng_io_read_file(path, &bytes, &err)) {
    die(err.message);
  }
  char* at = bytes.at;
  while (at && !strncmp(at, "== ", 3) && n_articles < MAX_ARTICLES) {
    Article* const a    = &articles[n_articles++];
    char* const    line = strchr(at, '\n');
    char* const    bar  = strstr(at, " | ");
    if (!line || !bar || bar > line) {
      die("an article must begin with '== OUTLET | DATE'");
    }
    copy(a->outlet, sizeof(a->outlet), ng_str_n(at + 3, (size_t)(bar - at) - 3));
    copy(a->date, sizeof(a->date), ng_str_n(bar + 3, (size_t)(line - bar) - 3));
    char* const next = strstr(line, "\n== ");
    a->story         = story;
    strip_marks(a, ng_str_n(line + 1, next ? (size_t)(next - line) : strlen(line + 1)));
    at = next ? next + 1 : NULL;
  }
  ng_buf_free(&bytes);
}

// --- graphs --------------------------------------------------------------------------------------

typedef struct {
  NgHappenings* happenings;
  int           article;
} Collector;

static bool
span_of(NgStr iri, uint32_t* begin, uint32_t* end)
{
  char        text[256];
  const char* at = NULL;
  copy(text, sizeof(text), iri);
  at = strstr(text, "#char=");
  return at && sscanf(at, "#char=%u,%u", begin, end) == 2;
}

static Event*
event_of(NgStr iri, int article)
{
  if (n_events && ng_str_is(iri, events[n_events - 1].iri)) {
    return &events[n_events - 1];
  }
  if (n_events == MAX_EVENTS) {
    die("too many events");
  }
  Event* const e = &events[n_events++];
  copy(e->iri, sizeof(e->iri), iri);
  e->article = article;
  return e;
}

static void
note_event(Collector* c, const NgTriple* t)
{
  static const char ns[] = "https://w3id.org/newsgraph/ns#";
  char              iri[160];
  uint32_t          begin = 0, end = 0;
  copy(iri, sizeof(iri), t->subject);
  const bool is_event = strstr(iri, "/fact/event-") != NULL;
  const bool is_said  = strstr(iri, "/fact/statement-") != NULL;
  if (!is_event && !is_said) {
    return;
  }
  Event* const e  = event_of(t->subject, c->article);
  e->is_statement = is_said;
  if (ng_str_ends(t->predicate, "#label") || ng_str_is(t->predicate, "https://w3id.org/newsgraph/ns#quote")) {
    copy(e->label, sizeof(e->label), t->object);
  }
  if (!ng_str_starts(t->predicate, ns) || !span_of(t->object, &begin, &end)) {
    return;
  }
  const bool is_trigger = ng_str_ends(t->predicate, "#trigger");
  if ((is_trigger && is_event) || (is_said && ng_str_ends(t->predicate, "#evidence"))) {
    e->places[0] = (Place){begin, end};
    e->n_places  = 1;
  }
}

static NgStatus
on_begin(void* self, NgStr graph, NgError* err)
{
  copy(articles[((Collector*)self)->article].iri, sizeof(articles[0].iri), graph);
  return NG_SUCCESS;
}

static NgStatus
on_triple(void* self, const NgTriple* t, NgError* err)
{
  Collector* const c    = self;
  const NgQuad     quad = {.subject   = {.kind = NG_RDF_IRI, .value = t->subject},
                           .predicate = {.kind = NG_RDF_IRI, .value = t->predicate},
                           .object = {.kind  = t->object_kind == NG_OBJECT_IRI ? NG_RDF_IRI : NG_RDF_LITERAL,
                                      .value = t->object,
                                      .language = t->language,
                                      .datatype = t->datatype}};
  note_event(c, t);
  return ng_happenings_add(c->happenings, &quad, err);
}

static uint32_t
chars_of(const NgDoc* doc, size_t byte)
{
  uint32_t n = 0;
  for (size_t i = 0; i < byte; ++i) {
    n += ((unsigned char)doc->text.at[i] & 0xC0) != 0x80;
  }
  return n;
}

// What is told again in an article is no event of its own: all words that tell of an event are its places.
static void
add_words(const NgDoc* doc, int article)
{
  for (uint32_t i = 0; i < doc->events.n; ++i) {
    const NgEvent* const from  = &doc->events.at[i];
    const uint32_t       begin = chars_of(doc, from->trigger.begin);
    for (int k = n_events; k-- > 0 && events[k].article == article;) {
      Event* const e = &events[k];
      if (e->is_statement || !e->n_places || e->places[0].begin != begin) {
        continue;
      }
      for (uint32_t w = 0; w < from->words.n && e->n_places < MAX_WORDS; ++w) {
        const NgSpan word        = from->words.at[w];
        e->places[e->n_places++] = (Place){chars_of(doc, word.begin), chars_of(doc, word.end)};
      }
    }
  }
}

static NgStatus
on_end(void* self, NgError* err)
{
  return NG_SUCCESS;
}

static NgStatus
on_found(void* self, const NgQuad* quad, NgError* err)
{
  if (!ng_str_ends(quad->predicate.value, "#report")) {
    return NG_SUCCESS;
  }
  for (int i = 0; i < n_events; ++i) {
    if (ng_str_is(quad->object.value, events[i].iri) && n_joined < MAX_JOINED) {
      copy(joined[n_joined].happening, sizeof(joined[0].happening), quad->subject.value);
      joined[n_joined++].event = i;
    }
  }
  return NG_SUCCESS;
}

static void
extract(const NgPipeline* pipeline, NgHappenings* happenings)
{
  NgDoc          doc   = {.arena = ng_arena_new((size_t)256 << 20)};
  NgGraphOptions graph = NG_GRAPH_OPTIONS_INIT;
  for (int i = 0; i < n_articles; ++i) {
    NgError       err       = {0};
    NgReadOptions read      = NG_READ_OPTIONS_INIT;
    Collector     collector = {happenings, i};
    const NgSink  sink      = {&collector, on_begin, on_triple, on_end};
    read.date               = articles[i].date;
    read.publisher          = articles[i].outlet;
    ng_doc_reset(&doc);
    if (ng_read_text(&doc, ng_str(articles[i].outlet), ng_str_n(articles[i].text, articles[i].len), &read,
                     &err) ||
        ng_pipeline_run(pipeline, &doc, NG_STAGE_FACTS, &err) || ng_graph_run(&graph, &doc, &sink, &err)) {
      die(err.message);
    }
    add_words(&doc, i);
  }
  ng_arena_free(doc.arena);
}

// --- score ---------------------------------------------------------------------------------------

// Does the event stand at the mark?
static bool
is_at(const Event* e, const Mark* m)
{
  const bool is_said = !strncmp(m->name, "quote", 5);
  bool       is_at   = false;
  for (int i = 0; i < e->n_places && is_said == e->is_statement; ++i) {
    is_at = is_at || (m->begin < e->places[i].end && e->places[i].begin < m->end);
  }
  return is_at;
}

// Is there a mark with the name at the event? Any name: NULL.
static bool
is_named(const Event* e, const char* name)
{
  const Article* const a = &articles[e->article];
  for (int i = 0; i < a->n_marks; ++i) {
    if ((!name || !strcmp(a->marks[i].name, name)) && is_at(e, &a->marks[i])) {
      return true;
    }
  }
  return false;
}

// Are both of one story, at marks of one name?
static bool
are_one(const Event* x, const Event* y)
{
  const Article* const a = &articles[x->article];
  for (int i = 0; i < a->n_marks && a->story == articles[y->article].story; ++i) {
    if (is_at(x, &a->marks[i]) && is_named(y, a->marks[i].name)) {
      return true;
    }
  }
  return false;
}

// The name of the first mark at the event.
static const char*
name_of(const Event* e)
{
  const Article* const a = &articles[e->article];
  for (int i = 0; i < a->n_marks; ++i) {
    if (is_at(e, &a->marks[i])) {
      return a->marks[i].name;
    }
  }
  return "-";
}

static const Event*
find_event(NgStr iri)
{
  for (int i = 0; i < n_events; ++i) {
    if (ng_str_is(iri, events[i].iri)) {
      return &events[i];
    }
  }
  return NULL;
}

static bool
has_mark(const Article* a, const char* name)
{
  for (int i = 0; i < a->n_marks; ++i) {
    if (!strcmp(a->marks[i].name, name)) {
      return true;
    }
  }
  return false;
}

static bool
has_event_at(int article, const char* name)
{
  for (int i = 0; i < n_events; ++i) {
    if (events[i].article == article && is_named(&events[i], name)) {
      return true;
    }
  }
  return false;
}

static bool
are_joined(int a, int b, const char* name)
{
  for (int i = 0; i < n_joined; ++i) {
    for (int k = 0; k < n_joined; ++k) {
      const Event* const x = &events[joined[i].event];
      const Event* const y = &events[joined[k].event];
      if (x->article == a && y->article == b && !strcmp(joined[i].happening, joined[k].happening) &&
          is_named(x, name) && is_named(y, name)) {
        return true;
      }
    }
  }
  return false;
}

static int
count_joined(bool is_verbose, int* n_right)
{
  int n = 0;
  for (int i = 0; i < n_joined; ++i) {
    for (int k = i + 1; k < n_joined && !strcmp(joined[i].happening, joined[k].happening); ++k) {
      const Event* const x        = &events[joined[i].event];
      const Event* const y        = &events[joined[k].event];
      const bool         is_right = are_one(x, y);
      ++n;
      *n_right += is_right;
      if (!is_right && is_verbose) {
        printf("  wrong: %s: \"%s\" (%s) / %s: \"%s\" (%s)\n", articles[x->article].outlet, x->label,
               name_of(x), articles[y->article].outlet, y->label, name_of(y));
      }
    }
  }
  return n;
}

static int
count_marked(bool is_verbose, int* n_found, int* n_extracted)
{
  int n = 0;
  for (int a = 0; a < n_articles; ++a) {
    for (int b = a + 1; b < n_articles && articles[b].story == articles[a].story; ++b) {
      for (int i = 0; i < articles[a].n_marks; ++i) {
        const char* const name     = articles[a].marks[i].name;
        bool              is_first = true;
        for (int k = 0; k < i; ++k) {
          is_first = is_first && strcmp(articles[a].marks[k].name, name) != 0;
        }
        if (!is_first || !has_mark(&articles[b], name)) {
          continue;
        }
        const bool is_extracted = has_event_at(a, name) && has_event_at(b, name);
        const bool is_found     = are_joined(a, b, name);
        ++n;
        *n_found += is_found;
        *n_extracted += is_extracted;
        if (!is_found && is_verbose) {
          printf("  missing%s: %s / %s: %s\n", is_extracted ? "" : " (no event)", articles[a].outlet,
                 articles[b].outlet, name);
        }
      }
    }
  }
  return n;
}

static void
print_pair(void* self, NgStr a, NgStr b, const float* features, uint32_t n_features)
{
  const Event* const x = find_event(a);
  const Event* const y = find_event(b);
  if (!x || !y) {
    return;
  }
  printf("%d %d", are_one(x, y), articles[x->article].story);
  for (uint32_t i = 0; i < n_features; ++i) {
    printf(" %.4g", (double)features[i]);
  }
  putchar('\n');
}

int
main(int argc, char** argv)
{
  NgHappeningsOptions options    = NG_HAPPENINGS_OPTIONS_INIT;
  bool                is_verbose = false;
  NgError             err        = {0};
  NgPipeline*         pipeline   = NULL;
  NgHappenings*       happenings = NULL;
  for (int i = 1; i < argc; ++i) {
    if (!strcmp(argv[i], "-v")) {
      is_verbose = true;
    } else if (!strcmp(argv[i], "-f")) {
      options.on_pair = print_pair;
    } else if (!strcmp(argv[i], "-t") && i + 1 < argc) {
      options.threshold = strtof(argv[++i], NULL);
    } else {
      read_story(argv[i], i);
    }
  }
  if (ng_pipeline_open(&pipeline, &err) || ng_happenings_new(&happenings, &options, &err)) {
    die(err.message);
  }
  extract(pipeline, happenings);
  NgHappeningsSummary summary = {0};
  if (ng_happenings_finish(happenings, on_found, NULL, &summary, &err)) {
    die(err.message);
  }
  int          n_right = 0, n_found = 0, n_extracted = 0;
  const int    n_pairs  = count_joined(is_verbose, &n_right);
  const int    n_marked = count_marked(is_verbose, &n_found, &n_extracted);
  const double p        = n_pairs ? (double)n_right / n_pairs : 0;
  const double r        = n_marked ? (double)n_found / n_marked : 0;
  printf("happenings: %d articles, %u events, %u happenings, %u copies\n", n_articles, summary.n_events,
         summary.n_happenings, summary.n_copies);
  printf("pairs: precision %.3f (%d of %d)  recall %.3f (%d of %d; events found for %d)  F1 %.3f\n", p,
         n_right, n_pairs, r, n_found, n_marked, n_extracted, p + r > 0 ? 2 * p * r / (p + r) : 0);
  ng_happenings_free(happenings);
  ng_pipeline_close(pipeline);
  for (int i = 0; i < n_articles; ++i) {
    free(articles[i].text);
  }
  return 0;
}
