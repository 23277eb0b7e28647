#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/catch.hpp"
#include "core/transformer/families.hpp"
#include "core/transformer/support.hpp"

using attention::Parameter;
using attention::ParameterPart;
using attention::StatusCode;
using attention::TransformerDescription;
using attention::WeightLayout;
using attention::WeightType;
using test::TransformerModel;

namespace {

TransformerDescription narrow() {
  TransformerDescription description = test::families()[3].description;
  description.weight_type = WeightType::int8;
  return description;
}

template <typename Element>
attention::Status pack_scales(TransformerModel& model, const ParameterPart& part, const std::vector<Element>& source) {
  return attention::pack_scales(model.weights(), part, reinterpret_cast<const std::byte*>(source.data()),
                                source.size() * sizeof(Element));
}

}  // namespace

TEST_CASE("Weights of one byte are kept in one byte", "[transformer][int8]") {
  TransformerDescription description = narrow();
  description.d_model = 768;
  description.d_mlp = 3072;
  description.n_vocabulary = 5000;
  description.n_heads = 12;
  description.n_kv_heads = 12;
  description.d_head = 64;
  description.d_rotary = 64;
  WeightLayout one;
  WeightLayout four;
  REQUIRE(WeightLayout::make(description, one).is_ok());
  description.weight_type = WeightType::float32;
  REQUIRE(WeightLayout::make(description, four).is_ok());
  CHECK(static_cast<double>(one.bytes()) < 0.255 * static_cast<double>(four.bytes()));
}

TEST_CASE("Scales in pieces, with steps and of two bytes are the scales", "[transformer][int8]") {
  TransformerModel model(narrow());
  const float* scales = model.weights().matrix(Parameter::w_k, 1).scale;
  const ParameterPart part{.parameter = Parameter::w_k, .layer = 1, .first_column = 3, .n_columns = 2, .offset = 1};
  ParameterPart steps = part;
  steps.column_step = 3;
  test::require_ok(pack_scales(model, steps, std::vector<float>{9.0F, 0.5F, 9.0F, 9.0F, -0.25F}));
  CHECK(scales[2] == 0.0F);
  CHECK(scales[3] == 0.5F);
  CHECK(scales[4] == -0.25F);
  CHECK(scales[5] == 0.0F);
  ParameterPart brain = part;
  brain.type = WeightType::bfloat16;
  brain.first_column = 10;
  test::require_ok(pack_scales(model, brain, std::vector<std::uint16_t>{0, 0x3F80, 0x4000}));
  CHECK(scales[10] == 1.0F);
  CHECK(scales[11] == 2.0F);
}

TEST_CASE("Scales that are missing, damaged or out of place are refused by name", "[transformer][int8]") {
  TransformerModel model(narrow());
  const std::vector<float> source(43, 0.5F);
  const auto refused = [&](const ParameterPart& part, StatusCode code, const std::string& words) {
    const attention::Status status = pack_scales(model, part, source);
    CHECK(status.code() == code);
    CHECK_THAT(std::string(status.message()), Catch::Matchers::ContainsSubstring(words));
  };
  refused({.parameter = Parameter::final_norm_weight}, StatusCode::bad_option, "final_norm_weight");
  refused({.parameter = Parameter::w_q, .type = WeightType::int8}, StatusCode::bad_option, "w_q");
  refused({.parameter = Parameter::w_q, .layer = 3}, StatusCode::bad_tensor, "w_q of layer 3");
  refused({.parameter = Parameter::w_q, .first_column = 35, .n_columns = 2}, StatusCode::bad_dimension, "w_q");
  refused({.parameter = Parameter::w_q, .n_columns = 3, .column_step = 22}, StatusCode::bad_dimension, "43");
  const std::vector<float> damaged{std::numeric_limits<float>::quiet_NaN()};
  CHECK(pack_scales(model, {.parameter = Parameter::w_q}, damaged).code() == StatusCode::not_finite);

  const std::vector<std::int8_t> elements(43 * 18, 1);
  const ParameterPart whole{.parameter = Parameter::token_embedding,
                            .type = WeightType::int8,
                            .n_columns = 43,
                            .n_components = 18,
                            .column_step = 18};
  const auto* bytes = reinterpret_cast<const std::byte*>(elements.data());
  test::require_ok(attention::pack_part(model.weights(), whole, bytes, elements.size()));
  CHECK(attention::check_weights(model.weights()).message() ==
        "token_embedding of layer 0 has 43 scales, of which 0 have been given.");
  TransformerModel wide(test::families()[3].description);
  CHECK(attention::pack_part(wide.weights(), whole, bytes, elements.size()).code() == StatusCode::bad_option);
  CHECK(pack_scales(wide, {.parameter = Parameter::w_q}, source).code() == StatusCode::bad_option);
}
