// SPDX-License-Identifier: Apache-2.0
#include "tag/net_file.h"

#include "base/alloc.h"

#include <math.h>

typedef struct {
  const char* name;
  size_t      offset; // in NgNetWeights
  uint32_t    n_in, n_out;
  bool        in_tagger;
  bool        is_fine;
} Matrix;

#define MATRIX(name, member, n_in, n_out, in_tagger)                                                         \
  {                                                                                                          \
    name, offsetof(NgNetWeights, member), n_in, n_out, in_tagger, false                                      \
  }
#define FINE(name, member, n_in, n_out)                                                                      \
  {                                                                                                          \
    name, offsetof(NgNetWeights, member), n_in, n_out, false, true                                           \
  }

static const Matrix matrices[NG_NET_N_MATRICES] = {
    [NG_NET_IN]      = MATRIX("in", in_w, NG_NET_INPUT, NG_NET_WIDTH, true),
    [NG_NET_LAYER_0] = MATRIX("layer 0", layer[0].w, NG_NET_WIDTH, 6 * NG_NET_DIM, true),
    [NG_NET_LAYER_1] = MATRIX("layer 1", layer[1].w, NG_NET_WIDTH, 6 * NG_NET_DIM, NG_NET_TAG_LAYER > 1),
    [NG_NET_LAYER_2] = MATRIX("layer 2", layer[2].w, NG_NET_WIDTH, 6 * NG_NET_DIM, NG_NET_TAG_LAYER > 2),
    [NG_NET_TAG]     = MATRIX("tag", tag_w, NG_NET_WIDTH, NG_NET_PAIRS, true),
    [NG_NET_ARCS]    = FINE("arc", arc_w, NG_NET_WIDTH, 2 * NG_NET_ARC),
    [NG_NET_ARC_U]   = FINE("arc u", arc_u, NG_NET_ARC, NG_NET_ARC),
    [NG_NET_LABEL_W] = MATRIX("label", label_w, NG_NET_WIDTH, 2 * NG_NET_LABEL, false),
    [NG_NET_LABEL_O] = MATRIX("label o", label_o, NG_NET_LABEL, NG_NET_LABELS, false),
};

_Static_assert((int)NG_NET_WIDTH <= (int)NG_DENSE_MAX_IN && (int)NG_NET_INPUT <= (int)NG_DENSE_MAX_IN,
               "sums that cannot overflow");

static NgStatus
wrong(NgError* err, const char* name)
{
  return ng_error_set(err, NG_ERR_BAD_DATA, "Section '%s' is not as it should be", name);
}

static bool
in_range(const int16_t* at, size_t n)
{
  int16_t least = 0;
  int16_t most  = 0;
  for (size_t i = 0; i < n; ++i) {
    least = at[i] < least ? at[i] : least;
    most  = at[i] > most ? at[i] : most;
  }
  return least >= -NG_DENSE_STORED && most <= NG_DENSE_STORED;
}

static NgDenseForm
form_of(const NgNet* net, const Matrix* m)
{
  return m->is_fine ? net->fine : net->coarse;
}

// The memory of one fitted matrix: its weights, then scales and starts of its columns.
static size_t
fitted_bytes(const NgNet* net, const Matrix* m)
{
  return ng_dense_bytes(form_of(net, m), m->n_in, m->n_out) + m->n_out * (sizeof(float) + sizeof(int32_t));
}

static NgStatus
read_matrix(NgNet* net, const NgPack* pack, NgNetMatrix no, char* to, NgError* err)
{
  const Matrix* const m  = &matrices[no];
  const void*         at = NULL;
  size_t              n  = 0;
  NG_TRY(ng_pack_section(pack, m->name, sizeof(int16_t), &at, &n, err));
  if (n != (size_t)m->n_in * m->n_out || !in_range(at, n)) {
    return wrong(err, m->name);
  }
  net->print            = ng_hash(at, n * sizeof(int16_t), net->print);
  float* const   scales = (float*)(void*)(to + ng_dense_bytes(form_of(net, m), m->n_in, m->n_out));
  int32_t* const starts = (int32_t*)(void*)(scales + m->n_out);
  net->matrix[no] = ng_dense_load(form_of(net, m), at, net->floats->scales[no], m->n_in, m->n_out, to, scales,
                                  starts);
  return NG_SUCCESS;
}

static NgStatus
read_matrices(NgNet* net, const NgPack* pack, bool whole, NgError* err)
{
  size_t bytes = 0;
  for (unsigned i = 0; i < NG_NET_N_MATRICES; ++i) {
    bytes += whole || matrices[i].in_tagger ? fitted_bytes(net, &matrices[i]) : 0;
  }
  net->fitted = ng_calloc(bytes + NG_DENSE_LINE, 1);
  if (!net->fitted) {
    return ng_error_no_mem(err);
  }
  char* to = ng_dense_aligned(net->fitted); // all sizes are multiples of a line
  for (unsigned i = 0; i < NG_NET_N_MATRICES; ++i) {
    if (whole || matrices[i].in_tagger) {
      NG_TRY(read_matrix(net, pack, (NgNetMatrix)i, to, err));
      to += fitted_bytes(net, &matrices[i]);
    }
  }
  return NG_SUCCESS;
}

