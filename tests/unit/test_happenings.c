// SPDX-License-Identifier: Apache-2.0
// Happenings and copies out of small graphs made here.
#include "merge/happenings.h"

#include "base/minhash.h"
#include "model/vocab.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define ID "https://w3id.org/newsgraph/id/"

typedef struct {
  char subject[128], predicate[128], object[256];
  bool is_literal;
} Line;

typedef struct {
  Line lines[256];
  int  n;
} Graph;

static void
say(Graph* g, const char* subject, NgProp prop, const char* object, bool is_literal)
{
  Line* const line = &g->lines[g->n++];
  const NgStr iri  = ng_prop_iri(prop);
  snprintf(line->subject, sizeof(line->subject), ID "%s", subject);
  snprintf(line->predicate, sizeof(line->predicate), "%.*s", NG_STR_ARG(iri));
  snprintf(line->object, sizeof(line->object), "%s%s", is_literal || strchr(object, ':') ? "" : ID, object);
  line->is_literal = is_literal;
}

static void
type(Graph* g, const char* subject, NgClass cls)
{
  char        iri[128];
  const NgStr from = ng_class_iri(cls);
  snprintf(iri, sizeof(iri), "%.*s", NG_STR_ARG(from));
  say(g, subject, NG_PROP_RDF_TYPE, iri, false);
}

// An article of its own publisher with one event: `actor` does something to `target` on `day`.
static void
article(Graph* g, const char* number, NgClass cls, const char* label, const char* actor, const char* target,
        const char* day)
{
  char name[64], event[64], outlet[64];
  snprintf(name, sizeof(name), "article/a%s", number);
  snprintf(event, sizeof(event), "fact/event-%s", number);
  snprintf(outlet, sizeof(outlet), "entity/media-outlet-%s", number);
  type(g, name, NG_CLASS_ARTICLE);
  say(g, name, NG_PROP_SCHEMA_DATE_PUBLISHED, day, true);
  say(g, name, NG_PROP_SCHEMA_PUBLISHER, outlet, false);
  type(g, outlet, NG_CLASS_MEDIA_OUTLET);
  type(g, actor, NG_CLASS_PERSON);
  type(g, target, NG_CLASS_ORGANIZATION);
  type(g, event, cls);
  say(g, event, NG_PROP_RDFS_LABEL, label, true);
  say(g, event, NG_PROP_ACTOR, actor, false);
  say(g, event, NG_PROP_TARGET, target, false);
  say(g, event, NG_PROP_TIME, day, true);
  say(g, event, NG_PROP_PROV_WAS_DERIVED_FROM, name, false);
}

static NgStatus
collect(void* self, const NgQuad* quad, NgError* err)
{
  NgBuf* const out = self;
  return ng_buf_printf(out, "%.*s %.*s %.*s\n", NG_STR_ARG(quad->subject.value),
                       NG_STR_ARG(quad->predicate.value), NG_STR_ARG(quad->object.value));
}

// `step` is the order in which the lines are handed over.
static void
hand_over(const Graph* g, int step, NgHappenings* happenings)
{
  NgError err = {0};
  for (int i = 0; i < g->n; ++i) {
    const Line* const line = &g->lines[(i * step) % g->n];
    const NgQuad      quad = {
             .subject   = {.kind = NG_RDF_IRI, .value = ng_str(line->subject)},
             .predicate = {.kind = NG_RDF_IRI, .value = ng_str(line->predicate)},
             .object    = {.kind     = line->is_literal ? NG_RDF_LITERAL : NG_RDF_IRI,
                           .value    = ng_str(line->object),
                           .language = ng_str(line->is_literal ? "en" : "")},
    };
    assert_int_equal(ng_happenings_add(happenings, &quad, &err), NG_SUCCESS);
  }
}

// What is found, a line a triple.
static void
find(const Graph* g, int step, NgBuf* out, NgHappeningsSummary* summary)
{
  NgHappenings* happenings = NULL;
  NgError       err        = {0};
  assert_int_equal(ng_happenings_new(&happenings, NULL, &err), NG_SUCCESS);
  hand_over(g, step, happenings);
  assert_int_equal(ng_happenings_finish(happenings, collect, out, summary, &err), NG_SUCCESS);
  ng_happenings_free(happenings);
}

