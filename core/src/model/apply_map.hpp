#pragma once

#include <cstddef>
#include <span>

namespace attention {

/// result[i, r] = sum over c of map[r, c] x[i, c]: the map (rows, d) applied to every row of x (n, d); result (n,
/// rows). One function for all stages, which the module then holds once. `result` must not overlap the others.
void apply_map(std::span<const float> map, std::span<const float> x, std::size_t d, std::span<float> result);

}  // namespace attention
