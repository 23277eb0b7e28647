#include "core/support.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <sstream>
#include <stdexcept>

namespace test {

using attention::Arena;
using attention::ArenaLayout;
using attention::Dimensions;
using attention::TensorGroup;
using attention::TensorId;
using attention::TensorInfo;
using reference::Bounded;
using reference::Random;

namespace {

constexpr std::size_t guard_bytes = 64;
constexpr std::size_t coarse_alignment = 64;
constexpr std::byte guard{0xA5};
std::size_t least_aligned_position(const std::vector<std::byte>& storage) {
  const auto address = reinterpret_cast<std::uintptr_t>(storage.data()) + guard_bytes;
  const std::size_t to_coarse = (coarse_alignment - address % coarse_alignment) % coarse_alignment;
  return guard_bytes + to_coarse + ArenaLayout::alignment;
}

void draw_parameters(const Arena& arena, Random& random, float scale) {
  for (const TensorInfo& info : attention::tensor_table) {
    if (info.group != TensorGroup::parameter) continue;
    for (float& value : arena.values(info.id)) value = random.symmetric(scale);
  }
}

std::string describe(std::size_t index, float actual, const Bounded& expected) {
  std::ostringstream text;
  text.precision(9);
  text << "element " << index << " is " << actual << "; expected " << expected.value << " +- " << expected.error;
  return text.str();
}

bool agrees(float actual, const Bounded& expected) {
  const double value = expected.value;
  if (std::isinf(value)) return static_cast<double>(actual) == value;
  const double tolerance = std::min(expected.error, largest_error * (1.0 + std::fabs(value)));
  return std::fabs(static_cast<double>(actual) - value) <= tolerance;
}

[[maybe_unused]] bool is_close(float a, float b) {
  constexpr float few_roundings = 1e-5F;
  return a == b || std::fabs(a - b) <= few_roundings * (1.0F + std::fabs(a));
}

std::vector<std::size_t> words(const Arena& arena) {
  std::vector<std::size_t> result;
  for (const std::int32_t token : arena.tokens()) result.push_back(static_cast<std::size_t>(token));
  return result;
}

reference::Tensors exact_tensors(const Arena& arena, TensorGroup group) {
  reference::Tensors tensors;
  for (const TensorInfo& info : attention::tensor_table) {
    if (info.group == group && info.id != TensorId::token) tensors[info.name] = exact_tensor(arena, info.id);
  }
  return tensors;
}

std::string tensors_disagreement(const Arena& arena, const reference::Tensors& expected) {
  for (const auto& [name, actual] : exact_tensors(arena, TensorGroup::trace)) {
    const auto found = expected.find(name);
    if (found == expected.end()) return "the oracle does not know " + name;
    if (actual.extents() != found->second.extents()) return name + " has another shape";
  }
  for (const TensorInfo& info : attention::tensor_table) {
    if (info.group == TensorGroup::parameter || info.id == TensorId::token) continue;
    const std::string wrong = disagreement(arena.values(info.id), expected.at(info.name).values());
    if (!wrong.empty()) return std::string(info.name) + ": " + wrong;
  }
  return "";
}

}  // namespace

GuardedMemory::GuardedMemory(std::size_t bytes)
    : bytes_(bytes),
      storage_(bytes + 2 * guard_bytes + coarse_alignment + ArenaLayout::alignment, guard),
      first_(least_aligned_position(storage_)) {}

std::byte* GuardedMemory::data() { return storage_.data() + first_; }

bool GuardedMemory::guards_are_intact() const {
  const auto is_guard = [](std::byte byte) { return byte == guard; };
  const auto begin = storage_.begin() + static_cast<std::ptrdiff_t>(first_);
  const auto end = begin + static_cast<std::ptrdiff_t>(bytes_);
  return std::all_of(storage_.begin(), begin, is_guard) && std::all_of(end, storage_.end(), is_guard);
}

Model::Model(const Dimensions& dimensions, std::uint32_t seed, float scale)
    : layout_(layout_of(dimensions)), memory_(layout_.bytes()) {
  std::memset(memory_.data(), 0xFF, layout_.bytes());
  Random random(seed);
  draw_parameters(arena(), random, scale);
  for (std::int32_t& token : tokens()) {
    token = static_cast<std::int32_t>(random.between(0, dimensions.n_vocabulary - 1));
  }
}

Arena Model::arena() { return {layout_, memory_.data()}; }

ArenaLayout layout_of(const Dimensions& dimensions) {
  ArenaLayout layout;
  const attention::Status status = ArenaLayout::make(dimensions, layout);
  if (!status.is_ok()) throw std::invalid_argument(std::string(status.message()));
  return layout;
}

Dimensions random_dimensions(Random& random) {
  const std::uint32_t n_tokens = random.between(1, 24);
  return {.n_vocabulary = random.between(1, 40),
          .n_positions = n_tokens + random.between(0, 5),
          .d_model = random.between(1, 17),
          .n_heads = random.between(1, 5),
          .d_head = random.between(1, 17),
          .d_value = random.between(1, 17),
          .n_tokens = n_tokens};
}

Dimensions small_dimensions() {
  return {.n_vocabulary = 13, .n_positions = 11, .d_model = 10, .n_heads = 3, .d_head = 5, .d_value = 6, .n_tokens = 9};
}

void copy_parameters(Model& from, Model& to) {
  for (const TensorInfo& info : attention::tensor_table) {
    if (info.group == TensorGroup::parameter) std::ranges::copy(from[info.id], to[info.id].begin());
  }
}

reference::Sizes sizes_of(const Dimensions& dimensions) {
  return {.n_vocabulary = dimensions.n_vocabulary,
          .n_positions = dimensions.n_positions,
          .d_model = dimensions.d_model,
          .n_heads = dimensions.n_heads,
          .d_head = dimensions.d_head,
          .d_value = dimensions.d_value,
          .n_tokens = dimensions.n_tokens};
}

reference::Tensor exact_tensor(const Arena& arena, TensorId id) {
  std::vector<std::size_t> extents;
  for (std::size_t axis = 0; axis < attention::tensor_info(id).rank; ++axis) {
    extents.push_back(arena.layout().extent(id, axis));
  }
  reference::Tensor tensor(extents);
  const std::span<const float> values = arena.values(id);
  for (std::size_t index = 0; index < values.size(); ++index) tensor.values()[index] = Bounded(values[index]);
  return tensor;
}

reference::Tensors expected_trace(const Arena& arena) {
  return reference::attention(sizes_of(arena.dimensions()), exact_tensors(arena, TensorGroup::parameter), words(arena));
}

reference::Tensors expected_stages(const Arena& arena) {
  const reference::Tensors observed = exact_tensors(arena, TensorGroup::trace);
  return reference::attention(sizes_of(arena.dimensions()), exact_tensors(arena, TensorGroup::parameter), words(arena),
                              &observed);
}

std::string disagreement(std::span<const float> actual, const reference::Vector& expected) {
  if (actual.size() != expected.size()) {
    return "has " + std::to_string(actual.size()) + " elements; expected " + std::to_string(expected.size());
  }
  for (std::size_t index = 0; index < actual.size(); ++index) {
    if (!agrees(actual[index], expected[index])) return describe(index, actual[index], expected[index]);
  }
  return "";
}

std::string trace_disagreement(const Arena& arena) {
  const std::string stage = tensors_disagreement(arena, expected_stages(arena));
  if (!stage.empty()) return "stage " + stage;
  return tensors_disagreement(arena, expected_trace(arena));
}

bool same_bits(std::span<const float> a, std::span<const float> b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size_bytes()) == 0;
}

bool same_result(std::span<const float> a, std::span<const float> b) {
#if defined(__wasm__)
  return same_bits(a, b);
#else
  return std::ranges::equal(a, b, is_close);
#endif
}

bool all_finite(std::span<const float> values) {
  return std::ranges::all_of(values, [](float value) { return std::isfinite(value); });
}

}  // namespace test
