// SPDX-License-Identifier: Apache-2.0
// What terms mean as values: numbers and their arithmetic, moments of time, truth, equality and order
// (SPARQL 1.1, sections 15.1, 17.2 and 17.3).
#ifndef NG_QUERY_VALUES_H
#define NG_QUERY_VALUES_H

#include "query/terms.h"

#define NG_XSD_NS "http://www.w3.org/2001/XMLSchema#"

/// Fixed point with 18 digits behind the point.
__extension__ typedef __int128 NgDecimal;

typedef enum { NG_NUMBER_INTEGER = 0, NG_NUMBER_DECIMAL, NG_NUMBER_FLOAT, NG_NUMBER_DOUBLE } NgNumberKind;

typedef struct {
  NgNumberKind kind;
  int64_t      integer;
  NgDecimal    decimal;
  double       real; ///< FLOAT and DOUBLE
} NgNumber;

/// Whether a literal is of the type of XML Schema called `name` ("date").
bool ng_cell_is_type(const NgCell* cell, const char* name);

/// The kind of number that a literal's datatype stands for. @return false where it is none.
bool ng_cell_numeric_kind(const NgCell* cell, NgNumberKind* kind);

/// The number that a literal of a numeric type is; integers beyond 64 bits and decimals beyond 20 digits
/// before the point are none.
bool ng_cell_number(const NgCell* cell, NgNumber* out);

/// Whether a literal has a numeric type and a right form, however large.
bool ng_cell_is_numeric(const NgCell* cell);

/// The literal of a number in its canonical form; false without memory.
bool ng_cell_of_number(NgArena* arena, const NgNumber* number, NgCell* out);

/// a OP b, where OP is '+', '-', '*' or '/', after promotion to the wider type; integers divide to a decimal.
/// @return false on overflow or division by zero.
bool ng_number_combine(const NgNumber* a, const NgNumber* b, char op, NgNumber* out);

/// The same number in another kind. @return false where it has no place there.
bool ng_number_convert(const NgNumber* from, NgNumberKind kind, NgNumber* out);

/// <0, 0, >0; 2 where one is NaN.
int ng_number_compare(const NgNumber* a, const NgNumber* b);

/// A date, time of day, or part of one.
typedef struct {
  bool      has_year, has_month, has_day, has_time, has_zone;
  int64_t   year;
  int       month, day, hour, minute;
  NgDecimal second;
  int       zone; ///< Minutes east of UTC
} NgMoment;

/// The xsd:dateTime, date, time, gYearMonth or gYear that a literal is.
bool ng_cell_moment(const NgCell* cell, NgMoment* out);

/// The name of its datatype where that is one of these, else NULL; the same pointer for the same type.
const char* ng_cell_moment_type(const NgCell* cell);

/// Order in time. @return false where it depends on a zone that is not told.
bool ng_moment_compare(const NgMoment* a, const NgMoment* b, int* order);

/// The lexical form `s` read as the type called `type` ("dateTime", "date" ...).
bool ng_moment_read(NgStr s, const char* type, NgMoment* out);

/// A literal without language and datatype.
NgCell ng_cell_text(NgStr text);

/// An xsd:boolean.
NgCell ng_cell_truth(bool is_true);

/// Whether a cell is a literal without language and datatype.
bool ng_cell_is_text(const NgCell* cell);

/// The effective boolean value: 0, 1, -1 for an error.
int ng_cell_effective(const NgCell* cell);

/// Whether two terms are one.
bool ng_cell_same(const NgCell* a, const NgCell* b);

/// a = b: 0, 1, -1 for an error. Literals of types that are known and differ are not equal.
int ng_cell_equal(const NgCell* a, const NgCell* b);

/// a < b and the like. @return false where they have no order, an error.
bool ng_cell_compare(const NgCell* a, const NgCell* b, int* order);

/// A total order of all terms, that of ORDER BY: unbound, blank nodes, IRIs, literals; of these numbers by
/// value, then moments in the order of time, then all others by their characters. 0 for equal terms only.
int ng_cell_order(const NgCell* a, const NgCell* b);

#endif