static void
joins_reports_of_one_arrest(void** state)
{
  Graph               g       = {0};
  NgBuf               out     = NG_BUF_INIT(1 << 16);
  NgHappeningsSummary summary = {0};
  article(&g, "1", NG_CLASS_ARREST, "Ruiz arrested the heads of Borealis", "entity/person-ana-ruiz",
          "entity/organization-borealis", "2024-05-02");
  article(&g, "2", NG_CLASS_ARREST, "Borealis heads arrested by Ruiz", "entity/person-ana-ruiz",
          "entity/organization-borealis", "2024-05-02");
  find(&g, 1, &out, &summary);
  assert_int_equal(summary.n_happenings, 1);
  assert_int_equal(summary.n_reports, 2);
  assert_non_null(strstr(out.at, "ns#report " ID "fact/event-1\n"));
  assert_non_null(strstr(out.at, "ns#report " ID "fact/event-2\n"));
  assert_non_null(strstr(out.at, "ns#outlets 2\n"));
  ng_buf_free(&out);
}

static void
joins_the_killed_and_the_dead_of_one_number(void** state)
{
  Graph               g       = {0};
  NgBuf               out     = NG_BUF_INIT(1 << 16);
  NgHappeningsSummary summary = {0};
  article(&g, "1", NG_CLASS_KILLING, "Twenty-three workers of Borealis were killed", "entity/person-ana-ruiz",
          "entity/organization-borealis", "2024-05-02");
  article(&g, "2", NG_CLASS_DEATH, "23 died at Borealis", "entity/person-john-okafor",
          "entity/organization-borealis", "2024-05-02");
  find(&g, 1, &out, &summary);
  assert_int_equal(summary.n_happenings, 1);
  ng_buf_free(&out);
}

static void
tell_of(NgHappenings* happenings, const char* subject, NgProp prop, const char* object)
{
  char subject_iri[128], object_iri[128];
  snprintf(subject_iri, sizeof(subject_iri), ID "%s", subject);
  snprintf(object_iri, sizeof(object_iri), "%s%s", strchr(object, ':') ? "" : ID, object);
  const NgQuad quad = {.subject   = {.kind = NG_RDF_IRI, .value = ng_str(subject_iri)},
                       .predicate = {.kind = NG_RDF_IRI, .value = ng_prop_iri(prop)},
                       .object    = {.kind = NG_RDF_IRI, .value = ng_str(object_iri)}};
  assert_int_equal(ng_happenings_add(happenings, &quad, NULL), NG_SUCCESS);
}

// Compared one by one, these would keep a machine busy for minutes.
static void
looks_at_the_first_of_very_many_participants(void** state)
{
  enum { MANY = 100000 };
  Graph               g          = {0};
  NgBuf               out        = NG_BUF_INIT(1 << 16);
  NgHappeningsSummary summary    = {0};
  NgHappenings*       happenings = NULL;
  char                type_iri[128];
  const NgStr         person = ng_class_iri(NG_CLASS_PERSON);
  snprintf(type_iri, sizeof(type_iri), "%.*s", NG_STR_ARG(person));
  assert_int_equal(ng_happenings_new(&happenings, NULL, NULL), NG_SUCCESS);
  for (int i = 0; i < MANY; ++i) {
    char name[64];
    snprintf(name, sizeof(name), "entity/person-%06d-x", i);
    tell_of(happenings, name, NG_PROP_RDF_TYPE, type_iri);
    tell_of(happenings, "fact/event-1", NG_PROP_ACTOR, name);
    tell_of(happenings, "fact/event-2", NG_PROP_ACTOR, name);
  }
  article(&g, "1", NG_CLASS_PROTEST, "Citizens marched to Borealis", "entity/person-000001-x",
          "entity/organization-borealis", "2024-05-02");
  article(&g, "2", NG_CLASS_PROTEST, "Citizens marched to Borealis", "entity/person-000001-x",
          "entity/organization-borealis", "2024-05-02");
  hand_over(&g, 1, happenings);
  assert_int_equal(ng_happenings_finish(happenings, collect, &out, &summary, NULL), NG_SUCCESS);
  assert_int_equal(summary.n_happenings, 1);
  ng_happenings_free(happenings);
  ng_buf_free(&out);
}

