// SPDX-License-Identifier: Apache-2.0
#include "check/findings.h"

#include "base/alloc.h"
#include "base/arena.h"
#include "model/json.h"
#include "model/prefixes.h"

#include <stdlib.h>

enum { MAX_BYTES = 1 << 30, MAX_LINE = 1 << 26, MAX_SHOWN = 120 };

#define SHAPES_NS "https://w3id.org/newsgraph/shapes#"

struct NgFindingsImpl {
  NgArena* arena;
  NG_VEC(NgFinding) kept;
  uint32_t max;
  uint64_t n;
};

NgFindings*
ng_findings_new(uint32_t max)
{
  NgFindings* const f = ng_calloc(1, sizeof(*f));
  if (f) {
    f->max   = max;
    f->arena = ng_arena_new(MAX_BYTES);
  }
  if (f && !f->arena) {
    ng_free(f);
    return NULL;
  }
  return f;
}

static bool
copy_term(NgArena* arena, NgRdfTerm* to, const NgRdfTerm* from)
{
  to->kind     = from->kind;
  to->value    = ng_arena_copy(arena, from->value);
  to->language = ng_arena_copy(arena, from->language);
  to->datatype = ng_arena_copy(arena, from->datatype);
  return to->value.at && to->language.at && to->datatype.at;
}

NgStatus
ng_findings_add(NgFindings* f, const NgFinding* finding)
{
  if (f->n++ >= f->max) {
    return NG_SUCCESS;
  }
  NgFinding* const kept  = NG_VEC_ADD(f->arena, f->kept);
  NgRdfTerm* const value = finding->value ? ng_arena_calloc(f->arena, 1, sizeof(*value)) : NULL;
  if (!kept || (finding->value && !value)) {
    return NG_ERR_NO_MEM;
  }
  *kept         = *finding;
  kept->path    = ng_arena_copy(f->arena, finding->path);
  kept->message = ng_arena_copy(f->arena, ng_str(finding->message)).at;
  kept->value   = value;
  if (!copy_term(f->arena, &kept->node, &finding->node) ||
      (value && !copy_term(f->arena, value, finding->value)) || !kept->path.at || !kept->message) {
    return NG_ERR_NO_MEM;
  }
  return NG_SUCCESS;
}

uint64_t
ng_findings_count(const NgFindings* f)
{
  return f->n;
}

static int
compare(const void* pa, const void* pb)
{
  const NgFinding* const a = pa;
  const NgFinding* const b = pb;
  if (a->file != b->file) {
    return a->file < b->file ? -1 : 1;
  }
  if (a->line != b->line) {
    return a->line < b->line ? -1 : 1;
  }
  int order = ng_str_cmp(a->node.value, b->node.value);
  order     = order ? order : ng_str_cmp(a->path, b->path);
  order     = order ? order : strcmp(a->rule, b->rule);
  order     = order ? order : strcmp(a->message, b->message);
  return order ? order
               : ng_str_cmp(a->value ? a->value->value : ng_str(""), b->value ? b->value->value : ng_str(""));
}

// --- text --------------------------------------------------------------------------------------------------

/// An IRI with its usual prefix, where what is left is a plain name, else in angle brackets.
static void
add_iri(NgBuf* out, NgStr iri)
{
  for (const NgPrefix* p = ng_prefixes; p->name; ++p) {
    const size_t n = strlen(p->iri);
    if (ng_str_starts(iri, p->iri) && iri.len > n && !memchr(iri.at + n, '/', iri.len - n)) {
      ng_buf_printf(out, "%s:%.*s", p->name, (int)(iri.len - n), iri.at + n);
      return;
    }
  }
  if (ng_str_starts(iri, SHAPES_NS)) {
    ng_buf_printf(out, "ngsh:%s", iri.at + sizeof(SHAPES_NS) - 1);
    return;
  }
  ng_buf_printf(out, "<%.*s>", NG_STR_ARG(iri));
}

/// A literal on one line, cut where it is long.
static void
add_literal(NgBuf* out, const NgRdfTerm* term)
{
  const size_t n = ng_str_cut(term->value, MAX_SHOWN).len;
  ng_buf_addc(out, '"');
  for (size_t i = 0; i < n; ++i) {
    const unsigned char c = (unsigned char)term->value.at[i];
    if (c < 0x20 || c == 0x7F) {
      ng_buf_printf(out, "\\x%02X", c);
    } else {
      ng_buf_addc(out, (char)c);
    }
  }
  ng_buf_addz(out, n < term->value.len ? "...\"" : "\"");
  if (term->language.len) {
    ng_buf_printf(out, "@%.*s", NG_STR_ARG(term->language));
  } else if (term->datatype.len) {
    ng_buf_addz(out, "^^");
    add_iri(out, term->datatype);
  }
}

static void
add_term(NgBuf* out, const NgRdfTerm* term)
{
  if (term->kind == NG_RDF_LITERAL) {
    add_literal(out, term);
  } else if (term->kind == NG_RDF_BLANK) {
    ng_buf_printf(out, "_:%.*s", NG_STR_ARG(term->value));
  } else {
    add_iri(out, term->value);
  }
}

static void
add_text(NgBuf* out, const NgFinding* f, const char* file)
{
  ng_buf_addz(out, file);
  if (f->line) {
    ng_buf_printf(out, ":%llu", (unsigned long long)f->line);
  }
  ng_buf_addz(out, ": error: ");
  if (f->node.value.len) {
    add_term(out, &f->node);
    if (f->path.len) {
      ng_buf_addz(out, f->is_inverse ? " ^" : " ");
      add_iri(out, f->path);
    }
    if (f->value && f->path.len) {
      ng_buf_addc(out, ' ');
      add_term(out, f->value);
    }
    ng_buf_addz(out, ": ");
  }
  ng_buf_printf(out, "%s [%s", f->message, f->rule);
  if (f->shape.len) {
    ng_buf_addc(out, ' ');
    add_iri(out, f->shape);
  }
  ng_buf_addz(out, "]\n");
}

