// SPDX-License-Identifier: Apache-2.0
// The vocabulary of ontology/newsgraph.ttl: its classes (NgClass), properties (NgProp) and named
// individuals (NgTerm). The enumerations are generated from that file when the program is built.
//
// Names follow from the terms: ng:MediaOutlet is NG_CLASS_MEDIA_OUTLET, ng:statedTo NG_PROP_STATED_TO,
// ng:Planned NG_TERM_PLANNED; terms of other vocabularies have their prefix in the name: skos:altLabel
// is NG_PROP_SKOS_ALT_LABEL, nif:Context NG_CLASS_NIF_CONTEXT. 0 is _NONE, NG_N_CLASS, NG_N_PROP and
// NG_N_TERM are one more than the last. Behind the ontology's own classes stand three classes of names
// that are found but never become entities and have no IRI: NG_CLASS_DEMONYM ("Chilean"),
// NG_CLASS_EVENT_NAME ("World Cup") and NG_CLASS_OTHER.
//
// The numbers change with the ontology. Files keep names instead.
#ifndef NG_MODEL_VOCAB_H
#define NG_MODEL_VOCAB_H

#include "base/str.h"
#include "model/vocab_terms.h"

/// One class, property or individual.
typedef struct {
  NgStr    iri;         ///< Empty for _NONE and for classes of names
  NgStr    name;        ///< "MediaOutlet"; of other vocabularies "schema:Person"
  NgStr    slug;        ///< "media-outlet", as it stands in IRIs
  uint16_t first_above; ///< Place in ng_class_above or ng_prop_above
  uint16_t n_above;     ///< How many stand there: the term itself first, then what lies above it
} NgVocabTerm;

extern const NgVocabTerm ng_class_table[NG_N_CLASS];
extern const NgVocabTerm ng_prop_table[NG_N_PROP];
extern const NgVocabTerm ng_term_table[NG_N_TERM]; ///< n_above is of no use here

/// The closures of rdfs:subClassOf and rdfs:subPropertyOf, nearest first: numbers of NgClass, NgProp.
extern const uint16_t ng_class_above[];
extern const uint16_t ng_prop_above[];

/// A code of another vocabulary that a class bears (skos:notation); a class may bear several, a code may
/// stand for several classes.
typedef struct {
  NgStr   scheme; ///< "CameoCode", "PloverCode"
  NgStr   code;
  NgClass cls;
} NgNotation;

extern const NgNotation ng_notation_table[];
extern const uint16_t   ng_n_notations;

static inline NgStr
ng_class_iri(NgClass cls)
{
  return ng_class_table[cls].iri;
}

/// "MediaOutlet".
static inline NgStr
ng_class_name(NgClass cls)
{
  return ng_class_table[cls].name;
}

static inline NgStr
ng_prop_iri(NgProp prop)
{
  return ng_prop_table[prop].iri;
}

static inline NgStr
ng_term_iri(NgTerm term)
{
  return ng_term_table[term].iri;
}

/// "Planned".
static inline NgStr
ng_term_name(NgTerm term)
{
  return ng_term_table[term].name;
}

/// Is `cls` the class `ancestor` or below it?
bool ng_class_is_a(NgClass cls, NgClass ancestor);

/// Class of that local name ("MediaOutlet", "Demonym"), NG_CLASS_NONE where there is none.
NgClass ng_class_by_name(NgStr name);

/// Individual of that local name ("Planned"), NG_TERM_NONE where there is none.
NgTerm ng_term_by_name(NgStr name);

#endif
