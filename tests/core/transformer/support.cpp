#include "core/transformer/support.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <stdexcept>

using attention::Parameter;
using attention::ParameterPart;
using attention::TransformerDescription;
using attention::WeightType;

namespace test {

namespace {

struct Format {
  int exponent_bits;
  int fraction_bits;
};

Format format_of(WeightType type) { return type == WeightType::float16 ? Format{5, 10} : Format{8, 7}; }

std::string name_of(Parameter id, std::uint32_t layer) {
  const std::string name = attention::parameter_names[static_cast<std::size_t>(id)].name;
  return attention::is_of_layers(id) ? name + "." + std::to_string(layer) : name;
}

reference::Transformer oracle_of(const TransformerDescription& d) {
  reference::Transformer model;
  model.n_vocabulary = d.n_vocabulary;
  model.n_layers = d.n_layers;
  model.d_model = d.d_model;
  model.n_heads = d.n_heads;
  model.n_kv_heads = d.n_kv_heads;
  model.d_head = d.d_head;
  model.d_mlp = d.d_mlp;
  model.norm = attention::norm_kind_names[static_cast<std::size_t>(d.norm)].name;
  model.positions = attention::position_kind_names[static_cast<std::size_t>(d.positions)].name;
  model.activation = attention::activation_names[static_cast<std::size_t>(d.activation)].name;
  model.d_rotary = d.d_rotary;
  for (std::uint32_t layer = 0; layer < d.n_layers; ++layer) {
    const bool local = layer >= d.first_local_layer && (layer - d.first_local_layer) % d.local_layer_step == 0;
    model.windows.push_back(local ? d.window : 0);
  }
  model.is_gated = d.is_gated == 1;
  model.has_parallel_residual = d.has_parallel_residual == 1;
  model.has_final_norm = d.has_final_norm == 1;
  model.is_tied = d.is_tied == 1;
  model.norm_epsilon = d.norm_epsilon;
  model.rotary_theta = d.rotary_theta;
  model.score_scale = d.score_scale;
  return model;
}

std::vector<float> drawn(const attention::ParameterShape& shape, bool is_norm_weight, reference::Random& random) {
  const float scale = shape.is_matrix ? std::sqrt(3.0F / static_cast<float>(shape.depth)) : 0.3F;
  std::vector<float> values(shape.elements());
  for (float& value : values) value = random.symmetric(scale) + (is_norm_weight ? 1.0F : 0.0F);
  return values;
}

}  // namespace

double value_of_element(WeightType type, std::uint16_t element) {
  const Format format = format_of(type);
  const double sign = (element & 0x8000U) != 0 ? -1.0 : 1.0;
  const int exponent = element >> format.fraction_bits & ((1 << format.exponent_bits) - 1);
  const double fraction = std::ldexp(element & ((1 << format.fraction_bits) - 1), -format.fraction_bits);
  const int bias = (1 << (format.exponent_bits - 1)) - 1;
  if (exponent == 0) return sign * std::ldexp(fraction, 1 - bias);
  return sign * std::ldexp(1.0 + fraction, exponent - bias);
}

std::uint16_t nearest_element(WeightType type, double value) {
  // Elements of one sign are in the order of their values: halve until two are left.
  std::uint32_t low = 0;
  std::uint32_t high = type == WeightType::float16 ? 0x7BFF : 0x7F7F;
  while (high - low > 1) {
    const std::uint32_t middle = (low + high) / 2;
    (value_of_element(type, static_cast<std::uint16_t>(middle)) <= std::fabs(value) ? low : high) = middle;
  }
  const double below = std::fabs(value) - value_of_element(type, static_cast<std::uint16_t>(low));
  const double above = value_of_element(type, static_cast<std::uint16_t>(high)) - std::fabs(value);
  return static_cast<std::uint16_t>((below <= above ? low : high) | (std::signbit(value) ? 0x8000U : 0U));
}

TransformerModel::TransformerModel(const TransformerDescription& description)
    : layout_(std::make_unique<attention::WeightLayout>()), oracle_(oracle_of(description)) {
  require_ok(attention::WeightLayout::make(description, *layout_));
  memory_ = std::make_unique<GuardedMemory>(layout_->bytes());
  std::memset(memory_->data(), 0, layout_->bytes());
}

void TransformerModel::give(Parameter id, std::uint32_t layer, std::vector<float> values) {
  const attention::ParameterShape& shape = layout_->shape(id);
  const WeightType type = shape.is_matrix ? description().weight_type : WeightType::float32;
  ParameterPart part{.parameter = id,
                     .layer = layer,
                     .type = type,
                     .n_columns = static_cast<std::uint32_t>(shape.columns),
                     .n_components = static_cast<std::uint32_t>(shape.depth),
                     .column_step = static_cast<std::uint32_t>(shape.depth)};
  if (type == WeightType::int8) {
    std::vector<std::int8_t> elements;
    std::vector<float> scales;
    std::vector<double> exact;
    for (std::size_t m = 0; m < shape.columns; ++m) {
      const std::span<const float> row(values.data() + m * shape.depth, shape.depth);
      float largest = 1e-3F;
      for (const float value : row) largest = std::fmax(largest, std::fabs(value));
      scales.push_back(largest / 127.0F);
      for (const float value : row) {
        elements.push_back(static_cast<std::int8_t>(std::lround(value / scales.back())));
        exact.push_back(static_cast<double>(scales.back()) * elements.back());
      }
    }
    require_ok(
        attention::pack_part(weights(), part, reinterpret_cast<const std::byte*>(elements.data()), elements.size()));
    part.type = WeightType::float32;
    part.column_step = 1;
    require_ok(attention::pack_scales(weights(), part, reinterpret_cast<const std::byte*>(scales.data()),
                                      scales.size() * sizeof(float)));
    oracle_.parameters[name_of(id, layer)] = exact;
    return;
  }
  if (type == WeightType::float32) {
    require_ok(attention::pack_part(weights(), part, reinterpret_cast<const std::byte*>(values.data()),
                                    values.size() * sizeof(float)));
  } else {
    std::vector<std::uint16_t> elements;
    for (float& value : values) {
      elements.push_back(nearest_element(type, static_cast<double>(value)));
      value = static_cast<float>(value_of_element(type, elements.back()));
    }
    require_ok(attention::pack_part(weights(), part, reinterpret_cast<const std::byte*>(elements.data()),
                                    elements.size() * sizeof(std::uint16_t)));
  }
  oracle_.parameters[name_of(id, layer)] = std::vector<double>(values.begin(), values.end());
}

void TransformerModel::draw(std::uint32_t seed) {
  reference::Random random(seed);
  for (std::size_t index = 0; index < attention::parameter_count; ++index) {
    const auto id = static_cast<Parameter>(index);
    if (layout_->shape(id).columns == 0) continue;
    const std::string name = attention::parameter_names[index].name;
    const std::uint32_t layers = attention::is_of_layers(id) ? description().n_layers : 1;
    for (std::uint32_t layer = 0; layer < layers; ++layer) {
      give(id, layer, drawn(layout_->shape(id), name.ends_with("norm_weight"), random));
    }
  }
}

TransformerSession::TransformerSession(TransformerModel& model, std::uint32_t n_context, std::uint32_t n_logit_rows)
    : layout_(std::make_unique<attention::SessionLayout>()) {
  require_ok(attention::SessionLayout::make(model.description(), n_context, n_logit_rows, *layout_));
  memory_ = std::make_unique<GuardedMemory>(layout_->bytes());
  std::memset(memory_->data(), 0xFF, layout_->bytes());
  session_ = std::make_unique<attention::Session>(model.weights(), *layout_, memory_->data());
}

void TransformerSession::run(const std::vector<int>& tokens, std::uint32_t step) {
  std::ranges::copy(tokens, session_->tokens().begin() + session_->n_done());
  for (auto left = static_cast<std::uint32_t>(tokens.size()); left != 0;) {
    const std::uint32_t count = std::min(step, left);
    require_ok(session_->run(count));
    left -= count;
  }
}

std::vector<float> TransformerSession::logits() {
  const TransformerDescription& d = session_->weights().description();
  std::vector<float> all;
  for (std::uint32_t i = 0; i < session_->n_done(); ++i) {
    require_ok(session_->read_out(d.n_layers, i, 1));
    const float* logits = session_->values(attention::SessionTensor::logits);
    all.insert(all.end(), logits, logits + d.n_vocabulary);
  }
  return all;
}

BlockTrace::BlockTrace(const attention::Session& session, std::uint32_t layer, const attention::HeadSelection& heads)
    : layout_(std::make_unique<attention::TraceLayout>()) {
  require_ok(attention::TraceLayout::make(session.weights().description(), session.n_done(), heads, *layout_));
  memory_ = std::make_unique<GuardedMemory>(layout_->bytes());
  std::memset(memory_->data(), 0xFF, layout_->bytes());
  require_ok(attention::trace_block(session, layer, *layout_, memory_->data()));
}

std::span<const float> BlockTrace::operator[](attention::BlockStage id) const {
  return {reinterpret_cast<const float*>(memory_->data() + layout_->offset(id)), layout_->size(id)};
}

void require_ok(const attention::Status& status) {
  if (!status.is_ok()) throw std::runtime_error(std::string(status.message()));
}

double largest_difference(std::span<const float> actual, const std::vector<double>& expected) {
  if (actual.size() != expected.size()) return HUGE_VAL;
  double largest = 0.0;
  for (std::size_t k = 0; k < actual.size(); ++k) {
    const auto value = static_cast<double>(actual[k]);
    if (value == expected[k]) continue;
    const double difference = std::fabs(value - expected[k]) / (1.0 + std::fabs(expected[k]));
    if (!(difference <= largest)) largest = std::isnan(difference) ? HUGE_VAL : difference;
  }
  return largest;
}

}  // namespace test
