#pragma once

#include <bit>
#include <cstdint>

#include "attention/kernels/simd.hpp"

/// Elements of two bytes as float32, exactly; of finite numbers only.
namespace attention::kernels {

/// A half's exponent and fraction stand 13 places further left in a float, whose exponent counts from 127, not 15:
/// subnormal halves come out right too, as the product with 2^112 makes them normal.
inline constexpr float half_factor = 0x1p112F;
/// Of a half with its sign in 32 bits, shifted by 13: the sign, five places of exponent, ten of fraction.
inline constexpr std::int32_t half_mask = static_cast<std::int32_t>(0x8FFFE000U);

inline float float_of_half(std::uint16_t half) {
  const auto wide = static_cast<std::uint32_t>(static_cast<std::int16_t>(half)) << 13U;
  return std::bit_cast<float>(wide & static_cast<std::uint32_t>(half_mask)) * half_factor;
}

inline float float_of_brain(std::uint16_t brain) { return std::bit_cast<float>(std::uint32_t{brain} << 16U); }

/// `simd::width` elements at once.
struct LoadFloat {
  using Element = float;
  static simd::Batch at(const float* source) { return simd::Batch::load_unaligned(source); }
};
struct LoadHalf {
  using Element = std::int16_t;
  static simd::Batch at(const std::int16_t* source) {
    const simd::Whole bits = (simd::load_widened(source) << 13) & simd::Whole(half_mask);
    return xsimd::bitwise_cast<float>(bits) * simd::Batch(half_factor);
  }
};
struct LoadBrain {
  using Element = std::int16_t;
  static simd::Batch at(const std::int16_t* source) {
    return xsimd::bitwise_cast<float>(simd::load_widened(source) << 16);
  }
};

}  // namespace attention::kernels