static void
keeps_arrests_of_different_weeks_apart(void** state)
{
  Graph               g       = {0};
  NgBuf               out     = NG_BUF_INIT(1 << 16);
  NgHappeningsSummary summary = {0};
  article(&g, "1", NG_CLASS_ARREST, "Ruiz arrested the heads of Borealis", "entity/person-ana-ruiz",
          "entity/organization-borealis", "2024-05-02");
  article(&g, "2", NG_CLASS_ARREST, "Ruiz arrested the heads of Borealis", "entity/person-ana-ruiz",
          "entity/organization-borealis", "2024-05-20");
  find(&g, 1, &out, &summary);
  assert_int_equal(summary.n_happenings, 0);
  ng_buf_free(&out);
}

static void
keeps_deeds_of_different_people_apart(void** state)
{
  Graph               g       = {0};
  NgBuf               out     = NG_BUF_INIT(1 << 16);
  NgHappeningsSummary summary = {0};
  article(&g, "1", NG_CLASS_RESIGNATION, "Ruiz stepped down", "entity/person-ana-ruiz",
          "entity/organization-borealis", "2024-05-02");
  article(&g, "2", NG_CLASS_RESIGNATION, "Okafor left office", "entity/person-john-okafor",
          "entity/organization-sunda", "2024-05-02");
  find(&g, 1, &out, &summary);
  assert_int_equal(summary.n_happenings, 0);
  ng_buf_free(&out);
}

static void
counts_a_publisher_once(void** state)
{
  Graph               g       = {0};
  NgBuf               out     = NG_BUF_INIT(1 << 16);
  NgHappeningsSummary summary = {0};
  article(&g, "1", NG_CLASS_ARREST, "Ruiz arrested the heads of Borealis", "entity/person-ana-ruiz",
          "entity/organization-borealis", "2024-05-02");
  article(&g, "2", NG_CLASS_ARREST, "Borealis heads arrested by Ruiz", "entity/person-ana-ruiz",
          "entity/organization-borealis", "2024-05-02");
  say(&g, "article/a1", NG_PROP_SCHEMA_PUBLISHER, "entity/media-outlet-0", false);
  say(&g, "article/a2", NG_PROP_SCHEMA_PUBLISHER, "entity/media-outlet-0", false);
  find(&g, 1, &out, &summary);
  assert_non_null(strstr(out.at, "ns#outlets 1\n"));
  ng_buf_free(&out);
}

static void
does_not_depend_on_the_order_of_the_quads(void** state)
{
  Graph               g       = {0};
  NgBuf               a       = NG_BUF_INIT(1 << 16);
  NgBuf               b       = NG_BUF_INIT(1 << 16);
  NgHappeningsSummary summary = {0};
  article(&g, "3", NG_CLASS_ARREST, "Ruiz arrested the heads of Borealis", "entity/person-ana-ruiz",
          "entity/organization-borealis", "2024-05-02");
  article(&g, "1", NG_CLASS_ARREST, "Borealis heads arrested by Ruiz", "entity/person-ana-ruiz",
          "entity/organization-borealis", "2024-05-02");
  article(&g, "2", NG_CLASS_ARREST, "Ruiz arrested Borealis heads", "entity/person-ana-ruiz",
          "entity/organization-borealis", "2024-05-03");
  find(&g, 1, &a, &summary);
  find(&g, g.n - 1, &b, &summary);
  assert_int_equal(summary.n_happenings, 1);
  assert_string_equal(a.at, b.at);
  ng_buf_free(&a);
  ng_buf_free(&b);
}

