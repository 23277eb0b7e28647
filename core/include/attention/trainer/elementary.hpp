#pragma once

#include <cstdint>

/// The few functions of analysis that training needs besides the core's own. Written out: the C library's are made for
/// every argument and bring tables of several kilobytes, which the page would have to load.
namespace attention {

/// The natural logarithm of a number above 0 that is finite and not subnormal, to some 1e-15 of its size; NaN of NaN.
double natural_log(double x);

/// The cosine of pi x, for x from 0 to 1, to some 1e-16.
double cosine_of_pi(double x);

/// base to the power of n, rounded once.
float power(float base, std::uint32_t n);

}  // namespace attention