// --- JSON --------------------------------------------------------------------------------------------------

static void
add_json(NgBuf* out, const char* name, NgStr s)
{
  ng_buf_printf(out, ",\"%s\":", name);
  ng_json_string(out, s);
}

static void
add_json_line(NgBuf* out, const NgFinding* f, const char* file)
{
  NgBuf term = NG_BUF_INIT(MAX_LINE);
  ng_buf_addz(out, "{\"severity\":\"error\"");
  add_json(out, "file", ng_str(file));
  if (f->line) {
    ng_buf_printf(out, ",\"line\":%llu", (unsigned long long)f->line);
  }
  add_json(out, "rule", ng_str(f->rule));
  if (f->node.value.len) {
    ng_rdf_write_term(&term, &f->node);
    add_json(out, "node", ng_buf_str(&term));
  }
  if (f->path.len) {
    add_json(out, f->is_inverse ? "inversePath" : "path", f->path);
  }
  if (f->value) {
    ng_buf_clear(&term);
    ng_rdf_write_term(&term, f->value);
    add_json(out, "value", ng_buf_str(&term));
  }
  if (f->shape.len) {
    add_json(out, "shape", f->shape);
  }
  add_json(out, "message", ng_str(f->message));
  ng_buf_addz(out, "}\n");
  out->status = out->status ? out->status : term.status;
  ng_buf_free(&term);
}

// --- Turtle ------------------------------------------------------------------------------------------------

static void
add_result(NgBuf* out, const NgFinding* f, const char* file)
{
  NgRdfTerm message = {NG_RDF_LITERAL, {NULL, 0}, {"en", 2}, {NULL, 0}};
  NgBuf     text    = NG_BUF_INIT(MAX_LINE);
  ng_buf_addz(out, " ;\n  sh:result [ a sh:ValidationResult ; sh:resultSeverity sh:Violation");
  if (f->node.value.len && f->node.kind == NG_RDF_IRI) {
    ng_buf_addz(out, " ;\n    sh:focusNode ");
    ng_rdf_write_term(out, &f->node);
  }
  if (f->path.len) {
    ng_buf_printf(out,
                  f->is_inverse ? " ;\n    sh:resultPath [ sh:inversePath <%.*s> ]"
                                : " ;\n    sh:resultPath <%.*s>",
                  NG_STR_ARG(f->path));
  }
  if (f->value && f->value->kind != NG_RDF_BLANK) {
    ng_buf_addz(out, " ;\n    sh:value ");
    ng_rdf_write_term(out, f->value);
  }
  if (f->shape.len) {
    ng_buf_printf(out, " ;\n    sh:sourceShape <%.*s>", NG_STR_ARG(f->shape));
  }
  ng_buf_printf(out,
                strchr(f->rule, ':') ? " ;\n    sh:sourceConstraintComponent %s"
                                     : " ;\n    sh:sourceConstraintComponent ngsh:%s",
                f->rule);
  ng_buf_printf(&text, "%s:%llu: %s", file, (unsigned long long)f->line, f->message);
  message.value = ng_buf_str(&text);
  ng_buf_addz(out, " ;\n    sh:resultMessage ");
  ng_rdf_write_term(out, &message);
  ng_buf_addz(out, " ]");
  out->status = out->status ? out->status : text.status;
  ng_buf_free(&text);
}

static NgStatus
flush(NgBuf* line, NgOutput* output)
{
  const NgStatus st = line->status ? line->status : ng_output_write(output, ng_buf_str(line));
  ng_buf_clear(line);
  return st;
}

static NgStatus
write_all(const NgFindings* f, NgFindingsForm form, const char* const* files, NgOutput* output, NgBuf* line)
{
  if (form == NG_FINDINGS_TURTLE) {
    ng_buf_printf(line,
                  "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix ngsh: <" SHAPES_NS "> .\n\n"
                  "[] a sh:ValidationReport ;\n  sh:conforms %s",
                  f->n ? "false" : "true");
    NG_TRY(flush(line, output));
  }
  for (uint32_t i = 0; i < f->kept.n; ++i) {
    const NgFinding* const finding = &f->kept.at[i];
    const char* const      file    = files[finding->file];
    (form == NG_FINDINGS_TEXT   ? add_text
     : form == NG_FINDINGS_JSON ? add_json_line
                                : add_result)(line, finding, file);
    NG_TRY(flush(line, output));
  }
  if (form == NG_FINDINGS_TURTLE) {
    ng_buf_addz(line, " .\n");
  }
  return flush(line, output);
}

NgStatus
ng_findings_write(NgFindings* f, NgFindingsForm form, const char* const* files, NgOutput* output,
                  NgError* err)
{
  NgBuf line = NG_BUF_INIT(MAX_LINE);
  if (f->kept.n) {
    qsort(f->kept.at, f->kept.n, sizeof(NgFinding), compare);
  }
  const NgStatus st = write_all(f, form, files, output, &line);
  ng_buf_free(&line);
  if (st == NG_ERR_WRITE) {
    return ng_output_check(output, err);
  }
  return st ? ng_error_set(err, st, "No memory to write the findings") : NG_SUCCESS;
}

void
ng_findings_free(NgFindings* f)
{
  if (f) {
    ng_arena_free(f->arena);
    ng_free(f);
  }
}
