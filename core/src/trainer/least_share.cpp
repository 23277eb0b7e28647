#include <algorithm>

#include "attention/trainer/pass.hpp"

namespace attention {

namespace {

// Below an even part of four heads, so that one may still have all nouns; a head that has less works too little.
constexpr float least = 0.14F;
constexpr float least_total = 1e-12F;  // keeps 0 / 0 out

}  // namespace

// With n the lengths of the words' head deltas, T the sum of all n^2 and u_h = (sum over words of n_h^2) / T:
//   least share = n_heads times the sum over heads of l_h^2, l_h = max(0, least - u_h);
//   d(least share)/dn_h = 4 n_heads n_h (sum over heads of l u - l_h) / T.
// Gives the first and adds `factor` times the second to d_length_.
double Pass::least_share(float factor) {
  const float total = std::max(length_.squaredNorm(), least_total);
  const auto n_heads = static_cast<float>(dimensions_.n_heads);
  float sum = 0.0F;
  float mean = 0.0F;
  for (Eigen::Index h = 0; h < length_.cols(); ++h) {
    const float part = length_.col(h).squaredNorm() / total;
    const float lack = std::max(0.0F, least - part);
    sum += n_heads * lack * lack;
    mean += lack * part;
  }
  if (factor == 0.0F) return static_cast<double>(sum);
  for (Eigen::Index h = 0; h < length_.cols(); ++h) {
    const float lack = std::max(0.0F, least - length_.col(h).squaredNorm() / total);
    d_length_.col(h) += (4.0F * factor * n_heads * (mean - lack) / total) * length_.col(h);
  }
  return static_cast<double>(sum);
}

}  // namespace attention
