// SPDX-License-Identifier: Apache-2.0
#ifndef NEWSGRAPH_H
#define NEWSGRAPH_H
#endif
