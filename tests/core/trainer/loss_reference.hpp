#pragma once

#include <array>
#include <vector>

#include "attention/trainer/pass.hpp"

namespace attention {

/// The seven parameter tensors in double precision, row-major, in the order of `parameter_ids`.
using ExactParameters = std::array<std::vector<double>, parameter_ids.size()>;

ExactParameters exact(const Parameters& parameters);

/// The loss and its parts in double precision, by plain loops that share nothing with the trainer.
Loss reference_loss(const Dimensions& dimensions, const ExactParameters& parameters, const Batch& batch,
                    const Penalties& penalties);

}  // namespace attention