NgStatus
ng_net_read(NgNet* out, const NgPack* pack, const NgWordvec* words, bool whole, NgError* err)
{
  const void* at = NULL;
  size_t      n  = 0;
  memset(out, 0, sizeof(*out));
  out->coarse = (NgDenseForm){ng_dense_best_kind(), false};
  out->fine   = (NgDenseForm){ng_dense_best_kind(), true};
  if (ng_wordvec_dim(words) != NG_NET_VECTOR) {
    return ng_error_set(err, NG_ERR_BAD_DATA, "The word vectors have another length than this model needs");
  }
  NG_TRY(ng_pack_section(pack, "floats", sizeof(float), &at, &n, err));
  out->floats = at;
  if (n != sizeof(NgNetFloats) / sizeof(float)) {
    return wrong(err, "floats");
  }
  for (size_t i = 0; i < n; ++i) {
    if (!isfinite(((const float*)at)[i]) || fabsf(((const float*)at)[i]) > 1e6F) {
      return wrong(err, "floats");
    }
  }
  NG_TRY(ng_pack_section(pack, "embed", NG_NET_EMBED, &at, &n, err));
  out->embed = at;
  if (n != NG_NET_EMBED_ROWS) {
    return wrong(err, "embed");
  }
  out->print = ng_hash(out->floats, sizeof(*out->floats), ng_wordvec_n_rows(words));
  return read_matrices(out, pack, whole, err);
}

void
ng_net_close(NgNet* net)
{
  ng_free(net->fitted);
  net->fitted = NULL;
}

static NgStatus
write_matrix(NgPackWriter* writer, const NgNetWeights* weights, const Matrix* m, float* scale)
{
  const size_t   n  = (size_t)m->n_in * m->n_out;
  int16_t* const to = ng_calloc(n, sizeof(int16_t));
  if (!to) {
    return NG_ERR_NO_MEM;
  }
  const char* const from = (const char*)weights + m->offset;
  *scale                 = ng_dense_store(to, (const float*)(const void*)from, m->n_in, m->n_out);
  const NgStatus st      = ng_pack_writer_add(writer, m->name, to, n * sizeof(int16_t));
  ng_free(to);
  return st;
}

static NgStatus
write_embed(NgPackWriter* writer, const float* embed, float* scale)
{
  const size_t  n    = (size_t)NG_NET_EMBED_ROWS * NG_NET_EMBED;
  int8_t* const to   = ng_calloc(n, 1);
  float         most = 1e-9F;
  if (!to) {
    return NG_ERR_NO_MEM;
  }
  for (size_t i = 0; i < n; ++i) {
    most = fmaxf(most, fabsf(embed[i]));
  }
  *scale = most / INT8_MAX;
  for (size_t i = 0; i < n; ++i) {
    to[i] = (int8_t)lrintf(embed[i] / *scale);
  }
  const NgStatus st = ng_pack_writer_add(writer, "embed", to, n);
  ng_free(to);
  return st;
}

static void
copy_floats(NgNetFloats* f, const NgNetWeights* w)
{
  memcpy(f->in_b, w->in_b, sizeof(f->in_b));
  for (int l = 0; l < NG_NET_LAYERS; ++l) {
    memcpy(f->layer_v[l], w->layer[l].v, sizeof(f->layer_v[l]));
    memcpy(f->layer_b[l], w->layer[l].b, sizeof(f->layer_b[l]));
  }
  memcpy(f->tag_b, w->tag_b, sizeof(f->tag_b));
  memcpy(f->arc_b, w->arc_b, sizeof(f->arc_b));
  memcpy(f->arc_h, w->arc_h, sizeof(f->arc_h));
  memcpy(f->arc_root, w->arc_root, sizeof(f->arc_root));
  memcpy(f->arc_distance, w->arc_distance, sizeof(f->arc_distance));
  memcpy(f->label_b, w->label_b, sizeof(f->label_b));
  memcpy(f->label_root, w->label_root, sizeof(f->label_root));
  memcpy(f->label_ob, w->label_ob, sizeof(f->label_ob));
}

NgStatus
ng_net_write(NgPackWriter* writer, const NgNetWeights* weights, const float* embed)
{
  NgNetFloats floats;
  memset(&floats, 0, sizeof(floats));
  copy_floats(&floats, weights);
  for (unsigned i = 0; i < NG_NET_N_MATRICES; ++i) {
    NG_TRY(write_matrix(writer, weights, &matrices[i], &floats.scales[i]));
  }
  NG_TRY(write_embed(writer, embed, &floats.embed_scale));
  return ng_pack_writer_add(writer, "floats", &floats, sizeof(floats));
}
