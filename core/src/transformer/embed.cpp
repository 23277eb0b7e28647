#include "attention/kernels/activation.hpp"
#include "attention/kernels/packed_weights.hpp"
#include "transformer/stages.hpp"

namespace attention {

void embed(const Weights& weights, const std::int32_t* tokens, const TokenRows& rows, float* target) {
  const std::size_t d_model = weights.description().d_model;
  const kernels::PackedWeights table = weights.matrix(Parameter::token_embedding);
  const bool adds_positions = weights.description().positions == PositionKind::learned;
  const float* positions = adds_positions ? weights.vector(Parameter::position_embedding) : nullptr;
  for (std::size_t i = 0; i < rows.count; ++i) {
    float* row = target + i * d_model;
    kernels::unpack_column(table, static_cast<std::size_t>(tokens[i]), row);
    if (positions != nullptr) kernels::add(positions + (rows.first + i) * d_model, d_model, row);
  }
}

}  // namespace attention
