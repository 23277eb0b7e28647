#pragma once

#include <cstddef>

namespace attention::analysis {

/// Rotates the rows of a matrix (count, d) among each other until they are orthogonal to 1e-12 of their lengths, and
/// returns the longest. What the matrix does as a whole, X^T X, stays; so the rows become its principal axes, each as
/// long as a singular value. One-sided Jacobi (Hestenes 1958, "Inversion of matrices by biorthogonalization and related
/// results"): as accurate as the singular value decomposition, and equal or nearly equal values do not slow it down.
const double* longest_orthogonal_row(double* rows, std::size_t count, std::size_t d);

}  // namespace attention::analysis
