// Any calls of the C interface in any order, with any arguments: model, operator, layer and analysis.
#include "attention_abi.h"

#include <cstring>
#include <vector>

#include "fuzz/bytes.hpp"
#include "fuzz/operator_description.hpp"
#include "fuzz/values.hpp"
#include "module.hpp"

using attention::TensorId;
using attention::wasm::module;
using fuzz::Bytes;
using fuzz::require;
using reference::Random;

namespace {

constexpr int most_calls = 24;
constexpr std::uint32_t operator_ids = attention::operator_tensor_count;
constexpr std::uint32_t layer_ids = attention::layer_tensor_count;
constexpr std::uint32_t analysis_ids = attention::analysis_tensor_count;

// Addresses are those of this program, which lies below 4 GiB.
template <typename T>
std::span<T> elements(std::uint32_t address, std::uint32_t size) {
  return {reinterpret_cast<T*>(std::uintptr_t{address}), size};
}

std::span<float> model_tensor(std::uint32_t id) { return elements<float>(attention_address(id), attention_size(id)); }

std::span<float> operator_tensor(std::uint32_t id) {
  const auto tensor = static_cast<attention::OperatorTensor>(id);
  const bool is_boolean = tensor == attention::OperatorTensor::mask &&
                          module.operator_layout.description().mask_type == attention::MaskType::boolean;
  return elements<float>(attention_operator_address(id), attention_operator_size(id) / (is_boolean ? 4 : 1));
}

std::span<float> layer_tensor(std::uint32_t id) {
  return elements<float>(attention_layer_address(id), attention_layer_size(id));
}

std::span<float> analysis_tensor(std::uint32_t id) {
  return elements<float>(attention_analysis_address(id), attention_analysis_size(id));
}

/// All that a call that failed must leave as it was.
struct Places {
  std::uint32_t generation = attention_generation();
  std::vector<std::uint32_t> numbers = all();

