#include "attention/layer/layer.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/allocations.hpp"
#include "core/catch.hpp"
#include "core/support.hpp"
#include "reference/layer.hpp"

using attention::LayerDescription;
using attention::LayerLayout;
using attention::LayerMap;
using attention::LayerTensor;
using attention::StatusCode;
using reference::Random;

namespace {

/// For embeddings in [-1, 1) and maps that keep the spread of what goes through them.
constexpr double largest_delta_error = 2e-6;

constexpr LayerMap maps[] = {LayerMap::w_q, LayerMap::w_k, LayerMap::w_v, LayerMap::w_o};
constexpr const char* map_names[] = {"w_q", "w_k", "w_v", "w_o"};

LayerLayout layout_of(const LayerDescription& description) {
  LayerLayout layout;
  const attention::Status status = LayerLayout::make(description, layout);
  if (!status.is_ok()) throw std::invalid_argument(std::string(status.message()));
  return layout;
}

std::vector<std::size_t> extents_of(const LayerDescription& d, LayerMap id) {
  if (id == LayerMap::w_o) return {d.d_model, d.n_heads, d.d_value};
  return {d.n_heads, id == LayerMap::w_v ? d.d_value : d.d_head, d.d_model};
}

/// A layer with embeddings and maps drawn from a seed, in memory of its own that starts as NaN. Keeps what was drawn,
/// for the oracle.
class Layer {
 public:
  explicit Layer(const LayerDescription& description, std::uint32_t seed = 1)
      : layout_(layout_of(description)), memory_(layout_.bytes()), random_(seed) {
    std::memset(memory_.data(), 0xFF, layout_.bytes());
    const std::size_t depth = std::size_t{description.n_heads} * description.d_value;
    for (const LayerMap id : maps) {
      const auto width = static_cast<float>(id == LayerMap::w_o ? depth : description.d_model);
      set(map_names[static_cast<std::size_t>(id)], extents_of(description, id), std::sqrt(3.0F / width));
      pack(id);
    }
    set("input", {description.n_tokens, description.d_model}, 1.0F);
    write("input", LayerTensor::input);
  }

  /// Writes the drawn map to the staging and packs it.
  void pack(LayerMap id) {
    write(map_names[static_cast<std::size_t>(id)], LayerTensor::staging);
    attention::pack_map(layout_, memory_.data(), id);
  }
  /// Replaces a number of a drawn tensor; `pack` or `write` brings it into the layer.
  void put(const std::string& name, std::size_t index, float value) { drawn_[name].values()[index] = value; }
  void write(const std::string& name, LayerTensor to) {
    const reference::Vector& from = drawn_[name].values();
    for (std::size_t k = 0; k < from.size(); ++k) values(to)[k] = static_cast<float>(from[k].value);
  }

  attention::Status run() { return attention::run_layer(layout_, memory_.data()); }
  [[nodiscard]] const LayerLayout& layout() const { return layout_; }
  std::span<float> values(LayerTensor id) {
    return {reinterpret_cast<float*>(memory_.data() + layout_.offset(id)), layout_.size(id)};
  }
  std::span<std::byte> bytes() { return {memory_.data(), layout_.bytes()}; }
  bool guards_are_intact() { return memory_.guards_are_intact(); }

  reference::Tensor expected() {
    const LayerDescription& d = layout_.description();
    return reference::layer({.n_tokens = d.n_tokens,
                             .d_model = d.d_model,
                             .n_heads = d.n_heads,
                             .d_head = d.d_head,
                             .d_value = d.d_value,
                             .causal = d.causal == 1},
                            drawn_);
  }
  /// Of the deltas, against the oracle; infinite if one is NaN.
  double largest_error() {
    const reference::Tensor exact = expected();
    double largest = 0.0;
    for (std::size_t k = 0; k < exact.values().size(); ++k) {
      const double error = std::fabs(static_cast<double>(values(LayerTensor::delta)[k]) - exact.values()[k].value);
      largest = error <= largest ? largest : (std::isnan(error) ? HUGE_VAL : error);
    }
    return largest;
  }

 private:
  void set(const std::string& name, const std::vector<std::size_t>& extents, float scale) {
    reference::Tensor tensor(extents);
    for (reference::Bounded& value : tensor.values()) value = static_cast<double>(random_.symmetric(scale));
    drawn_[name] = tensor;
  }

