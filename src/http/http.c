// SPDX-License-Identifier: Apache-2.0
#include "http/http.h"

#include "base/alloc.h"
#include "base/io.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

enum {
  CONNECT_TIMEOUT_S   = 10,
  TIMEOUT_S           = 300,
  PAUSE_MS            = 500,
  MAX_PAUSE_MS        = 30 * 1000,
  MAX_RETRY_AFTER_S   = 120,
  MAX_REDIRECTS       = 5,
  MAX_CREDENTIALS     = 4096,
  UPLOAD_BUFFER_BYTES = 256 * 1024,
};

struct NgHttpImpl {
  CURL*              curl;
  NgHttpOptions      options;
  struct curl_slist* headers;
  bool               has_credentials;
  char               address[200]; // of the last request, without its query
  char               error[CURL_ERROR_SIZE];
};

static const char credentials_name[] = "NEWSGRAPH_CREDENTIALS";

// --- addresses -------------------------------------------------------------------------------------

static bool
has_part(CURLU* u, CURLUPart part)
{
  char*      text = NULL;
  const bool has  = !curl_url_get(u, part, &text, 0);
  curl_free(text);
  return has;
}

static NgStatus
judge_url(CURLU* u, const char* url, NgError* err)
{
  const CURLUcode code = curl_url_set(u, CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME);
  if (code == CURLUE_OUT_OF_MEMORY) {
    return ng_error_no_mem(err);
  }
  if (!code && (has_part(u, CURLUPART_USER) || has_part(u, CURLUPART_PASSWORD))) {
    return ng_error_set(err, NG_ERR_BAD_ARG,
                        "An address must not hold a user or password: put USER:PASSWORD into a file that "
                        "only you can read, or into the environment's %s",
                        credentials_name);
  }
  char* scheme  = NULL;
  bool  is_good = !code && !curl_url_get(u, CURLUPART_SCHEME, &scheme, 0) &&
                 (!strcmp(scheme, "http") || !strcmp(scheme, "https"));
  curl_free(scheme);
  for (const char* c = url; *c && is_good; ++c) {
    is_good = (unsigned char)*c > ' ' && *c != 127;
  }
  if (!is_good || has_part(u, CURLUPART_FRAGMENT)) {
    // what is no address may still hold a password
    return ng_error_set(err, NG_ERR_BAD_ARG, "Not the http:// or https:// address of a store%s%.80s",
                        strchr(url, '@') ? "" : ": ", strchr(url, '@') ? "" : url);
  }
  return NG_SUCCESS;
}

NgStatus
ng_http_check_url(const char* url, NgError* err)
{
  CURLU* const u = curl_url();
  if (!u) {
    return ng_error_no_mem(err);
  }
  const NgStatus status = judge_url(u, url, err);
  curl_url_cleanup(u);
  return status;
}

NgStatus
ng_http_encode(NgBuf* out, NgStr s)
{
  static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  static const char hex[]   = "0123456789ABCDEF";
  for (size_t i = 0; i < s.len; ++i) {
    const unsigned char c = (unsigned char)s.at[i];
    if (c && strchr(plain, c)) {
      ng_buf_addc(out, (char)c);
    } else {
      const char triple[] = {'%', hex[c >> 4], hex[c & 15]};
      ng_buf_add(out, ng_str_n(triple, sizeof(triple)));
    }
  }
  return out->status;
}

// --- credentials -----------------------------------------------------------------------------------

// memset that the compiler may not leave out.
static void
wipe(char* at, size_t len)
{
  volatile char* p = at;
  while (len--) {
    *p++ = 0;
  }
}

// Give "USER:PASSWORD" to libcurl, which keeps a copy.
static NgStatus
set_credentials(NgHttp* http, NgStr line, const char* source, NgError* err)
{
  char        text[MAX_CREDENTIALS + 1];
  char* const colon = line.len && line.len <= MAX_CREDENTIALS ? memchr(line.at, ':', line.len) : NULL;
  if (!colon || colon == line.at || memchr(line.at, '\n', line.len) || memchr(line.at, '\0', line.len)) {
    ng_error_set(err, NG_ERR_READ, "Credentials are one line, USER:PASSWORD");
    return ng_error_at(err, source, 0, 0);
  }
  memcpy(text, line.at, line.len);
  text[line.len]          = '\0';
  const size_t user_len   = (size_t)(colon - line.at);
  text[user_len]          = '\0';
  const CURLcode user     = curl_easy_setopt(http->curl, CURLOPT_USERNAME, text);
  const CURLcode password = curl_easy_setopt(http->curl, CURLOPT_PASSWORD, text + user_len + 1);
  http->has_credentials   = !user && !password;
  wipe(text, sizeof(text));
  return http->has_credentials ? NG_SUCCESS : ng_error_no_mem(err);
}