  static std::vector<std::uint32_t> all() {
    std::vector<std::uint32_t> numbers;
    for (std::uint32_t id = 0; id < attention::tensor_count; ++id) {
      numbers.insert(numbers.end(), {attention_address(id), attention_size(id)});
    }
    for (std::uint32_t id = 0; id < operator_ids; ++id) {
      numbers.insert(numbers.end(), {attention_operator_address(id), attention_operator_size(id)});
    }
    for (std::uint32_t id = 0; id < layer_ids; ++id) {
      numbers.insert(numbers.end(), {attention_layer_address(id), attention_layer_size(id)});
    }
    for (std::uint32_t id = 0; id < analysis_ids; ++id) {
      numbers.insert(numbers.end(), {attention_analysis_address(id), attention_analysis_size(id)});
    }
    return numbers;
  }
  bool operator==(const Places&) const = default;
};

void require_aligned() {
  const std::vector<std::uint32_t> numbers = Places::all();
  for (std::size_t at = 0; at < numbers.size(); at += 2) {
    require(numbers[at] % 16 == 0, "addresses are multiples of 16");
    require(numbers[at] != 0 || numbers[at + 1] == 0, "what has a size has an address");
  }
}

// Sizes are small; now and then one is anything.
std::vector<std::uint32_t> sizes(Bytes& bytes, std::initializer_list<std::uint32_t> most) {
  std::vector<std::uint32_t> result;
  for (const std::uint32_t largest : most) result.push_back(bytes.between(1, largest));
  const std::uint8_t wild = bytes.byte();
  if (wild % 8 == 7) result[wild / 8 % result.size()] = bytes.number();
  return result;
}

std::int32_t layout_model(Bytes& bytes) {
  const auto s = sizes(bytes, {40, 30, 20, 5, 9, 9, 24});
  return attention_layout(s[0], s[1], s[2], s[3], s[4], s[5], s[6]);
}

std::int32_t fill_model(Bytes& bytes) {
  Random random(bytes.number());
  for (std::uint32_t id = 0; id < static_cast<std::uint32_t>(TensorId::token); ++id) {
    fuzz::fill(model_tensor(id), random);
  }
  const auto id = static_cast<std::uint32_t>(TensorId::token);
  for (std::int32_t& token : elements<std::int32_t>(attention_address(id), attention_size(id))) {
    token = static_cast<std::int32_t>(random.next() % module.layout.dimensions().n_vocabulary);
  }
  return 0;
}

std::int32_t spoil(std::span<float> values, Bytes& bytes) {
  if (!values.empty()) fuzz::any_element(values, bytes) = bytes.any_float();
  return 0;
}

std::int32_t run_model(Bytes& bytes, bool with_options) {
  const std::int32_t status = with_options
                                  ? attention_run(bytes.any_float(), bytes.byte(), bytes.byte() % 5, bytes.number())
                                  : attention_run(1.0F, 1, 0, 0);
  if (status != 0) return status;
  for (const TensorId id : {TensorId::score, TensorId::weight, TensorId::output, TensorId::probability_after}) {
    require(fuzz::are_finite(model_tensor(static_cast<std::uint32_t>(id))), "a success leaves finite tensors");
  }
  return status;
}

std::int32_t layout_operator(Bytes& bytes) {
  const std::span<attention::OperatorDescription> description =
      elements<attention::OperatorDescription>(attention_operator_description(), 1);
  description[0] = fuzz::small_description(bytes);
  if (bytes.byte() % 4 == 3) fuzz::spoil(description[0], bytes);
  return attention_operator_layout();
}

std::int32_t fill_operator(Bytes& bytes) {
  Random random(bytes.number());
  for (std::uint32_t id = 0; id < 6; ++id) fuzz::fill(operator_tensor(id), random);
  for (float& bits : operator_tensor(6)) bits = std::bit_cast<float>(random.between(0, 9));
  return 0;
}

std::int32_t layout_layer(Bytes& bytes) {
  const auto s = sizes(bytes, {19, 35, 4, 19, 19, 2});
  return attention_layer_layout(s[0], s[1], s[2], s[3], s[4], s[5] - 1);
}

std::int32_t fill_layer(Bytes& bytes) {
  Random random(bytes.number());
  fuzz::fill(layer_tensor(0), random);
  for (std::uint32_t map = 0; map < 4; ++map) {
    fuzz::fill(layer_tensor(2), random);
    if (const std::int32_t status = attention_layer_pack(map); status != 0) return status;
  }
  return 0;
}

std::int32_t layout_analysis(Bytes& bytes) {
  const auto s = sizes(bytes, {24, 40});
  return attention_analysis_layout(s[0], s[1]);
}

std::int32_t fill_analysis(Bytes& bytes) {
  Random random(bytes.number());
  for (std::uint32_t id = 0; id < 2; ++id) fuzz::fill(analysis_tensor(id), random);
  return 0;
}

std::int32_t moved_query(Bytes& bytes) {
  Random random(bytes.number());
  for (const auto id : {attention::AnalysisTensor::axes, attention::AnalysisTensor::move}) {
    fuzz::fill(analysis_tensor(static_cast<std::uint32_t>(id)), random);
  }
  const float temperature = bytes.byte() % 4 == 3 ? bytes.any_float() : 1.0F;
  return attention_analysis_moved_query(bytes.byte() % 26, temperature, bytes.byte() % 2, bytes.byte() % 4);
}

// Numbers that are no tensor's have no address.
std::int32_t ask_for_unknown(Bytes& bytes) {
  const std::uint32_t id = bytes.number();
  require(id < attention::tensor_count || attention_address(id) + attention_size(id) == 0, "an unknown tensor");
  require(id < operator_ids || attention_operator_address(id) + attention_operator_size(id) == 0, "an unknown tensor");
  require(id < analysis_ids || attention_analysis_address(id) + attention_analysis_size(id) == 0, "an unknown tensor");
  require(id < layer_ids || attention_layer_address(id) + attention_layer_size(id) == 0, "an unknown tensor");
  return 0;
}

// Behind one number of `any_call`, so that inputs which were kept before there was an analysis still call the same.
std::int32_t analysis_call(Bytes& bytes) {
  const std::uint32_t number = bytes.byte();
  switch (number % 6) {
    case 0: return layout_analysis(bytes);
    case 1: return fill_analysis(bytes);
    case 2: return spoil(analysis_tensor(bytes.byte() % analysis_ids), bytes);
    case 3: return attention_analysis_run(bytes.byte() % 8, bytes.byte() % 26);
    case 4: return attention_analysis_run(bytes.number(), bytes.number());
    // Most of what was kept before there were moved queries still calls the same.
    default: return number < 192 ? ask_for_unknown(bytes) : moved_query(bytes);
  }
}

std::int32_t any_call(Bytes& bytes) {
  switch (bytes.byte() % 18) {
    case 0: return layout_model(bytes);
    case 1: return fill_model(bytes);
    case 2: return spoil(model_tensor(bytes.byte() % static_cast<std::uint32_t>(attention::tensor_count)), bytes);
    case 3: return run_model(bytes, false);
    case 4: return run_model(bytes, true);
    // Three numbers for one call, so that inputs which were kept before still call the same.
    case 5:
    case 6:
    case 7: return attention_check_parameters();
    case 8: return layout_operator(bytes);
    case 9: return fill_operator(bytes);
    case 10: return spoil(operator_tensor(bytes.byte() % 7), bytes);
    case 11: return attention_operator_run(bytes.byte() % 3);
    case 12: return layout_layer(bytes);
    case 13: return fill_layer(bytes);
    case 14: return attention_layer_pack(bytes.number());
    case 15: return spoil(layer_tensor(bytes.byte() % layer_ids), bytes);
    case 16: return attention_layer_run();
    default: return analysis_call(bytes);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  module = {};
  attention::wasm::reserve(attention::wasm::arena_memory(), 0);
  Bytes bytes(data, size);
  for (int call = 0; call < most_calls && !bytes.is_empty(); ++call) {
    const Places before;
    const std::int32_t status = any_call(bytes);
    const Places after;
    if (status != 0) {
      require(after == before, "a call that failed changes no layout");
      fuzz::require_sentence(attention_message());
    }
    require(after.generation - before.generation <= 1, "a call is at most one generation");
    require(after.generation != before.generation || after == before, "places change with the generation");
    require_aligned();
  }
  return 0;
}
