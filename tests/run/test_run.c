// SPDX-License-Identifier: Apache-2.0
// Runs from inside: pieces come out in order, partial files belong to one process, checkpoints are read back,
// and a run whose memory fails at any point ends without a file that is not whole.
#include "base/alloc.h"
#include "base/io.h"
#include "newsgraph.h"
#include "pipeline/checkpoint.h"
#include "pipeline/order.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

// --- a folder of its own -------------------------------------------------------------------------

typedef struct {
  char folder[64];
  char in[96];
  char out[96];
} Place;

static const char articles[] = "{\"text\":\"Ann Roe met Bob Poe in Paris.\"}\n"
                               "{\"text\":\"Prime Minister Bob Poe resigned.\",\"date\":\"someday\"}\n"
                               "no json\n";

static int
make_place(void** state)
{
  NgError      err   = {0};
  Place* const place = calloc(1, sizeof(Place));
  assert_non_null(place);
  strcpy(place->folder, "/tmp/test_run.XXXXXX");
  assert_non_null(mkdtemp(place->folder));
  snprintf(place->in, sizeof(place->in), "%s/in.jsonl", place->folder);
  snprintf(place->out, sizeof(place->out), "%s/out", place->folder);
  assert_int_equal(ng_io_write_file(place->in, ng_str(articles), &err), NG_SUCCESS);
  *state = place;
  return 0;
}

static bool
exists(const Place* place, const char* end)
{
  char        path[128];
  struct stat info;
  snprintf(path, sizeof(path), "%s%s", place->out, end);
  return stat(path, &info) == 0;
}

static void
clear_output(const Place* place)
{
  static const char* const ends[] = {"", ".partial", ".checkpoint", ".checkpoint.partial"};
  for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); ++i) {
    char path[128];
    snprintf(path, sizeof(path), "%s%s", place->out, ends[i]);
    unlink(path);
  }
}

static int
remove_place(void** state)
{
  Place* const place = *state;
  clear_output(place);
  unlink(place->in);
  rmdir(place->folder);
  free(place);
  return 0;
}

static NgBuf
read_output(const Place* place)
{
  NgBuf   bytes = NG_BUF_INIT(1 << 20);
  NgError err   = {0};
  assert_int_equal(ng_io_read_file(place->out, &bytes, &err), NG_SUCCESS);
  return bytes;
}

// --- order ---------------------------------------------------------------------------------------

typedef struct {
  size_t   taken[64];
  size_t   n;
  NgStatus answer;
} Taken;

static NgStatus
take(void* self, const NgPiece* piece)
{
  Taken* const taken       = self;
  taken->taken[taken->n++] = (size_t)piece->upto.n_records;
  return taken->answer;
}

static void
hands_pieces_on_in_the_order_of_their_beginning(void** state)
{
  Taken    taken = {{0}, 0, NG_SUCCESS};
  NgOrder* order = NULL;
  NgPiece* pieces[8];
  assert_int_equal(ng_order_new(&order, 2, 1 << 20, take, &taken), NG_SUCCESS);
  for (size_t i = 0; i < 8; ++i) {
    pieces[i]                 = ng_order_begin(order);
    pieces[i]->upto.n_records = i;
  }
  for (size_t i = 8; i-- > 1;) {
    ng_order_end(order, pieces[i]);
    assert_int_equal(taken.n, 0);
  }
  ng_order_end(order, pieces[0]);
  assert_int_equal(taken.n, 8);
  for (size_t i = 0; i < 8; ++i) {
    assert_int_equal(taken.taken[i], i);
  }
  ng_order_free(order);
}

static void
hands_nothing_on_after_a_failure(void** state)
{
  Taken    taken = {{0}, 0, NG_ERR_WRITE};
  NgOrder* order = NULL;
  assert_int_equal(ng_order_new(&order, 1, 1 << 20, take, &taken), NG_SUCCESS);
  for (size_t i = 0; i < 3; ++i) {
    ng_order_end(order, ng_order_begin(order));
  }
  assert_int_equal(taken.n, 1);
  assert_int_equal(ng_order_status(order), NG_ERR_WRITE);
  ng_order_free(order);
}

