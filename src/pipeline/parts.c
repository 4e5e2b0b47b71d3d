// SPDX-License-Identifier: Apache-2.0
#include "pipeline/parts.h"

#include "base/alloc.h"
#include "base/digest.h"
#include "base/io.h"
#include "model/json.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <nettle/sha2.h>

#define CLOSING "{\"complete\":true" // of the last line of a manifest

enum { MAX_PATH_BYTES = 1 << 16, SHOWN_INPUTS = 1000 };

struct NgPartsImpl {
  NgPartsOptions    options;
  NgOutput*         output;   // the file or part in hand; NULL between parts
  NgOutput*         manifest; // of a folder
  NgBuf             checkpoint;
  NgBuf             part; // name of the part in hand, with the folder
  NgBuf             line; // for the manifest
  struct sha256_ctx hash; // of the part in hand
  NgPoint           point;
  struct timespec   last;           // checkpoint
  bool              has_checkpoint; // on disk
  bool              has_inputs;
  bool              is_complete;
};

static NgStatus
buf_status(const NgBuf* buf, NgError* err)
{
  return buf->status ? ng_error_set(err, buf->status, "%s", ng_strerror(buf->status)) : NG_SUCCESS;
}

static void
note(const NgParts* parts, NewsgraphLevel level, const char* what)
{
  if (parts->options.note) {
    parts->options.note(parts->options.note_self, level, what);
  }
}

const NgPoint*
ng_parts_point(const NgParts* parts)
{
  return &parts->point;
}

bool
ng_parts_is_complete(const NgParts* parts)
{
  return parts->is_complete;
}

bool
ng_parts_can_resume(const NgParts* parts)
{
  return parts->checkpoint.len > 0;
}

// --- checkpoints ---------------------------------------------------------------------------------

// Everything written so far is made to last, and then the point that says so.
static NgStatus
write_checkpoint(NgParts* parts, NgError* err)
{
  if (parts->output && ng_output_sync(parts->output)) {
    return ng_output_check(parts->output, err);
  }
  NG_TRY(ng_checkpoint_write(parts->checkpoint.at, &parts->point, parts->options.settings, err));
  parts->has_checkpoint = true;
  clock_gettime(CLOCK_MONOTONIC, &parts->last);
  return NG_SUCCESS;
}

static bool
is_time_for_checkpoint(const NgParts* parts)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  const int64_t ms = (int64_t)(now.tv_sec - parts->last.tv_sec) * 1000 +
                     (now.tv_nsec - parts->last.tv_nsec) / 1000000;
  return ms >= (int64_t)parts->options.checkpoint_ms;
}

// --- parts and the manifest ----------------------------------------------------------------------

static NgStatus
name_part(NgParts* parts, NgError* err)
{
  ng_buf_clear(&parts->part);
  ng_buf_printf(&parts->part, "%s/part-%05" PRIu64 ".%s%s", parts->options.folder, parts->point.part,
                parts->options.extension, parts->options.packed);
  return buf_status(&parts->part, err);
}

static NgStatus
write_bytes(NgParts* parts, NgStr bytes)
{
  if (parts->options.folder) {
    sha256_update(&parts->hash, bytes.len, (const uint8_t*)bytes.at);
  }
  parts->point.part_bytes += bytes.len;
  return ng_output_write(parts->output, bytes);
}

// Open the part in hand, unless it is, and write what opens its document.
static NgStatus
begin_part(NgParts* parts, NgError* err)
{
  if (!parts->output) {
    NG_TRY(name_part(parts, err));
    NG_TRY(ng_output_open_partial(&parts->output, parts->part.at, 0, err));
    sha256_init(&parts->hash);
  }
  if (!parts->point.part_bytes && parts->options.head.len) {
    write_bytes(parts, parts->options.head);
  }
  return NG_SUCCESS;
}

static void
add_counts(NgBuf* line, const NewsgraphSummary* s)
{
  ng_buf_printf(
      line, "\"articles\":%zu,\"records\":%zu,\"skipped\":%zu,\"failed\":%zu,\"tokens\":%zu,\"triples\":%zu",
      s->n_articles, s->n_records, s->n_skipped, s->n_failed, s->n_tokens, s->n_triples);
}

// Add the line that was made to the manifest and make it last.
static NgStatus
write_line(NgParts* parts, NgError* err)
{
  ng_buf_addz(&parts->line, "}\n");
  NG_TRY(buf_status(&parts->line, err));
  ng_output_write(parts->manifest, ng_buf_str(&parts->line));
  parts->point.manifest_bytes += parts->line.len;
  ng_buf_clear(&parts->line);
  return ng_output_sync(parts->manifest) ? ng_output_check(parts->manifest, err) : NG_SUCCESS;
}

