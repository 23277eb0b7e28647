#include "attention/kernels/softmax.hpp"
#include "attention/model/stages.hpp"
#include "model/apply_map.hpp"

namespace attention {

namespace {

void predict_from(const Arena& arena, TensorId from, TensorId logits, TensorId probability) {
  apply_map(arena.values(TensorId::w_u), arena.values(from), arena.dimensions().d_model, arena.values(logits));
  for (std::uint32_t i = 0; i < arena.dimensions().n_tokens; ++i) {
    softmax(arena.row(logits, 0, i), arena.row(probability, 0, i));
  }
}

}  // namespace

void predict(const Arena& arena) {
  predict_from(arena, TensorId::embedding, TensorId::logits_before, TensorId::probability_before);
  predict_from(arena, TensorId::output, TensorId::logits_after, TensorId::probability_after);
}

}  // namespace attention
