#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

#include "attention/kernels/product.hpp"
#include "attention/kernels/simd.hpp"

/// Elements of one and two bytes in packed matrices, and as float32, exactly.
///
/// A half is kept with its exponent raised by 10 (`stored_half`): so subnormal halves, some in a thousand of a model's
/// weights, become numbers with an exponent of their own, and widening meets no subnormal float, with which a processor
/// takes a hundred times as long. The exponents 22 to 31, of numbers from 128 on, have no place then.
///
/// A row of two-byte elements is one load. What makes its two vectors decides their order in it: bfloat16 is zipped
/// with zeros, which leaves columns as they are; of float16 the elements of the two vectors take turns, so that each
/// has a half of each lane.
namespace attention::kernels {

/// Numbers below this can be kept in two bytes.
inline constexpr int largest_half_exponent = 21;

/// A finite half whose exponent is at most `largest_half_exponent`, as it is kept.
inline std::uint16_t stored_half(std::uint16_t half) {
  const unsigned sign = half & 0x8000U;
  const unsigned magnitude = half & 0x7FFFU;
  if (magnitude >= 0x400U) return static_cast<std::uint16_t>(sign | (magnitude + (10U << 10U)));
  if (magnitude == 0) return half;
  // 2^p is the largest power in the fraction.
  const auto p = static_cast<unsigned>(std::bit_width(magnitude) - 1);
  return static_cast<std::uint16_t>(sign | (p + 1U) << 10U | ((magnitude << (10U - p)) & 0x3FFU));
}

/// A kept half has its exponent and fraction 13 places further left in a float, whose exponent counts from 127 instead
/// of 15 + 10: the float's number times 2^102 is the half's.
inline constexpr float half_factor = 0x1p102F;
/// Of a kept half in 32 bits, shifted: the sign, five places of exponent, ten of fraction.
inline constexpr std::int32_t half_mask = static_cast<std::int32_t>(0x8FFFE000U);
/// In 32 bits, beside a zero: times two elements of 16 bits, the first of them with its sign, 13 places further left.
inline constexpr std::int32_t half_step = 1 << 13;

inline float float_of_half(std::uint16_t stored) {
  const auto wide = static_cast<std::uint32_t>(static_cast<std::int16_t>(stored)) << 13U;
  return std::bit_cast<float>(wide & static_cast<std::uint32_t>(half_mask)) * half_factor;
}

inline float float_of_brain(std::uint16_t brain) { return std::bit_cast<float>(std::uint32_t{brain} << 16U); }

/// Where the element of a lane stands in a row of a panel of float16.
constexpr std::size_t half_place(std::size_t lane) { return lane % simd::width * 2 + lane / simd::width; }

/// The two vectors of a row of a panel.
struct RowVectors {
  simd::Batch low;
  simd::Batch high;
};

// How a row is loaded, as objects, so that constants are loaded once for a loop. What it gives, times `factor` twice,
// is the numbers.
struct LoadFloat {
  static constexpr std::size_t row_bytes = panel_width * 4;
  static constexpr float factor = 1.0F;
  RowVectors operator()(const std::byte* row) const {
    const auto* floats = reinterpret_cast<const float*>(row);
    return {simd::Batch::load_unaligned(floats), simd::Batch::load_unaligned(floats + simd::width)};
  }
};
struct LoadHalf {
  static constexpr std::size_t row_bytes = panel_width * 2;
  static constexpr float factor = 0x1p51F;
  RowVectors operator()(const std::byte* row) const {
    const simd::Whole both = simd::Whole::load_unaligned(reinterpret_cast<const std::int32_t*>(row));
#if defined(__wasm_simd128__)
    // One instruction for the two shifts below, which wait for one another and for the shift of the other vector.
    const simd::Whole low = simd::Whole(wasm_i32x4_dot_i16x8(both, step));
#else
    const simd::Whole low = (both << 16) >> 3;
#endif
    return {xsimd::bitwise_cast<float>(low & mask), xsimd::bitwise_cast<float>((both >> 3) & mask)};
  }
  simd::Whole mask{*simd::opaque(&half_mask)};
#if defined(__wasm_simd128__)
  simd::Whole step{*simd::opaque(&half_step)};
#endif
};
static_assert(LoadHalf::factor * LoadHalf::factor == half_factor);
struct LoadBrain {
  static constexpr std::size_t row_bytes = panel_width * 2;
  static constexpr float factor = 1.0F;
  RowVectors operator()(const std::byte* row) const {
    using Words = xsimd::batch<std::uint16_t>;
    const Words words = Words::load_unaligned(reinterpret_cast<const std::uint16_t*>(row));
    const Words zeros(0);
    return {xsimd::bitwise_cast<float>(xsimd::zip_lo(zeros, words)),
            xsimd::bitwise_cast<float>(xsimd::zip_hi(zeros, words))};
  }
};

struct LoadByte {
  static constexpr std::size_t row_bytes = panel_width;
  static constexpr float factor = 1.0F;
  RowVectors operator()(const std::byte* row) const {
#if defined(__wasm_simd128__)
    // Written out: of the conversion below the compiler makes a step for each byte here.
    static_assert(panel_width == 8);
    const v128_t words = wasm_i16x8_load8x8(row);
    return {simd::Batch(wasm_f32x4_convert_i32x4(wasm_i32x4_extend_low_i16x8(words))),
            simd::Batch(wasm_f32x4_convert_i32x4(wasm_i32x4_extend_high_i16x8(words)))};
#else
    // Vectors of the compiler, which knows each instruction set's own way from bytes to floats.
    using Bytes [[gnu::vector_size(panel_width)]] = signed char;
    using Floats [[gnu::vector_size(panel_width * sizeof(float))]] = float;
    Bytes bytes;
    std::memcpy(&bytes, row, sizeof bytes);
    const Floats floats = __builtin_convertvector(bytes, Floats);
    alignas(64) float lanes[panel_width];
    std::memcpy(lanes, &floats, sizeof lanes);
    return {simd::Batch::load_unaligned(lanes), simd::Batch::load_unaligned(lanes + simd::width)};
#endif
  }
};

}  // namespace attention::kernels