// A fingerprint of `n` words from number `from` on.
static void
print_of(int from, int n, char hex[NG_MINHASH_HEX + 1])
{
  NgMinHasher hasher = {0};
  NgMinHash   hash;
  for (int i = from; i < from + n; ++i) {
    char word[16];
    snprintf(word, sizeof(word), "w%d", i);
    ng_minhash_word(&hasher, ng_str(word));
  }
  assert_true(ng_minhash_finish(&hasher, &hash));
  ng_minhash_to_hex(&hash, hex);
}

static void
links_copies_and_counts_them_once(void** state)
{
  Graph               g       = {0};
  NgBuf               out     = NG_BUF_INIT(1 << 16);
  NgHappeningsSummary summary = {0};
  char                hex[NG_MINHASH_HEX + 1];
  article(&g, "1", NG_CLASS_ARREST, "Ruiz arrested the heads of Borealis", "entity/person-ana-ruiz",
          "entity/organization-borealis", "2024-05-02");
  article(&g, "2", NG_CLASS_ARREST, "Ruiz arrested the heads of Borealis", "entity/person-ana-ruiz",
          "entity/organization-borealis", "2024-05-02");
  print_of(0, 400, hex);
  say(&g, "article/a1", NG_PROP_FINGERPRINT, hex, true);
  print_of(0, 300, hex); // its last quarter was cut
  say(&g, "article/a2", NG_PROP_FINGERPRINT, hex, true);
  find(&g, 1, &out, &summary);
  assert_int_equal(summary.n_copies, 1);
  assert_non_null(strstr(out.at, ID "article/a1 http://www.w3.org/ns/prov#alternateOf " ID "article/a2\n"));
  assert_non_null(strstr(out.at, ID "article/a2 http://www.w3.org/ns/prov#alternateOf " ID "article/a1\n"));
  assert_non_null(strstr(out.at, "ns#outlets 1\n"));
  ng_buf_free(&out);
}

static void
estimates_what_texts_have_in_common(void** state)
{
  NgMinHash   hashes[3];
  NgMinHasher all = {0}, half = {0}, other = {0};
  for (int i = 0; i < 2000; ++i) {
    char word[16];
    snprintf(word, sizeof(word), "w%d", i);
    ng_minhash_word(&all, ng_str(word));
    ng_minhash_word(i < 1000 ? &half : &other, ng_str(word));
  }
  ng_minhash_finish(&all, &hashes[0]);
  ng_minhash_finish(&half, &hashes[1]);
  ng_minhash_finish(&other, &hashes[2]);
  assert_true(ng_minhash_similarity(&hashes[0], &hashes[0]) > 0.999F);
  assert_true(ng_minhash_similarity(&hashes[0], &hashes[1]) > 0.3F);
  assert_true(ng_minhash_similarity(&hashes[0], &hashes[1]) < 0.7F);
  assert_true(ng_minhash_similarity(&hashes[1], &hashes[2]) < 0.1F);
}

static void
refuses_fingerprints_of_another_form(void** state)
{
  NgMinHash hash;
  char      hex[NG_MINHASH_HEX + 1];
  print_of(0, 50, hex);
  assert_true(ng_minhash_from_hex(&hash, ng_str(hex)));
  hex[3] = 'G';
  assert_false(ng_minhash_from_hex(&hash, ng_str(hex)));
  assert_false(ng_minhash_from_hex(&hash, ng_str_n(hex, 10)));
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(joins_reports_of_one_arrest),
      cmocka_unit_test(joins_the_killed_and_the_dead_of_one_number),
      cmocka_unit_test(looks_at_the_first_of_very_many_participants),
      cmocka_unit_test(keeps_arrests_of_different_weeks_apart),
      cmocka_unit_test(keeps_deeds_of_different_people_apart),
      cmocka_unit_test(counts_a_publisher_once),
      cmocka_unit_test(does_not_depend_on_the_order_of_the_quads),
      cmocka_unit_test(links_copies_and_counts_them_once),
      cmocka_unit_test(estimates_what_texts_have_in_common),
      cmocka_unit_test(refuses_fingerprints_of_another_form),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
