// SPDX-License-Identifier: Apache-2.0
// Batches over HTTP. What a store refuses is halved until the graph, or in a single graph the triple, that it
// refuses is known; the rest is loaded.
#include "load/target.h"

#include "base/alloc.h"
#include "base/map.h"
#include "load/virtuoso.h"

#include <strings.h>
#include <time.h>

enum {
  MAX_REQUEST       = 1 << 28,
  MAX_ANSWER        = 1 << 20,
  MAX_IN_A_ROW      = 20, // refusals after which the store seems to refuse everything
  MAX_DEADLOCKS     = 8,  // times that a request is sent again because transactions met
  DEADLOCK_PAUSE_MS = 50,
  MAX_BULK_BYTES    = 6 << 20, // Virtuoso holds strings of up to 10 MB
  MAX_BULK_GRAPHS   = 500,
  MAX_BULK_FAILURES = 3, // in a row, after which Virtuoso's loader is not asked again
};

typedef struct {
  NgLoadReport*  report;
  NgHttp*        http;
  NgHttpOptions  options;
  NgBuf          url;
  NgBuf          body;
  NgHttpResponse response;
  NgMap*         refused;         // graphs left out whole
  unsigned       n_bulk_failures; // since Virtuoso's loader last took something
} Connection;

// A piece of a batch: whole parts, or lines of one.
typedef struct {
  const NgLoadBatch* batch;
  size_t             first; // part
  size_t             n;     // parts
  size_t             begin; // lines, where n is 1
  size_t             end;
} Piece;

// --- requests --------------------------------------------------------------------------------------

static bool
is_deadlock(const NgHttpResponse* response)
{
  static const char word[] = "deadlock"; // Virtuoso: "SR172: Transaction deadlocked"
  for (size_t i = 0; response->status == 500 && i + sizeof(word) <= response->body.len; ++i) {
    if (!strncasecmp(response->body.at + i, word, sizeof(word) - 1)) {
      return true;
    }
  }
  return false;
}

// A network that fails has been tried again by ng_http_send.
static NgStatus
request(Connection* c, const NgHttpRequest* r, NgError* err)
{
  for (int i = 0;; ++i) {
    const NgStatus status = ng_http_send(c->http, r, &c->response, err);
    if (status) {
      err->status = status == NG_ERR_READ || status == NG_ERR_LIMIT ? NG_ERR_WRITE : status;
      return err->status;
    }
    if (i == MAX_DEADLOCKS || !is_deadlock(&c->response)) {
      return NG_SUCCESS;
    }
    NgError why = {0};
    ng_http_refused(c->http, &c->response, NG_ERR_WRITE, &why);
    ng_load_report_retry(c->report, &why);
    const struct timespec pause = {.tv_nsec = DEADLOCK_PAUSE_MS * 1000000L};
    nanosleep(&pause, NULL);
  }
}

static bool
is_taken(const Connection* c)
{
  return c->response.status >= 200 && c->response.status < 300;
}

// Would the store say the same to any other batch?
static bool
is_general(long status)
{
  switch (status) {
  case 400:
  case 409:
  case 413:
  case 422:
  case 500:
    return false;
  default:
    return true;
  }
}

// Send the body.
static NgStatus
post(Connection* c, const char* url, const char* content_type, NgError* err)
{
  if (c->body.status || c->url.status) {
    return ng_error_no_mem(err);
  }
  const NgHttpRequest r = {.method       = "POST",
                           .url          = url,
                           .content_type = content_type,
                           .accept       = "*/*",
                           .body         = ng_buf_str(&c->body)};
  return request(c, &r, err);
}

static NgStatus
send_update(Connection* c, NgError* err)
{
  return post(c, c->report->options->store, "application/sparql-update", err);
}

static NgStatus
send_graph(Connection* c, const char* method, NgStr graph, NgStr body, NgError* err)
{
  const char* const store = c->report->options->store;
  ng_buf_clear(&c->url);
  ng_buf_printf(&c->url, "%s%cgraph=", store, strchr(store, '?') ? '&' : '?');
  if (ng_http_encode(&c->url, graph)) {
    return ng_error_no_mem(err);
  }
  const NgHttpRequest r = {.method       = method,
                           .url          = c->url.at,
                           .content_type = "application/n-triples",
                           .accept       = "*/*",
                           .body         = body};
  return request(c, &r, err);
}

