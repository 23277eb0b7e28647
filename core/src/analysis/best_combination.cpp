#include "attention/analysis/best_combination.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/vectors.hpp"

namespace attention {

namespace {

using analysis::dot;

// Of squared lengths: a remainder shorter than 1e-6 of its vector is nothing.
constexpr double nothing = 1e-12;

// Modified Gram-Schmidt with pivoting. Behind each vector stands what it is made of: what remains of vector k is
// sum over j of made[j] vectors[j]. Whatever is done to the remainder is done to both, so that the coefficients need no
// back substitution: in the end, what remains of the target is the target minus the combination.
class Reduction {
 public:
  Reduction(std::span<const float> vectors, std::span<const float> target, double* scratch)
      : d_(target.size()), m_(vectors.size() / d_), rows_(scratch) {
    std::fill_n(rows_, (m_ + 1) * stride(), 0.0);
    for (std::size_t k = 0; k < m_; ++k) {
      std::copy_n(&vectors[k * d_], d_, row(k));
      row(k)[d_ + k] = 1.0;
      least_[k] = nothing * dot(row(k), row(k), d_);
    }
    std::ranges::copy(target, row(m_));
  }

  void run() {
    for (std::size_t pivot = longest(); pivot < m_; pivot = longest()) {
      is_used_[pivot] = true;
      for (std::size_t k = 0; k <= m_; ++k) {
        if (!is_used_[k]) analysis::add_multiple(row(k), -dot(row(k), row(pivot), d_) / length_, row(pivot), stride());
      }
    }
  }

  /// d components of what is left of the target, then m coefficients with the other sign.
  [[nodiscard]] const double* rest() { return row(m_); }

 private:
  [[nodiscard]] std::size_t stride() const { return d_ + m_; }
  double* row(std::size_t k) { return rows_ + k * stride(); }

  // The vector of which most remains, or m if nothing does.
  std::size_t longest() {
    std::size_t longest = m_;
    length_ = 0.0;
    for (std::size_t k = 0; k < m_; ++k) {
      const double length = dot(row(k), row(k), d_);
      if (is_used_[k] || length <= least_[k] || length <= length_) continue;
      longest = k;
      length_ = length;
    }
    return longest;
  }

  std::size_t d_;
  std::size_t m_;
  double* rows_;
  double length_ = 0.0;  // squared, of the pivot
  std::array<double, largest_combination> least_{};
  std::array<bool, largest_combination + 1> is_used_{};
};

}  // namespace

void best_combination(std::span<const float> vectors, std::span<const float> target, const Combination& combination,
                      std::span<double> scratch) {
  Reduction reduction(vectors, target, scratch.data());
  reduction.run();
  const double* rest = reduction.rest();
  double whole = 0.0;
  for (std::size_t c = 0; c < target.size(); ++c) {
    whole += double{target[c]} * double{target[c]};
    combination.fitted[c] = static_cast<float>(double{target[c]} - rest[c]);
  }
  for (std::size_t k = 0; k < combination.coefficients.size(); ++k)
    combination.coefficients[k] = static_cast<float>(-rest[target.size() + k]);
  const double left = dot(rest, rest, target.size());
  combination.residual = whole > 0.0 ? static_cast<float>(std::sqrt(left / whole)) : 0.0F;
}

}  // namespace attention
