#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "attention/base/block_layout.hpp"
#include "attention/model/dimensions.hpp"
#include "attention/model/tensor.hpp"

namespace attention {

/// Where each tensor lies in one block of memory. Parameters come first, so that a sentence of another length
/// moves no parameter. Every tensor starts on a multiple of `alignment` bytes.
class ArenaLayout {
 public:
  static constexpr std::size_t alignment = BlockLayout<TensorId, tensor_count>::alignment;

  /// Lays out all tensors for `dimensions`. Errors: those of `validate`; `too_large` when the block would not
  /// fit in 32 bits of address (the limit of wasm memory). `layout` is written only on success.
  static Status make(const Dimensions& dimensions, ArenaLayout& layout);

  [[nodiscard]] const Dimensions& dimensions() const { return dimensions_; }
  /// Bytes of the whole block; 0 before `make`.
  [[nodiscard]] std::size_t bytes() const { return blocks_.bytes(); }
  /// Bytes from the start of the block to the tensor's first element.
  [[nodiscard]] std::size_t offset(TensorId id) const { return blocks_.offset(id); }
  /// Number of elements (of 4 bytes) of the tensor.
  [[nodiscard]] std::size_t size(TensorId id) const { return blocks_.size(id); }
  /// Length of the tensor's axis number `axis`.
  [[nodiscard]] std::uint32_t extent(TensorId id, std::size_t axis) const;

 private:
  Dimensions dimensions_;
  BlockLayout<TensorId, tensor_count> blocks_;
};

/// The tensors of a layout in memory that the caller owns. Holds no memory itself: it is valid for as long as
/// that memory is. `memory` must be aligned to `ArenaLayout::alignment` and `layout.bytes()` long.
class Arena {
 public:
  Arena(const ArenaLayout& layout, std::byte* memory) : layout_(layout), memory_(memory) {}

  [[nodiscard]] const ArenaLayout& layout() const { return layout_; }
  [[nodiscard]] const Dimensions& dimensions() const { return layout_.dimensions(); }

  /// All elements of a float tensor, row-major.
  [[nodiscard]] std::span<float> values(TensorId id) const;
  /// The token ids of the sentence. (n_tokens)
  [[nodiscard]] std::span<std::int32_t> tokens() const;
  /// The last two axes of a tensor, row-major; `slice` picks along the first axis of a tensor of rank 3.
  [[nodiscard]] std::span<float> matrix(TensorId id, std::uint32_t slice = 0) const;
  /// The last axis of a tensor of rank 2 or 3, at `row` of `slice`.
  [[nodiscard]] std::span<float> row(TensorId id, std::uint32_t slice, std::uint32_t row) const;

 private:
  ArenaLayout layout_;
  std::byte* memory_;
};

}  // namespace attention