static NgStatus
read_credentials(NgHttp* http, NgError* err)
{
  const char* const path = http->options.credentials_file;
  if (!path) {
    const char* const value = getenv(credentials_name);
    return value && *value ? set_credentials(http, ng_str(value), credentials_name, err) : NG_SUCCESS;
  }
  NgBuf    text   = NG_BUF_INIT(MAX_CREDENTIALS);
  NgStatus status = ng_io_read_file(path, &text, err);
  if (!status) {
    NgStr line = ng_buf_str(&text);
    while (line.len && (line.at[line.len - 1] == '\n' || line.at[line.len - 1] == '\r')) {
      --line.len;
    }
    status = set_credentials(http, line, path, err);
  }
  if (text.at) {
    wipe(text.at, text.cap);
  }
  ng_buf_free(&text);
  return status ? NG_ERR_READ : NG_SUCCESS;
}

// --- the handle ------------------------------------------------------------------------------------

static CURLcode global_status;

static void
init_curl(void)
{
  global_status = curl_global_init(CURL_GLOBAL_DEFAULT);
}

static size_t
on_body(char* at, size_t size, size_t n, void* self)
{
  return ng_buf_add(self, ng_str_n(at, size * n)) ? 0 : n;
}

static size_t
on_header(char* at, size_t size, size_t n, void* self)
{
  static const char     name[]   = "server:";
  const size_t          name_len = sizeof(name) - 1;
  const size_t          len      = size * n;
  NgHttpResponse* const response = self;
  if (len > name_len && !strncasecmp(at, name, name_len)) {
    const NgStr value = ng_str_cut(ng_str_trim(ng_str_n(at + name_len, len - name_len)),
                                   sizeof(response->server) - 1);
    memcpy(response->server, value.at, value.len);
    response->server[value.len] = '\0';
  }
  return len;
}

static void
set_limits(NgHttp* http)
{
  CURL* const                curl = http->curl;
  const NgHttpOptions* const o    = &http->options;
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L); // threads
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT,
                   (long)(o->connect_timeout_s ? o->connect_timeout_s : CONNECT_TIMEOUT_S));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)(o->timeout_s ? o->timeout_s : TIMEOUT_S));
  curl_easy_setopt(curl, CURLOPT_MAXREDIRS, (long)MAX_REDIRECTS);
  curl_easy_setopt(curl, CURLOPT_UNRESTRICTED_AUTH, 0L);
  curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
}

// CURLOPT_PROTOCOLS is the older form of CURLOPT_PROTOCOLS_STR, which libcurl has since 7.85.
static void
set_protocols(CURL* curl, bool is_tls)
{
#if LIBCURL_VERSION_NUM >= 0x075500
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, is_tls ? "https" : "http,https");
#else
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS,
                   is_tls ? (long)CURLPROTO_HTTPS : (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

static NgStatus
set_up(NgHttp* http, NgError* err)
{
  CURL* const curl = http->curl;
  set_limits(http);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, http->error);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "newsgraph/" NG_VERSION);
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(curl, CURLOPT_UPLOAD_BUFFERSIZE, (long)UPLOAD_BUFFER_BYTES);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  if (http->options.ca_file) {
    int fd = -1;
    NG_TRY(ng_io_open(&fd, http->options.ca_file, err));
    close(fd);
    curl_easy_setopt(curl, CURLOPT_CAPATH, NULL);
    if (curl_easy_setopt(curl, CURLOPT_CAINFO, http->options.ca_file)) {
      return ng_error_no_mem(err);
    }
  }
  NG_TRY(read_credentials(http, err));
  if (http->has_credentials) {
    curl_easy_setopt(curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_DIGEST);
  }
  return NG_SUCCESS;
}

NgStatus
ng_http_open(NgHttp** out, const NgHttpOptions* options, NgError* err)
{
  static const NgHttpOptions defaults = NG_HTTP_OPTIONS_INIT;
  static pthread_once_t      once     = PTHREAD_ONCE_INIT;
  pthread_once(&once, init_curl);
  NgHttp* const http = global_status ? NULL : ng_calloc(1, sizeof(NgHttp));
  if (!http) {
    return ng_error_no_mem(err);
  }
  http->options         = options ? *options : defaults;
  http->curl            = curl_easy_init();
  const NgStatus status = http->curl ? set_up(http, err) : NG_ERR_NO_MEM;
  if (status) {
    ng_http_close(http);
    return ng_error_set(err, status, "%s", ng_strerror(status));
  }
  *out = http;
  return NG_SUCCESS;
}

