#pragma once

#include "operator/operands.hpp"

/// One head at a time, on rows that lie anywhere: what the two paths of the operator are loops over, and what a
/// transformer calls on its cache.
namespace attention {

/// Fills the head's output. `scratch` has fused_scratch_floats. Returns 0, or NaN if an output is not a finite number.
float attend_head_fused(const HeadCall& call, float* scratch);

/// Where the stages of one head go, each (n_queries, n_total). `capped` is `scaled` where there is no softcap.
struct HeadStages {
  float* scaled;
  float* capped;
  float* biased;
  float* weight;
};

/// The same, with every stage. `scratch` has traced_scratch_floats; `has_packed` says that it holds the keys and values
/// of this head already, since those of the call before were the same. False if a result is not a finite number.
bool attend_head_traced(const HeadCall& call, const HeadStages& stages, float* scratch, bool has_packed);

}  // namespace attention
