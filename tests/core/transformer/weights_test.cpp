#include <algorithm>
#include <cstring>
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

const std::byte* bytes_of(const std::vector<float>& values) {
  return reinterpret_cast<const std::byte*>(values.data());
}

attention::Status pack(TransformerModel& model, const ParameterPart& part, const std::vector<float>& source) {
  return attention::pack_part(model.weights(), part, bytes_of(source), source.size() * sizeof(float));
}

// Drawn, (rows, columns) row-major.
std::vector<float> drawn(std::size_t size, std::uint32_t seed) {
  reference::Random random(seed);
  std::vector<float> values(size);
  for (float& value : values) value = random.symmetric(1.0F);
  return values;
}

std::vector<float> logits_of(TransformerModel& model) {
  test::TransformerSession session(model, 6, 1);
  session.run({3, 1, 4, 1, 5, 9}, 6);
  return session.logits();
}

}  // namespace

TEST_CASE("A matrix may come transposed, in pieces and out of one that holds three", "[transformer]") {
  // GPT-2's c_attn: (d_model, 3 d_model), queries, keys and values side by side.
  constexpr std::uint32_t d = 18;
  const std::vector<float> fused = drawn(d * 3 * d, 5);
  TransformerModel whole(test::families()[0].description);
  TransformerModel pieces(test::families()[0].description);
  whole.draw(1);
  pieces.draw(1);
  const Parameter ids[] = {Parameter::w_q, Parameter::w_k, Parameter::w_v};
  for (std::uint32_t third = 0; third < 3; ++third) {
    std::vector<float> maps(d * d);
    for (std::size_t m = 0; m < d; ++m) {
      for (std::size_t c = 0; c < d; ++c) maps[m * d + c] = fused[c * 3 * d + third * d + m];
    }
    whole.give(ids[third], 1, maps);
    // Rows of the file are components; the first eleven come in a piece of their own.
    for (const auto& [first, count] : {std::pair{0U, 11U}, {11U, 7U}}) {
      REQUIRE(pack(pieces,
                   {.parameter = ids[third],
                    .layer = 1,
                    .n_columns = d,
                    .first_component = first,
                    .n_components = count,
                    .offset = first * 3 * d + third * d,
                    .column_step = 1,
                    .component_step = 3 * d},
                   fused)
                  .is_ok());
    }
  }
  CHECK(logits_of(whole) == logits_of(pieces));
}

TEST_CASE("A matrix may come head by head out of one that interleaves them", "[transformer]") {
  // NeoX's query_key_value: (n_heads, 3, d_head, d_model).
  constexpr std::uint32_t d = 18;
  constexpr std::uint32_t d_head = 6;
  const std::vector<float> fused = drawn(3 * d * d, 6);
  const std::vector<float> fused_bias = drawn(3 * d, 7);
  TransformerModel whole(test::families()[2].description);
  TransformerModel pieces(test::families()[2].description);
  whole.draw(1);
  pieces.draw(1);
  const Parameter ids[] = {Parameter::w_q, Parameter::w_k, Parameter::w_v};
  const Parameter biases[] = {Parameter::b_q, Parameter::b_k, Parameter::b_v};
  for (std::uint32_t third = 0; third < 3; ++third) {
    std::vector<float> maps;
    std::vector<float> bias;
    for (std::uint32_t head = 0; head < 3; ++head) {
      const std::uint32_t first = (head * 3 + third) * d_head;
      maps.insert(maps.end(), fused.begin() + first * d, fused.begin() + (first + d_head) * d);
      bias.insert(bias.end(), fused_bias.begin() + first, fused_bias.begin() + first + d_head);
      REQUIRE(pack(pieces,
                   {.parameter = ids[third],
                    .layer = 2,
                    .first_column = head * d_head,
                    .n_columns = d_head,
                    .n_components = d,
                    .offset = first * d,
                    .column_step = d},
                   fused)
                  .is_ok());
      REQUIRE(pack(pieces,
                   {.parameter = biases[third],
                    .layer = 2,
                    .first_component = head * d_head,
                    .n_components = d_head,
                    .offset = first},
                   fused_bias)
                  .is_ok());
    }
    whole.give(ids[third], 2, maps);
    whole.give(biases[third], 2, bias);
  }
  CHECK(logits_of(whole) == logits_of(pieces));
}