// --- a piece ---------------------------------------------------------------------------------------

static bool
is_replaced(const Connection* c, const NgLoadPart* part)
{
  return part->is_first && !c->report->options->is_added && !c->report->options->graph;
}

static bool
is_left_out(const Connection* c, const NgLoadPart* part)
{
  return ng_map_size(c->refused) && ng_map_get(c->refused, part->graph);
}

static void
add_iri(NgBuf* body, NgStr iri)
{
  ng_buf_addc(body, '<');
  ng_buf_add(body, iri);
  ng_buf_addc(body, '>');
}

static NgStr
lines_of(const Piece* p, const NgLoadPart* part)
{
  const char* const text = p->batch->text.at;
  return p->n == 1 ? ng_str_n(text + p->begin, p->end - p->begin)
                   : ng_str_n(text + part->begin, part->end - part->begin);
}

static size_t
count_lines(NgStr lines)
{
  size_t n = 0;
  for (size_t i = 0; i < lines.len; ++i) {
    n += lines.at[i] == '\n';
  }
  return n;
}

static size_t
count_triples(const Connection* c, const Piece* p)
{
  size_t n = 0;
  for (size_t i = p->first; i < p->first + p->n; ++i) {
    const NgLoadPart* const part = &p->batch->parts[i];
    n += is_left_out(c, part) ? 0 : p->n == 1 ? count_lines(lines_of(p, part)) : part->n_triples;
  }
  return n;
}

// Begin a request with the graphs that the piece replaces. @return false where there are none.
static bool
write_graphs(Connection* c, const Piece* p, const NgLoadForm* form)
{
  bool is_any = false;
  ng_buf_clear(&c->body);
  for (size_t i = p->first; i < p->first + p->n; ++i) {
    if (is_replaced(c, &p->batch->parts[i])) {
      ng_buf_addz(&c->body, is_any ? form->between : form->begin);
      add_iri(&c->body, p->batch->parts[i].graph);
      is_any = true;
    }
  }
  ng_buf_addz(&c->body, is_any ? form->end : "");
  return is_any;
}

static const NgLoadForm clear_form = {"CLEAR SILENT GRAPH ", " ;\nCLEAR SILENT GRAPH ", " ;\n"};

// One request, which stores take whole or not at all.
static NgStatus
insert_piece(Connection* c, const Piece* p, bool is_clearing, NgError* err)
{
  ng_buf_clear(&c->body);
  if (is_clearing) {
    write_graphs(c, p, &clear_form);
  }
  ng_buf_addz(&c->body, "INSERT DATA {\n");
  for (size_t i = p->first; i < p->first + p->n; ++i) {
    const NgLoadPart* const part = &p->batch->parts[i];
    if (!is_left_out(c, part)) {
      ng_buf_addz(&c->body, "GRAPH ");
      add_iri(&c->body, part->graph);
      ng_buf_addz(&c->body, " {\n");
      ng_buf_add(&c->body, lines_of(p, part));
      ng_buf_addz(&c->body, "}\n");
    }
  }
  ng_buf_addz(&c->body, "}\n");
  return send_update(c, err);
}

// --- Virtuoso --------------------------------------------------------------------------------------

static bool
is_virtuoso(const Connection* c)
{
  return ng_load_virtuoso_is(c->response.server);
}

// A question about the graphs of the piece. An answer that is none is no "no".
static NgStatus
ask(Connection* c, const Piece* p, const NgLoadForm* question, bool* is_no, NgError* err)
{
  static const char no[] = "false";
  write_graphs(c, p, question);
  NG_TRY(send_update(c, err));
  const NgStr answer = ng_buf_str(&c->response.body);
  *is_no             = false;
  for (size_t i = 0; c->response.status == 200 && !*is_no && i + sizeof(no) - 1 <= answer.len; ++i) {
    *is_no = !memcmp(answer.at + i, no, sizeof(no) - 1);
  }
  return NG_SUCCESS;
}

