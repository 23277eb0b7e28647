#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "attention/model/arena.hpp"
#include "reference/attention.hpp"
#include "reference/random.hpp"

namespace test {

inline constexpr float infinity = std::numeric_limits<float>::infinity();
inline constexpr float nan = std::numeric_limits<float>::quiet_NaN();

/// Memory for an arena with guard bytes on both sides, aligned to what the library asks for and to no more,
/// so that a kernel that counts on more is found out.
class GuardedMemory {
 public:
  explicit GuardedMemory(std::size_t bytes);
  // Moving keeps the address; a copy would lie elsewhere, with another alignment.
  GuardedMemory(GuardedMemory&&) = default;

  [[nodiscard]] std::byte* data();
  [[nodiscard]] bool guards_are_intact() const;

 private:
  std::size_t bytes_;
  std::vector<std::byte> storage_;
  std::size_t first_;
};

/// A model with parameters and a sentence drawn from `seed`, in memory of its own. Every byte that is not a
/// parameter or a token id starts as 0xFF, which reads as NaN: a stage that skips an element shows it.
class Model {
 public:
  explicit Model(const attention::Dimensions& dimensions, std::uint32_t seed = 1, float scale = 0.5F);

  [[nodiscard]] attention::Arena arena();
  [[nodiscard]] const attention::ArenaLayout& layout() const { return layout_; }
  [[nodiscard]] std::span<float> operator[](attention::TensorId id) { return arena().values(id); }
  [[nodiscard]] std::span<std::int32_t> tokens() { return arena().tokens(); }
  [[nodiscard]] GuardedMemory& memory() { return memory_; }
  /// All bytes of the arena.
  [[nodiscard]] std::span<std::byte> bytes() { return {memory_.data(), layout_.bytes()}; }

 private:
  attention::ArenaLayout layout_;
  GuardedMemory memory_;
};

/// Lays out `dimensions`, which must be sound.
attention::ArenaLayout layout_of(const attention::Dimensions& dimensions);

/// Small sizes of every kind: any tail of a vector register, one or many heads, d_value unlike d_head.
attention::Dimensions random_dimensions(reference::Random& random);

/// Sizes that fit a screen, for tests that are not about sizes.
attention::Dimensions small_dimensions();

/// Copies the parameters that do not depend on the sentence.
void copy_parameters(Model& from, Model& to);

reference::Sizes sizes_of(const attention::Dimensions& dimensions);
/// A float tensor of the arena as input to the oracle: values exact.
reference::Tensor exact_tensor(const attention::Arena& arena, attention::TensorId id);
/// The whole trace by the oracle, from the parameters and the sentence in the arena.
reference::Tensors expected_trace(const attention::Arena& arena);
/// Each stage by the oracle, from what the arena holds of the stages before it.
reference::Tensors expected_stages(const attention::Arena& arena);

/// No tolerance is larger than this share of 1 + |value|, so that every comparison can tell right from wrong:
/// worst cases multiply from stage to stage, and from end to end the bound alone would allow anything.
inline constexpr double largest_error = 1e-4;

/// Empty when each actual value is as close to the expected one as its error and `largest_error` ask;
/// otherwise a sentence about the first that is not.
std::string disagreement(std::span<const float> actual, const reference::Vector& expected);
/// The same for every tensor of the trace, against the oracle stage by stage and from end to end.
std::string trace_disagreement(const attention::Arena& arena);

/// Equal bit for bit.
bool same_bits(std::span<const float> a, std::span<const float> b);
/// Equal bit for bit in wasm. Natively Eigen takes vector or scalar code by where a row lies in memory, and
/// the two round differently when the machine has a fused multiply-add: there, equal up to a few roundings.
bool same_result(std::span<const float> a, std::span<const float> b);
bool all_finite(std::span<const float> values);

}  // namespace test