TEST_CASE("Elements of two bytes are widened exactly where the model is float32", "[transformer]") {
  const WeightType type = GENERATE(WeightType::float16, WeightType::bfloat16);
  TransformerModel narrow(test::families()[0].description);
  TransformerModel wide(test::families()[0].description);
  narrow.draw(1);
  wide.draw(1);
  // Every sign and exponent, subnormal numbers too; fractions at random.
  std::vector<std::uint16_t> elements;
  std::vector<float> values;
  reference::Random random(3);
  while (elements.size() < 18 * 18) {
    auto element = static_cast<std::uint16_t>(random.next());
    if (elements.size() < 64) element = static_cast<std::uint16_t>((elements.size() << 10U) | (element & 0x3FFU));
    const bool is_finite =
        type == WeightType::float16 ? (element & 0x7C00U) != 0x7C00U : (element & 0x7F80U) != 0x7F80U;
    if (!is_finite || (type == WeightType::bfloat16 && (element & 0x7F80U) > 0x4000U)) element &= 0x83FFU;
    elements.push_back(element);
    values.push_back(static_cast<float>(test::value_of_element(type, element)));
  }
  wide.give(Parameter::w_o, 0, values);
  const ParameterPart part{
      .parameter = Parameter::w_o, .type = type, .n_columns = 18, .n_components = 18, .column_step = 18};
  REQUIRE(attention::pack_part(narrow.weights(), part, reinterpret_cast<const std::byte*>(elements.data()),
                               elements.size() * 2)
              .is_ok());
  const std::size_t offset = wide.weights().layout().offset(Parameter::w_o, 0);
  CHECK(std::memcmp(narrow.weights().memory() + offset, wide.weights().memory() + offset,
                    wide.weights().layout().offset(Parameter::w_o, 1) - offset) == 0);
}

TEST_CASE("A part that does not fit is refused by the name of its parameter, and nothing is written", "[transformer]") {
  TransformerModel model(test::families()[3].description);
  model.draw(1);
  const std::vector<float> before = logits_of(model);
  const std::vector<float> source(18 * 18, 2.0F);
  const auto refused = [&](const ParameterPart& part, StatusCode code, const std::string& words) {
    const attention::Status status = pack(model, part, source);
    CHECK(status.code() == code);
    CHECK_THAT(std::string(status.message()), Catch::Matchers::ContainsSubstring(words));
  };
  refused({.parameter = static_cast<Parameter>(24)}, StatusCode::bad_tensor, "24");
  refused({.parameter = Parameter::b_q}, StatusCode::bad_tensor, "This model has no b_q.");
  refused({.parameter = Parameter::w_q, .layer = 3}, StatusCode::bad_tensor, "w_q of layer 3");
  refused({.parameter = Parameter::token_embedding, .layer = 1}, StatusCode::bad_tensor, "token_embedding of layer 1");
  refused({.parameter = Parameter::w_q, .layer = 1, .first_column = 36}, StatusCode::bad_dimension, "w_q of layer 1");
  refused({.parameter = Parameter::w_q, .first_column = 0xFFFFFFFF, .n_columns = 2}, StatusCode::bad_dimension, "w_q");
  refused({.parameter = Parameter::w_q, .first_component = 18}, StatusCode::bad_dimension, "18 elements");
  refused({.parameter = Parameter::w_q, .n_components = 18, .offset = 18 * 18 - 17}, StatusCode::bad_dimension, "324");
  refused({.parameter = Parameter::w_q, .n_columns = 36, .column_step = 18}, StatusCode::bad_dimension, "324");
  refused({.parameter = Parameter::w_q, .n_columns = 36, .column_step = 0xFFFFFFFF}, StatusCode::bad_dimension, "324");
  refused({.parameter = Parameter::w_q, .type = WeightType::int8}, StatusCode::bad_option, "type 3");
  refused({.parameter = Parameter::w_q, .type = static_cast<WeightType>(4)}, StatusCode::bad_option, "type 4");
  CHECK(logits_of(model) == before);
}

