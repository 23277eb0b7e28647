#pragma once

#include <span>
#include <vector>

#include "attention/model/arena.hpp"

namespace attention {

/// Memory that begins on a boundary of the widest vector instructions. Eigen adds numbers up in an order that depends
/// on where they lie; from here it is the same in every run, and so are the weights that a seed trains to.
using AlignedFloats = std::vector<float, Eigen::aligned_allocator<float>>;

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
  /// The tensor as a matrix whose columns are its last axis: for rank 3, the heads' matrices one below the other.
  [[nodiscard]] MatrixView stacked(TensorId id);
  /// One head's matrix of a tensor of rank 3.
  [[nodiscard]] MatrixView head(TensorId id, std::uint32_t head);

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
