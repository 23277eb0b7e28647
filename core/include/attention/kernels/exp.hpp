#pragma once

#include <cstdint>

#include "attention/kernels/simd.hpp"

/// e^x and 2^x for x <= 0, the only range that a softmax asks for.
///
/// Method: x = n + f with n whole and |f| <= 1/2 (for e^x in units of log 2), a polynomial of degree 5 for 2^f
/// (largest relative error 9.2e-8, with p(0) = 1 so that 2^0 is exactly 1), and n added to the exponent's bits
/// (Cody and Waite, "Software Manual for the Elementary Functions", 1980, chapter 6).
///
/// Error, measured over every 257th float of the range that is not flushed (tests/core/kernels/exp_test.cpp): at most 3
/// units in the last place (`exp_ulp_bound`), and exactly 0 for minus infinity. Results below 2^-126 are 0 (Exp) or off
/// by at most 2^-126 (Exp2).
///
/// The polynomial is evaluated in pairs (Estrin 1960, "Organization of computer systems"), as three dependent
/// multiply-adds instead of five.
///
/// What limits it: 12 vector instructions, some 40 cycles from the first to the last, of which a processor's window
/// holds a few at a time: with the search for the maximum about 9 cycles per vector in a softmax (`kernels::add_block`,
/// a tenth of the time of attention over 1,024 tokens).
namespace attention::kernels {

inline constexpr double exp_ulp_bound = 3.0;

namespace detail {
/// 1.5 * 2^23: adding it rounds to a whole number, which then stands in the sum's low bits.
inline constexpr float rounder = 12582912.0F;

inline constexpr float exp2_constants[] = {rounder,       -127.0F,        0.693146978F,  0.240222420F,
                                           0.0555073373F, 0.00967151668F, 0.00132647388F};

inline constexpr float exp_constants[] = {rounder,       -87.3365448F,   0.999999705F, 0.499991460F,  0.166676401F,
                                          0.0418984076F, 0.00829023676F, 1.44269504F,  -0.693359375F, 2.12194440e-4F};

inline simd::Batch scale_by_power(simd::Batch p, simd::Batch rounded) {
  const auto exponent = xsimd::bitwise_cast<std::int32_t>(rounded) << 23;
  return xsimd::bitwise_cast<float>(xsimd::bitwise_cast<std::int32_t>(p) + exponent);
}
}  // namespace detail

/// 2^x for x <= 0. An object, so that its constants are loaded once for a loop.
class Exp2 {
 public:
  Exp2() : Exp2(simd::opaque(detail::exp2_constants)) {}

  simd::Batch operator()(simd::Batch x) const {
    // At -127 the rest f is 0, p is exactly 1 and the exponent's bits cancel to +0: what minus infinity gives.
    const simd::Batch clamped = simd::at_least(lowest_, x);
    const simd::Batch rounded = clamped + rounder_;
    const simd::Batch f = clamped - (rounded - rounder_);
    const simd::Batch f_squared = f * f;
    const simd::Batch high = simd::multiply_add(c5_, f, c4_);
    const simd::Batch middle = simd::multiply_add(c3_, f, c2_);
    const simd::Batch low = simd::multiply_add(c1_, f, one_);
    const simd::Batch p = simd::multiply_add(simd::multiply_add(high, f_squared, middle), f_squared, low);
    return detail::scale_by_power(p, rounded);
  }

 private:
  explicit Exp2(const float* c)
      : rounder_(c[0]), lowest_(c[1]), c1_(c[2]), c2_(c[3]), c3_(c[4]), c4_(c[5]), c5_(c[6]) {}

  simd::Batch rounder_, lowest_, c1_, c2_, c3_, c4_, c5_;
  simd::Batch one_{1.0F};
};

/// e^x for x <= 0, with log 2 in two parts so that a large |x| costs no accuracy.
class Exp {
 public:
  Exp() : Exp(simd::opaque(detail::exp_constants)) {}

  simd::Batch operator()(simd::Batch x) const {
    const simd::Batch clamped = simd::at_least(lowest_, x);
    const simd::Batch rounded = simd::multiply_add(clamped, log2_e_, rounder_);
    const simd::Batch n = rounded - rounder_;
    simd::Batch f = simd::multiply_add(n, minus_log_2_high_, clamped);
    f = simd::multiply_add(n, minus_log_2_low_, f);
    const simd::Batch f_squared = f * f;
    const simd::Batch high = simd::multiply_add(c5_, f, c4_);
    const simd::Batch middle = simd::multiply_add(c3_, f, c2_);
    const simd::Batch low = simd::multiply_add(c1_, f, one_);
    const simd::Batch p = simd::multiply_add(simd::multiply_add(high, f_squared, middle), f_squared, low);
    return xsimd::select(x < lowest_, simd::Batch(0.0F), detail::scale_by_power(p, rounded));
  }

 private:
  explicit Exp(const float* c)
      : rounder_(c[0]),
        lowest_(c[1]),
        c1_(c[2]),
        c2_(c[3]),
        c3_(c[4]),
        c4_(c[5]),
        c5_(c[6]),
        log2_e_(c[7]),
        minus_log_2_high_(c[8]),
        minus_log_2_low_(c[9]) {}

  simd::Batch rounder_, lowest_, c1_, c2_, c3_, c4_, c5_, log2_e_, minus_log_2_high_, minus_log_2_low_;
  simd::Batch one_{1.0F};
};

}  // namespace attention::kernels
