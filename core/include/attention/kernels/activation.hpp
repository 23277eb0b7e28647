#pragma once

#include <cstddef>

namespace attention::kernels {

/// Of x[k], for k < count, in place: the activations between the two maps of an MLP.
///
/// What limits them: the exponential of the softmax and a division, some 15 cycles for each vector, or the error
/// function of xsimd, some tens; a map of 768 components takes some hundreds for each.

/// x / 2 (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) (Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016)
void gelu_tanh(float* x, std::size_t count);
/// x / 2 (1 + erf(x / sqrt(2)))
void gelu_erf(float* x, std::size_t count);
/// x / (1 + e^-x)
void silu(float* x, std::size_t count);
/// max(x, 0)
void relu(float* x, std::size_t count);

/// x[k] = x[k] y[k]
void multiply_by(const float* y, std::size_t count, float* x);
/// x[k] = x[k] + y[k]
void add(const float* y, std::size_t count, float* x);

}  // namespace attention::kernels
