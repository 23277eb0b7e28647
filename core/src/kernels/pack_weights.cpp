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

// How an element of a source becomes one of a target, where it stands in a row of a panel, and what is said of it: all
// is well below `limit` but for the sign, and what is not is told apart by `refuse` afterwards, once.
struct InOrder {
  static constexpr std::size_t place(std::size_t lane) { return lane; }
};
struct CopyFloat : InOrder {
  using Source = std::uint32_t;
  using Target = std::uint32_t;
  static Target convert(Source word) { return word; }
  static constexpr unsigned limit = 0x7F800000U;
  static Packed refuse(Source) { return Packed::not_finite; }
};
struct CopyHalf {
  using Source = std::uint16_t;
  using Target = std::uint16_t;
  static Target convert(Source word) { return stored_half(word); }
  static constexpr std::size_t place(std::size_t lane) { return half_place(lane); }
  static constexpr unsigned limit = (largest_half_exponent + 1U) << 10U;
  static Packed refuse(Source word) { return (word & 0x7FFFU) < 0x7C00U ? Packed::too_large : Packed::not_finite; }
};
struct CopyBrain : InOrder {
  using Source = std::uint16_t;
  using Target = std::uint16_t;
  static Target convert(Source word) { return word; }
  static constexpr unsigned limit = 0x7F80U;
  static Packed refuse(Source) { return Packed::not_finite; }
};
struct CopyByte : InOrder {
  using Source = std::uint8_t;
  using Target = std::uint8_t;
  static Target convert(Source word) { return word; }
  static constexpr unsigned limit = 0x100U;  // none is refused
  static Packed refuse(Source) { return Packed::not_finite; }
};
struct WidenHalf : InOrder {
  using Source = std::uint16_t;
  using Target = std::uint32_t;
  static Target convert(Source word) {
    const auto wide = static_cast<std::uint32_t>(word & 0x7FFFU) << 13U;
    // A half's exponent counts from 15, a float's from 127.
    return std::bit_cast<std::uint32_t>(std::bit_cast<float>(wide) * 0x1p112F) | (word & 0x8000U) << 16U;
  }
  static constexpr unsigned limit = 0x7C00U;
  static Packed refuse(Source) { return Packed::not_finite; }
};
struct WidenBrain : CopyBrain {
  using Target = std::uint32_t;
  static Target convert(Source word) { return std::bit_cast<std::uint32_t>(float_of_brain(word)); }
};

template <typename Conversion>
bool is_refused(typename Conversion::Source word) {
  constexpr unsigned magnitude = sizeof word == 4 ? 0x7FFFFFFFU : 0x7FFFU;
  return (word & magnitude) >= Conversion::limit;
}

// Of the elements of a rectangle of a source, some of which are refused.
template <typename Conversion>
Packed worst_of(const WeightSource& source, const WeightRectangle& part) {
  Packed worst = Packed::all;
  for (std::size_t m = 0; m < part.n_columns; ++m) {
    for (std::size_t k = 0; k < part.n_components; ++k) {
      const auto word =
          word_at<typename Conversion::Source>(source.elements, m * source.column_step + k * source.component_step);
      if (is_refused<Conversion>(word)) worst = std::max(worst, Conversion::refuse(word));
    }
  }
  return worst;
}

// Columns from a lane on that share a panel, within one block of depth. `row` is where the first component's row
// begins.
struct Lanes {
  std::size_t first;
  std::size_t count;
  std::size_t n_components;
};

// Whether an element was refused.
template <typename Conversion>
bool pack_lanes(const WeightSource& source, std::size_t from, const Lanes& lanes, typename Conversion::Target* row) {
  bool refused = false;
  const std::byte* elements = source.elements + from * sizeof(typename Conversion::Source);
  for (std::size_t k = 0; k < lanes.n_components; ++k) {
    for (std::size_t lane = 0; lane < lanes.count; ++lane) {
      const auto word =
          word_at<typename Conversion::Source>(elements, lane * source.column_step + k * source.component_step);
      refused = refused | is_refused<Conversion>(word);
      row[Conversion::place(lanes.first + lane)] = Conversion::convert(word);
    }
    row += panel_width;
  }
  return refused;
}

