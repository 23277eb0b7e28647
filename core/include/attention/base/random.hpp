#pragma once

#include <cstddef>
#include <cstdint>

namespace attention {

/// A small generator of pseudo-random numbers: SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom
/// number generators"). Its whole state is one number, which a copy of a trainer takes along. Written out, because the
/// distributions of the standard library differ between its makers: native and wasm must draw the same sentences.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  /// 64 random bits.
  std::uint64_t bits() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31U);
  }

  /// Uniform in [0, 1), a multiple of 2^-53.
  double unit() { return static_cast<double>(bits() >> 11U) * 0x1.0p-53; }

  /// Uniform in [-bound, bound).
  float symmetric(float bound) { return static_cast<float>((2.0 * unit() - 1.0) * static_cast<double>(bound)); }

  [[nodiscard]] std::uint64_t state() const { return state_; }

 private:
  std::uint64_t state_;
};

}  // namespace attention