  LayerLayout layout_;
  test::GuardedMemory memory_;
  Random random_;
  reference::Tensors drawn_;
};

std::uint32_t one_of(Random& random, std::initializer_list<std::uint32_t> choices) {
  return *(choices.begin() + random.between(0, static_cast<std::uint32_t>(choices.size()) - 1));
}

// One token, primes, and every number of lanes that a vector or a panel of any instruction set can be left with.
LayerDescription random_description(Random& random) {
  LayerDescription d;
  d.n_tokens = one_of(random, {1, 1, 2, 3, 4, 5, 6, 7, 8, 11, 13, 16, 17, 23, 31});
  d.d_model = one_of(random, {1, 2, 3, 5, 7, 8, 9, 13, 15, 16, 17, 19, 31, 32, 33, 37});
  d.n_heads = random.between(1, 4);
  d.d_head = one_of(random, {1, 2, 3, 4, 5, 7, 8, 13, 15, 16, 17, 33});
  d.d_value = one_of(random, {1, 2, 3, 4, 6, 7, 8, 11, 12, 13, 17, 32});
  d.causal = random.between(0, 1);
  return d;
}

std::string describe(const LayerDescription& d) {
  return std::to_string(d.n_tokens) + " tokens, d_model " + std::to_string(d.d_model) + ", heads " +
         std::to_string(d.n_heads) + ", d " + std::to_string(d.d_head) + "/" + std::to_string(d.d_value) + ", causal " +
         std::to_string(d.causal);
}

// Runs and compares; returns the largest error.
double check_against_oracle(const LayerDescription& description, std::uint32_t seed) {
  INFO("seed " << seed << ": " << describe(description));
  Layer layer(description, seed);
  REQUIRE(layer.run().is_ok());
  CHECK(test::disagreement(layer.values(LayerTensor::delta), layer.expected().values()) == "");
  const double error = layer.largest_error();
  CHECK(error <= largest_delta_error);
  CHECK(layer.guards_are_intact());
  return error;
}

LayerDescription small() { return {.n_tokens = 5, .d_model = 9, .n_heads = 2, .d_head = 3, .d_value = 6, .causal = 1}; }

}  // namespace

TEST_CASE("A layer agrees with the oracle, for shapes drawn at random", "[layer]") {
  Random random(11);
  double largest = 0.0;
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    largest = std::max(largest, check_against_oracle(random_description(random), seed));
  }
  WARN("largest error of a delta: " << largest);
}

TEST_CASE("A layer agrees with the oracle where blocks of tokens and of components end", "[layer]") {
  // A block has 120 tokens and 512 components.
  const LayerDescription description =
      GENERATE(LayerDescription{.n_tokens = 1, .d_model = 513, .n_heads = 1, .d_head = 5, .d_value = 3, .causal = 0},
               LayerDescription{.n_tokens = 119, .d_model = 3, .n_heads = 2, .d_head = 4, .d_value = 5, .causal = 1},
               LayerDescription{.n_tokens = 120, .d_model = 8, .n_heads = 1, .d_head = 8, .d_value = 8, .causal = 0},
               LayerDescription{.n_tokens = 121, .d_model = 11, .n_heads = 1, .d_head = 3, .d_value = 7, .causal = 1},
               LayerDescription{.n_tokens = 241, .d_model = 5, .n_heads = 1, .d_head = 2, .d_value = 2, .causal = 0},
               LayerDescription{.n_tokens = 3, .d_model = 1025, .n_heads = 2, .d_head = 3, .d_value = 5, .causal = 1},
               LayerDescription{.n_tokens = 2, .d_model = 19, .n_heads = 3, .d_head = 2, .d_value = 173, .causal = 0});
  check_against_oracle(description, 1);
}

TEST_CASE("Each map is packed by itself, from a staging that is free afterwards", "[layer]") {
  Layer layer(small());
  REQUIRE(layer.run().is_ok());
  const std::vector<float> before(layer.values(LayerTensor::delta).begin(), layer.values(LayerTensor::delta).end());

  for (const LayerMap id : {LayerMap::w_o, LayerMap::w_v, LayerMap::w_k, LayerMap::w_q}) {
    const char* name = map_names[static_cast<std::size_t>(id)];
    INFO(name);
    // The last number of the last head: a packing that stops early would leave it out.
    std::size_t last = 1;
    for (const std::size_t extent : extents_of(small(), id)) last *= extent;
    layer.put(name, last - 1, 0.75F);
    layer.pack(id);
    std::ranges::fill(layer.values(LayerTensor::staging), test::nan);
    std::ranges::fill(layer.values(LayerTensor::delta), test::nan);
    REQUIRE(layer.run().is_ok());
    CHECK(test::disagreement(layer.values(LayerTensor::delta), layer.expected().values()) == "");
  }
  CHECK_FALSE(test::same_bits(before, layer.values(LayerTensor::delta)));
}

