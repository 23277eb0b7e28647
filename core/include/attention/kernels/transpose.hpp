#pragma once

#include <cstddef>

namespace attention::kernels {

/// panel[c, l] = factor * source[l, c] for c < columns and l < rows, 0 for rows <= l < panel_width.
/// `source`: rows at most panel_width, `source_row` floats apart; `panel`: (columns, panel_width).
///
/// What limits it: shuffles, 8 for 16 floats, of which the machine does two per cycle.
void transpose_into_panel(const float* source, std::size_t source_row, std::size_t rows, std::size_t columns,
                          float factor, float* panel);

/// target[l, c] = factor[l] * panel[c, l]: the way back. `factor` has panel_width floats. Returns a sum in which every
/// result went times 0: 0 when all are finite, else NaN.
float transpose_from_panel(const float* panel, const float* factor, std::size_t rows, std::size_t columns,
                           float* target, std::size_t target_row);

}  // namespace attention::kernels
