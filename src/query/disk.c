// SPDX-License-Identifier: Apache-2.0
#include "query/disk.h"

#include <librdf.h>

const char*
ng_disk_librdf_version(void)
{
  return librdf_version_string;
}
