#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "attention/base/block_layout.hpp"
#include "attention/base/field.hpp"
#include "attention/base/status.hpp"
#include "attention/kernels/packed_weights.hpp"
#include "attention/transformer/parameter.hpp"

namespace attention {

/// Where a model's parameters lie in one block of memory. Matrices are packed and keep the type that the description
/// says, which is what they take on disk.
class WeightLayout {
 public:
  static constexpr std::size_t alignment = BlockLayout<std::size_t, parameter_count + 1>::alignment;

  /// Errors: those of check_description; `too_large`. `layout` is written only on success.
  static Status make(const TransformerDescription& description, WeightLayout& layout);

  [[nodiscard]] const TransformerDescription& description() const { return description_; }
  /// Bytes of the whole block; 0 before `make`.
  [[nodiscard]] std::size_t bytes() const { return blocks_.bytes(); }
  [[nodiscard]] const ParameterShape& shape(Parameter id) const { return shapes_[index(id)]; }
  /// Bytes from the start of the block to a parameter of a layer (0 where it is not one of the layers').
  [[nodiscard]] std::size_t offset(Parameter id, std::size_t layer) const {
    return blocks_.offset(index(id)) + layer * layer_bytes_[index(id)];
  }
  /// Bytes to the count of elements that have been written, one for each parameter and layer.
  [[nodiscard]] std::size_t written_offset(Parameter id, std::size_t layer) const {
    return blocks_.offset(parameter_count) + 4 * (index(id) * description_.n_layers + layer);
  }
  /// The same of scales.
  [[nodiscard]] std::size_t scales_written_offset(Parameter id, std::size_t layer) const {
    return written_offset(id, layer) + 4 * parameter_count * description_.n_layers;
  }
  /// Bytes to the scales of a matrix of int8, one for each column.
  [[nodiscard]] std::size_t scale_offset(Parameter id, std::size_t layer) const;

 private:
  static constexpr std::size_t index(Parameter id) { return static_cast<std::size_t>(id); }

  TransformerDescription description_;
  std::array<ParameterShape, parameter_count> shapes_{};
  std::array<std::size_t, parameter_count> layer_bytes_{};
  BlockLayout<std::size_t, parameter_count + 1> blocks_;
};

/// The parameters of a layout, in memory that the caller owns and has filled with zeros, aligned to
/// `WeightLayout::alignment`. Nothing in it but addresses: a copy is the same model.
class Weights {
 public:
  Weights(const WeightLayout& layout, std::byte* memory) : layout_(&layout), memory_(memory) {}

  [[nodiscard]] const TransformerDescription& description() const { return layout_->description(); }
  [[nodiscard]] const WeightLayout& layout() const { return *layout_; }
  /// A matrix that is part of the model.
  [[nodiscard]] kernels::PackedWeights matrix(Parameter id, std::size_t layer = 0) const;
  /// A vector or the table of positions, row-major; null where the model has none.
  [[nodiscard]] const float* vector(Parameter id, std::size_t layer = 0) const;
  [[nodiscard]] std::byte* memory() const { return memory_; }

 private:
  const WeightLayout* layout_;
  std::byte* memory_;
};

/// A rectangle of a parameter as it stands in a file: element (m, k) of the parameter, for m from first_column and k
/// from first_component on, is element offset + (m - first_column) column_step + (k - first_component) component_step
/// of the source. So a matrix is read whole or in pieces, transposed or not, out of one that holds several.
/// A vector has one column: its elements are components.
struct ParameterPart {
  Parameter parameter = Parameter::token_embedding;
  std::uint32_t layer = 0;
  WeightType type = WeightType::float32;  ///< of the source
  std::uint32_t first_column = 0;
  std::uint32_t n_columns = 1;
  std::uint32_t first_component = 0;
  std::uint32_t n_components = 1;
  std::uint32_t offset = 0;
  std::uint32_t column_step = 1;
  std::uint32_t component_step = 1;
};

inline constexpr std::array<Field, 10> parameter_part_fields{{
    {"parameter", offsetof(ParameterPart, parameter)},
    {"layer", offsetof(ParameterPart, layer)},
    {"type", offsetof(ParameterPart, type)},
    {"first_column", offsetof(ParameterPart, first_column)},
    {"n_columns", offsetof(ParameterPart, n_columns)},
    {"first_component", offsetof(ParameterPart, first_component)},
    {"n_components", offsetof(ParameterPart, n_components)},
    {"offset", offsetof(ParameterPart, offset)},
    {"column_step", offsetof(ParameterPart, column_step)},
    {"component_step", offsetof(ParameterPart, component_step)},
}};
static_assert(are_all_fields<ParameterPart>(parameter_part_fields));

/// Packs a part out of `source`, of `source_bytes` bytes. A source is widened where the model is float32, else it must
/// have the model's own type; vectors are always widened.
///
/// Errors: `bad_tensor` (no such parameter in this model, or no such layer), `bad_dimension` (the part is beyond the
/// parameter, or beyond the source), `bad_option` (a type that is none or that would have to be narrowed): nothing was
/// written; `not_finite` (an element is NaN or infinite), `bad_option` (a matrix that stays float16 has a number of 128
/// or more, which no model known has: it must be float32 here): the part is then unspecified. The sentence names the
/// parameter and its layer.
Status pack_part(const Weights& weights, const ParameterPart& part, const std::byte* source,
                 std::uint64_t source_bytes);

/// Packs scales of a matrix of int8: those of the part's columns, element offset + (m - first_column) column_step of
/// the source each, widened from the part's type. Components are not looked at. A scale for each row of the matrix as
/// PyTorch keeps it, (results, components), so that a result's sum is multiplied once.
///
/// Errors: those of pack_part; `bad_option` where the parameter has no scales.
Status pack_scales(const Weights& weights, const ParameterPart& part, const std::byte* source,
                   std::uint64_t source_bytes);

/// Ok when as many elements of every parameter, and scales, have been written as it has; else `bad_tensor` with the
/// first that lacks some, and its layer. A part that is written twice counts twice.
Status check_weights(const Weights& weights);

}  // namespace attention
