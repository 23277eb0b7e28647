// Any calls of the C interface of real models in any order, with any arguments: descriptions, weights, sentences,
// switches, traces and what is read out of them.
#include "transformer_abi.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <vector>

#include "attention/transformer/session.hpp"
#include "attention/transformer/trace.hpp"
#include "fuzz/bytes.hpp"
#include "fuzz/values.hpp"

using attention::ParameterPart;
using attention::StatusCode;
using attention::TransformerDescription;
using attention::WeightType;
using fuzz::Bytes;
using fuzz::require;
using reference::Random;

namespace {

constexpr int most_calls = 32;
constexpr auto not_finite = static_cast<std::int32_t>(StatusCode::not_finite);
constexpr auto token_id = static_cast<std::uint32_t>(attention::SessionTensor::token);
constexpr auto stream_id = static_cast<std::uint32_t>(attention::SessionTensor::stream);
constexpr auto logits_id = static_cast<std::uint32_t>(attention::SessionTensor::logits);

// Addresses are those of this program, which lies below 4 GiB.
template <typename T>
T* at(std::uint32_t address) {
  return reinterpret_cast<T*>(std::uintptr_t{address});
}

TransformerDescription& description() { return *at<TransformerDescription>(transformer_description()); }
ParameterPart& part() { return *at<ParameterPart>(transformer_part()); }

template <typename T = float>
std::span<T> session_tensor(std::uint32_t id) {
  return {at<T>(transformer_session_address(id)), transformer_session_size(id)};
}
std::span<float> stage(std::uint32_t id) {
  return {at<float>(transformer_stage_address(id)), transformer_stage_size(id)};
}

// Of the model that was laid out last; the description in the module may have been written since.
TransformerDescription laid_out;

/// All that a call that failed must leave as it was.
struct Places {
  std::vector<std::uint32_t> numbers;

