// SPDX-License-Identifier: Apache-2.0
// Statements: whose words stand in quotation marks, and what is reported without them.
#ifndef NG_UNDERSTAND_QUOTES_H
#define NG_UNDERSTAND_QUOTES_H

#include "understand/scene.h"

/// Fill scene->doc->statements and scene->quoted. @return NG_ERR_NO_MEM
NgStatus ng_quotes_find(NgScene* scene, NgError* err);

#endif
