// SPDX-License-Identifier: Apache-2.0
// The address of a page: resolved, without tracking parameters.
#include "read/html_meta.h"

#include "model/term.h"

#include <libxml/uri.h>

bool
ng_html_is_address(NgStr s)
{
  return ng_str_starts(s, "http:") || ng_str_starts(s, "https:") || ng_str_starts(s, "//") ||
         ng_str_starts(s, "www.");
}

static bool
is_tracking(NgStr parameter)
{
  static const char* const prefixes[] = {"utm_", "at_", "ns_", "mc_", "pk_", "hsa_", "wt."};
  static const char* const names[] = {"fbclid",   "gclid",          "dclid", "msclkid", "yclid",   "igshid",
                                      "igsh",     "cmpid",          "cmp",   "ref",     "ref_src", "ocid",
                                      "smid",     "smtyp",          "s_cid", "xtor",    "ito",     "_ga",
                                      "mibextid", "referrer",       "share", "shared",  "source",  "feature",
                                      "partner",  "traffic_source", "rss",   "amp"};
  const char* const        eq      = memchr(parameter.at, '=', parameter.len);
  const NgStr              key     = ng_str_n(parameter.at, eq ? (size_t)(eq - parameter.at) : parameter.len);
  for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); ++i) {
    const size_t n = strlen(prefixes[i]);
    if (key.len >= n && ng_html_is(ng_str_n(key.at, n), prefixes[i])) {
      return true;
    }
  }
  for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); ++i) {
    if (ng_html_is(key, names[i])) {
      return true;
    }
  }
  return false;
}

// Without fragment and tracking parameters.
static NgStr
strip_tracking(NgArena* arena, NgStr url)
{
  const char* const hash = memchr(url.at, '#', url.len);
  const NgStr       bare = ng_str_n(url.at, hash ? (size_t)(hash - url.at) : url.len);
  const char* const mark = memchr(bare.at, '?', bare.len);
  char* const       to   = ng_arena_calloc(arena, bare.len + 1, 1);
  if (!mark || !to) {
    return bare;
  }
  size_t n   = (size_t)(mark - bare.at);
  size_t at  = n + 1;
  char   sep = '?';
  memcpy(to, bare.at, n);
  while (at < bare.len) {
    const char* const amp  = memchr(bare.at + at, '&', bare.len - at);
    const NgStr       part = ng_str_n(bare.at + at, amp ? (size_t)(amp - bare.at) - at : bare.len - at);
    if (part.len && !is_tracking(part)) {
      to[n++] = sep;
      memcpy(to + n, part.at, part.len);
      n += part.len;
      sep = '&';
    }
    at += part.len + 1;
  }
  return ng_str_n(to, n);
}

static bool
has_path(NgStr url)
{
  const char* const host = memchr(url.at, ':', url.len);
  const size_t      at   = host ? (size_t)(host - url.at) + 3 : url.len;
  if (at >= url.len) {
    return false;
  }
  const char* const slash = memchr(url.at + at, '/', url.len - at);
  return slash && slash + 1 < url.at + url.len;
}

// Against the base of the page (RFC 3986, section 5, by libxml2); empty where that gives no address.
static NgStr
resolve(NgHtmlFound* m, NgStr url)
{
  if (ng_str_starts(url, "http://") || ng_str_starts(url, "https://")) {
    return ng_term_iri_ok(url) ? url : ng_str("");
  }
  const NgStr base = ng_html_is_address(m->base) && m->base.at[0] == 'h' ? m->base : m->hints->url;
  const NgStr a    = ng_arena_copy(m->arena, url);
  const NgStr b    = ng_arena_copy(m->arena, base);
  if (!base.len || !a.at || !b.at) {
    return ng_str("");
  }
  xmlChar* const whole = xmlBuildURI((const xmlChar*)a.at, (const xmlChar*)b.at);
  const NgStr    copy  = whole ? ng_arena_copy(m->arena, ng_str((const char*)whole)) : ng_str("");
  xmlFree(whole);
  return copy.len && ng_html_is_address(copy) && ng_term_iri_ok(copy) ? copy : ng_str("");
}

NgStr
ng_html_choose_url(NgHtmlFound* m)
{
  const NgStr found = ng_term_iri_ok(m->hints->url) ? strip_tracking(m->arena, m->hints->url) : ng_str("");
  const NgStr told = m->values[NG_HTML_FIELD_URL].len ? resolve(m, m->values[NG_HTML_FIELD_URL]) : ng_str("");
  // A page whose canonical address is that of the whole site was set up wrongly.
  return told.len && (has_path(told) || !found.len || !has_path(found)) ? told : found;
}

NgStr
ng_html_host_of(NgStr url)
{
  for (size_t i = 0; i + 2 < url.len; ++i) {
    if (url.at[i] == ':' && url.at[i + 1] == '/' && url.at[i + 2] == '/') {
      NgStr        host = ng_str_n(url.at + i + 3, url.len - i - 3);
      const size_t n    = strcspn(host.at, "/:?#");
      host.len          = n < host.len ? n : host.len;
      return ng_str_starts(host, "www.") ? ng_str_n(host.at + 4, host.len - 4) : host;
    }
  }
  return ng_str("");
}
