// SPDX-License-Identifier: Apache-2.0
// Requests to SPARQL stores over HTTP, by libcurl: one connection kept open, TLS verified, time limits,
// retries with back-off where a second try may help. Nothing here ever writes credentials anywhere.
//
// Only http and https are spoken. A redirect is followed for GET alone, never from https to http, and never
// with the credentials to another host. Neither ~/.netrc nor a user and password in an address is used.
//
// A handle serves one thread at a time; several threads may each have their own. libcurl's global state is
// set up once, by the first ng_http_open of the process.
#ifndef NG_HTTP_HTTP_H
#define NG_HTTP_HTTP_H

#include "base/buf.h"

#include <stdbool.h>

typedef struct {
  const char*
      credentials_file; ///< One line USER:PASSWORD; NULL: the environment's NEWSGRAPH_CREDENTIALS, else none
  const char* ca_file;  ///< Trust these certificates (PEM) and no others; NULL: the system's
  /// Send the password also where a server that is not this machine asks for Basic over plain HTTP.
  bool     is_plain_allowed;
  unsigned connect_timeout_s; ///< 0: 10
  unsigned timeout_s;         ///< For a whole request; 0: 300
  unsigned retries;  ///< Further tries after connections refused or cut, time-outs, 429, 502, 503, 504
  unsigned pause_ms; ///< Before the first further try, doubled for each one after it; 0: 500
  /// Told before each further try, with what went wrong; may be NULL.
  void (*retrying)(void* self, unsigned attempt, const NgError* why);
  void* retrying_self;
} NgHttpOptions;

#define NG_HTTP_OPTIONS_INIT                                                                                 \
  {                                                                                                          \
    NULL, NULL, false, 0, 0, 4, 0, NULL, NULL                                                                \
  }

typedef struct NgHttpImpl NgHttp;

typedef struct {
  const char* method; ///< "GET", "POST", "PUT", "DELETE"
  const char* url;
  const char* content_type; ///< Of `body`; NULL: none
  const char* accept;       ///< NULL: anything
  NgStr       body;
} NgHttpRequest;

typedef struct {
  long  status; ///< HTTP status code
  NgBuf body;   ///< The caller's; cleared before
  char  content_type[128];
  char  server[64]; ///< What the server calls itself; "" where it does not tell
} NgHttpResponse;

/// `options` may be NULL; what it points to must outlive the connection.
/// @return NG_ERR_NO_MEM; NG_ERR_READ where the credentials or `ca_file` cannot be read, with what to do.
NgStatus ng_http_open(NgHttp** out, const NgHttpOptions* options, NgError* err);

/// Is `url` an http or https address without user and password? `err` then says what to do.
/// @return NG_SUCCESS, NG_ERR_BAD_ARG, NG_ERR_NO_MEM.
NgStatus ng_http_check_url(const char* url, NgError* err);

/// Send a request and take the whole answer, whatever its HTTP status: the caller judges that. It may be sent
/// several times, so a second time must do no harm.
///
/// With credentials the first request is begun by one without a body, which asks the server how it wants
/// them: Digest, else Basic (over TLS, to this machine, or where is_plain_allowed).
/// @return NG_ERR_READ with what went wrong where there is no answer after all tries, NG_ERR_LIMIT where it
/// is longer than the ceiling of response->body, NG_ERR_BAD_ARG for an address that is none, NG_ERR_NO_MEM.
NgStatus ng_http_send(NgHttp* http, const NgHttpRequest* request, NgHttpResponse* response, NgError* err);

/// Put an answer that is no success into words, with the begin of what the server says, and the address that
/// was asked last as the source. @return `status`.
NgStatus ng_http_refused(const NgHttp* http, const NgHttpResponse* response, NgStatus status, NgError* err);

/// Append `s` percent-encoded for a query string or a form. @return out->status.
NgStatus ng_http_encode(NgBuf* out, NgStr s);

/// Accepts NULL.
void ng_http_close(NgHttp* http);

#endif
