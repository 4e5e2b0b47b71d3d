// SPDX-License-Identifier: Apache-2.0
// Events from verbs, nouns and adjectives over the dependency tree, by the lines of the event lists.
#ifndef NG_UNDERSTAND_EVENTS_H
#define NG_UNDERSTAND_EVENTS_H

#include "understand/scene.h"

/// Fill scene->doc->events; statements and times must be found before. @return NG_ERR_NO_MEM
NgStatus ng_events_find(NgScene* scene, NgError* err);

#endif
