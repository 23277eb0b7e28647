#pragma once

#include "attention/model/arena.hpp"

namespace attention {

/// result = x map^T: the map applied to every row of x. One function for all stages, which the module then holds once.
void apply_map(const MatrixView& map, const MatrixView& x, MatrixView result);

}  // namespace attention
