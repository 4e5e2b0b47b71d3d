// SPDX-License-Identifier: Apache-2.0
// What the files that implement newsgraph.h share. Not for others.
#ifndef NG_PIPELINE_PUBLIC_H
#define NG_PIPELINE_PUBLIC_H

#include "newsgraph.h"
#include "pipeline/pipeline.h"

struct NewsgraphImpl {
  NgPipeline* pipeline;
};

/// What callers see of a status.
NewsgraphStatus ng_public_status(NgStatus status);

/// Fill the caller's error (may be NULL). `status` counts where `from` was not filled in.
/// @return the public status.
NewsgraphStatus ng_pass_error(NewsgraphError* to, const NgError* from, NgStatus status);

#endif
