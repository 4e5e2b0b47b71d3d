// SPDX-License-Identifier: Apache-2.0
// Header lines "Name: value" as HTTP and WARC have them.
#ifndef NG_READ_HEADERS_H
#define NG_READ_HEADERS_H

#include "base/str.h"

/// Bytes of the header that begins `s`, its empty line included; 0 where there is no empty line. Lines may
/// end without a carriage return.
size_t ng_headers_end(NgStr s);

/// Value of the first line so named, in any case, without white space around; empty where there is none.
NgStr ng_headers_find(NgStr lines, const char* name);

/// Equal but for the case of ASCII letters.
bool ng_headers_is(NgStr value, const char* other);

/// Digits and nothing else, in the range of 63 bits.
bool ng_headers_number(NgStr value, uint64_t* out);

/// Of a media type "text/html; charset=utf-8": the part before parameters, and the value of one of them,
/// without quotes; empty where it has none.
NgStr ng_headers_media(NgStr value);
NgStr ng_headers_parameter(NgStr value, const char* name);

#endif
