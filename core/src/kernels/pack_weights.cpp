#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "attention/kernels/packed_product.hpp"
#include "attention/kernels/packed_weights.hpp"
#include "kernels/packed_blocks.hpp"
#include "kernels/widen.hpp"

namespace attention::kernels {

namespace {

// The elements as they are stored. Files and staging begin elements anywhere: read through memcpy, which is one load.
template <typename Word>
Word word_at(const std::byte* elements, std::size_t index) {
  Word word;
  std::memcpy(&word, elements + index * sizeof(Word), sizeof(Word));
  return word;
}

// How an element of a source becomes one of a target, and whether it is a finite number.
struct CopyFloat {
  using Source = std::uint32_t;
  using Target = std::uint32_t;
  static Target convert(Source word) { return word; }
  static bool is_finite(Source word) { return (word & 0x7F800000U) != 0x7F800000U; }
};
struct CopyHalf {
  using Source = std::uint16_t;
  using Target = std::uint16_t;
  static Target convert(Source word) { return word; }
  static bool is_finite(Source word) { return (word & 0x7C00U) != 0x7C00U; }
};
struct CopyBrain {
  using Source = std::uint16_t;
  using Target = std::uint16_t;
  static Target convert(Source word) { return word; }
  static bool is_finite(Source word) { return (word & 0x7F80U) != 0x7F80U; }
};
struct WidenHalf : CopyHalf {
  using Target = std::uint32_t;
  static Target convert(Source word) { return std::bit_cast<std::uint32_t>(float_of_half(word)); }
};
struct WidenBrain : CopyBrain {
  using Target = std::uint32_t;
  static Target convert(Source word) { return std::bit_cast<std::uint32_t>(float_of_brain(word)); }
};

// Components from `first` on of the columns from `column` on that share a panel, within one block of depth. `target` is
// where the first of them goes.
template <typename Conversion>
bool pack_lanes(const std::byte* source, std::size_t column_step, std::size_t component_step, std::size_t n_columns,
                std::size_t n_components, typename Conversion::Target* target) {
  bool is_finite = true;
  for (std::size_t k = 0; k < n_components; ++k) {
    for (std::size_t lane = 0; lane < n_columns; ++lane) {
      const auto word = word_at<typename Conversion::Source>(source, lane * column_step + k * component_step);
      is_finite = is_finite && Conversion::is_finite(word);
      target[lane] = Conversion::convert(word);
    }
    target += panel_width;
  }
  return is_finite;
}

template <typename Conversion>
bool pack_rectangle(const WeightSource& source, const WeightRectangle& part, std::size_t depth, std::size_t columns,
                    std::byte* target) {
  bool is_finite = true;
  const std::size_t last_column = part.first_column + part.n_columns;
  const std::size_t last_component = part.first_component + part.n_components;
  for (std::size_t column = part.first_column; column < last_column;) {
    const std::size_t n_columns = std::min(panel_width - column % panel_width, last_column - column);
    for (std::size_t k = part.first_component; k < last_component;) {
      const ColumnPlace place = column_place(depth, columns, column, k);
      const std::size_t n_components = std::min(place.block + place.count, last_component) - k;
      const std::size_t from =
          (column - part.first_column) * source.column_step + (k - part.first_component) * source.component_step;
      auto* to = reinterpret_cast<typename Conversion::Target*>(target) + place.first + (k - place.block) * panel_width;
      is_finite = pack_lanes<Conversion>(source.elements + from * sizeof(typename Conversion::Source),
                                         source.column_step, source.component_step, n_columns, n_components, to) &&
                  is_finite;
      k += n_components;
    }
    column += n_columns;
  }
  return is_finite;
}

template <typename Conversion>
bool widen_rectangle(const WeightSource& source, const WeightRectangle& part, std::size_t depth, float* target) {
  bool is_finite = true;
  for (std::size_t m = 0; m < part.n_columns; ++m) {
    float* row = target + (part.first_column + m) * depth + part.first_component;
    for (std::size_t k = 0; k < part.n_components; ++k) {
      const auto word =
          word_at<typename Conversion::Source>(source.elements, m * source.column_step + k * source.component_step);
      is_finite = is_finite && Conversion::is_finite(word);
      row[k] = std::bit_cast<float>(Conversion::convert(word));
    }
  }
  return is_finite;
}

}  // namespace

std::uint64_t packed_weight_bytes(WeightType type, std::uint64_t depth, std::uint64_t columns) {
  return packed_size(depth, columns) * element_bytes(type);
}

bool pack_weights(const WeightSource& source, const WeightRectangle& part, WeightType type, std::size_t depth,
                  std::size_t columns, std::byte* target) {
  const bool copies = source.type == type;
  switch (source.type) {
    case WeightType::float32: return pack_rectangle<CopyFloat>(source, part, depth, columns, target);
    case WeightType::float16:
      return copies ? pack_rectangle<CopyHalf>(source, part, depth, columns, target)
                    : pack_rectangle<WidenHalf>(source, part, depth, columns, target);
    case WeightType::bfloat16:
      return copies ? pack_rectangle<CopyBrain>(source, part, depth, columns, target)
                    : pack_rectangle<WidenBrain>(source, part, depth, columns, target);
  }
  return false;
}

bool widen_weights(const WeightSource& source, const WeightRectangle& part, std::size_t depth, float* target) {
  switch (source.type) {
    case WeightType::float32: return widen_rectangle<CopyFloat>(source, part, depth, target);
    case WeightType::float16: return widen_rectangle<WidenHalf>(source, part, depth, target);
    case WeightType::bfloat16: return widen_rectangle<WidenBrain>(source, part, depth, target);
  }
  return false;
}

void unpack_column(const PackedWeights& weights, std::size_t column, float* row) {
  for (std::size_t k = 0; k < weights.depth; ++k) {
    const ColumnPlace place = column_place(weights.depth, weights.columns, column, k);
    const std::size_t at = place.first + (k - place.block) * panel_width;
    switch (weights.type) {
      case WeightType::float32: row[k] = word_at<float>(weights.elements, at); break;
      case WeightType::float16: row[k] = float_of_half(word_at<std::uint16_t>(weights.elements, at)); break;
      case WeightType::bfloat16: row[k] = float_of_brain(word_at<std::uint16_t>(weights.elements, at)); break;
    }
  }
}

}  // namespace attention::kernels
