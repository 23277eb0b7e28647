// A layer: its layout, its maps packed in any order, and a run against the oracle.
#include "attention/layer/layer.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "fuzz/bytes.hpp"
#include "fuzz/values.hpp"
#include "reference/layer.hpp"

using attention::LayerDescription;
using attention::LayerLayout;
using attention::LayerMap;
using attention::LayerTensor;
using attention::Status;
using attention::StatusCode;
using fuzz::Bytes;
using fuzz::require;

namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 22U;
constexpr const char* map_names[] = {"w_q", "w_k", "w_v", "w_o"};

struct Free {
  void operator()(std::byte* memory) const { std::free(memory); }
};

LayerDescription small_description(Bytes& bytes) {
  LayerDescription d;
  d.n_tokens = bytes.between(1, 19);
  d.d_model = bytes.between(1, 35);
  d.n_heads = bytes.between(1, 4);
  d.d_head = bytes.between(1, 19);
  d.d_value = bytes.between(1, 19);
  d.causal = bytes.between(0, 1);
  return d;
}

void spoil(LayerDescription& d, Bytes& bytes) {
  std::uint32_t* const fields[] = {&d.n_tokens, &d.d_model, &d.n_heads, &d.d_head, &d.d_value, &d.causal};
  *fields[bytes.byte() % std::size(fields)] = bytes.number();
}

/// A layer in memory of exactly its size, and its tensors once more for the oracle.
class Layer {
 public:
  explicit Layer(const LayerLayout& layout)
      : layout_(layout),
        memory_(static_cast<std::byte*>(std::aligned_alloc(attention::OperatorLayout::alignment, layout.bytes()))) {
    std::fill_n(memory_.get(), layout.bytes(), std::byte{0xFF});
  }

  std::span<float> values(LayerTensor id) {
    return {reinterpret_cast<float*>(memory_.get() + layout_.offset(id)), layout_.size(id)};
  }

  void pack(std::uint32_t map, reference::Random& random) {
    const LayerDescription& d = layout_.description();
    const std::size_t d_value = d.d_value;
    const std::vector<std::size_t> extents =
        map == 3 ? std::vector<std::size_t>{d.d_model, d.n_heads, d_value}
                 : std::vector<std::size_t>{d.n_heads, map == 2 ? d_value : d.d_head, d.d_model};
    const std::size_t width = map == 3 ? d.n_heads * d_value : d.d_model;
    const std::span<float> staging = values(LayerTensor::staging).first(extents[0] * extents[1] * extents[2]);
    fuzz::fill(staging, random, std::sqrt(3.0F / static_cast<float>(width)));
    keep(map_names[map], extents, staging);
    attention::pack_map(layout_, memory_.get(), static_cast<LayerMap>(map));
  }
  void fill_input(reference::Random& random) {
    fuzz::fill(values(LayerTensor::input), random);
    keep("input", {layout_.description().n_tokens, layout_.description().d_model}, values(LayerTensor::input));
  }

  Status run() {
    const std::vector<float> before(values(LayerTensor::input).begin(), values(LayerTensor::input).end());
    const Status status = attention::run_layer(layout_, memory_.get());
    const std::span<float> after = values(LayerTensor::input);
    require(std::memcmp(before.data(), after.data(), after.size_bytes()) == 0, "a run changes no embedding");
    require(!status.is_ok() || fuzz::are_finite(values(LayerTensor::delta)), "a success leaves finite deltas");
    if (!status.is_ok()) fuzz::require_sentence(status.message());
    return status;
  }

  void require_oracle() {
    const LayerDescription& d = layout_.description();
    const reference::Tensor expected =
        reference::layer({d.n_tokens, d.d_model, d.n_heads, d.d_head, d.d_value, d.causal == 1}, exact_);
    for (std::size_t k = 0; k < expected.values().size(); ++k) {
      const auto& [value, error] = expected.values()[k];
      const double tolerance = std::fmin(error, 1e-4 * (1.0 + std::fabs(value)));
      require(std::fabs(values(LayerTensor::delta)[k] - value) <= tolerance, "a delta agrees with the oracle");
    }
  }

 private:
  void keep(const std::string& name, const std::vector<std::size_t>& extents, std::span<const float> values) {
    reference::Tensor tensor(extents);
    for (std::size_t k = 0; k < values.size(); ++k) tensor.values()[k] = static_cast<double>(values[k]);
    exact_[name] = tensor;
  }

  LayerLayout layout_;
  std::unique_ptr<std::byte, Free> memory_;
  reference::Tensors exact_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  LayerDescription description = small_description(bytes);
  const bool wild = bytes.byte() % 8 == 7;
  if (wild) spoil(description, bytes);
  LayerLayout layout;
  if (const Status status = LayerLayout::make(description, layout); !status.is_ok()) {
    require(wild, "a sound description is laid out");
    require(layout.bytes() == 0, "a refusal writes no layout");
    fuzz::require_sentence(status.message());
    return 0;
  }
  if (layout.bytes() > most_bytes) return 0;
  Layer layer(layout);
  reference::Random random(bytes.number());
  const std::uint32_t first = bytes.byte();
  for (std::uint32_t map = 0; map < 4; ++map) layer.pack((first + map) % 4, random);
  layer.fill_input(random);
  require(layer.run().is_ok(), "sound tensors give a success");
  if (layout.bytes() < most_bytes / 32) layer.require_oracle();
  if (bytes.is_empty()) return 0;
  while (!bytes.is_empty()) fuzz::any_element(layer.values(LayerTensor::input), bytes) = bytes.any_float();
  require(layer.run().code() == StatusCode::ok || layer.run().code() == StatusCode::not_finite, "an expected error");
  return 0;
}
