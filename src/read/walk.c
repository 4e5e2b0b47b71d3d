// SPDX-License-Identifier: Apache-2.0
#include "read/walk.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/buf.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { MAX_PATH_BYTES = 1 << 16 };

// A folder: names in order, what comes next, and how much of the path names the folder.
typedef struct {
  char*  names; // one behind another, each with its NUL
  char** order;
  size_t n, next;
  size_t n_path;
} Level;

struct NgWalkImpl {
  const char* const* paths;
  size_t             n_paths, next_path;
  NgBytes*           list; // instead of paths
  char               separator;
  Level*             levels;
  size_t             n_levels, cap_levels;
  NgBuf              path;
  bool               is_over;
};

static NgStatus
no_memory(NgWalk* walk, NgError* err)
{
  walk->is_over = true;
  return ng_error_no_mem(err);
}

static NgWalk*
make(void)
{
  NgWalk* const walk = ng_calloc(1, sizeof(NgWalk));
  if (walk) {
    walk->path = (NgBuf)NG_BUF_INIT(MAX_PATH_BYTES);
  }
  return walk;
}

NgStatus
ng_walk_open(NgWalk** out, const char* const* paths, size_t n_paths, NgError* err)
{
  NgWalk* const walk = make();
  if (!walk) {
    return ng_error_no_mem(err);
  }
  walk->paths   = paths;
  walk->n_paths = n_paths;
  *out          = walk;
  return NG_SUCCESS;
}

NgStatus
ng_walk_open_list(NgWalk** out, const char* file, char separator, NgError* err)
{
  NgWalk* const walk = make();
  NgStatus      st   = walk ? ng_bytes_open(&walk->list, file, NULL, err) : ng_error_no_mem(err);
  if (st) {
    ng_walk_close(walk);
    return st;
  }
  walk->separator = separator;
  *out            = walk;
  return NG_SUCCESS;
}

static void
pop(NgWalk* walk)
{
  Level* const level = &walk->levels[--walk->n_levels];
  ng_free(level->names);
  ng_free(level->order);
}

void
ng_walk_close(NgWalk* walk)
{
  if (walk) {
    while (walk->n_levels) {
      pop(walk);
    }
    ng_bytes_close(walk->list);
    ng_free(walk->levels);
    ng_buf_free(&walk->path);
    ng_free(walk);
  }
}

bool
ng_walk_is_over(const NgWalk* walk)
{
  return walk->is_over;
}

// --- a folder ------------------------------------------------------------------------------------

static int
compare_names(const void* a, const void* b)
{
  return strcmp(*(char* const*)a, *(char* const*)b);
}

static NgStatus
fail_read(const NgWalk* walk, const char* what, int code, NgError* err)
{
  char text[NG_ERRNO_BYTES];
  ng_error_set(err, NG_ERR_READ, "%s: %s", what, ng_errno_text(code, text));
  ng_error_at(err, walk->path.at, 0, 0);
  return NG_ERR_READ;
}

// All names into `blob`, NUL behind each.
static NgStatus
read_names(DIR* folder, NgBuf* blob, size_t* n)
{
  *n = 0;
  for (const struct dirent* entry = readdir(folder); entry; entry = readdir(folder)) {
    if (entry->d_name[0] != '.') {
      ng_buf_add(blob, ng_str_n(entry->d_name, strlen(entry->d_name) + 1));
      ++*n;
    }
  }
  return blob->status;
}

// The folder walk->path becomes the innermost level.
static NgStatus
enter(NgWalk* walk, NgError* err)
{
  NgBuf blob  = NG_BUF_INIT(SIZE_MAX / 4);
  Level level = {.n_path = walk->path.len};
  errno       = 0;
  DIR* folder = opendir(walk->path.at);
  if (!folder) {
    return fail_read(walk, "Cannot open the folder", errno, err);
  }
  NgStatus st = read_names(folder, &blob, &level.n);
  closedir(folder);
  if (!st && walk->n_levels == walk->cap_levels) {
    const size_t cap  = walk->cap_levels ? 2 * walk->cap_levels : 8;
    Level* const more = ng_realloc(walk->levels, cap, sizeof(Level));
    walk->levels      = more ? more : walk->levels;
    walk->cap_levels  = more ? cap : walk->cap_levels;
    st                = more ? NG_SUCCESS : NG_ERR_NO_MEM;
  }
  level.order = st ? NULL : ng_calloc(level.n, sizeof(char*));
  if (!level.order) {
    ng_buf_free(&blob);
    return no_memory(walk, err);
  }
  level.names = blob.at;
  char* at    = blob.at;
  for (size_t i = 0; i < level.n; ++i) {
    level.order[i] = at;
    at += strlen(at) + 1;
  }
  qsort(level.order, level.n, sizeof(char*), compare_names);
  walk->levels[walk->n_levels++] = level;
  return NG_SUCCESS;
}

// --- what is no article ---------------------------------------------------------------------------

