#include "model/apply_map.hpp"

#include "attention/kernels/dot.hpp"

namespace attention {

void apply_map(std::span<const float> map, std::span<const float> x, std::size_t d, std::span<float> result) {
  // A row is a vector here, so W x_i for every row at once is X W^T: rows by rows.
  std::size_t next = 0;
  for (; !x.empty(); x = x.subspan(d)) {
    for (std::span<const float> rows = map; !rows.empty(); rows = rows.subspan(d)) {
      result[next++] = dot(rows.first(d), x.first(d));
    }
  }
}

}  // namespace attention
