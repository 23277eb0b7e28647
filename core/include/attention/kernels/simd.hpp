#pragma once

#include <cstddef>
#include <cstdint>
#include <xsimd/xsimd.hpp>

#if defined(__wasm_relaxed_simd__)
#include <wasm_simd128.h>
#endif

/// The one place that knows which vector instructions there are: everything else is written over `Batch`.
namespace attention::simd {

using Batch = xsimd::batch<float>;
inline constexpr std::size_t width = Batch::size;

/// As many whole numbers of 32 bits as a Batch has floats.
using Whole = xsimd::batch<std::int32_t>;

/// a * b + c. Rounded once where the machine has a fused multiply-add, twice where it has none.
inline Batch multiply_add(Batch a, Batch b, Batch c) {
#if defined(__wasm_relaxed_simd__)
  // xsimd has no word for the relaxed instruction yet: its fma multiplies, rounds and adds.
  return Batch(wasm_f32x4_relaxed_madd(a, b, c));
#else
  return xsimd::fma(a, b, c);
#endif
}

/// Is `multiply_add` one instruction? Where it is not, a tile needs a register for the product.
#if defined(__wasm_relaxed_simd__) || defined(__FMA__) || defined(__ARM_FEATURE_FMA)
inline constexpr bool has_fused_multiply_add = true;
#else
inline constexpr bool has_fused_multiply_add = false;
#endif

/// The same address, of which the compiler no longer knows what is there. V8 makes a vector constant anew at each
/// use, so that constants must come from memory to stay in registers.
template <typename T>
const T* opaque(const T* address) {
  asm("" : "+r"(address));  // NOLINT(hicpp-no-assembler): no instruction, only a boundary for the optimiser
  return address;
}

/// The larger of `bound` and x, lane by lane; where x is NaN, NaN. Which operand a comparison with NaN leaves differs
/// between x86 (the second of max) and wasm (the first of pmax), and a NaN that is swallowed would look like a mask.
inline Batch at_least(Batch bound, Batch x) {
#if defined(__wasm_simd128__)
  return xsimd::max(x, bound);
#else
  return xsimd::max(bound, x);
#endif
}

/// The smaller of `bound` and x, lane by lane; where x is NaN, the bound.
inline Batch at_most(Batch bound, Batch x) {
#if defined(__wasm_simd128__)
  return xsimd::min(bound, x);
#else
  return xsimd::min(x, bound);
#endif
}

/// Loads `count` < `width` floats and fills the other lanes with `filler`.
inline Batch load_partial(const float* source, std::size_t count, float filler) {
  alignas(Batch::arch_type::alignment()) float lanes[width];
  for (std::size_t lane = 0; lane < width; ++lane) lanes[lane] = lane < count ? source[lane] : filler;
  return Batch::load_aligned(lanes);
}

/// Stores the first `count` < `width` lanes.
inline void store_partial(float* target, Batch batch, std::size_t count) {
  alignas(Batch::arch_type::alignment()) float lanes[width];
  batch.store_aligned(lanes);
  for (std::size_t lane = 0; lane < count; ++lane) target[lane] = lanes[lane];
}

}  // namespace attention::simd
