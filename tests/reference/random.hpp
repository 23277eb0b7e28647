#pragma once

#include <cstdint>

namespace reference {

/// Numbers that look random and are the same on every platform: the standard library's distributions are not.
/// xorshift32 (Marsaglia, "Xorshift RNGs", 2003), seeded through a multiplication so that near seeds differ.
class Random {
 public:
  explicit Random(std::uint32_t seed) : state_((seed + 1U) * 2654435769U | 1U) {
    for (int round = 0; round < 8; ++round) next();
  }

  std::uint32_t next() {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 17U;
    state_ ^= state_ << 5U;
    return state_;
  }

  /// A whole number from `first` to `last`, both included.
  std::uint32_t between(std::uint32_t first, std::uint32_t last) { return first + next() % (last - first + 1U); }

  /// A float in [-scale, scale). One rounding at most, so that no compiler can contract it differently.
  float symmetric(float scale) {
    constexpr std::int32_t steps = 1 << 23;
    const auto step = static_cast<std::int32_t>(next() >> 8U) - steps;
    return static_cast<float>(step) * (scale / static_cast<float>(steps));
  }

 private:
  std::uint32_t state_;
};

}  // namespace reference
