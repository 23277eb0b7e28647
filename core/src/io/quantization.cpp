#include "attention/io/quantization.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace attention {

namespace {

using Stored = std::numeric_limits<std::int8_t>;

bool fits(float value, float step) {
  const float integer = std::nearbyint(value / step);
  return integer >= static_cast<float>(Stored::min()) && integer <= static_cast<float>(Stored::max());
}

/// The largest step that divides every value; the smallest one, if none does.
float common_step(std::span<const float> values) {
  float step = largest_quantization_step;
  for (const float value : values) {
    // fmod is exact, where a quotient of numbers so far apart may be rounded to 0.
    while (step > smallest_quantization_step && std::fmod(value, step) != 0.0F) step *= 0.5F;
  }
  return step;
}

float step_for_rms(std::span<const float> values, double steps_in_rms) {
  double sum = 0.0;
  for (const float value : values) sum += static_cast<double>(value) * static_cast<double>(value);
  const double wanted = std::sqrt(sum / static_cast<double>(values.size())) / steps_in_rms;
  const double step = std::exp2(std::nearbyint(std::log2(wanted)));
  return static_cast<float>(std::clamp<double>(step, smallest_quantization_step, largest_quantization_step));
}

}  // namespace

std::optional<float> quantization_step(std::span<const float> values, double steps_in_rms) {
  if (!std::ranges::all_of(values, [](float value) { return std::isfinite(value); })) return std::nullopt;
  if (std::ranges::all_of(values, [](float value) { return value == 0.0F; })) return 1.0F;

  const float common = common_step(values);
  const auto is_exact = [&](float value) { return std::fmod(value, common) == 0.0F && fits(value, common); };
  if (std::ranges::all_of(values, is_exact)) return common;

  float step = step_for_rms(values, steps_in_rms);
  while (!std::ranges::all_of(values, [&](float value) { return fits(value, step); })) {
    if (step >= largest_quantization_step) return std::nullopt;
    step *= 2.0F;
  }
  return step;
}

std::int8_t quantize(float value, float step) {
  constexpr auto least = static_cast<float>(Stored::min());
  constexpr auto most = static_cast<float>(Stored::max());
  return static_cast<std::int8_t>(std::clamp(std::nearbyint(value / step), least, most));
}

std::string step_text(float step) {
  std::array<char, 32> text{};
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), static_cast<double>(step));
  return {text.data(), end};
}

std::optional<float> parse_step(std::string_view text) {
  double step = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), step);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (!(step >= smallest_quantization_step && step <= largest_quantization_step)) return std::nullopt;
  int exponent = 0;
  if (std::frexp(step, &exponent) != 0.5) return std::nullopt;
  return static_cast<float>(step);
}

}  // namespace attention
