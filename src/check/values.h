// SPDX-License-Identifier: Apache-2.0
// Literals as values: is a lexical form one of its datatype (XML Schema 1.1 part 2), which of two is less.
#ifndef NG_CHECK_VALUES_H
#define NG_CHECK_VALUES_H

#include "rdf/rdf.h"

/// Datatype of a literal: what is left out filled in.
NgStr ng_value_datatype(const NgRdfTerm* literal);

/// May `lexical` stand for a value of `datatype`? True for datatypes that are not known here.
bool ng_value_ok(NgStr datatype, NgStr lexical);

/// Compare two literals: numbers by value, whether or not their type may have it; dates and times of one type
/// and length by their text.
/// @return false where they cannot be compared; else `*order` is <0, 0 or >0.
bool ng_value_compare(const NgRdfTerm* a, const NgRdfTerm* b, int* order);

/// The same term?
bool ng_value_same(const NgRdfTerm* a, const NgRdfTerm* b);

#endif
