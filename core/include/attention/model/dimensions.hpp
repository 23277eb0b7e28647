#pragma once

#include <cstdint>

#include "attention/base/extent.hpp"

namespace attention {

/// Every size that a tensor's axis can have. `axis_name` spells them the same in C++, JavaScript and prose.
enum class Axis : std::uint32_t {
  n_vocabulary,  ///< words that the model knows
  n_positions,   ///< longest sentence that it has position vectors for
  d_model,       ///< components of an embedding
  n_heads,
  d_head,   ///< components of a query and a key (d_k in the literature)
  d_value,  ///< components of a head's value (d_v in the literature)
  n_tokens,
  none  ///< pads the axes of a tensor of lower rank
};

inline constexpr std::uint32_t axis_count = static_cast<std::uint32_t>(Axis::none);

const char* axis_name(Axis axis);

/// The sizes of one model and of one sentence: all that is needed to lay out every tensor.
struct Dimensions {
  std::uint32_t n_vocabulary = 0;
  std::uint32_t n_positions = 0;
  std::uint32_t d_model = 0;
  std::uint32_t n_heads = 0;
  std::uint32_t d_head = 0;
  std::uint32_t d_value = 0;
  std::uint32_t n_tokens = 0;

  [[nodiscard]] std::uint32_t extent(Axis axis) const;
  friend bool operator==(const Dimensions&, const Dimensions&) = default;
};

/// Ok when every dimension is at least 1 and at most `largest_dimension`, and the sentence is not longer than
/// the positions that the model has. Otherwise `bad_dimension`, naming the first one that does not fit.
Status validate(const Dimensions& dimensions);

}  // namespace attention
