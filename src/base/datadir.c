// SPDX-License-Identifier: Apache-2.0
#include "base/datadir.h"

#include <stdlib.h>
#include <unistd.h>

static NgStatus
try_below(const char* folder, const char* relative, NgBuf* out)
{
  ng_buf_clear(out);
  ng_buf_printf(out, "%s/%s", folder, relative);
  if (out->status) {
    return out->status;
  }
  return access(out->at, R_OK) == 0 ? NG_SUCCESS : NG_END;
}

static bool
runs_from_build_tree(void)
{
  char          path[4096];
  const ssize_t n = readlink("/proc/self/exe", path, sizeof(path));
  return n > 0 && ng_str_starts(ng_str_n(path, (size_t)n), NG_BUILD_DIR "/");
}

NgStatus
ng_datadir_find(const char* relative, NgBuf* out, NgError* err)
{
  const char* const from_user = getenv("NEWSGRAPH_DATA_DIR");
  const char*       folders[] = {NULL, NULL, NULL};
  if (from_user && from_user[0]) {
    folders[0] = from_user;
  } else if (runs_from_build_tree()) {
    folders[0] = NG_BUILD_DIR "/src/data";
    folders[1] = NG_SOURCE_DIR "/src/data";
  } else {
    folders[0] = NG_PKGDATA_DIR;
  }
  for (int i = 0; folders[i]; ++i) {
    const NgStatus st = try_below(folders[i], relative, out);
    if (st != NG_END) {
      return st ? ng_error_set(err, st, "%s", ng_strerror(st)) : st;
    }
  }
  ng_error_set(err, NG_ERR_READ,
               "Data file '%s' is not in %s; install newsgraph whole or set "
               "NEWSGRAPH_DATA_DIR",
               relative, folders[0]);
  ng_error_at(err, relative, 0, 0);
  return NG_ERR_READ;
}