  Places() {
    for (std::uint32_t id = 0; id < attention::parameter_count; ++id) {
      numbers.insert(numbers.end(), {transformer_parameter_columns(id), transformer_parameter_depth(id)});
    }
    for (std::uint32_t id = 0; id < attention::session_tensor_count; ++id) {
      numbers.insert(numbers.end(), {transformer_session_address(id), transformer_session_size(id)});
    }
    for (std::uint32_t id = 0; id < attention::block_stage_count; ++id) {
      numbers.insert(numbers.end(), {transformer_stage_address(id), transformer_stage_size(id)});
    }
    numbers.push_back(transformer_n_done());
  }
  bool operator==(const Places&) const = default;
};

// What has an address is there, to the last of its bytes: the sanitizer ends the program where it is not.
void require_there(std::span<const float> values, std::uint32_t address) {
  require(address % 16 == 0, "addresses are multiples of 16");
  require(values.empty() == (address == 0), "what has a size has an address");
  if (values.empty()) return;
  volatile float touched = values.front();
  touched = values.back();
}

void require_all_there() {
  for (std::uint32_t id = 0; id < attention::session_tensor_count; ++id) {
    require_there(session_tensor(id), transformer_session_address(id));
  }
  for (std::uint32_t id = 0; id < attention::block_stage_count; ++id) {
    require_there(stage(id), transformer_stage_address(id));
  }
}

// One call: what fails has a sentence and changes nothing.
template <typename Call>
std::int32_t checked(Call call) {
  const Places before;
  const std::int32_t status = call();
  if (status == 0) return status;
  fuzz::require_sentence(transformer_message());
  require(Places() == before, "a call that failed changes nothing");
  return status;
}

// Small; now and then anything.
std::uint32_t index(Bytes& bytes, std::uint32_t most) {
  const std::uint8_t wild = bytes.byte();
  return wild >= 250 ? bytes.number() : wild % (most + 1);
}

// More than a block of depth (512), now and then.
std::uint32_t extent(Bytes& bytes, std::uint32_t most) {
  const std::uint8_t wild = bytes.byte();
  return wild >= 250 ? 500 + 8 * (wild - 250U) : 1 + wild % most;
}

void describe_switches(Bytes& bytes, TransformerDescription& d) {
  const std::uint8_t bits = bytes.byte();
  d.has_qkv_bias = bits & 1U;
  d.has_output_bias = bits >> 1U & 1U;
  d.has_mlp_bias = bits >> 2U & 1U;
  d.is_gated = bits >> 3U & 1U;
  d.has_parallel_residual = bits >> 4U & 1U;
  d.has_final_norm = bits >> 5U & 1U;
  d.is_tied = bits >> 6U & 1U;
  d.has_unembedding_bias = bits >> 7U;
  d.norm = static_cast<attention::NormKind>(bytes.between(0, 2));
  d.positions = static_cast<attention::PositionKind>(bytes.between(0, 4));
  d.activation = static_cast<attention::Activation>(bytes.between(0, 3));
  d.weight_type = static_cast<WeightType>(bytes.between(0, 3));
}

// Most mean a model; one in some has a field that is anything.
void describe(Bytes& bytes) {
  TransformerDescription d;
  d.n_vocabulary = extent(bytes, 20);
  d.n_positions = bytes.between(1, 24);
  d.n_layers = bytes.between(1, 3);
  d.d_model = extent(bytes, 20);
  d.n_kv_heads = bytes.between(1, 2);
  d.n_heads = d.n_kv_heads * bytes.between(1, 3);
  d.d_head = bytes.between(1, 20);
  d.d_mlp = extent(bytes, 20) - 1;
  describe_switches(bytes, d);
  if (d.is_rotary()) d.d_rotary = 2 * bytes.between(1, 4);
  d.window = bytes.between(0, 6);
  d.first_local_layer = bytes.between(0, 1);
  d.local_layer_step = bytes.between(1, 2);
  d.score_scale = 0.5F;
  description() = d;
  const std::uint8_t wild = bytes.byte();
  if (wild >= 240) {
    const std::uint32_t word = bytes.number();
    std::memcpy(at<std::byte>(transformer_description()) + 4 * (bytes.byte() % (sizeof d / 4)), &word, sizeof word);
  }
}

bool layout() {
  const bool is_laid_out = checked(transformer_layout) == 0;
  if (is_laid_out) laid_out = description();
  return is_laid_out;
}

// Numbers of a type that a model may have: halves below 2, others below 1.
void draw(std::byte* target, WeightType type, std::size_t count, Random& random) {
  const std::size_t width = attention::element_bytes(type);
  for (std::size_t k = 0; k < count; ++k) {
    std::uint32_t word = std::bit_cast<std::uint32_t>(random.symmetric(1.0F));
    if (type == WeightType::float16) word = random.next() & 0xBFFFU;
    if (type == WeightType::bfloat16) word >>= 16U;
    if (type == WeightType::int8) word = random.next() >> 24U;
    std::memcpy(target + k * width, &word, width);
  }
}

bool pack_scales(const ParameterPart& whole, Random& random) {
  auto* scales = at<float>(transformer_staging(4 * whole.n_columns));
  if (scales == nullptr) return false;
  for (std::uint32_t k = 0; k < whole.n_columns; ++k) scales[k] = random.symmetric(0.01F);
  part() = {.parameter = whole.parameter, .layer = whole.layer, .n_columns = whole.n_columns};
  require(checked(transformer_pack_scales) == 0, "scales of this model are packed");
  return true;
}

// All of one parameter of a layer, as rows or turned, in one piece or in two. False where there is no room for it.
bool pack_parameter(attention::Parameter id, std::uint32_t layer, bool is_turned, Random& random) {
  const attention::ParameterShape shape = attention::parameter_shape(laid_out, id);
  const WeightType type = shape.is_matrix ? laid_out.weight_type : WeightType::float32;
  const auto columns = static_cast<std::uint32_t>(shape.columns);
  const auto depth = static_cast<std::uint32_t>(shape.depth);
  const std::size_t count = shape.elements();
  auto* staging =
      at<std::byte>(transformer_staging(static_cast<std::uint32_t>(count * attention::element_bytes(type))));
  if (staging == nullptr) return false;
  draw(staging, type, count, random);
  const ParameterPart whole{.parameter = id,
                            .layer = layer,
                            .type = type,
                            .n_columns = columns,
                            .n_components = depth,
                            .column_step = is_turned ? 1 : depth,
                            .component_step = is_turned ? columns : 1};
  const std::uint32_t split = columns / 2;
  for (std::uint32_t first = 0; first < columns; first += std::max(split, 1U)) {
    part() = whole;
    part().first_column = first;
    part().n_columns = std::min(std::max(split, 1U), columns - first);
    part().offset = first * whole.column_step;
    require(checked(transformer_pack) == 0, "a part of this model is packed");
  }
  return type != WeightType::int8 || pack_scales(whole, random);
}

void pack_all(Bytes& bytes) {
  Random random(bytes.number());
  const bool is_turned = bytes.byte() % 2 == 1;
  bool is_whole = laid_out.n_layers <= 4;
  for (std::uint32_t index = 0; index < attention::parameter_count; ++index) {
    const auto id = static_cast<attention::Parameter>(index);
    if (transformer_parameter_columns(index) == 0) continue;
    const std::uint32_t n_layers = attention::is_of_layers(id) ? std::min(laid_out.n_layers, 4U) : 1;
    for (std::uint32_t layer = 0; layer < n_layers; ++layer) {
      is_whole = pack_parameter(id, layer, is_turned, random) && is_whole;
    }
  }
  require(!is_whole || transformer_check_weights() == 0, "all has been given");
}

// A part that may be none, of a staging that may be short.
void pack_any(Bytes& bytes) {
  const std::uint32_t size = index(bytes, 64);
  auto* staging = at<std::byte>(transformer_staging(size));
  if (staging != nullptr) {
    for (std::uint32_t k = 0; k < std::min(size, 64U); ++k) staging[k] = static_cast<std::byte>(bytes.byte());
  }
  part() = {.parameter = static_cast<attention::Parameter>(index(bytes, attention::parameter_count)),
            .layer = index(bytes, 3),
            .type = static_cast<WeightType>(index(bytes, 4)),
            .first_column = index(bytes, 8),
            .n_columns = index(bytes, 8),
            .first_component = index(bytes, 8),
            .n_components = index(bytes, 8),
            .offset = index(bytes, 4),
            .column_step = index(bytes, 8),
            .component_step = index(bytes, 8)};
  // A number that is not finite may stand anywhere in a part, and what is before it has been written.
  checked(bytes.byte() % 4 == 0 ? transformer_pack_scales : transformer_pack);
}

void begin(Bytes& bytes) {
  const std::uint32_t n_context = index(bytes, std::min(laid_out.n_positions, 24U));
  const std::uint32_t n_rows = index(bytes, 4);
  if (checked([&] { return transformer_begin(n_context, n_rows); }) != 0) return;
  Random random(bytes.number());
  const auto tokens = session_tensor<std::int32_t>(token_id);
  for (std::int32_t& token : tokens) token = static_cast<std::int32_t>(random.next() % laid_out.n_vocabulary);
  if (bytes.byte() >= 240) tokens[0] = static_cast<std::int32_t>(bytes.number());
}

// The streams of tokens that are done, at every layer.
std::vector<float> streams() {
  const std::span<const float> stream = session_tensor(stream_id);
  const std::size_t n_context = session_tensor<std::int32_t>(token_id).size();
  const std::size_t size = transformer_n_done() * std::size_t{laid_out.d_model};
  std::vector<float> result;
  for (std::size_t layer = 0; layer <= laid_out.n_layers; ++layer) {
    const auto rows = stream.subspan(layer * n_context * laid_out.d_model, size);
    result.insert(result.end(), rows.begin(), rows.end());
  }
  return result;
}

void run(Bytes& bytes) {
  const std::uint32_t before = transformer_n_done();
  const std::uint32_t count = index(bytes, 8);
  if (checked([&] { return transformer_run(count); }) != 0) return;
  require(transformer_n_done() == before + count, "as many tokens are done as were asked for");
  const std::vector<float> first = streams();
  require(fuzz::are_finite(first), "what ends well is finite");
  transformer_rewind(before);
  require(transformer_run(count) == 0 && streams() == first, "the same tokens give the same streams again");
}

void switch_any(Bytes& bytes) {
  const std::uint32_t layer = index(bytes, 3);
  const std::uint32_t head = index(bytes, 6);
  const std::uint32_t query = index(bytes, 8);
  const std::uint32_t key = index(bytes, 8);
  const std::uint32_t is_on = bytes.byte() % 2;
  const std::uint8_t which = bytes.byte() % 5;
  if (which == 4) return transformer_switch_all_on();
  checked([&] {
    if (which == 0) return transformer_switch_head(layer, head, is_on);
    if (which == 1) return transformer_switch_attention(layer, is_on);
    if (which == 2) return transformer_switch_mlp(layer, is_on);
    return transformer_switch_edge(layer, head, query, key, is_on);
  });
}

void read_out(Bytes& bytes) {
  const std::uint32_t place = index(bytes, 20);
  const std::uint32_t first = index(bytes, 8);
  const std::uint32_t count = index(bytes, 4);
  const bool is_stage = bytes.byte() % 2 == 0;
  if (checked([&] {
        return is_stage ? transformer_read_out_stage(place, first, count) : transformer_read_out(place, first, count);
      }) != 0) {
    return;
  }
  const auto rows = session_tensor(logits_id).first(std::size_t{count} * laid_out.n_vocabulary);
  require(fuzz::are_finite(rows), "logits that end well are finite");
}

void attribute(Bytes& bytes) {
  const std::uint32_t place = index(bytes, 8);
  const std::uint32_t token = index(bytes, 20);
  checked([&] { return transformer_attribute(place, token); });
}

void sample(Bytes& bytes) {
  const std::uint32_t row = index(bytes, 4);
  const std::uint32_t largest = transformer_largest_logit(row);
  const bool is_there = row < session_tensor(logits_id).size() / laid_out.n_vocabulary;
  require(is_there ? largest < laid_out.n_vocabulary : largest == 0, "the largest logit is of the vocabulary");
  const float temperature = bytes.byte() % 4 == 0 ? bytes.any_float() : static_cast<float>(bytes.byte()) / 64.0F;
  const float top_p = bytes.byte() % 4 == 0 ? bytes.any_float() : 0.9F;
  const std::uint32_t top_k = index(bytes, 30);
  const std::int32_t token = transformer_sample(row, bytes.byte(), bytes.byte(), temperature, top_k, top_p);
  if (token == -1) return fuzz::require_sentence(transformer_message());
  require(is_there && static_cast<std::uint32_t>(token) < laid_out.n_vocabulary, "what is drawn is of the vocabulary");
}

void trace(Bytes& bytes) {
  const std::uint32_t layer = index(bytes, 3);
  const std::uint32_t first_head = index(bytes, 5);
  const std::uint32_t n_heads = index(bytes, 3);
  const Places before;
  const std::int32_t status = transformer_trace(layer, first_head, n_heads);
  // A value beyond float32 is found when all is laid out.
  require(status == 0 || status == not_finite || Places() == before, "a call that failed changes nothing");
  if (status != 0) fuzz::require_sentence(transformer_message());
}

void ask(Bytes& bytes) {
  const std::uint32_t id = index(bytes, 40);
  require(id < attention::session_tensor_count || transformer_session_address(id) == 0, "no such tensor");
  require(id < attention::block_stage_count || transformer_stage_address(id) == 0, "no such stage");
  require(id < attention::parameter_count || transformer_parameter_columns(id) == 0, "no such parameter");
  const std::uint32_t n_context = index(bytes, 24);
  const double size = transformer_bytes(n_context, index(bytes, 4));
  if (!(size > 0.0)) fuzz::require_sentence(transformer_message());
}

void any_call(Bytes& bytes) {
  switch (bytes.byte() % 16) {
    case 0: return describe(bytes);
    case 1: layout(); return;
    case 2: return pack_all(bytes);
    case 3: return pack_any(bytes);
    case 4: checked(transformer_check_weights); return;
    case 5: return begin(bytes);
    case 6:
    case 7: return run(bytes);
    case 8: return transformer_rewind(index(bytes, 8));
    case 9:
    case 10: return switch_any(bytes);
    case 11: return read_out(bytes);
    case 12: return attribute(bytes);
    case 13: return sample(bytes);
    case 14: return trace(bytes);
    default: return ask(bytes);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  describe(bytes);
  if (!layout()) {
    description() = {};
    require(layout(), "the initial description means a model");
  }
  pack_all(bytes);
  begin(bytes);
  for (int call = 0; call < most_calls && !bytes.is_empty(); ++call) {
    any_call(bytes);
    require_all_there();
  }
  return 0;
}