TEST_CASE("Packing a map writes that map alone", "[layer]") {
  const LayerMap id = GENERATE(from_range(std::begin(maps), std::end(maps)));
  Layer layer(small());
  const std::vector<std::byte> before(layer.bytes().begin(), layer.bytes().end());
  layer.put(map_names[static_cast<std::size_t>(id)], 0, 0.5F);
  layer.pack(id);
  const std::size_t staging = layer.layout().offset(LayerTensor::staging);
  const std::size_t staging_end = staging + 4 * layer.layout().size(LayerTensor::staging);
  const std::size_t first = layer.layout().offset(id);
  const std::size_t end = id == LayerMap::w_o
                              ? layer.layout().tile_offset()
                              : layer.layout().offset(static_cast<LayerMap>(static_cast<std::uint32_t>(id) + 1));
  bool changed = false;
  for (std::size_t k = 0; k < before.size(); ++k) {
    if (k >= staging && k < staging_end) continue;
    const bool same = before[k] == layer.bytes()[k];
    const bool inside = k >= first && k < end;
    changed = changed || (inside && !same);
    if (!inside) REQUIRE(same);
  }
  CHECK(changed);
  CHECK(layer.guards_are_intact());
}

TEST_CASE("A run changes no embedding and no map, and a second run leaves the same bytes", "[layer]") {
  Layer layer(small());
  const auto bytes_from = [&](std::size_t first, std::size_t end) {
    return std::vector<std::byte>(layer.bytes().begin() + static_cast<std::ptrdiff_t>(first),
                                  layer.bytes().begin() + static_cast<std::ptrdiff_t>(end));
  };
  const std::size_t input = layer.layout().offset(LayerTensor::input);
  const std::size_t input_end = layer.layout().offset(LayerTensor::delta);
  const std::size_t first_map = layer.layout().offset(LayerMap::w_q);
  const auto embeddings = bytes_from(input, input_end);
  const auto packed = bytes_from(first_map, layer.layout().tile_offset());
  REQUIRE(layer.run().is_ok());
  const std::vector<float> first(layer.values(LayerTensor::delta).begin(), layer.values(LayerTensor::delta).end());
  CHECK(bytes_from(input, input_end) == embeddings);
  CHECK(bytes_from(first_map, layer.layout().tile_offset()) == packed);
  REQUIRE(layer.run().is_ok());
  CHECK(test::same_bits(layer.values(LayerTensor::delta), first));
}

TEST_CASE("A causal token does not see the tokens after it", "[layer]") {
  Layer layer(small());
  REQUIRE(layer.run().is_ok());
  const std::vector<float> before(layer.values(LayerTensor::delta).begin(), layer.values(LayerTensor::delta).end());
  const std::size_t last = std::size_t{4} * small().d_model;
  layer.put("input", last, -0.875F);
  layer.write("input", LayerTensor::input);
  REQUIRE(layer.run().is_ok());
  const std::span<const float> after = layer.values(LayerTensor::delta);
  CHECK(test::same_bits(std::span<const float>(before).first(last), after.first(last)));
  CHECK_FALSE(test::same_bits(std::span<const float>(before).subspan(last), after.subspan(last)));
}

TEST_CASE("Tensors of a layer are aligned and apart", "[layer]") {
  Random random(12);
  for (std::uint32_t round = 0; round < 50; ++round) {
    const LayerDescription description = random_description(random);
    INFO(describe(description));
    const LayerLayout layout = layout_of(description);
    std::size_t end = layout.attention().bytes();
    for (const LayerTensor id : {LayerTensor::input, LayerTensor::delta, LayerTensor::staging}) {
      CHECK(layout.offset(id) % attention::OperatorLayout::alignment == 0);
      CHECK(layout.offset(id) >= end);
      end = layout.offset(id) + 4 * layout.size(id);
    }
    for (const LayerMap id : maps) {
      std::size_t floats = 1;
      for (const std::size_t extent : extents_of(description, id)) floats *= extent;
      CHECK(layout.size(LayerTensor::staging) >= floats);
      CHECK(layout.offset(id) % attention::OperatorLayout::alignment == 0);
      CHECK(layout.offset(id) >= end);
      end = layout.offset(id) + 4 * floats;
    }
    CHECK(layout.tile_offset() >= end);
    CHECK(layout.bytes() > layout.tile_offset());
  }
}

TEST_CASE("A run, and packing, ask for no memory", "[layer]") {
  const std::size_t at_first = test::allocations();
  std::vector<float>* volatile noticed = new std::vector<float>(100);
  delete noticed;
  CHECK(test::allocations() >= at_first + 2);  // more where operator new calls a malloc that is counted too

  Layer layer({.n_tokens = 37, .d_model = 33, .n_heads = 3, .d_head = 11, .d_value = 7, .causal = 1});
  const std::size_t before = test::allocations();
  for (const LayerMap id : maps) attention::pack_map(layer.layout(), layer.bytes().data(), id);
  const bool is_ok = layer.run().is_ok();
  CHECK(test::allocations() == before);
  CHECK(is_ok);
}

