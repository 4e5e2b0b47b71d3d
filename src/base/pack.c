// SPDX-License-Identifier: Apache-2.0
#include "base/pack.h"

#include "base/alloc.h"
#include "base/io.h"

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "Data files are little-endian and mapped as they are: add byte swapping for this machine"
#endif

enum { MAX_SECTIONS = 256, ALIGN = 64 };

static const char magic[8] = "NGPACK1\n";

typedef struct {
  char     magic[8];
  char     kind[16];
  uint32_t version;
  uint32_t n_sections;
  uint64_t n_bytes;
  uint64_t checksum;
} Header;

typedef struct {
  char     name[24];
  uint64_t offset;
  uint64_t n_bytes;
} Entry;

struct NgPackImpl {
  NgMapped             mapped; // at == NULL for bytes of the caller's
  const unsigned char* data;
  const Entry*         entries;
  uint32_t             n_entries;
};

static NgStatus
check_entries(const Header* header, const Entry* entries, NgError* err)
{
  for (uint32_t i = 0; i < header->n_sections; ++i) {
    const Entry* const e = &entries[i];
    if (e->name[sizeof(e->name) - 1] || e->offset % ALIGN || e->offset > header->n_bytes ||
        e->n_bytes > header->n_bytes - e->offset) {
      return ng_error_set(err, NG_ERR_BAD_DATA, "Section %u of the data file lies outside it", i);
    }
  }
  return NG_SUCCESS;
}

static NgStatus
check_header(const Header* header, size_t len, const char* kind, uint32_t version, NgError* err)
{
  if (len < sizeof(Header) || memcmp(header->magic, magic, sizeof(magic))) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "Not a newsgraph data file");
  }
  char padded[sizeof(header->kind)] = {0};
  memcpy(padded, kind, strnlen(kind, sizeof(padded) - 1));
  if (memcmp(header->kind, padded, sizeof(padded))) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "Holds '%.15s' where '%s' is needed", header->kind, kind);
  }
  if (header->version != version) {
    return ng_error_set(err, NG_ERR_BAD_DATA,
                        "Version %u of '%s', but this program reads version %u; install the data files "
                        "that came with it",
                        header->version, kind, version);
  }
  if (header->n_bytes != len) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "Has %zu bytes where its header says %llu: truncated?", len,
                        (unsigned long long)header->n_bytes);
  }
  if (header->n_sections > MAX_SECTIONS || len < sizeof(Header) + header->n_sections * sizeof(Entry)) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "Too short for its %u sections", header->n_sections);
  }
  return NG_SUCCESS;
}

NgStatus
ng_pack_from_memory(NgPack** out, const void* data, size_t len, const char* kind, uint32_t version,
                    NgError* err)
{
  const Header* const header = data;
  NG_TRY(check_header(header, len, kind, version, err));
  const unsigned char* const bytes = data;
  if (ng_hash(bytes + sizeof(Header), len - sizeof(Header), version) != header->checksum) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "Checksum differs: the file was altered; install it again");
  }
  const Entry* const entries = (const Entry*)(const void*)(bytes + sizeof(Header));
  NG_TRY(check_entries(header, entries, err));
  NgPack* const pack = ng_calloc(1, sizeof(NgPack));
  if (!pack) {
    return ng_error_no_mem(err);
  }
  pack->data      = bytes;
  pack->entries   = entries;
  pack->n_entries = header->n_sections;
  *out            = pack;
  return NG_SUCCESS;
}

NgStatus
ng_pack_open(NgPack** out, const char* path, const char* kind, uint32_t version, NgError* err)
{
  NgMapped mapped = {NULL, 0};
  NG_TRY(ng_io_map(&mapped, path, err));
  const NgStatus st = ng_pack_from_memory(out, mapped.at, mapped.len, kind, version, err);
  if (st) {
    ng_error_at(err, path, 0, 0);
    ng_io_unmap(&mapped);
    return st;
  }
  (*out)->mapped = mapped;
  return NG_SUCCESS;
}

void
ng_pack_close(NgPack* pack)
{
  if (pack) {
    ng_io_unmap(&pack->mapped);
    ng_free(pack);
  }
}

static const Entry*
find(const NgPack* pack, const char* name)
{
  for (uint32_t i = 0; i < pack->n_entries; ++i) {
    if (!strcmp(pack->entries[i].name, name)) {
      return &pack->entries[i];
    }
  }
  return NULL;
}

