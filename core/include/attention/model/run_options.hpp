#pragma once

#include <array>
#include <cstdint>

#include "attention/base/named.hpp"
#include "attention/base/status.hpp"

namespace attention {

/// What keeps a word from attending to later ones. The numbers cross the C ABI: append, never renumber.
enum class Mask : std::uint32_t {
  causal = 0,              ///< minus infinity before softmax: the right way
  none = 1,                ///< nothing: every word sees the future
  zero_after_softmax = 2,  ///< weights of later words set to 0 once softmax is done: rows no longer add up to 1
};

/// As JavaScript spells them.
inline constexpr std::array<Named<Mask>, 3> mask_names{
    {{Mask::causal, "causal"}, {Mask::none, "none"}, {Mask::zero_after_softmax, "zero-after-softmax"}}};
static_assert(counts_from_zero(mask_names));

/// How a run departs from the model as it was trained: the switches of an explainer. The defaults are no departure.
struct RunOptions {
  /// Scores are divided by sqrt(d_head) times this: above 1 weights even out, below 1 they sharpen.
  float temperature = 1.0F;
  /// Divide by sqrt(d_head)? The temperature applies either way.
  bool scale = true;
  Mask mask = Mask::causal;
  /// Bit h set: head h adds nothing to delta. Nor to word_delta; its own tensors are computed all the same.
  std::uint32_t silent_heads = 0;

  [[nodiscard]] bool is_silent(std::uint32_t head) const { return head < 32 && ((silent_heads >> head) & 1U) != 0; }
};

/// What a run with these options divides its scores by: sqrt(d_head), unless `scale` is off, times the temperature.
float score_divisor(const RunOptions& options, std::uint32_t d_head);

/// Ok for a temperature that is a finite number above 0 and a mask that there is; otherwise `bad_option`.
Status validate(const RunOptions& options);

}  // namespace attention
