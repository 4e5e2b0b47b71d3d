// SPDX-License-Identifier: Apache-2.0
// Batches over HTTP. What a store refuses is halved until the graph, or in a single graph the triple, that it
// refuses is known; the rest is loaded.
#include "load/target.h"

#include "base/alloc.h"
#include "base/map.h"

#include <strings.h>
#include <time.h>

enum {
  MAX_REQUEST       = 1 << 28,
  MAX_ANSWER        = 1 << 20,
  MAX_IN_A_ROW      = 20, // refusals after which the store seems to refuse everything
  MAX_DEADLOCKS     = 8,  // times that a request is sent again because transactions met
  DEADLOCK_PAUSE_MS = 50,
};

typedef struct {
  NgLoadReport*  report;
  NgHttp*        http;
  NgHttpOptions  options;
  NgBuf          url;
  NgBuf          body;
  NgHttpResponse response;
  NgMap*         refused; // graphs left out whole
} Connection;

// A piece of a batch: whole parts, or lines of one.
typedef struct {
  const NgLoadBatch* batch;
  size_t             first; // part
  size_t             n;     // parts
  size_t             begin; // lines, where n is 1
  size_t             end;
} Piece;

static NgStatus
no_mem(NgError* err)
{
  return ng_error_set(err, NG_ERR_NO_MEM, "%s", ng_strerror(NG_ERR_NO_MEM));
}

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

static NgStatus
send_update(Connection* c, NgError* err)
{
  if (c->body.status) {
    return no_mem(err);
  }
  const NgHttpRequest r = {.method       = "POST",
                           .url          = c->report->options->store,
                           .content_type = "application/sparql-update",
                           .accept       = "*/*",
                           .body         = ng_buf_str(&c->body)};
  return request(c, &r, err);
}

static NgStatus
send_graph(Connection* c, const char* method, NgStr graph, NgStr body, NgError* err)
{
  const char* const store = c->report->options->store;
  ng_buf_clear(&c->url);
  ng_buf_printf(&c->url, "%s%cgraph=", store, strchr(store, '?') ? '&' : '?');
  if (ng_http_encode(&c->url, graph)) {
    return no_mem(err);
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

// Two requests: Virtuoso takes more than twice as long where one both clears graphs and fills them.
static NgStatus
update_piece(Connection* c, const Piece* p, NgError* err)
{
  ng_buf_clear(&c->body);
  for (size_t i = p->first; i < p->first + p->n; ++i) {
    if (is_replaced(c, &p->batch->parts[i])) {
      ng_buf_addz(&c->body, "CLEAR SILENT GRAPH ");
      add_iri(&c->body, p->batch->parts[i].graph);
      ng_buf_addz(&c->body, " ;\n");
    }
  }
  if (c->body.len) {
    NG_TRY(send_update(c, err));
    if (!is_taken(c)) {
      return NG_SUCCESS;
    }
  }
  ng_buf_clear(&c->body);
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
      return no_mem(err);
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

static NgStatus
send_batch(void* self, const NgLoadBatch* batch, NgError* err)
{
  Connection* const c    = self;
  const size_t      step = c->report->options->kind == NG_LOAD_UPDATE ? batch->n_parts : 1;
  for (size_t i = 0; i < batch->n_parts; i += step) {
    Piece p = {.batch = batch, .first = i, .n = step};
    set_lines(&p);
    NG_TRY(send_piece(c, &p, err));
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
    return no_mem(err);
  }
  c->report                = report;
  c->options               = report->options->http;
  c->options.retrying      = on_retry;
  c->options.retrying_self = c;
  c->url                   = (NgBuf)NG_BUF_INIT(1 << 20);
  c->body                  = (NgBuf)NG_BUF_INIT(MAX_REQUEST);
  c->response.body         = (NgBuf)NG_BUF_INIT(MAX_ANSWER);
  c->refused               = ng_map_new(UINT32_MAX / 2);
  NgStatus status          = c->refused ? ng_http_check_url(report->options->store, err) : no_mem(err);
  status                   = status ? status : ng_http_open(&c->http, &c->options, err);
  if (status) {
    close_connection(c);
    return status;
  }
  *out = (NgLoadTarget){c, clear_graph, send_batch, NULL, close_connection};
  return NG_SUCCESS;
}
