#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace attention {

inline constexpr std::uint32_t largest_combination = 8;

/// The caller owns what the spans point to, which must not overlap the input.
struct Combination {
  std::span<float> coefficients;  ///< (m)
  std::span<float> fitted;        ///< (d): sum over i of coefficients[i] vectors[i]
  float& residual;                ///< |target - fitted| / |target|; 0 for a target of 0
};

/// Least squares: the coefficients with which m = vectors.size() / target.size() vectors come nearest to the target.
///
/// A vector that adds nothing to those before it (what it adds is shorter than 1e-6 of it, some roundings of float32)
/// gets the coefficient 0, so that vectors that depend on each other do not blow up. Which of them goes without is
/// decided by length: the longest remainder goes first, and of equal ones the first.
///
/// `scratch` holds at least `combination_scratch(m, d)` numbers. Computed in double precision.
/// m is from 1 to `largest_combination` and the vectors are not empty. All input must be finite; a coefficient beyond
/// the range of float32 comes out infinite.
void best_combination(std::span<const float> vectors, std::span<const float> target, const Combination& combination,
                      std::span<double> scratch);

/// Doubles that best_combination needs: vectors and target, each with what it is made of.
constexpr std::uint64_t combination_scratch(std::uint64_t m, std::uint64_t d) { return (m + 1) * (d + m); }

}  // namespace attention
