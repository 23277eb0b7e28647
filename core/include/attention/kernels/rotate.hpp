#pragma once

#include <cstddef>

namespace attention::kernels {

/// Turns pairs of components of one head: for i < count
///
///   y[a] = x[a] cosine[i] - x[b] sine[i],  y[b] = x[b] cosine[i] + x[a] sine[i]
///
/// with (a, b) = (i, i + count). `y` may be `x`; components behind 2 count are not touched.
void rotate_halves(const float* x, const float* cosine, const float* sine, std::size_t count, float* y);

/// The same with (a, b) = (2 i, 2 i + 1).
void rotate_pairs(const float* x, const float* cosine, const float* sine, std::size_t count, float* y);

}  // namespace attention::kernels