// Empty the graphs that the piece replaces.
static NgStatus
empty_graphs(Connection* c, const Piece* p, bool* is_empty, NgError* err)
{
  *is_empty = !write_graphs(c, p, &clear_form);
  if (!*is_empty) {
    NG_TRY(ask(c, p, &ng_load_virtuoso_ask, is_empty, err));
  }
  if (*is_empty) {
    return NG_SUCCESS;
  }
  bool is_found = false;
  NG_TRY(ask(c, p, &ng_load_virtuoso_odd, &is_found, err));
  if (is_found) {
    write_graphs(c, p, &ng_load_virtuoso_delete);
    NG_TRY(send_update(c, err));
    *is_empty = is_taken(c);
  }
  if (!*is_empty) {
    write_graphs(c, p, &clear_form);
    NG_TRY(send_update(c, err));
    *is_empty = is_taken(c);
  }
  return NG_SUCCESS;
}

// Of two INSERT DATA at a time Virtuoso loses the languages and datatypes that both bring for the first time.
// Is this such a store, or may it be one?
static bool
is_inserting_alone(const Connection* c)
{
  return !c->response.status || is_virtuoso(c);
}

// Two requests: Virtuoso takes longer where one both clears graphs and fills them, and what it then does not
// insert is cleared all the same.
static NgStatus
clear_and_insert(Connection* c, const Piece* p, NgError* err)
{
  if (!is_virtuoso(c)) {
    return insert_piece(c, p, true, err);
  }
  bool is_empty = false;
  NG_TRY(empty_graphs(c, p, &is_empty, err));
  return is_empty ? insert_piece(c, p, false, err) : NG_SUCCESS;
}

static NgStatus
update_piece(Connection* c, const Piece* p, NgError* err)
{
  pthread_rwlock_t* const lock = &c->report->inserting;
  if (is_inserting_alone(c)) {
    pthread_rwlock_wrlock(lock);
  } else {
    pthread_rwlock_rdlock(lock);
  }
  const NgStatus status = clear_and_insert(c, p, err);
  pthread_rwlock_unlock(lock);
  return status;
}

static size_t
bulk_bytes(const NgLoadPart* part)
{
  return part->end - part->begin + part->n_triples * (part->graph.len + 3);
}

static bool
is_for_bulk(const Connection* c, const NgLoadBatch* batch, const NgLoadPart* part)
{
  return c->report->options->kind == NG_LOAD_UPDATE && c->n_bulk_failures < MAX_BULK_FAILURES &&
         is_virtuoso(c) && bulk_bytes(part) <= MAX_BULK_BYTES &&
         ng_load_virtuoso_keeps(ng_str_n(batch->text.at + part->begin, part->end - part->begin));
}

static NgStatus
post_quads(Connection* c, const Piece* p, NgError* err)
{
  ng_buf_clear(&c->url);
  ng_load_virtuoso_address(&c->url, c->report->options->store);
  ng_buf_clear(&c->body);
  for (size_t i = p->first; i < p->first + p->n; ++i) {
    const NgLoadPart* const part = &p->batch->parts[i];
    if (!is_left_out(c, part)) {
      ng_load_virtuoso_quads(&c->body, lines_of(p, part), part->graph);
    }
  }
  return post(c, c->url.at, "application/n-quads", err);
}

// By Virtuoso's loader. Where it does not take the piece, INSERT DATA may, or tells what is wrong with it.
static NgStatus
bulk_piece(Connection* c, const Piece* p, bool* is_loaded, NgError* err)
{
  const size_t n_triples = count_triples(c, p);
  bool         is_empty  = false;
  *is_loaded             = !n_triples;
  if (*is_loaded) {
    return NG_SUCCESS;
  }
  pthread_rwlock_rdlock(&c->report->inserting);
  NgStatus status = empty_graphs(c, p, &is_empty, err);
  if (!status && is_empty) {
    status     = post_quads(c, p, err);
    *is_loaded = !status && is_taken(c);
  }
  pthread_rwlock_unlock(&c->report->inserting);
  c->n_bulk_failures = *is_loaded ? 0 : c->n_bulk_failures + 1;
  if (*is_loaded) {
    ng_load_report_taken(c->report, n_triples);
  }
  return status;
}

// --- the Graph Store Protocol ----------------------------------------------------------------------

// Of one part.
static NgStatus
store_piece(Connection* c, const Piece* p, NgError* err)
{
  const NgLoadPart* const part = &p->batch->parts[p->first];
  return send_graph(c, is_replaced(c, part) ? "PUT" : "POST", part->graph, lines_of(p, part), err);
}