static NgStatus
describe_part(NgParts* parts, NgError* err)
{
  uint8_t digest[SHA256_DIGEST_SIZE];
  char    hex[2 * SHA256_DIGEST_SIZE];
  sha256_digest(&parts->hash, sizeof(digest), digest);
  ng_hex(hex, digest, sizeof(digest));
  ng_buf_addz(&parts->line, "{\"file\":");
  ng_json_string(&parts->line, ng_str(strrchr(parts->part.at, '/') + 1));
  ng_buf_addc(&parts->line, ',');
  add_counts(&parts->line, &parts->point.in_part);
  ng_buf_printf(&parts->line, ",\"bytes\":%" PRIu64 ",\"sha256\":\"", parts->point.part_bytes);
  ng_buf_add(&parts->line, ng_str_n(hex, sizeof(hex)));
  ng_buf_addc(&parts->line, '"');
  return write_line(parts, err);
}

// The part in hand is whole: give it its name, then list it, then say so in a checkpoint. Where the run is
// killed between these, the part is made again.
static NgStatus
end_part(NgParts* parts, NgError* err)
{
  if (parts->options.foot.len) {
    write_bytes(parts, parts->options.foot);
  }
  NgOutput* const output = parts->output;
  parts->output          = NULL;
  NG_TRY(ng_output_close(output, err));
  if (!parts->options.folder) {
    return NG_SUCCESS;
  }
  NG_TRY(describe_part(parts, err));
  ++parts->point.part;
  parts->point.part_bytes = 0;
  parts->point.in_part    = (NewsgraphSummary){0};
  return write_checkpoint(parts, err);
}

NgStatus
ng_parts_add(NgParts* parts, const NgPiece* piece, NgError* err)
{
  NgPoint* const p = &parts->point;
  if (piece->bytes.len) {
    if (parts->options.folder && p->in_part.n_articles >= parts->options.articles_per_part) {
      NG_TRY(end_part(parts, err));
    }
    NG_TRY(begin_part(parts, err));
    if (write_bytes(parts, ng_buf_str(&piece->bytes))) {
      return ng_output_check(parts->output, err);
    }
  }
  p->place = piece->upto;
  ng_summary_add(&p->total, &piece->counts);
  ng_summary_add(&p->in_part, &piece->counts);
  if (!ng_parts_can_resume(parts)) { // somebody may wait for the answer to what he has sent
    return ng_output_flush(parts->output) ? ng_output_check(parts->output, err) : NG_SUCCESS;
  }
  return is_time_for_checkpoint(parts) ? write_checkpoint(parts, err) : NG_SUCCESS;
}

// --- the first line of a manifest ----------------------------------------------------------------

static void
add_settings(NgBuf* line, NgStr settings)
{
  bool is_first = true;
  while (settings.len) {
    const char* const space = memchr(settings.at, ' ', settings.len);
    const char* const end   = memchr(settings.at, '\n', settings.len);
    ng_buf_addz(line, is_first ? "" : ",");
    ng_json_string(line, ng_str_n(settings.at, (size_t)(space - settings.at)));
    ng_buf_addc(line, ':');
    ng_json_string(line, ng_str_n(space + 1, (size_t)(end - space - 1)));
    settings = ng_str_n(end + 1, settings.len - (size_t)(end + 1 - settings.at));
    is_first = false;
  }
}

// How the manifest of a run with these settings begins.
static void
add_opening(NgBuf* line, NgStr settings)
{
  ng_buf_addz(line, "{\"newsgraph\":\"" NG_VERSION "\",\"settings\":{");
  add_settings(line, settings);
  ng_buf_addz(line, "},");
}

NgStatus
ng_parts_set_inputs(NgParts* parts, const char* const* paths, size_t n, NgError* err)
{
  if (!parts->manifest || parts->has_inputs) {
    return NG_SUCCESS;
  }
  parts->has_inputs = true;
  add_opening(&parts->line, parts->options.settings);
  ng_buf_printf(&parts->line, "\"n_inputs\":%zu,\"inputs\":[", n);
  for (size_t i = 0; i < n && i < SHOWN_INPUTS; ++i) {
    ng_buf_addz(&parts->line, i ? "," : "");
    ng_json_string(&parts->line, ng_str(paths[i]));
  }
  ng_buf_addc(&parts->line, ']');
  NG_TRY(write_line(parts, err));
  return write_checkpoint(parts, err);
}

// --- opening -------------------------------------------------------------------------------------

