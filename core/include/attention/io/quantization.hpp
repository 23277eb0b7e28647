#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace attention {

// A model file stores a tensor as whole numbers of 8 bits and one step: value = step * integer. The step is a power of
// two, so that the product is exact in float32, whoever multiplies.

/// The range of steps: every product is a normal, finite float32 or 0.
inline constexpr float smallest_quantization_step = 0x1p-64F;
inline constexpr float largest_quantization_step = 0x1p64F;

/// The step to store one tensor's `values` with.
///  - 1 for zeros alone.
///  - Values that are step * integer already, for some step: the largest such step. Nothing is rounded, so what was
///    read from a file is written as it was.
///  - Otherwise the power of two nearest to rms(values) / steps_in_rms (by ratio), doubled until every integer fits
///    8 bits. For values of a normal distribution that is log2(steps_in_rms) + 2 bits each.
/// Nothing when a value is not finite, or too large for the largest step.
std::optional<float> quantization_step(std::span<const float> values, double steps_in_rms);

/// The integer of 8 bits for which step * integer is nearest to `value` (ties to even). Not for NaN.
std::int8_t quantize(float value, float step);

/// The step as decimals that give it back exactly when they are read as a double, such as "0.125".
std::string step_text(float step);

/// What `step_text` wrote. Nothing for a text that is not a number, is not a power of two, or is out of range.
std::optional<float> parse_step(std::string_view text);

}  // namespace attention
