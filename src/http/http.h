// SPDX-License-Identifier: Apache-2.0
// Requests to SPARQL stores over HTTP, by libcurl: one connection kept open, TLS verified, time limits,
// retries with back-off where a second try may help. Nothing here ever writes credentials anywhere.
#ifndef NG_HTTP_HTTP_H
#define NG_HTTP_HTTP_H

#include "base/buf.h"

typedef struct {
  const char*
      credentials_file; ///< One line USER:PASSWORD; NULL: the environment's NEWSGRAPH_CREDENTIALS, else none
  const char* ca_file;  ///< NULL: the system's
  unsigned    connect_timeout_s; ///< 0: 10
  unsigned    timeout_s;         ///< For a whole request; 0: 300
  unsigned    retries; ///< Further tries after connections refused or cut, time-outs, 429, 502, 503, 504
  /// Told before each further try, with what went wrong; may be NULL.
  void (*retrying)(void* self, unsigned attempt, const NgError* why);
  void* retrying_self;
} NgHttpOptions;

#define NG_HTTP_OPTIONS_INIT                                                                                 \
  {                                                                                                          \
    NULL, NULL, 0, 0, 4, NULL, NULL                                                                          \
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
} NgHttpResponse;

/// `options` may be NULL; what it points to must outlive the connection.
/// @return NG_ERR_NO_MEM; NG_ERR_READ where the credentials cannot be read, with what to do.
NgStatus ng_http_open(NgHttp** out, const NgHttpOptions* options, NgError* err);

/// Send a request and take the whole answer, whatever its HTTP status: the caller judges that.
/// @return NG_ERR_READ with what went wrong where there is no answer after all tries, NG_ERR_LIMIT where it
/// is longer than the ceiling of response->body, NG_ERR_BAD_ARG for an address that is none, NG_ERR_NO_MEM.
NgStatus ng_http_send(NgHttp* http, const NgHttpRequest* request, NgHttpResponse* response, NgError* err);

/// Accepts NULL.
void ng_http_close(NgHttp* http);

#endif
