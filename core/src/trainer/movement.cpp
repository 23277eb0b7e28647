#include "attention/trainer/pass.hpp"

namespace attention {

// Mean over words of the sum over heads of n^2, with n the lengths of a word's head deltas.
void Pass::measure_movement(Loss& loss) const { loss.movement = static_cast<double>(length_.squaredNorm()) / rows_; }

// d(movement)/dn = 2 n / n_rows
void Pass::add_movement_gradient(const Penalties& penalties) {
  d_length_ += (2.0F * penalties.movement / static_cast<float>(rows_)) * length_;
}

}  // namespace attention
