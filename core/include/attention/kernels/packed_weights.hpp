#pragma once

#include <cstddef>
#include <cstdint>

#include "attention/base/weight_type.hpp"

namespace attention::kernels {

/// A packed matrix of `columns` maps over `depth` components, in the order of packed_product.hpp, whose elements keep
/// the type that they have on disk. It owns nothing.
struct PackedWeights {
  const std::byte* elements;
  WeightType type;
  std::size_t depth;
  std::size_t columns;
  const float* scale = nullptr;  ///< (columns), of int8: what its elements are multiplied with
};

/// Bytes of such a matrix.
std::uint64_t packed_weight_bytes(WeightType type, std::uint64_t depth, std::uint64_t columns);

/// A rectangle of maps in a source: element (m, k) of it is source[m * column_step + k * component_step].
struct WeightSource {
  const std::byte* elements;
  WeightType type;
  std::size_t column_step;
  std::size_t component_step;
};

/// Where it goes: `n_columns` maps from `first_column` on, `n_components` of each from `first_component` on.
struct WeightRectangle {
  std::size_t first_column;
  std::size_t n_columns;
  std::size_t first_component;
  std::size_t n_components;
};

/// What became of the elements of a rectangle, the worst of them.
enum class Packed : std::uint8_t {
  all,
  too_large,  ///< a half of 128 or more is to be kept as a half, which has no place for it (src/kernels/widen.hpp)
  not_finite
};

/// Packs a rectangle into `target`, a matrix of `type` with the extents given: the source's type, or float32, to which
/// it is widened. Lanes beyond the columns are left as they are; they must hold finite numbers, such as the zeros of
/// fresh memory.
Packed pack_weights(const WeightSource& source, const WeightRectangle& part, WeightType type, std::size_t depth,
                    std::size_t columns, std::byte* target);

/// The same for a row-major target of float32.
Packed widen_weights(const WeightSource& source, const WeightRectangle& part, std::size_t depth, float* target);

/// row[k] = weights[column, k]: one map, unpacked and widened.
void unpack_column(const PackedWeights& weights, std::size_t column, float* row);

/// c[i, m] = sum over k from `first` to `first + depth` of a[i, k - first] weights[m, k]: every row through every map,
/// or through some of its components. `a`: (rows, depth), `a_row` floats apart; `c`: (rows, columns), `c_row` apart;
/// `scratch`: packed_weights_scratch floats.
///
/// One row has four partial sums for each column, over every fourth component; several rows are those of `multiply`.
///
/// What limits it: one row, reading the matrix once, for which two bytes an element take half the time of four as long
/// as widening hides behind memory; many rows, the multiply-add units (packed_product.hpp), with a widening of each
/// group of panels, into the second-level cache, for each 120 rows.
struct WeightProduct {
  const float* a;
  std::size_t a_row;
  std::size_t rows;
  std::size_t first;
  std::size_t depth;
  float* c;
  std::size_t c_row;
};
void multiply_weights(const WeightProduct& product, const PackedWeights& weights, float* scratch);

/// Floats that multiply_weights works in.
extern const std::size_t packed_weights_scratch;

}  // namespace attention::kernels