static bool
is_no_article(NgStr name)
{
  static const char* const ends[] = {
      ".png",   ".jpg",  ".jpeg", ".gif",  ".webp",   ".svg",  ".ico",   ".bmp", ".tif",  ".tiff",
      ".avif",  ".mp3",  ".mp4",  ".m4a",  ".m4v",    ".mov",  ".avi",   ".mkv", ".ogg",  ".wav",
      ".webm",  ".css",  ".js",   ".mjs",  ".map",    ".woff", ".woff2", ".ttf", ".otf",  ".eot",
      ".zip",   ".tar",  ".tgz",  ".7z",   ".rar",    ".bz2",  ".xz",    ".pdf", ".doc",  ".docx",
      ".xls",   ".xlsx", ".ppt",  ".pptx", ".odt",    ".exe",  ".dll",   ".so",  ".o",    ".a",
      ".class", ".jar",  ".pyc",  ".db",   ".sqlite", ".nt",   ".nq",    ".ttl", ".trig", ".cdx",
  };
  char         lower[16];
  const size_t n    = name.len < sizeof(lower) ? name.len : sizeof(lower) - 1;
  const char*  from = name.at + name.len - n;
  for (size_t i = 0; i < n; ++i) {
    lower[i] = (char)(from[i] >= 'A' && from[i] <= 'Z' ? from[i] + 32 : from[i]);
  }
  NgStr end = ng_str_n(lower, n);
  end.len -= ng_str_ends(end, ".gz") ? 3 : ng_str_ends(end, ".zst") ? 4 : 0;
  for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); ++i) {
    if (ng_str_ends(end, ends[i])) {
      return true;
    }
  }
  return false;
}

static NgStatus
skip(const NgWalk* walk, const char* why, NgError* err)
{
  ng_error_set(err, NG_SKIPPED, "%s", why);
  ng_error_at(err, walk->path.at, 0, 0);
  return NG_SKIPPED;
}

// --- one after another ---------------------------------------------------------------------------

// The next entry of the innermost folder. `*is_file` where it is one to read.
static NgStatus
next_of_level(NgWalk* walk, bool* is_file, NgError* err)
{
  Level* const level = &walk->levels[walk->n_levels - 1];
  if (level->next == level->n) {
    pop(walk);
    return NG_SUCCESS;
  }
  const NgStr name = ng_str(level->order[level->next++]);
  walk->path.len   = level->n_path;
  if (walk->path.at[walk->path.len - 1] != '/') {
    ng_buf_addc(&walk->path, '/');
  }
  ng_buf_add(&walk->path, name);
  if (walk->path.status) {
    const NgStatus st = walk->path.status;
    walk->path.status = NG_SUCCESS;
    return st == NG_ERR_NO_MEM ? no_memory(walk, err)
                               : ng_error_set(err, st, "The path is longer than 64 KiB");
  }
  struct stat link;
  struct stat file;
  if (lstat(walk->path.at, &link) < 0 || stat(walk->path.at, &file) < 0) {
    return fail_read(walk, "Cannot look at", errno, err);
  }
  if (S_ISDIR(file.st_mode)) {
    return S_ISLNK(link.st_mode) ? skip(walk, "Links to folders are not followed", err) : enter(walk, err);
  }
  if (!S_ISREG(file.st_mode)) {
    return skip(walk, "No file", err);
  }
  if (is_no_article(name)) {
    return skip(walk, "No article, by the end of its name", err);
  }
  *is_file = true;
  return NG_SUCCESS;
}

// The next path of the list into walk->path; empty at its end.
static NgStatus
next_of_list(NgWalk* walk, NgError* err)
{
  for (bool is_ended = false; !is_ended;) {
    NgStr          view;
    const NgStatus st = ng_bytes_peek(walk->list, 1, &view, err);
    if (st || !view.len) {
      walk->is_over = st != NG_SUCCESS;
      return st;
    }
    const char* const end = memchr(view.at, walk->separator, view.len);
    const size_t      n   = end ? (size_t)(end - view.at) : view.len;
    ng_buf_add(&walk->path, ng_str_n(view.at, n));
    ng_bytes_take(walk->list, n + (end ? 1 : 0));
    is_ended = end && walk->path.len;
  }
  if (walk->path.status) {
    return walk->path.status == NG_ERR_NO_MEM
               ? no_memory(walk, err)
               : ng_error_set(err, NG_ERR_LIMIT, "A path of the list is longer than 64 KiB");
  }
  return NG_SUCCESS;
}

// The next path that was named into walk->path. @return NG_END
static NgStatus
take_named(NgWalk* walk, NgError* err)
{
  ng_buf_clear(&walk->path);
  if (walk->list) {
    NG_TRY(next_of_list(walk, err));
    walk->is_over = !walk->path.len;
  } else {
    walk->is_over = walk->next_path == walk->n_paths;
    if (!walk->is_over && ng_buf_addz(&walk->path, walk->paths[walk->next_path++])) {
      return walk->path.status == NG_ERR_NO_MEM
                 ? no_memory(walk, err)
                 : ng_error_set(err, NG_ERR_LIMIT, "The path is longer than 64 KiB");
    }
  }
  return walk->is_over ? NG_END : NG_SUCCESS;
}

static NgStatus
next_named(NgWalk* walk, bool* is_file, NgError* err)
{
  NG_TRY(take_named(walk, err));
  struct stat info;
  *is_file = stat(walk->path.at, &info) < 0 ||
             !S_ISDIR(info.st_mode); // a missing one is told when it is opened
  return *is_file ? NG_SUCCESS : enter(walk, err);
}

NgStatus
ng_walk_next(NgWalk* walk, const char** path, NgError* err)
{
  bool is_file = false;
  while (!is_file) {
    if (walk->is_over) {
      return NG_END;
    }
    NG_TRY(walk->n_levels ? next_of_level(walk, &is_file, err) : next_named(walk, &is_file, err));
  }
  *path = walk->path.at;
  return NG_SUCCESS;
}