static NgStatus
clear_graph(void* self, NgStr graph, NgError* err)
{
  Connection* const c         = self;
  const bool        is_update = c->report->options->kind == NG_LOAD_UPDATE;
  if (is_update) {
    ng_buf_clear(&c->body);
    ng_buf_addz(&c->body, "CLEAR SILENT GRAPH ");
    add_iri(&c->body, graph);
    NG_TRY(send_update(c, err));
  } else {
    NG_TRY(send_graph(c, "DELETE", graph, ng_str(""), err));
  }
  const bool was_none = !is_update && c->response.status == 404;
  return is_taken(c) || was_none ? NG_SUCCESS : ng_http_refused(c->http, &c->response, NG_ERR_WRITE, err);
}

// --- refusals --------------------------------------------------------------------------------------

// One graph that is replaced whole is left out whole; else one triple is.
static NgStatus
leave_out(Connection* c, const Piece* p, NgError* err)
{
  const NgLoadPart* const part     = &p->batch->parts[p->first];
  const bool              is_whole = !c->report->options->graph && !c->report->options->is_added;
  const NgStr             lines    = lines_of(p, part);
  const size_t            n        = count_lines(lines);
  NgError                 refusal  = {0};
  NgError                 why      = {0};
  ng_http_refused(c->http, &c->response, NG_ERR_WRITE, &refusal);
  if (is_whole) {
    ng_error_set(&why, NG_ERR_WRITE, "Graph <%.*s> is left out: %.240s",
                 part->graph.len < 200 ? (int)part->graph.len : 200, part->graph.at, refusal.message);
    NG_TRY(clear_graph(c, part->graph, err)); // no half of it stays
    if (!ng_map_put(c->refused, part->graph, NULL)) {
      return ng_error_no_mem(err);
    }
  } else {
    ng_error_set(&why, NG_ERR_WRITE, "%.*s is left out: %.240s",
                 lines.len > 201 ? 200 : (int)(lines.len ? lines.len - 1 : 0), lines.at, refusal.message);
  }
  ng_error_at(&why, refusal.source, 0, 0);
  if (ng_load_report_refused(c->report, n, is_whole, &why) < MAX_IN_A_ROW) {
    return NG_SUCCESS;
  }
  ng_error_set(err, NG_ERR_WRITE, "It refused %d times in a row, so the load ends: %.300s", MAX_IN_A_ROW,
               refusal.message);
  return ng_error_at(err, refusal.source, 0, 0);
}

// --- sending ---------------------------------------------------------------------------------------

static NgStatus send_piece(Connection* c, const Piece* p, NgError* err);

// The line that begins behind the middle.
static size_t
middle_line(const Piece* p)
{
  const char* const text = p->batch->text.at;
  size_t            at   = p->begin + (p->end - p->begin) / 2;
  while (at < p->end && text[at - 1] != '\n') {
    ++at;
  }
  if (at == p->end) {
    for (at = p->begin + 1; at < p->end && text[at - 1] != '\n';) {
      ++at;
    }
  }
  return at;
}

static void
set_lines(Piece* p)
{
  if (p->n == 1) {
    p->begin = p->batch->parts[p->first].begin;
    p->end   = p->batch->parts[p->first].end;
  }
}

static NgStatus
halve(Connection* c, const Piece* p, NgError* err)
{
  const bool is_split = c->report->options->graph || c->report->options->is_added;
  Piece      left     = *p;
  Piece      right    = *p;
  if (p->n > 1) {
    left.n      = p->n / 2;
    right.first = p->first + left.n;
    right.n     = p->n - left.n;
    set_lines(&left);
    set_lines(&right);
  } else {
    left.end = right.begin = is_split ? middle_line(p) : p->end;
    if (left.end == p->end) {
      return leave_out(c, p, err);
    }
  }
  NG_TRY(send_piece(c, &left, err));
  return send_piece(c, &right, err);
}

