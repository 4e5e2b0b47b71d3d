// SPDX-License-Identifier: Apache-2.0
#include "corpus.h"

#include "model/term.h"

#include <stdarg.h>
#include <stdio.h>

#define NG "https://w3id.org/newsgraph/ns#"
#define ID "https://w3id.org/newsgraph/id/"
#define RDF_TYPE "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
#define NIF "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"

enum { N_PEOPLE = 900, N_GOVERNMENTS = 60, N_OUTLETS = 25 };

typedef struct {
  const NgSink* sink;
  NgError*      err;
  uint64_t      random;
  char          article[96];
  char          outlet[96];
} Corpus;

// splitmix64 (Sebastiano Vigna, public domain)
static uint32_t
below(Corpus* c, uint32_t n)
{
  uint64_t z = (c->random += 0x9E3779B97F4A7C15ULL);
  z          = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z          = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return (uint32_t)((z ^ (z >> 31)) % n);
}

__attribute__((format(printf, 4, 5))) static NgStatus
iri(Corpus* c, const char* subject, const char* predicate, const char* format, ...)
{
  char    object[256];
  va_list args;
  va_start(args, format);
  vsnprintf(object, sizeof(object), format, args);
  va_end(args);
  const NgTriple t = {.subject = ng_str(subject), .predicate = ng_str(predicate), .object = ng_str(object)};
  return c->sink->triple(c->sink->self, &t, c->err);
}

// `kind` begins with '@' for a language and else is a datatype; NULL for neither.
__attribute__((format(printf, 5, 6))) static NgStatus
text(Corpus* c, const char* subject, const char* predicate, const char* kind, const char* format, ...)
{
  char    object[512];
  va_list args;
  va_start(args, format);
  vsnprintf(object, sizeof(object), format, args);
  va_end(args);
  NgTriple t    = {.subject = ng_str(subject), .predicate = ng_str(predicate), .object = ng_str(object)};
  t.object_kind = NG_OBJECT_LITERAL;
  if (kind && kind[0] == '@') {
    t.language = ng_str(kind + 1);
  } else {
    t.datatype = ng_str(kind);
  }
  return c->sink->triple(c->sink->self, &t, c->err);
}

static NgStatus
push_person(Corpus* c, uint32_t i, char* out, size_t n)
{
  snprintf(out, n, ID "entity/Q%u", 100000 + i);
  NG_TRY(iri(c, out, RDF_TYPE, NG "Person"));
  NG_TRY(iri(c, out, RDF_TYPE, "http://schema.org/Person"));
  NG_TRY(text(c, out, "http://www.w3.org/2000/01/rdf-schema#label", "@en", "Jos\xC3\xA9 Example %u", i));
  return iri(c, out, "http://www.w3.org/2002/07/owl#sameAs", "http://www.wikidata.org/entity/Q%u",
             100000 + i);
}

static NgStatus
push_government(Corpus* c, uint32_t i, char* out, size_t n)
{
  snprintf(out, n, ID "entity/Q%u", 500000 + i);
  NG_TRY(iri(c, out, RDF_TYPE, NG "Government"));
  NG_TRY(text(c, out, "http://www.w3.org/2000/01/rdf-schema#label", "@en", "Government of Country %u", i));
  return iri(c, out, NG "country", ID "entity/Q%u", 600000 + i);
}

static NgStatus
push_mention(Corpus* c, uint32_t begin, const char* entity)
{
  char span[160];
  snprintf(span, sizeof(span), "%s#char=%u,%u", c->article, begin, begin + 12);
  NG_TRY(iri(c, span, RDF_TYPE, NG "Mention"));
  NG_TRY(text(c, span, NIF "beginIndex", NG_XSD "nonNegativeInteger", "%u", begin));
  NG_TRY(text(c, span, NIF "endIndex", NG_XSD "nonNegativeInteger", "%u", begin + 12));
  NG_TRY(
      text(c, span, NIF "anchorOf", NULL, "\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0 \"%u\"", begin));
  NG_TRY(iri(c, span, "http://www.w3.org/2005/11/its/rdf#taIdentRef", "%s", entity));
  return iri(c, span, NG "mentionKind", NG "Name");
}

static NgStatus
push_position(Corpus* c, uint32_t article, const char* person, const char* government)
{
  static const char* const statuses[] = {"Current", "Current", "Former", "Incoming"};
  char                     fact[128];
  snprintf(fact, sizeof(fact), ID "fact/position-%08x", article);
  NG_TRY(iri(c, fact, RDF_TYPE, NG "Position"));
  NG_TRY(iri(c, fact, NG "holder", "%s", person));
  NG_TRY(text(c, fact, NG "title", "@en", "minister"));
  NG_TRY(iri(c, fact, NG "organization", "%s", government));
  NG_TRY(iri(c, fact, NG "status", NG "%s", statuses[below(c, 4)]));
  NG_TRY(iri(c, fact, NG "evidence", "%s#char=0,80", c->article));
  return iri(c, fact, "http://www.w3.org/ns/prov#wasDerivedFrom", "%s", c->article);
}