// Hash what the part in hand holds already.
static NgStatus
hash_kept(NgParts* parts, NgError* err)
{
  NgMapped mapped;
  NgBuf    name = NG_BUF_INIT(MAX_PATH_BYTES);
  ng_buf_printf(&name, "%s.partial", parts->part.at);
  NgStatus st = buf_status(&name, err);
  st          = st ? st : ng_io_map(&mapped, name.at, err);
  if (!st) {
    sha256_init(&parts->hash);
    sha256_update(&parts->hash, (size_t)parts->point.part_bytes, mapped.at);
    ng_io_unmap(&mapped);
  }
  ng_buf_free(&name);
  return st;
}

// A part that was complete but not yet listed when the run was killed gets its temporary name back: its first
// bytes are those that the checkpoint tells of.
static void
reopen_renamed(const NgParts* parts)
{
  NgBuf name = NG_BUF_INIT(MAX_PATH_BYTES);
  if (!ng_buf_printf(&name, "%s.partial", parts->part.at) && access(name.at, F_OK) < 0) {
    rename(parts->part.at, name.at);
  }
  ng_buf_free(&name);
}

// What a manifest without a checkpoint beside it tells: a complete run, if its last line says so. Else it was
// killed before it wrote a part.
static NgStatus
look_at_manifest(NgParts* parts, const char* path, NgError* err)
{
  NgBuf    text    = NG_BUF_INIT(SIZE_MAX / 4);
  NgBuf    opening = NG_BUF_INIT(SIZE_MAX / 4);
  NgStatus st      = ng_io_read_file(path, &text, err);
  add_opening(&opening, parts->options.settings);
  st = st ? st : buf_status(&opening, err);
  if (!st && strstr(text.at ? text.at : "", "\n" CLOSING)) {
    if (!parts->options.resume) {
      st = ng_error_set(err, NG_ERR_BAD_ARG, "The folder holds a complete run; name another one");
    } else if (!ng_str_starts(ng_buf_str(&text), opening.at)) {
      st = ng_error_set(err, NG_ERR_BAD_ARG,
                        "Cannot resume: the folder holds a complete run with other settings");
    } else {
      parts->is_complete = true;
      note(parts, NEWSGRAPH_LEVEL_INFO, "The run is complete already");
    }
  }
  ng_buf_free(&text);
  ng_buf_free(&opening);
  return st;
}

static NgStatus
open_manifest(NgParts* parts, NgError* err)
{
  NgBuf    path = NG_BUF_INIT(MAX_PATH_BYTES);
  NgStatus st   = NG_SUCCESS;
  ng_buf_printf(&path, "%s/manifest.jsonl", parts->options.folder);
  st = buf_status(&path, err);
  if (!st && !parts->has_checkpoint && access(path.at, F_OK) == 0) {
    st = look_at_manifest(parts, path.at, err);
  }
  if (!st && !parts->is_complete) {
    parts->has_inputs = parts->has_checkpoint;
    st                = ng_output_open_kept(&parts->manifest, path.at, parts->point.manifest_bytes, err);
  }
  ng_buf_free(&path);
  return st;
}

static NgStatus
open_folder(NgParts* parts, NgError* err)
{
  NG_TRY(open_manifest(parts, err));
  if (!parts->point.part_bytes) {
    return NG_SUCCESS;
  }
  NG_TRY(name_part(parts, err));
  reopen_renamed(parts);
  NG_TRY(ng_output_open_partial(&parts->output, parts->part.at, parts->point.part_bytes, err));
  return hash_kept(parts, err);
}

// Bytes of the partial file of `path`; -1 where there is none.
static int64_t
partial_size(const char* path)
{
  NgBuf       name = NG_BUF_INIT(MAX_PATH_BYTES);
  struct stat info;
  const bool  is_there = !ng_buf_printf(&name, "%s.partial", path) && stat(name.at, &info) == 0;
  ng_buf_free(&name);
  return is_there ? (int64_t)info.st_size : -1;
}

static NgStatus
open_file(NgParts* parts, NgError* err)
{
  const char* const path = parts->options.path;
  const int64_t     size = partial_size(path);
  if (parts->has_checkpoint && size < (int64_t)parts->point.part_bytes) {
    note(parts, NEWSGRAPH_LEVEL_WARNING, "What the interrupted run had written is gone; beginning anew");
    parts->point = (NgPoint){0};
  } else if (!parts->has_checkpoint && size >= 0) {
    note(parts, NEWSGRAPH_LEVEL_WARNING, "What an interrupted run had written is replaced");
  }
  NG_TRY(ng_output_open_partial(&parts->output, path, parts->point.part_bytes, err));
  if (!ng_output_is_renamed(parts->output)) { // a device or pipe: nothing to go on from
    ng_buf_clear(&parts->checkpoint);
  } else if (!parts->has_checkpoint) {
    unlink(parts->checkpoint.at);
  }
  return NG_SUCCESS;
}