TEST_CASE("A number that is none is refused, in every type", "[transformer]") {
  TransformerDescription description = test::families()[0].description;
  description.weight_type = GENERATE(WeightType::float32, WeightType::float16, WeightType::bfloat16);
  TransformerModel model(description);
  std::vector<float> floats(18, 0.0F);
  floats[17] = GENERATE(std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity(),
                        std::numeric_limits<float>::quiet_NaN());
  const ParameterPart bias{.parameter = Parameter::b_o, .layer = 1, .n_components = 18};
  CHECK(pack(model, bias, floats).code() == StatusCode::not_finite);
  if (description.weight_type == WeightType::float32) return;
  std::vector<std::uint16_t> elements(18, 0);
  elements[17] = description.weight_type == WeightType::float16 ? 0xFC00 : 0x7FC0;
  const ParameterPart map{.parameter = Parameter::w_o, .type = description.weight_type, .n_components = 18};
  const attention::Status status =
      attention::pack_part(model.weights(), map, reinterpret_cast<const std::byte*>(elements.data()), 36);
  CHECK(status.code() == StatusCode::not_finite);
  CHECK_THAT(std::string(status.message()), Catch::Matchers::StartsWith("w_o of layer 0"));
  CHECK(pack(model, {.parameter = Parameter::w_o, .n_components = 18}, std::vector<float>(18)).code() ==
        StatusCode::bad_option);
}

TEST_CASE("What has not been given is named", "[transformer]") {
  TransformerModel model(test::families()[3].description);
  attention::Status status = attention::check_weights(model.weights());
  CHECK(status.code() == StatusCode::bad_tensor);
  CHECK(status.message() == "token_embedding of layer 0 has 774 elements, of which 0 have been given.");
  model.draw(1);
  CHECK(attention::check_weights(model.weights()).is_ok());

  TransformerModel lacks(test::families()[3].description);
  const std::vector<float> source(43 * 18, 0.5F);
  REQUIRE(pack(lacks, {.parameter = Parameter::token_embedding, .n_columns = 43, .n_components = 18, .column_step = 18},
               source)
              .is_ok());
  status = attention::check_weights(lacks.weights());
  CHECK(status.message() == "final_norm_weight of layer 0 has 18 elements, of which 0 have been given.");
}

TEST_CASE("A description that means no model is refused by the name of its field", "[transformer]") {
  const auto refused = [](auto change, StatusCode code, const std::string& name) {
    TransformerDescription description = test::families()[3].description;
    change(description);
    WeightLayout layout;
    const attention::Status status = WeightLayout::make(description, layout);
    CHECK(status.code() == code);
    CHECK_THAT(std::string(status.message()), Catch::Matchers::ContainsSubstring(name));
    CHECK(layout.bytes() == 0);
  };
  using Description = TransformerDescription;
  constexpr auto dimension = StatusCode::bad_dimension;
  constexpr auto option = StatusCode::bad_option;
  refused([](Description& d) { d.n_vocabulary = 0; }, dimension, "n_vocabulary");
  refused([](Description& d) { d.n_positions = 0; }, dimension, "n_positions");
  refused([](Description& d) { d.n_layers = 1025; }, dimension, "n_layers");
  refused([](Description& d) { d.d_model = (1U << 20U) + 1; }, dimension, "d_model");
  refused([](Description& d) { d.n_kv_heads = 4; }, dimension, "n_kv_heads");
  refused([](Description& d) { d.d_head = 1U << 20U; }, dimension, "d_head");
  refused([](Description& d) { d.d_rotary = 0; }, dimension, "d_rotary");
  refused([](Description& d) { d.d_rotary = 3; }, dimension, "d_rotary");
  refused([](Description& d) { d.d_rotary = 8; }, dimension, "d_rotary");
  refused([](Description& d) { d.positions = attention::PositionKind::learned; }, option, "d_rotary");
  refused([](Description& d) { d.local_layer_step = 0; }, dimension, "local_layer_step");
  refused([](Description& d) { d.norm = static_cast<attention::NormKind>(3); }, option, "norm");
  refused([](Description& d) { d.positions = static_cast<attention::PositionKind>(5); }, option, "positions is");
  refused([](Description& d) { d.activation = static_cast<attention::Activation>(4); }, option, "activation");
  refused([](Description& d) { d.weight_type = static_cast<WeightType>(4); }, option, "weight_type");
  refused([](Description& d) { d.is_gated = 2; }, option, "is_gated");
  refused([](Description& d) { d.norm_epsilon = -1.0F; }, option, "norm_epsilon");
  refused([](Description& d) { d.rotary_theta = 0.0F; }, option, "rotary_theta");
  refused([](Description& d) { d.score_scale = test::nan; }, option, "score_scale");
  const auto enlarge = [](Description& d) { d.d_mlp = d.d_model = 1U << 20U; };
  refused(enlarge, StatusCode::too_large, "4 GiB");
}
