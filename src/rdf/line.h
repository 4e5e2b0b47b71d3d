// SPDX-License-Identifier: Apache-2.0
// Lines out of a stream of bytes, and one line of N-Triples or N-Quads taken apart.
#ifndef NG_RDF_LINE_H
#define NG_RDF_LINE_H

#include "base/bytes.h"
#include "rdf/rdf.h"

/// Reads the lines of a stream. A line ends with LF, CRLF or CR.
typedef struct {
  NgBytes* bytes; ///< Stays the caller's
  NgStr    view;  ///< What was shown of the stream
  size_t   at;    ///< Up to where `view` is used
  NgStr    more;  ///< What stands behind a CR within the last line
  NgBuf    long_line;
  size_t   number;  ///< Of the line handed out last, from 1
  bool     is_over; ///< Nothing follows
} NgLines;

/// Zeroed but for `bytes`; a line longer than `max_line_bytes` is refused.
void ng_lines_init(NgLines* lines, NgBytes* bytes, size_t max_line_bytes);

/// The next line without its end; lives until the next call.
/// @return NG_SUCCESS; NG_END; NG_ERR_LIMIT for a line that is too long (it has been passed over);
/// NG_ERR_READ, NG_ERR_NO_MEM.
NgStatus ng_lines_next(NgLines* lines, NgStr* line, NgError* err);

void ng_lines_free(NgLines* lines);

/// ng_rdf_parse_line, and whether the line is what ng_rdf_write_quad would write.
NgStatus ng_line_parse(NgStr line, bool with_graph, NgBuf* text, NgQuad* quad, bool* is_canonical,
                       NgError* err);

#endif
