// SPDX-License-Identifier: Apache-2.0
// The container of every compiled data file (models, knowledge): named sections behind a header with
// kind, version and checksum, mapped read-only and shared between threads. A file that is truncated,
// altered or of another version is refused.
//
// Layout, little-endian: "NGPACK1\n", kind (16 bytes, NUL-padded), u32 version, u32 number of sections,
// u64 bytes of the whole file, u64 checksum of everything behind the header, then one entry a section
// (name 24 bytes, u64 offset, u64 bytes), then the sections, each aligned to 64 bytes.
#ifndef NG_BASE_PACK_H
#define NG_BASE_PACK_H

#include "base/buf.h"

typedef struct NgPackImpl NgPack;

/// Map `path` and check it. `kind` and `version` must agree.
/// @return NG_ERR_READ where it cannot be opened, NG_ERR_BAD_DATA where it is not such a file or
/// damaged, NG_ERR_NO_MEM.
NgStatus ng_pack_open(NgPack** out, const char* path, const char* kind, uint32_t version, NgError* err);

/// The same for bytes in memory, which must outlive the pack and be aligned to 8 bytes.
NgStatus ng_pack_from_memory(NgPack** out, const void* data, size_t len, const char* kind, uint32_t version,
                             NgError* err);

/// Accepts NULL. Sections are gone with it.
void ng_pack_close(NgPack* pack);

/// Section `name` as items of `item_size` bytes.
/// @return NG_ERR_BAD_DATA where it is missing or its length is no multiple of item_size.
NgStatus ng_pack_section(const NgPack* pack, const char* name, size_t item_size, const void** out,
                         size_t* n_items, NgError* err);

/// Text of a section, at == NULL where there is none.
NgStr ng_pack_text(const NgPack* pack, const char* name);

typedef struct NgPackWriterImpl NgPackWriter;

/// Collects sections; NULL without memory.
NgPackWriter* ng_pack_writer_new(const char* kind, uint32_t version);
void          ng_pack_writer_free(NgPackWriter* writer);

/// Add a section (copied). Names are at most 23 bytes.
NgStatus ng_pack_writer_add(NgPackWriter* writer, const char* name, const void* data, size_t len);

/// The whole file as bytes at the end of `out`: the same sections give the same bytes.
NgStatus ng_pack_writer_bytes(const NgPackWriter* writer, NgBuf* out);

/// Write it to `path` by way of a temporary name.
NgStatus ng_pack_writer_save(const NgPackWriter* writer, const char* path, NgError* err);

#endif
