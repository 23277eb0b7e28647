#include <limits>
#include <string>

#include "attention/model/forward.hpp"
#include "core/catch.hpp"
#include "core/support.hpp"

using attention::Status;
using attention::StatusCode;
using attention::TensorGroup;
using attention::TensorInfo;
using test::Model;

namespace {

void check_not_finite(const TensorInfo& info, std::size_t index, float value) {
  Model model(test::small_dimensions());
  model[info.id][index] = value;
  const Status status = attention::check_parameters(model.arena());
  INFO(info.name << "[" << index << "] = " << value);
  CHECK(status.code() == StatusCode::not_finite);
  CHECK(status.message() == std::string("The parameter ") + info.name +
                                " holds a value that is not a finite number. Load a sound model file.");
}

}  // namespace

TEST_CASE("finite parameters pass, whatever the trace holds", "[parameters]") {
  Model model(test::small_dimensions());
  CHECK(attention::check_parameters(model.arena()).is_ok());
}

TEST_CASE("the largest and the smallest floats are finite", "[parameters]") {
  Model model(test::small_dimensions());
  using Limits = std::numeric_limits<float>;
  for (const TensorInfo& info : attention::tensor_table) {
    if (info.group != TensorGroup::parameter) continue;
    model[info.id][0] = Limits::max();
    model[info.id][1] = Limits::lowest();
    model[info.id][2] = Limits::denorm_min();
    model[info.id][3] = -0.0F;
  }
  CHECK(attention::check_parameters(model.arena()).is_ok());
}

TEST_CASE("a NaN or an infinity is found in any parameter, at any place, and named", "[parameters]") {
  for (const TensorInfo& info : attention::tensor_table) {
    if (info.group != TensorGroup::parameter) continue;
    const std::size_t size = test::layout_of(test::small_dimensions()).size(info.id);
    for (const std::size_t index : {std::size_t{0}, size / 2, size - 1}) {
      for (const float value : {test::nan, -test::nan, test::infinity, -test::infinity}) {
        check_not_finite(info, index, value);
      }
    }
  }
}

TEST_CASE("the first parameter that is not finite is the one named", "[parameters]") {
  Model model(test::small_dimensions());
  model[attention::TensorId::w_u][0] = test::nan;
  model[attention::TensorId::w_k][0] = test::infinity;
  CHECK(attention::check_parameters(model.arena()).message().starts_with("The parameter w_k "));
}

TEST_CASE("parameters whose products leave the range of float32 are reported, not hidden", "[parameters]") {
  using attention::TensorId;
  struct Pair {
    TensorId first;
    TensorId second;
  };
  const Pair pair = GENERATE(Pair{TensorId::w_q, TensorId::w_k}, Pair{TensorId::w_o, TensorId::w_v},
                             Pair{TensorId::w_u, TensorId::w_e});
  Model model(test::small_dimensions());
  for (const TensorId id : {pair.first, pair.second}) {
    for (float& value : model[id]) value *= 1e30F;
  }
  const Status status = attention::forward(model.arena());
  CHECK(status.code() == StatusCode::not_finite);
  CHECK_FALSE(status.message().empty());
}

TEST_CASE("what one word adds must be in range too, although the words together are", "[parameters]") {
  using attention::TensorId;
  Model model(
      {.n_vocabulary = 2, .n_positions = 2, .d_model = 1, .n_heads = 1, .d_head = 1, .d_value = 1, .n_tokens = 2});
  // The second word attends to both alike, and their values cancel: delta is 0, its parts are beyond the range.
  for (const TensorId id : {TensorId::w_p, TensorId::w_q, TensorId::w_k, TensorId::w_u}) model[id][0] = 0.0F;
  model[TensorId::w_p][1] = model[TensorId::w_u][1] = 0.0F;
  model[TensorId::w_e][0] = 1.0F;
  model[TensorId::w_e][1] = -1.0F;
  model[TensorId::w_v][0] = model[TensorId::w_o][0] = 1e20F;
  model.tokens()[0] = 0;
  model.tokens()[1] = 1;
  const Status status = attention::forward(model.arena(), {.mask = attention::Mask::none});
  CHECK(status.code() == StatusCode::not_finite);
  CHECK(status.message().starts_with("The tensor word_delta "));
}