void
ng_http_close(NgHttp* http)
{
  if (http) {
    curl_easy_cleanup(http->curl);
    curl_slist_free_all(http->headers);
    ng_free(http);
  }
}

// --- one request -----------------------------------------------------------------------------------

static bool
add_header(NgHttp* http, const char* name, const char* value)
{
  char line[256];
  if (snprintf(line, sizeof(line), "%s:%s%s", name, *value ? " " : "", value) >= (int)sizeof(line)) {
    return false;
  }
  struct curl_slist* const more = curl_slist_append(http->headers, line);
  http->headers                 = more ? more : http->headers;
  return more;
}

// "Expect: 100-continue" costs a second with each server that does not know it.
static NgStatus
set_headers(NgHttp* http, const NgHttpRequest* request)
{
  curl_slist_free_all(http->headers);
  http->headers   = NULL;
  const bool done = add_header(http, "Expect", "") &&
                    add_header(http, "Content-Type", request->content_type ? request->content_type : "") &&
                    add_header(http, "Accept", request->accept ? request->accept : "*/*");
  return done && !curl_easy_setopt(http->curl, CURLOPT_HTTPHEADER, http->headers) ? NG_SUCCESS
                                                                                  : NG_ERR_NO_MEM;
}

static NgStatus
set_request(NgHttp* http, const NgHttpRequest* request, NgHttpResponse* response)
{
  CURL* const curl   = http->curl;
  const bool  is_get = !strcmp(request->method, "GET");
  NG_TRY(set_headers(http, request));
  snprintf(http->address, sizeof(http->address), "%.*s", (int)strcspn(request->url, "?"), request->url);
  if (curl_easy_setopt(curl, CURLOPT_URL, request->url)) {
    return NG_ERR_NO_MEM;
  }
  set_protocols(curl, !strncmp(request->url, "https:", 6));
  if (is_get) {
    curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, NULL);
  } else {
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body.at ? request->body.at : "");
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body.len);
    if (curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method)) {
      return NG_ERR_NO_MEM;
    }
  }
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, is_get ? 1L : 0L);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &response->body);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, response);
  return NG_SUCCESS;
}

static CURLcode
perform(NgHttp* http, NgHttpResponse* response)
{
  ng_buf_clear(&response->body);
  http->error[0]      = '\0';
  response->server[0] = '\0';
  const CURLcode code = curl_easy_perform(http->curl);
  const char*    type = NULL;
  response->status    = 0;
  if (!code) {
    curl_easy_getinfo(http->curl, CURLINFO_RESPONSE_CODE, &response->status);
    curl_easy_getinfo(http->curl, CURLINFO_CONTENT_TYPE, &type);
  }
  snprintf(response->content_type, sizeof(response->content_type), "%s", type ? type : "");
  return code;
}

// May a password go to the server asked last where it can be read on the way?
static bool
is_safe_for_basic(const NgHttp* http)
{
  const char* ip = NULL;
  curl_easy_getinfo(http->curl, CURLINFO_PRIMARY_IP, &ip);
  return http->options.is_plain_allowed || !strncmp(http->address, "https:", 6) ||
         (ip && (!strncmp(ip, "127.", 4) || !strcmp(ip, "::1")));
}

