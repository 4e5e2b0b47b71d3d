// SPDX-License-Identifier: Apache-2.0
// Stores of librdf on disk.
#ifndef NG_QUERY_DISK_H
#define NG_QUERY_DISK_H

/// Version of the librdf library that is in use, such as "1.0.17".
const char* ng_disk_librdf_version(void);

#endif
