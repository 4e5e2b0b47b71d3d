// SPDX-License-Identifier: Apache-2.0
// Sends one request, several times where asked, and prints status and answer; for tests/http/http.sh.
// Usage: send [-c CREDENTIALS] [-a CA] [-r RETRIES] [-t SECONDS] [-m ANSWER_BYTES] [-n TIMES] [-b BODY_BYTES]
// [-p]
//             METHOD URL
#include "http/http.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct {
  NgHttpOptions options;
  size_t        max;
  int           times;
  NgBuf         body;
} Settings;

static void
on_retry(void* self, unsigned attempt, const NgError* why)
{
  printf("again %u: %s\n", attempt, why->message);
}

static bool
read_settings(Settings* s, int argc, char** argv)
{
  for (int c = 0; (c = getopt(argc, argv, "c:a:r:t:m:n:b:p")) != -1;) {
    switch (c) {
    case 'c':
      s->options.credentials_file = optarg;
      break;
    case 'a':
      s->options.ca_file = optarg;
      break;
    case 'r':
      s->options.retries = (unsigned)atoi(optarg);
      break;
    case 't':
      s->options.timeout_s = (unsigned)atoi(optarg);
      break;
    case 'm':
      s->max = (size_t)atoi(optarg);
      break;
    case 'n':
      s->times = atoi(optarg);
      break;
    case 'b':
      for (int n = atoi(optarg); n > 0; --n) {
        ng_buf_addc(&s->body, 'x');
      }
      break;
    case 'p':
      s->options.is_plain_allowed = true;
      break;
    default:
      return false;
    }
  }
  return argc - optind == 2;
}

static NgStatus
run(const Settings* s, const char* method, const char* url, NgError* err)
{
  NgHttp* http = NULL;
  NG_TRY(ng_http_open(&http, &s->options, err));
  NgHttpResponse      response = {.body = NG_BUF_INIT(s->max)};
  const NgHttpRequest request  = {.method       = method,
                                  .url          = url,
                                  .content_type = s->body.len ? "text/turtle" : NULL,
                                  .body         = ng_buf_str(&s->body)};
  NgStatus            status   = NG_SUCCESS;
  for (int i = 0; !status && i < s->times; ++i) {
    status = ng_http_send(http, &request, &response, err);
    if (!status && response.status < 300) {
      printf("%ld %.*s\n", response.status, (int)(response.body.len < 80 ? response.body.len : 80),
             response.body.at);
    } else if (!status) {
      status = ng_http_refused(http, &response, NG_ERR_READ, err);
    }
  }
  ng_buf_free(&response.body);
  ng_http_close(http);
  return status;
}

int
main(int argc, char** argv)
{
  Settings s   = {.options = NG_HTTP_OPTIONS_INIT, .max = 1 << 20, .times = 1, .body = NG_BUF_INIT(1 << 26)};
  NgError  err = {0};
  s.options.pause_ms = 10;
  s.options.retrying = on_retry;
  if (!read_settings(&s, argc, argv)) {
    return 2;
  }
  const NgStatus status = run(&s, argv[optind], argv[optind + 1], &err);
  if (status) {
    printf("error %s: %s\n", err.source, err.message);
  }
  ng_buf_free(&s.body);
  return status ? 1 : 0;
}
