#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "attention/base/named.hpp"

namespace attention {

/// How the elements of a matrix lie in memory, as they do in files. The numbers cross the C ABI: append, never
/// renumber.
enum class WeightType : std::uint32_t {
  float32 = 0,
  float16 = 1,   ///< IEEE 754 binary16
  bfloat16 = 2,  ///< the upper half of a float32
  int8 = 3,      ///< whole numbers, of which each row of a matrix (map of its input) has a scale: w = scale[row] q
};

inline constexpr std::array<Named<WeightType>, 4> weight_type_names{{{WeightType::float32, "float32"},
                                                                     {WeightType::float16, "float16"},
                                                                     {WeightType::bfloat16, "bfloat16"},
                                                                     {WeightType::int8, "int8"}}};
static_assert(counts_from_zero(weight_type_names));

inline constexpr std::size_t element_bytes(WeightType type) {
  if (type == WeightType::int8) return 1;
  return type == WeightType::float32 ? 4 : 2;
}

}  // namespace attention
