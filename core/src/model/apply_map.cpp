#include "model/apply_map.hpp"

#include "attention/kernels/dot.hpp"

namespace attention {

void apply_map(std::span<const float> map, std::span<const float> x, std::size_t d, std::span<float> result) {
  // A row is a vector here, so W x_i for every row at once is X W^T: rows by rows.
  float* next = result.data();
  for (const float* row = x.data(); row != x.data() + x.size(); row += d) {
    for (const float* weights = map.data(); weights != map.data() + map.size(); weights += d) {
      *next++ = dot({weights, d}, {row, d});
    }
  }
}

}  // namespace attention
