#pragma once

#include <span>

namespace attention {

/// A dot product multiply by multiply: product[k] = a[k] b[k], running[k] = product[0] + ... + product[k], in float32
/// and added from left to right. All four are equally long; the results must not overlap the operands.
void running_product(std::span<const float> a, std::span<const float> b, std::span<float> product,
                     std::span<float> running);

}  // namespace attention