enum { MANY = 2000, HANDS = 4 };

typedef struct {
  NgOrder*        order;
  pthread_mutex_t lock;
  size_t          n_begun;
  size_t          n_taken;
  bool            is_in_order;
} Crowd;

static NgStatus
take_in_order(void* self, const NgPiece* piece)
{
  Crowd* const crowd = self;
  crowd->is_in_order = crowd->is_in_order && piece->upto.n_records == crowd->n_taken++;
  return NG_SUCCESS;
}

static void*
complete_many(void* self)
{
  Crowd* const crowd = self;
  for (;;) {
    pthread_mutex_lock(&crowd->lock);
    NgPiece* const piece = crowd->n_begun < MANY ? ng_order_begin(crowd->order) : NULL;
    const size_t   n     = piece ? crowd->n_begun++ : 0;
    pthread_mutex_unlock(&crowd->lock);
    if (!piece) {
      return NULL;
    }
    piece->upto.n_records = n;
    for (size_t i = 0; i < n % 7 * 100; ++i) {
      ng_buf_addz(&piece->bytes, "some bytes ");
    }
    ng_order_end(crowd->order, piece);
  }
}

static void
keeps_the_order_among_threads(void** state)
{
  Crowd     crowd = {.is_in_order = true};
  pthread_t threads[HANDS];
  pthread_mutex_init(&crowd.lock, NULL);
  assert_int_equal(ng_order_new(&crowd.order, HANDS, 1 << 20, take_in_order, &crowd), NG_SUCCESS);
  for (size_t i = 0; i < HANDS; ++i) {
    assert_int_equal(pthread_create(&threads[i], NULL, complete_many, &crowd), 0);
  }
  for (size_t i = 0; i < HANDS; ++i) {
    pthread_join(threads[i], NULL);
  }
  assert_int_equal(crowd.n_taken, MANY);
  assert_true(crowd.is_in_order);
  ng_order_free(crowd.order);
  pthread_mutex_destroy(&crowd.lock);
}

// --- partial files and checkpoints ---------------------------------------------------------------

static void
refuses_a_partial_file_that_another_process_writes(void** state)
{
  const Place* const place  = *state;
  NgOutput*          output = NULL;
  NgError            err    = {0};
  assert_int_equal(ng_output_open_partial(&output, place->out, 0, &err), NG_SUCCESS);
  const pid_t child = fork();
  if (!child) {
    NgOutput* other = NULL;
    _exit(ng_output_open_partial(&other, place->out, 0, &err) == NG_ERR_WRITE &&
                  strstr(err.message, "another process")
              ? 0
              : 1);
  }
  int status = -1;
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_int_equal(status, 0);
  ng_output_abandon(output);
  assert_false(exists(place, ".partial"));
}

static void
keeps_as_much_of_a_partial_file_as_was_asked(void** state)
{
  const Place* const place  = *state;
  NgOutput*          output = NULL;
  NgError            err    = {0};
  assert_int_equal(ng_output_open_partial(&output, place->out, 0, &err), NG_SUCCESS);
  ng_output_write(output, ng_str("one two three"));
  assert_int_equal(ng_output_leave(output, &err), NG_SUCCESS);
  assert_false(exists(place, ""));
  assert_int_equal(ng_output_open_partial(&output, place->out, 4, &err), NG_SUCCESS);
  ng_output_write(output, ng_str("four"));
  assert_int_equal(ng_output_close(output, &err), NG_SUCCESS);
  NgBuf bytes = read_output(place);
  assert_string_equal(bytes.at, "one four");
  ng_buf_free(&bytes);
}

