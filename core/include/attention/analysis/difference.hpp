#pragma once

#include <span>

namespace attention {

/// How far two vectors are apart; the caller owns what the references point to.
struct Difference {
  float& largest;   ///< max over k of |a[k] - b[k]|, rounded once
  float& distance;  ///< |a - b|, the Euclidean distance, computed in double precision
};

/// Writes both measures; 0 for two empty vectors. The vectors must be equally long.
void difference(std::span<const float> a, std::span<const float> b, const Difference& result);

}  // namespace attention
