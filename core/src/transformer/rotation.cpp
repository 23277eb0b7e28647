#include <algorithm>
#include <cmath>

#include "attention/kernels/rotate.hpp"
#include "transformer/stages.hpp"

namespace attention {

std::uint64_t rotation_floats(const TransformerDescription& description, std::uint64_t n_positions) {
  return n_positions * description.d_rotary;
}

void fill_rotation(const TransformerDescription& description, std::size_t n_positions, float* rotation) {
  const std::size_t n_pairs = description.d_rotary / 2;
  for (std::size_t pair = 0; pair < n_pairs; ++pair) {
    const double exponent = -2.0 * static_cast<double>(pair) / static_cast<double>(description.d_rotary);
    const double speed = std::pow(static_cast<double>(description.rotary_theta), exponent);
    for (std::size_t position = 0; position < n_positions; ++position) {
      const double angle = static_cast<double>(position) * speed;
      rotation[position * n_pairs + pair] = static_cast<float>(std::cos(angle));
      rotation[(n_positions + position) * n_pairs + pair] = static_cast<float>(std::sin(angle));
    }
  }
}

void rotate(const Session& session, const TokenRows& rows, std::size_t n_heads, const float* x, float* target) {
  const TransformerDescription& d = session.weights().description();
  if (target != x) std::copy_n(x, rows.count * n_heads * d.d_head, target);
  const std::size_t n_pairs = d.d_rotary / 2;
  const float* cosines = session.values(SessionTensor::rotation);
  const float* sines = cosines + session.layout().n_context() * n_pairs;
  for (std::size_t i = 0; i < rows.count; ++i) {
    const std::size_t angle = (rows.first + i) * n_pairs;
    for (std::size_t head = 0; head < n_heads; ++head) {
      float* components = target + (i * n_heads + head) * d.d_head;
      if (d.positions == PositionKind::rotary_halves) {
        kernels::rotate_halves(components, cosines + angle, sines + angle, n_pairs, components);
      } else {
        kernels::rotate_pairs(components, cosines + angle, sines + angle, n_pairs, components);
      }
    }
  }
}

}  // namespace attention
