#include "model/apply_map.hpp"

#include "attention/kernels/dot.hpp"

namespace attention {

void apply_map(const MatrixView& map, const MatrixView& x, MatrixView result) {
  const auto row = [](const MatrixView& matrix, Eigen::Index index) {
    return std::span<const float>(matrix.data() + index * matrix.cols(), static_cast<std::size_t>(matrix.cols()));
  };
  // A row is a vector here, so W x_i for every row at once is X W^T: rows by rows.
  for (Eigen::Index i = 0; i < x.rows(); ++i) {
    for (Eigen::Index r = 0; r < map.rows(); ++r) result(i, r) = dot(row(map, r), row(x, i));
  }
}

}  // namespace attention
