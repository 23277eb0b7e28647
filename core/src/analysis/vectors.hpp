#pragma once

#include <cstddef>

/// What the analysis's algorithms share: vectors in double precision.
namespace attention::analysis {

/// sum over c of a[c] b[c].
double dot(const double* a, const double* b, std::size_t d);
/// target += factor x.
void add_multiple(double* target, double factor, const double* x, std::size_t d);
/// Gives x the length 1; a vector of 0 stays. Returns whether it has a length.
bool normalise(double* x, std::size_t d);

}  // namespace attention::analysis
