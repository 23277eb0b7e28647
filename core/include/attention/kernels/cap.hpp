#pragma once

#include <cstddef>

namespace attention::kernels {

/// capped[k] = factor * tanh(score[k] / divisor) for k < count. `capped` may be `score`.
/// Pointers, as all kernels take them: wasm passes a span through memory, which costs each caller some 40 bytes.
///
/// What limits it: the hyperbolic tangent of xsimd, an exponential and a division for each vector.
void cap(const float* score, std::size_t count, float divisor, float factor, float* capped);

}  // namespace attention::kernels
