#pragma once

#include <cstdint>

#include "attention/model/parameters.hpp"

namespace attention {

/// Learning rate as a fraction of its peak: rises in a straight line over `warm_up` steps, then falls along a half
/// cosine to 0 at `steps`. `step` counts from 0.
double schedule(std::uint32_t step, std::uint32_t steps, std::uint32_t warm_up);

/// Adam with decoupled weight decay: "Decoupled Weight Decay Regularization" (Loshchilov, Hutter 2019).
///   m = b1 m + (1 - b1) g;   s = b2 s + (1 - b2) g^2
///   w = w - rate (m / (1 - b1^t) / (sqrt(s / (1 - b2^t)) + epsilon) + decay w)
class AdamW {
 public:
  static Status make(const Dimensions& dimensions, AdamW& optimizer);

  void step(const Parameters& gradients, float rate, float decay, Parameters& parameters);

 private:
  Parameters mean_;
  Parameters square_;
  std::uint32_t steps_ = 0;
};

}  // namespace attention