template <typename Conversion>
Packed pack_rectangle(const WeightSource& source, const WeightRectangle& part, std::size_t depth, std::size_t columns,
                      std::byte* target) {
  bool refused = false;
  const std::size_t last_column = part.first_column + part.n_columns;
  const std::size_t last_component = part.first_component + part.n_components;
  for (std::size_t column = part.first_column; column < last_column;) {
    const std::size_t lane = column % panel_width;
    const std::size_t n_columns = std::min(panel_width - lane, last_column - column);
    for (std::size_t k = part.first_component; k < last_component;) {
      const PanelPlace place = panel_place(depth, columns, column, k);
      const std::size_t n_components = std::min(place.block + place.count, last_component) - k;
      const std::size_t from =
          (column - part.first_column) * source.column_step + (k - part.first_component) * source.component_step;
      auto* row =
          reinterpret_cast<typename Conversion::Target*>(target) + place.first + (k - place.block) * panel_width;
      refused = pack_lanes<Conversion>(source, from, {lane, n_columns, n_components}, row) || refused;
      k += n_components;
    }
    column += n_columns;
  }
  return refused ? worst_of<Conversion>(source, part) : Packed::all;
}

template <typename Conversion>
Packed widen_rectangle(const WeightSource& source, const WeightRectangle& part, std::size_t depth, float* target) {
  bool refused = false;
  for (std::size_t m = 0; m < part.n_columns; ++m) {
    float* row = target + (part.first_column + m) * depth + part.first_component;
    for (std::size_t k = 0; k < part.n_components; ++k) {
      const auto word =
          word_at<typename Conversion::Source>(source.elements, m * source.column_step + k * source.component_step);
      refused = refused | is_refused<Conversion>(word);
      row[k] = std::bit_cast<float>(Conversion::convert(word));
    }
  }
  return refused ? worst_of<Conversion>(source, part) : Packed::all;
}

}  // namespace

std::uint64_t packed_weight_bytes(WeightType type, std::uint64_t depth, std::uint64_t columns) {
  return packed_size(depth, columns) * element_bytes(type);
}

Packed pack_weights(const WeightSource& source, const WeightRectangle& part, WeightType type, std::size_t depth,
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
    case WeightType::int8: return pack_rectangle<CopyByte>(source, part, depth, columns, target);
  }
  return Packed::not_finite;
}

Packed widen_weights(const WeightSource& source, const WeightRectangle& part, std::size_t depth, float* target) {
  switch (source.type) {
    case WeightType::float32: return widen_rectangle<CopyFloat>(source, part, depth, target);
    case WeightType::float16: return widen_rectangle<WidenHalf>(source, part, depth, target);
    case WeightType::bfloat16: return widen_rectangle<WidenBrain>(source, part, depth, target);
    case WeightType::int8: break;  // has no number without its scale
  }
  return Packed::not_finite;
}

void unpack_column(const PackedWeights& weights, std::size_t column, float* row) {
  const std::size_t lane = column % panel_width;
  for (std::size_t k = 0; k < weights.depth; ++k) {
    const PanelPlace place = panel_place(weights.depth, weights.columns, column, k);
    const std::size_t first = place.first + (k - place.block) * panel_width;
    switch (weights.type) {
      case WeightType::float32: row[k] = word_at<float>(weights.elements, first + lane); break;
      case WeightType::float16:
        row[k] = float_of_half(word_at<std::uint16_t>(weights.elements, first + half_place(lane)));
        break;
      case WeightType::bfloat16: row[k] = float_of_brain(word_at<std::uint16_t>(weights.elements, first + lane)); break;
      case WeightType::int8:
        row[k] = weights.scale[column] * static_cast<float>(word_at<std::int8_t>(weights.elements, first + lane));
        break;
    }
  }
}

}  // namespace attention::kernels