static NgStatus
push_event(Corpus* c, uint32_t number, const char* actor, const char* target, const char* source)
{
  static const char* const classes[]      = {"Accuse", "Consult", "Sanction", "Arrest", "Agree", "Threaten"};
  static const char* const factualities[] = {"Asserted", "Asserted", "Alleged",
                                             "Possible", "Planned",  "Denied"};
  char                     fact[128];
  snprintf(fact, sizeof(fact), ID "fact/event-%08x", number);
  NG_TRY(iri(c, fact, RDF_TYPE, NG "%s", classes[below(c, 6)]));
  NG_TRY(iri(c, fact, RDF_TYPE, NG "Event"));
  NG_TRY(text(c, fact, "http://www.w3.org/2000/01/rdf-schema#label", "@en", "what was told in clause %u",
              number));
  NG_TRY(iri(c, fact, NG "actor", "%s", actor));
  NG_TRY(iri(c, fact, NG "target", "%s", target));
  NG_TRY(text(c, fact, NG "time", NG_XSD "date", "20%02u-%02u-%02u", 10 + below(c, 15), 1 + below(c, 12),
              1 + below(c, 28)));
  NG_TRY(iri(c, fact, NG "factuality", NG "%s", factualities[below(c, 6)]));
  if (source) {
    NG_TRY(iri(c, fact, NG "attributedTo", "%s", source));
  }
  NG_TRY(iri(c, fact, NG "evidence", "%s#char=80,200", c->article));
  NG_TRY(text(c, fact, NG "confidence", NG_XSD "decimal", "0.%02u", 50 + below(c, 50)));
  return iri(c, fact, "http://www.w3.org/ns/prov#wasDerivedFrom", "%s", c->article);
}

static NgStatus
push_statement(Corpus* c, uint32_t number, const char* speaker, const char* about)
{
  char fact[128];
  snprintf(fact, sizeof(fact), ID "fact/statement-%08x", number);
  NG_TRY(iri(c, fact, RDF_TYPE, NG "Statement"));
  NG_TRY(iri(c, fact, RDF_TYPE, NG "Event"));
  NG_TRY(iri(c, fact, NG "speaker", "%s", speaker));
  NG_TRY(iri(c, fact, NG "actor", "%s", speaker));
  NG_TRY(text(c, fact, NG "quote", "@en", "We will look at number %u\nwith care", number));
  NG_TRY(iri(c, fact, NG "quoteKind", NG "Direct"));
  NG_TRY(iri(c, fact, NG "about", "%s", about));
  NG_TRY(iri(c, fact, NG "evidence", "%s#char=200,260", c->article));
  return iri(c, fact, "http://www.w3.org/ns/prov#wasDerivedFrom", "%s", c->article);
}

static NgStatus
push_article(Corpus* c, uint32_t number)
{
  char people[2][96], governments[2][96];
  snprintf(c->outlet, sizeof(c->outlet), ID "entity/Q%u", 700000 + below(c, N_OUTLETS));
  NG_TRY(iri(c, c->article, RDF_TYPE, NG "Article"));
  NG_TRY(text(c, c->article, "http://purl.org/dc/terms/title", "@en", "A title of article %u", number));
  NG_TRY(text(c, c->article, "http://schema.org/datePublished", NG_XSD "date", "2024-%02u-%02u",
              1 + below(c, 12), 1 + below(c, 28)));
  NG_TRY(iri(c, c->article, "http://schema.org/publisher", "%s", c->outlet));
  for (int i = 0; i < 2; ++i) {
    NG_TRY(push_person(c, below(c, N_PEOPLE), people[i], sizeof(people[i])));
    NG_TRY(push_government(c, below(c, N_GOVERNMENTS), governments[i], sizeof(governments[i])));
    NG_TRY(push_mention(c, (uint32_t)i * 40, people[i]));
    NG_TRY(push_mention(c, (uint32_t)i * 40 + 20, governments[i]));
  }
  NG_TRY(push_position(c, number, people[0], governments[0]));
  NG_TRY(push_event(c, number * 2, governments[0], governments[1], number % 3 ? people[0] : NULL));
  NG_TRY(push_event(c, number * 2 + 1, governments[1], people[1], number % 5 ? NULL : governments[0]));
  return push_statement(c, number, people[1], governments[0]);
}

NgStatus
corpus_push(const NgSink* sink, uint32_t n_articles, NgError* err)
{
  Corpus c = {.sink = sink, .err = err};
  for (uint32_t i = 0; i < n_articles; ++i) {
    snprintf(c.article, sizeof(c.article), ID "article/a%032x", i);
    NG_TRY(sink->begin(sink->self, ng_str(c.article), err));
    NG_TRY(push_article(&c, i));
    NG_TRY(sink->end(sink->self, err));
  }
  return NG_SUCCESS;
}
