#pragma once

#include <span>

namespace attention {

/// sum over c of a[c] b[c], in float32. `b` must be as long as `a`; two empty vectors give 0.
float dot(std::span<const float> a, std::span<const float> b);

}  // namespace attention