// Digest was tried first; a server that offers only Basic is asked again that way.
static NgStatus
try_once(NgHttp* http, NgHttpResponse* response, CURLcode* code, NgError* err)
{
  *code          = perform(http, response);
  long available = 0;
  if (*code || response->status != 401 || !http->has_credentials ||
      curl_easy_getinfo(http->curl, CURLINFO_HTTPAUTH_AVAIL, &available) ||
      available & (long)CURLAUTH_DIGEST || !(available & (long)CURLAUTH_BASIC)) {
    return NG_SUCCESS;
  }
  if (!is_safe_for_basic(http)) {
    ng_error_set(err, NG_ERR_READ,
                 "The store wants the password over plain HTTP, where others can read it on the way: use an "
                 "https:// address");
    return ng_error_at(err, http->address, 0, 0);
  }
  curl_easy_setopt(http->curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
  *code = perform(http, response);
  return NG_SUCCESS;
}

// --- further tries ---------------------------------------------------------------------------------

// What may be better in a moment.
static bool
is_passing(CURLcode code, long status)
{
  switch (code) {
  case CURLE_OK:
    return status == 429 || (status >= 502 && status <= 504);
  case CURLE_COULDNT_CONNECT:
  case CURLE_OPERATION_TIMEDOUT:
  case CURLE_PARTIAL_FILE:
  case CURLE_SEND_ERROR:
  case CURLE_RECV_ERROR:
  case CURLE_GOT_NOTHING:
  case CURLE_WEIRD_SERVER_REPLY:
    return true;
  default:
    return false;
  }
}

// Pause before the further try number `attempt`: doubled each time, or what the server asks for.
static void
pause_before(const NgHttp* http, unsigned attempt)
{
  uint64_t ms = http->options.pause_ms ? http->options.pause_ms : PAUSE_MS;
  for (unsigned i = 1; i < attempt && ms < MAX_PAUSE_MS; ++i) {
    ms *= 2;
  }
  ms               = ms < MAX_PAUSE_MS ? ms : MAX_PAUSE_MS;
  curl_off_t after = 0;
  curl_easy_getinfo(http->curl, CURLINFO_RETRY_AFTER, &after);
  if (after > 0) {
    ms = (uint64_t)(after < MAX_RETRY_AFTER_S ? after : MAX_RETRY_AFTER_S) * 1000;
  }
  struct timespec left = {.tv_sec = (time_t)(ms / 1000), .tv_nsec = (long)(ms % 1000) * 1000000L};
  while (nanosleep(&left, &left)) {
  }
}

static NgStatus
no_answer(const NgHttp* http, CURLcode code, const NgHttpResponse* response, NgError* err)
{
  const NgStatus full = response->body.status;
  if (full == NG_ERR_LIMIT) {
    ng_error_set(err, full, "The answer is longer than the limit of %zu bytes", response->body.max);
  } else if (full || code == CURLE_OUT_OF_MEMORY) {
    ng_error_no_mem(err);
  } else {
    ng_error_set(err, NG_ERR_READ, "%s%s%.200s",
                 code == CURLE_COULDNT_CONNECT ? "The store cannot be reached, is it running? " : "",
                 code == CURLE_PEER_FAILED_VERIFICATION ? "The server's certificate is not trusted: " : "",
                 http->error[0] ? http->error : curl_easy_strerror(code));
  }
  return ng_error_at(err, http->address, 0, 0);
}

static void
tell_retry(const NgHttp* http, unsigned attempt, CURLcode code, const NgHttpResponse* response)
{
  if (http->options.retrying) {
    NgError why = {0};
    if (code) {
      no_answer(http, code, response, &why);
    } else {
      ng_http_refused(http, response, NG_ERR_READ, &why);
    }
    http->options.retrying(http->options.retrying_self, attempt, &why);
  }
}

NgStatus
ng_http_send(NgHttp* http, const NgHttpRequest* request, NgHttpResponse* response, NgError* err)
{
  NG_TRY(ng_http_check_url(request->url, err));
  const NgStatus set = set_request(http, request, response);
  if (set) {
    return ng_error_set(err, set, "%s", ng_strerror(set));
  }
  for (unsigned attempt = 1;; ++attempt) {
    CURLcode code = CURLE_OK;
    NG_TRY(try_once(http, response, &code, err));
    if (attempt > http->options.retries || !is_passing(code, response->status)) {
      return code ? no_answer(http, code, response, err) : NG_SUCCESS;
    }
    tell_retry(http, attempt, code, response);
    pause_before(http, attempt);
  }
}

// --- refusals --------------------------------------------------------------------------------------

static const char*
advice(const NgHttp* http, long status)
{
  switch (status) {
  case 401:
    return http->has_credentials ? ": it does not know this user and password"
                                 : ": it wants a user and password";
  case 403:
    return ": this user may not do that";
  case 404:
    return ": there is nothing at this address";
  case 405:
    return ": this address does not take such requests";
  case 413:
    return ": the request is too large";
  case 429:
  case 503:
    return ": it is busy";
  case 507:
    return ": it is full";
  default:
    return status >= 300 && status < 400 ? ": it has moved; give its new address" : "";
  }
}

// The first line of an answer that is text for people, as far as it fits; `out` is never empty of its NUL.
static void
first_words(const NgHttpResponse* response, char* out, size_t size)
{
  const NgStr body = ng_str_trim(ng_buf_str(&response->body));
  size_t      n    = 0;
  for (size_t i = 0; i < body.len && n + 1 < size && body.at[0] != '<' && body.at[i] != '\n'; ++i) {
    const unsigned char c = (unsigned char)body.at[i];
    out[n++]              = c < ' ' || c > 126 ? ' ' : (char)c;
  }
  out[n] = '\0';
}

NgStatus
ng_http_refused(const NgHttp* http, const NgHttpResponse* response, NgStatus status, NgError* err)
{
  char words[240];
  first_words(response, words, sizeof(words));
  ng_error_set(err, status, "The store answers %ld%s%s%s", response->status, advice(http, response->status),
               words[0] ? ": " : "", words);
  return ng_error_at(err, http->address, 0, 0);
}
