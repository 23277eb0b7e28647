#include "apply_map.hpp"

namespace attention {

void apply_map(const MatrixView& map, const MatrixView& x, MatrixView result) {
  // A row is a vector here, so W x_i for every row at once is X W^T. lazyProduct: sizes are a handful, and Eigen's
  // blocked product would allocate.
  result = x.lazyProduct(map.transpose());
}

}  // namespace attention
