#pragma once

#include "attention/model/arena.hpp"
#include "attention/model/run_options.hpp"

namespace attention {

/// Runs the whole model on the sentence in `token`, with the parameters in the arena, and leaves every stage in
/// the arena's trace tensors:
///
///   E = w_e[token] + w_p,   E' = E + sum over heads of w_o softmax(mask(q . k / sqrt(d_head))) v,
///   logits = w_u E'
///
/// One attention layer and nothing else: no layer norm, no bias, no MLP.
/// `options` departs from that on purpose. Errors: `bad_option` (nothing has changed); `bad_token`, and `not_finite`
/// when a value went beyond the range of float32 (the trace is then unspecified, the parameters are untouched).
Status forward(const Arena& arena, const RunOptions& options = {});

/// Ok when every parameter is a finite number; otherwise `not_finite`, naming the tensor.
Status check_parameters(const Arena& arena);

}  // namespace attention