NgStatus
ng_pack_section(const NgPack* pack, const char* name, size_t item_size, const void** out, size_t* n_items,
                NgError* err)
{
  const Entry* const e = find(pack, name);
  if (!e) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "Section '%s' is missing", name);
  }
  if (e->n_bytes % item_size) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "Section '%s' has a wrong length", name);
  }
  *out     = pack->data + e->offset;
  *n_items = e->n_bytes / item_size;
  return NG_SUCCESS;
}

NgStr
ng_pack_text(const NgPack* pack, const char* name)
{
  const Entry* const e = find(pack, name);
  return e ? ng_str_n((const char*)pack->data + e->offset, e->n_bytes) : ng_str_n(NULL, 0);
}

typedef struct {
  char  name[24];
  NgBuf data;
} Section;

struct NgPackWriterImpl {
  char     kind[16];
  uint32_t version;
  uint32_t n;
  Section  sections[MAX_SECTIONS];
};

NgPackWriter*
ng_pack_writer_new(const char* kind, uint32_t version)
{
  NgPackWriter* const writer = strlen(kind) < 16 ? ng_calloc(1, sizeof(NgPackWriter)) : NULL;
  if (writer) {
    memcpy(writer->kind, kind, strlen(kind));
    writer->version = version;
  }
  return writer;
}

void
ng_pack_writer_free(NgPackWriter* writer)
{
  if (writer) {
    for (uint32_t i = 0; i < writer->n; ++i) {
      ng_buf_free(&writer->sections[i].data);
    }
    ng_free(writer);
  }
}

NgStatus
ng_pack_writer_add(NgPackWriter* writer, const char* name, const void* data, size_t len)
{
  if (writer->n == MAX_SECTIONS || strlen(name) > 23) {
    return NG_ERR_LIMIT;
  }
  Section* const s = &writer->sections[writer->n];
  memcpy(s->name, name, strlen(name));
  s->data = (NgBuf)NG_BUF_INIT(SIZE_MAX / 4);
  NG_TRY(ng_buf_add(&s->data, ng_str_n(data, len)));
  ++writer->n;
  return NG_SUCCESS;
}

static size_t
aligned(size_t offset)
{
  return (offset + ALIGN - 1) / ALIGN * ALIGN;
}

NgStatus
ng_pack_writer_bytes(const NgPackWriter* writer, NgBuf* out)
{
  static const char zeros[ALIGN] = {0};
  Header            header       = {.version = writer->version, .n_sections = writer->n};
  memcpy(header.magic, magic, sizeof(magic));
  memcpy(header.kind, writer->kind, sizeof(header.kind));
  const size_t start = out->len;
  NG_TRY(ng_buf_add(out, ng_str_n((const char*)&header, sizeof(header))));
  size_t offset = aligned(sizeof(Header) + writer->n * sizeof(Entry));
  for (uint32_t i = 0; i < writer->n; ++i) {
    const Section* const s = &writer->sections[i];
    Entry                e = {.offset = offset, .n_bytes = s->data.len};
    memcpy(e.name, s->name, sizeof(e.name));
    NG_TRY(ng_buf_add(out, ng_str_n((const char*)&e, sizeof(e))));
    offset = aligned(offset + s->data.len);
  }
  for (uint32_t i = 0; i < writer->n; ++i) {
    const size_t here = out->len - start;
    NG_TRY(ng_buf_add(out, ng_str_n(zeros, aligned(here) - here)));
    NG_TRY(ng_buf_add(out, ng_buf_str(&writer->sections[i].data)));
  }
  const size_t n_bytes = out->len - start;
  header.n_bytes       = n_bytes;
  header.checksum      = ng_hash(out->at + start + sizeof(Header), n_bytes - sizeof(Header), writer->version);
  memcpy(out->at + start, &header, sizeof(header));
  return NG_SUCCESS;
}

NgStatus
ng_pack_writer_save(const NgPackWriter* writer, const char* path, NgError* err)
{
  NgBuf    bytes = NG_BUF_INIT(SIZE_MAX / 4);
  NgStatus st    = ng_pack_writer_bytes(writer, &bytes);
  if (st == NG_SUCCESS) {
    st = ng_io_write_file(path, ng_buf_str(&bytes), err);
  } else {
    ng_error_set(err, st, "%s", ng_strerror(st));
  }
  ng_buf_free(&bytes);
  return st;
}