static void
reads_a_checkpoint_back(void** state)
{
  const Place* const place = *state;
  NgPoint            made  = {.place = {7, 0xfedcba9876543210ULL, 1 << 20}, .part = 3, .part_bytes = 999};
  NgPoint            read  = {0};
  NgError            err   = {0};
  made.total.n_articles    = 5;
  made.in_part.n_skipped   = 2;
  assert_int_equal(ng_checkpoint_read(&read, place->out, ng_str("a 1\n"), &err), NG_END);
  assert_int_equal(ng_checkpoint_write(place->out, &made, ng_str("a 1\nb 2\n"), &err), NG_SUCCESS);
  assert_int_equal(ng_checkpoint_read(&read, place->out, ng_str("a 1\nb 2\n"), &err), NG_SUCCESS);
  assert_memory_equal(&made, &read, sizeof(made));
  assert_int_equal(ng_checkpoint_read(&read, place->out, ng_str("a 1\nb 3\n"), &err), NG_ERR_BAD_ARG);
  assert_non_null(strstr(err.message, "b was 2 in the interrupted run and is 3 now"));
}

static void
refuses_a_checkpoint_that_is_cut(void** state)
{
  const Place* const place = *state;
  NgPoint            point = {0};
  NgError            err   = {0};
  assert_int_equal(ng_checkpoint_write(place->out, &point, ng_str("a 1\n"), &err), NG_SUCCESS);
  NgBuf whole = read_output(place);
  for (size_t n = 0; n < whole.len; n += 5) {
    memset(&err, 0, sizeof(err));
    assert_int_equal(ng_io_write_file(place->out, ng_str_n(whole.at, n), &err), NG_SUCCESS);
    assert_int_equal(ng_checkpoint_read(&point, place->out, ng_str("a 1\n"), &err), NG_ERR_BAD_ARG);
  }
  ng_buf_free(&whole);
}

// --- whole runs ----------------------------------------------------------------------------------

static void
count_message(void* self, NewsgraphLevel level, const NewsgraphError* what)
{
  assert_true(what->message[0]);
  ++*(size_t*)self;
}

static NewsgraphStatus
run(const Newsgraph* ng, const Place* place, NewsgraphFormat format, size_t n_threads, size_t* n_messages)
{
  NewsgraphRunOptions options = NEWSGRAPH_RUN_OPTIONS_INIT;
  NewsgraphRun*       one     = NULL;
  NewsgraphError      error   = {0};
  const char* const   in      = place->in;
  options.format              = format;
  options.n_threads           = n_threads;
  options.checkpoint_ms       = 0;
  options.message             = count_message;
  options.message_self        = n_messages;
  *n_messages                 = 0;
  NewsgraphStatus status      = newsgraph_run_open(&one, ng, place->out, &options, &error);
  if (!status) {
    newsgraph_run_add_files(one, &in, 1);
    status = newsgraph_run_close(one, NULL, &error);
  }
  assert_int_equal(!status, !error.message[0]);
  return status;
}

// What a run does without memory from its n-th request on, for many n; the last runs have enough.
static void
let_memory_fail(const Newsgraph* ng, const Place* place, NewsgraphFormat format, size_t n_threads)
{
  size_t n_messages = 0;
  assert_int_equal(run(ng, place, format, n_threads, &n_messages), NEWSGRAPH_SUCCESS);
  assert_int_equal(n_messages, 2); // a date that is none, a line that is no JSON
  NgBuf whole = read_output(place);
  clear_output(place);
  bool   is_enough = false;
  size_t n_failed  = 0;
  for (size_t n = 0; !is_enough; n += 1 + n / 16) {
    ng_alloc_fail_after(n);
    const NewsgraphStatus status = run(ng, place, format, n_threads, &n_messages);
    ng_alloc_fail_after(SIZE_MAX);
    is_enough = !status && n_messages == 2;
    n_failed += status != NEWSGRAPH_SUCCESS;
    assert_true(status || exists(place, ""));
    assert_true(!status || !exists(place, ""));
    if (is_enough) {
      NgBuf bytes = read_output(place);
      assert_int_equal(bytes.len, whole.len);
      assert_memory_equal(bytes.at, whole.at, whole.len);
      ng_buf_free(&bytes);
    }
    clear_output(place);
  }
  assert_true(n_failed > 10);
  ng_buf_free(&whole);
}