static NgStatus
read_checkpoint(NgParts* parts, NgError* err)
{
  const NgPartsOptions* const o = &parts->options;
  ng_buf_printf(&parts->checkpoint, "%s%scheckpoint", o->folder ? o->folder : o->path, o->folder ? "/" : ".");
  NG_TRY(buf_status(&parts->checkpoint, err));
  if (!o->resume) {
    return o->folder && access(parts->checkpoint.at, F_OK) == 0
               ? ng_error_set(err, NG_ERR_BAD_ARG,
                              "The folder %s holds an interrupted run; resume it or name another one",
                              o->folder)
               : NG_SUCCESS;
  }
  const NgStatus st     = ng_checkpoint_read(&parts->point, parts->checkpoint.at, o->settings, err);
  parts->has_checkpoint = !st;
  return st == NG_END ? NG_SUCCESS : st;
}

static NgStatus
open_all(NgParts* parts, NgError* err)
{
  const NgPartsOptions* const o = &parts->options;
  if (!o->folder && !o->path) {
    return ng_output_open(&parts->output, NULL, err);
  }
  if (o->folder && mkdir(o->folder, 0777) < 0 && errno != EEXIST) {
    return ng_error_set(err, NG_ERR_WRITE, "Cannot make the folder %s", o->folder);
  }
  NG_TRY(read_checkpoint(parts, err));
  NG_TRY(o->folder ? open_folder(parts, err) : open_file(parts, err));
  if (parts->point.place.n_records) {
    char text[128];
    snprintf(text, sizeof(text), "Going on behind record %" PRIu64 " and article %zu",
             parts->point.place.n_records, parts->point.total.n_articles);
    note(parts, NEWSGRAPH_LEVEL_INFO, text);
  }
  return NG_SUCCESS;
}

NgStatus
ng_parts_open(NgParts** out, const NgPartsOptions* options, NgError* err)
{
  NgParts* const parts = ng_calloc(1, sizeof(NgParts));
  if (!parts) {
    return ng_error_no_mem(err);
  }
  parts->options    = *options;
  parts->checkpoint = (NgBuf)NG_BUF_INIT(MAX_PATH_BYTES);
  parts->part       = (NgBuf)NG_BUF_INIT(MAX_PATH_BYTES);
  parts->line       = (NgBuf)NG_BUF_INIT(SIZE_MAX / 4);
  clock_gettime(CLOCK_MONOTONIC, &parts->last);
  const NgStatus st = open_all(parts, err);
  if (st) {
    ng_parts_close(parts, NG_PARTS_FAILED, NULL);
    return st;
  }
  *out = parts;
  return NG_SUCCESS;
}

// --- closing -------------------------------------------------------------------------------------

static NgStatus
complete(NgParts* parts, NgError* err)
{
  if (parts->output && !parts->point.part_bytes && parts->options.foot.len) {
    NG_TRY(begin_part(parts, err));
  }
  if (parts->output) {
    NG_TRY(end_part(parts, err));
  }
  if (parts->manifest) {
    NG_TRY(ng_parts_set_inputs(parts, NULL, 0, err));
    ng_buf_addz(&parts->line, CLOSING ",");
    add_counts(&parts->line, &parts->point.total);
    ng_buf_printf(&parts->line, ",\"parts\":%" PRIu64, parts->point.part);
    NG_TRY(write_line(parts, err));
  }
  if (parts->has_checkpoint) {
    unlink(parts->checkpoint.at);
  }
  return NG_SUCCESS;
}

// End what went to standard output or a device; leave a file to be gone on with.
static NgStatus
leave(NgParts* parts, NgError* err)
{
  return ng_parts_can_resume(parts) ? write_checkpoint(parts, err) : complete(parts, err);
}

NgStatus
ng_parts_close(NgParts* parts, NgPartsEnd how, NgError* err)
{
  if (!parts) {
    return NG_SUCCESS;
  }
  NgStatus st = how == NG_PARTS_COMPLETE && !parts->is_complete ? complete(parts, err)
                : how == NG_PARTS_LEAVE                         ? leave(parts, err)
                                                                : NG_SUCCESS;
  if (parts->output && parts->has_checkpoint) {
    const NgStatus left = ng_output_leave(parts->output, err);
    st                  = st ? st : left;
  } else {
    ng_output_abandon(parts->output);
  }
  if (parts->manifest) {
    ng_output_leave(parts->manifest, NULL);
  }
  ng_buf_free(&parts->checkpoint);
  ng_buf_free(&parts->part);
  ng_buf_free(&parts->line);
  ng_free(parts);
  return st;
}