static NgStatus
send_piece(Connection* c, const Piece* p, NgError* err)
{
  const size_t n_triples = count_triples(c, p);
  if (!n_triples) {
    return NG_SUCCESS;
  }
  NG_TRY(c->report->options->kind == NG_LOAD_UPDATE ? update_piece(c, p, err) : store_piece(c, p, err));
  if (is_taken(c)) {
    ng_load_report_taken(c->report, n_triples);
    return NG_SUCCESS;
  }
  return is_general(c->response.status) ? ng_http_refused(c->http, &c->response, NG_ERR_WRITE, err)
                                        : halve(c, p, err);
}

// Parts from `first` on and before `end`, at least one: as many as one request takes. The first request takes
// one, for its answer tells which store this is.
static Piece
piece_from(const Connection* c, const NgLoadBatch* batch, size_t first, size_t end)
{
  Piece  p = {.batch = batch, .first = first, .n = 1};
  size_t n = batch->parts[first].n_triples;
  while (c->report->options->kind == NG_LOAD_UPDATE && c->response.status && first + p.n < end) {
    n += batch->parts[first + p.n].n_triples;
    if (n > c->report->part_triples) {
      break;
    }
    ++p.n;
  }
  set_lines(&p);
  return p;
}

// Parts from `first` on for Virtuoso's loader; none where it is not for it.
static Piece
bulk_piece_from(const Connection* c, const NgLoadBatch* batch, size_t first)
{
  Piece  p = {.batch = batch, .first = first};
  size_t n = 0;
  for (size_t i = first; i < batch->n_parts && p.n < MAX_BULK_GRAPHS; ++i) {
    n += bulk_bytes(&batch->parts[i]);
    if (n > MAX_BULK_BYTES || !is_for_bulk(c, batch, &batch->parts[i])) {
      break;
    }
    ++p.n;
  }
  set_lines(&p);
  return p;
}

static NgStatus
load_or_insert(Connection* c, const Piece* bulk, NgError* err)
{
  const size_t end       = bulk->first + bulk->n;
  bool         is_loaded = false;
  NG_TRY(bulk_piece(c, bulk, &is_loaded, err));
  for (size_t i = bulk->first; i < end && !is_loaded;) {
    const Piece p = piece_from(c, bulk->batch, i, end);
    NG_TRY(send_piece(c, &p, err));
    i += p.n;
  }
  return NG_SUCCESS;
}

static NgStatus
send_batch(void* self, const NgLoadBatch* batch, NgError* err)
{
  Connection* const c = self;
  for (size_t i = 0; i < batch->n_parts;) {
    const Piece bulk = bulk_piece_from(c, batch, i);
    const Piece p    = bulk.n ? bulk : piece_from(c, batch, i, batch->n_parts);
    NG_TRY(bulk.n ? load_or_insert(c, &p, err) : send_piece(c, &p, err));
    i += p.n;
  }
  return NG_SUCCESS;
}

// --- the connection --------------------------------------------------------------------------------

static void
on_retry(void* self, unsigned attempt, const NgError* why)
{
  ng_load_report_retry(((Connection*)self)->report, why);
}

static void
close_connection(void* self)
{
  Connection* const c = self;
  if (c) {
    ng_http_close(c->http);
    ng_buf_free(&c->url);
    ng_buf_free(&c->body);
    ng_buf_free(&c->response.body);
    ng_map_free(c->refused);
    ng_free(c);
  }
}

NgStatus
ng_load_http_open(NgLoadTarget* out, NgLoadReport* report, NgError* err)
{
  Connection* const c = ng_calloc(1, sizeof(Connection));
  if (!c) {
    return ng_error_no_mem(err);
  }
  c->report                = report;
  c->options               = report->options->http;
  c->options.retrying      = on_retry;
  c->options.retrying_self = c;
  c->url                   = (NgBuf)NG_BUF_INIT(1 << 20);
  c->body                  = (NgBuf)NG_BUF_INIT(MAX_REQUEST);
  c->response.body         = (NgBuf)NG_BUF_INIT(MAX_ANSWER);
  c->refused               = ng_map_new(UINT32_MAX / 2);
  NgStatus status = c->refused ? ng_http_check_url(report->options->store, err) : ng_error_no_mem(err);
  status          = status ? status : ng_http_open(&c->http, &c->options, err);
  if (status) {
    close_connection(c);
    return status;
  }
  *out = (NgLoadTarget){c, clear_graph, send_batch, NULL, close_connection};
  return NG_SUCCESS;
}