static void
leaves_no_half_file_where_memory_fails(void** state)
{
  NewsgraphError error = {0};
  Newsgraph*     ng    = NULL;
  assert_int_equal(newsgraph_open(&ng, &error), NEWSGRAPH_SUCCESS);
  let_memory_fail(ng, *state, NEWSGRAPH_FORMAT_NTRIPLES, 1);
  let_memory_fail(ng, *state, NEWSGRAPH_FORMAT_RDFXML, 1);
  let_memory_fail(ng, *state, NEWSGRAPH_FORMAT_TURTLE, 2);
  newsgraph_close(ng);
}

static void
stop_now(void* self, const NewsgraphProgress* progress)
{
  newsgraph_run_stop(*(NewsgraphRun**)self);
}

static void
stops_when_it_is_told_to(void** state)
{
  const Place* const  place   = *state;
  NewsgraphRunOptions options = NEWSGRAPH_RUN_OPTIONS_INIT;
  NewsgraphError      error   = {0};
  NewsgraphSummary    summary = {0};
  Newsgraph*          ng      = NULL;
  NewsgraphRun*       one     = NULL;
  options.progress            = stop_now;
  options.progress_self       = &one;
  assert_int_equal(newsgraph_open(&ng, &error), NEWSGRAPH_SUCCESS);
  assert_int_equal(newsgraph_run_open(&one, ng, place->out, &options, &error), NEWSGRAPH_SUCCESS);
  assert_int_equal(newsgraph_run_add_file(one, place->in), NEWSGRAPH_SUCCESS);
  assert_int_equal(newsgraph_run_add_text(one, "more", "Ann Roe left.", 13), NEWSGRAPH_SUCCESS);
  assert_int_equal(newsgraph_run_close(one, &summary, &error), NEWSGRAPH_ERR_STOPPED);
  assert_int_equal(summary.n_records, 1);
  assert_false(exists(place, ""));
  assert_true(exists(place, ".partial"));

  options.progress = NULL;
  options.resume   = 1;
  memset(&error, 0, sizeof(error));
  assert_int_equal(newsgraph_run_open(&one, ng, place->out, &options, &error), NEWSGRAPH_SUCCESS);
  assert_int_equal(newsgraph_run_add_file(one, place->in), NEWSGRAPH_SUCCESS);
  assert_int_equal(newsgraph_run_add_text(one, "more", "Ann Roe left.", 13), NEWSGRAPH_SUCCESS);
  assert_int_equal(newsgraph_run_close(one, &summary, &error), NEWSGRAPH_SUCCESS);
  assert_int_equal(summary.n_records, 4);
  assert_int_equal(summary.n_failed, 1);
  assert_true(exists(place, ""));
  newsgraph_close(ng);
}

int
main(void)
{
#define IN_A_PLACE(test) cmocka_unit_test_setup_teardown(test, make_place, remove_place)
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(hands_pieces_on_in_the_order_of_their_beginning),
      cmocka_unit_test(hands_nothing_on_after_a_failure),
      cmocka_unit_test(keeps_the_order_among_threads),
      IN_A_PLACE(refuses_a_partial_file_that_another_process_writes),
      IN_A_PLACE(keeps_as_much_of_a_partial_file_as_was_asked),
      IN_A_PLACE(reads_a_checkpoint_back),
      IN_A_PLACE(refuses_a_checkpoint_that_is_cut),
      IN_A_PLACE(leaves_no_half_file_where_memory_fails),
      IN_A_PLACE(stops_when_it_is_told_to),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