TEST_CASE("A size of a layer that is 0 or too large is refused, and the layout stays", "[layer]") {
  struct Refused {
    const char* name;
    std::uint32_t LayerDescription::* size;
  };
  const Refused refused =
      GENERATE(Refused{"n_queries", &LayerDescription::n_tokens}, Refused{"d_model", &LayerDescription::d_model},
               Refused{"n_heads", &LayerDescription::n_heads}, Refused{"d_head", &LayerDescription::d_head},
               Refused{"d_value", &LayerDescription::d_value});
  LayerLayout layout = layout_of(small());
  const std::size_t bytes = layout.bytes();
  for (const std::uint32_t size : {0U, (1U << 20U) + 1U, 1U << 31U, ~0U}) {
    LayerDescription bad = small();
    bad.*refused.size = size;
    const attention::Status status = LayerLayout::make(bad, layout);
    CHECK(status.code() == StatusCode::bad_dimension);
    CHECK(std::string(status.message()).find(std::to_string(size)) != std::string::npos);
    CHECK(status.message().ends_with('.'));
    CHECK(layout.bytes() == bytes);
    CHECK(layout.description().d_model == small().d_model);
  }
}

TEST_CASE("A switch of a layer that is not 0 or 1 is refused", "[layer]") {
  LayerLayout layout;
  LayerDescription bad = small();
  bad.causal = 2;
  CHECK(LayerLayout::make(bad, layout).code() == StatusCode::bad_dimension);
  CHECK(layout.bytes() == 0);
}

TEST_CASE("A layer that 32 bits cannot address is refused, whichever part is too large", "[layer]") {
  constexpr std::uint32_t most = 1U << 20U;
  const LayerDescription bad = GENERATE(
      // Its attention.
      LayerDescription{.n_tokens = most, .d_model = 1, .n_heads = 64, .d_head = 64, .d_value = 1, .causal = 0},
      // Its embeddings.
      LayerDescription{.n_tokens = 4096, .d_model = most, .n_heads = 1, .d_head = 1, .d_value = 1, .causal = 0},
      // Its maps, of 2^32 floats: in 32 bits none.
      LayerDescription{.n_tokens = 1, .d_model = 1U << 12U, .n_heads = 1024, .d_head = 1024, .d_value = 1, .causal = 0},
      LayerDescription{.n_tokens = 1, .d_model = 1U << 12U, .n_heads = 1024, .d_head = 1, .d_value = 1024, .causal = 0},
      // Its maps once they are packed, which fills each head's one component up to a panel.
      LayerDescription{.n_tokens = 1, .d_model = most, .n_heads = 256, .d_head = 1, .d_value = 1, .causal = 0},
      // Each map fits, but not all of them.
      LayerDescription{.n_tokens = 1, .d_model = most, .n_heads = 1, .d_head = 256, .d_value = 256, .causal = 0},
      // Everything.
      LayerDescription{
          .n_tokens = most, .d_model = most, .n_heads = most, .d_head = most, .d_value = most, .causal = 0});
  INFO(describe(bad));
  LayerLayout layout = layout_of(small());
  const std::size_t bytes = layout.bytes();
  const attention::Status status = LayerLayout::make(bad, layout);
  CHECK(status.code() == StatusCode::too_large);
  CHECK(status.message().ends_with('.'));
  CHECK(layout.bytes() == bytes);
}

TEST_CASE("A value of a layer that float32 cannot hold is reported, wherever it comes up", "[layer]") {
  const std::size_t map = GENERATE(0, 1, 2, 3, 4);
  const float value = GENERATE(test::nan, test::infinity, 3e38F, -3e38F);
  const std::string name = map < 4 ? map_names[map] : "input";
  INFO(name << ", " << value);
  Layer layer(small());
  // Embeddings and values whose sums go far beyond one of the numbers.
  for (std::size_t k = 0; k < 45; ++k) layer.put("input", k, 1.0F);
  for (std::size_t k = 0; k < 108; ++k) layer.put("w_v", k, 1.0F);
  for (std::size_t k = 0; k < 9; ++k) layer.put(name, k, value);
  layer.pack(LayerMap::w_v);
  if (map < 4) layer.pack(maps[map]);
  layer.write("input", LayerTensor::input);
  CHECK(layer.run().code() == StatusCode::not_finite);
  CHECK(layer.guards_are_intact());
}
