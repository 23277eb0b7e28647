#include "attention/kernels/rotate.hpp"

namespace attention::kernels {

namespace {

// One pair; both are read before either is written, since y may be x.
void rotate_pair(const float* x, std::size_t a, std::size_t b, float cosine, float sine, float* y) {
  const float first = x[a];
  const float second = x[b];
  y[a] = first * cosine - second * sine;
  y[b] = second * cosine + first * sine;
}

}  // namespace

void rotate_halves(const float* x, const float* cosine, const float* sine, std::size_t count, float* y) {
  for (std::size_t i = 0; i < count; ++i) rotate_pair(x, i, i + count, cosine[i], sine[i], y);
}

void rotate_pairs(const float* x, const float* cosine, const float* sine, std::size_t count, float* y) {
  for (std::size_t i = 0; i < count; ++i) rotate_pair(x, 2 * i, 2 * i + 1, cosine[i], sine[i], y);
}

}  // namespace attention::kernels
