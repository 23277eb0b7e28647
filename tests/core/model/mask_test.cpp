#include <vector>

#include "attention/model/stages.hpp"
#include "core/catch.hpp"
#include "core/support.hpp"

using attention::Dimensions;
using attention::TensorId;
using test::Model;

namespace {

// Whether `masked` is `scaled` up to and on the diagonal and minus infinity beyond it, in every head.
bool future_is_masked(Model& model) {
  const Dimensions& dimensions = model.layout().dimensions();
  for (std::uint32_t h = 0; h < dimensions.n_heads; ++h) {
    for (std::uint32_t i = 0; i < dimensions.n_tokens; ++i) {
      for (std::uint32_t j = 0; j < dimensions.n_tokens; ++j) {
        const float scaled = model.arena().row(TensorId::scaled, h, i)[j];
        const float masked = model.arena().row(TensorId::masked, h, i)[j];
        if (masked != (j > i ? -test::infinity : scaled)) return false;
      }
    }
  }
  return true;
}

}  // namespace

TEST_CASE("the mask hides the future and nothing else, for every length", "[mask]") {
  for (std::uint32_t n_tokens = 1; n_tokens <= 24; ++n_tokens) {
    Model model({.n_vocabulary = 2,
                 .n_positions = 24,
                 .d_model = 1,
                 .n_heads = 2,
                 .d_head = 1,
                 .d_value = 1,
                 .n_tokens = n_tokens});
    float next = 0.0F;
    for (float& value : model[TensorId::scaled]) value = next++;
    const std::vector<float> before(model[TensorId::scaled].begin(), model[TensorId::scaled].end());
    attention::mask_future(model.arena());
    INFO("n_tokens " << n_tokens);
    CHECK(future_is_masked(model));
    CHECK(test::same_bits(model[TensorId::scaled], before));
  }
}

TEST_CASE("a row that is masked as a whole attends to nothing", "[mask]") {
  Model model(test::small_dimensions());
  for (float& value : model[TensorId::masked]) value = 1.0F;
  for (float& value : model.arena().row(TensorId::masked, 1, 4)) value = -test::infinity;
  attention::softmax(model.arena());
  const std::vector<float> zeros(9, 0.0F);
  CHECK(test::same_bits(model.arena().row(TensorId::weight, 1, 4), zeros));
  CHECK(test::same_bits(model.arena().row(TensorId::exp, 1, 4), zeros));
  CHECK(model.arena().row(TensorId::row_sum, 0, 1)[4] == 0.0F);
  CHECK(model.arena().row(TensorId::row_max, 0, 1)[4] == 0.0F);
  // The rows around it are as ever.
  CHECK(model.arena().row(TensorId::weight, 1, 3)[0] == 1.0F / 9.0F);
  CHECK(model.arena().row(TensorId::weight, 1, 5)[8] == 1.0F / 9.0F);
}
