#pragma once

#include <span>

#include "attention/base/aligned_floats.hpp"
#include "attention/model/arena.hpp"

namespace attention {

/// The model's seven parameter tensors in memory of their own, laid out exactly as at the start of an arena, so
/// that handing a model to the explainer is one copy. Gradients and the optimiser's moments have the same layout.
class Parameters {
 public:
  Parameters() = default;
  /// All zeros. `dimensions.n_tokens` does not matter. Errors: those of `ArenaLayout::make`.
  static Status make(Dimensions dimensions, Parameters& parameters);

  [[nodiscard]] const Dimensions& dimensions() const { return layout_.dimensions(); }
  /// Every element of every tensor (and the zeros that align them).
  [[nodiscard]] std::span<float> all() { return values_; }
  [[nodiscard]] std::span<const float> all() const { return values_; }
  /// All elements of one tensor, row-major.
  [[nodiscard]] std::span<float> values(TensorId id);
  [[nodiscard]] std::span<const float> values(TensorId id) const;
  /// Length of the tensor's axis number `axis`.
  [[nodiscard]] std::uint32_t extent(TensorId id, std::size_t axis) const { return layout_.extent(id, axis); }

  /// Copies the parameters to an arena of the same dimensions (the sentence's length may differ).
  void copy_to(const Arena& arena) const;

 private:
  ArenaLayout layout_;
  AlignedFloats values_;
};

/// The ids of the parameter tensors, in the order of the enum.
inline constexpr std::array<TensorId, 7> parameter_ids{TensorId::w_e, TensorId::w_p, TensorId::w_q, TensorId::w_k,
                                                       TensorId::w_v, TensorId::w_o, TensorId::w_u};

}  // namespace attention
