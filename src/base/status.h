// SPDX-License-Identifier: Apache-2.0
// Results of functions that can fail, and the error that tells a person what to do.
#ifndef NG_BASE_STATUS_H
#define NG_BASE_STATUS_H

#include <stddef.h>
#include <stdint.h>

typedef enum {
  NG_SUCCESS = 0,
  NG_END,             ///< No more records; no error
  NG_SKIPPED,         ///< A record that is no article; no error
  NG_STOPPED,         ///< Ended early because it was asked to
  NG_ERR_NO_MEM,      ///< An allocation failed
  NG_ERR_LIMIT,       ///< Larger than a documented ceiling
  NG_ERR_BAD_TEXT,    ///< Not UTF-8, holds NUL, or is empty
  NG_ERR_BAD_INPUT,   ///< A record or file of a wrong form
  NG_ERR_BAD_DATA,    ///< A model, list or knowledge file that is damaged or of another version
  NG_ERR_BAD_ARG,     ///< A call or option that makes no sense
  NG_ERR_READ,        ///< The system could not read
  NG_ERR_WRITE,       ///< The system could not write
  NG_ERR_UNSUPPORTED, ///< Right, but not something this program does
} NgStatus;

/// What went wrong and where. Filled in by whoever first knows, left alone on the way up.
typedef struct {
  NgStatus status;
  char     source[256];  ///< File or record, "" where unknown
  size_t   line;         ///< From 1, 0 where unknown
  size_t   column;       ///< From 1, in bytes, 0 where unknown
  char     message[512]; ///< One sentence, no full stop, says what to do where that helps
} NgError;

/// Return early with the status of CALL unless it is success. For functions that hold nothing.
#define NG_TRY(call)                                                                                         \
  do {                                                                                                       \
    const NgStatus ng_try_st_ = (call);                                                                      \
    if (ng_try_st_ != NG_SUCCESS) {                                                                          \
      return ng_try_st_;                                                                                     \
    }                                                                                                        \
  } while (0)

/// One sentence for `status`, static storage, capital letter, no full stop.
const char* ng_strerror(NgStatus status);

enum { NG_ERRNO_BYTES = 128 };

/// What the system says of the errno `code`, in `out`, which is returned. Safe among threads.
const char* ng_errno_text(int code, char out[NG_ERRNO_BYTES]);

/// Fill `err` (may be NULL) unless it already holds an error. @return `status`, to be returned on.
NgStatus ng_error_set(NgError* err, NgStatus status, const char* format, ...)
    __attribute__((format(printf, 3, 4)));

/// Fill `err` with the lack of memory. @return NG_ERR_NO_MEM.
NgStatus ng_error_no_mem(NgError* err);

/// Add where it happened unless that is known already. `source` may be NULL. @return err->status.
NgStatus ng_error_at(NgError* err, const char* source, size_t line, size_t column);

#endif
