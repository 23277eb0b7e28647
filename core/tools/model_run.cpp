#include "model_run.hpp"

#include <algorithm>

#include "attention/model/forward.hpp"

namespace attention {

Status ModelRun::run(const std::vector<std::uint32_t>& words, const RunOptions& options) {
  Dimensions dimensions = parameters_->dimensions();
  dimensions.n_tokens = static_cast<std::uint32_t>(words.size());
  if (Status status = ArenaLayout::make(dimensions, layout_); !status.is_ok()) return status;
  memory_.resize((layout_.bytes() + sizeof(Piece) - 1) / sizeof(Piece));
  const Arena arena = trace();
  parameters_->copy_to(arena);
  std::ranges::transform(words, arena.tokens().begin(),
                         [](std::uint32_t word) { return static_cast<std::int32_t>(word); });
  return forward(arena, options);
}

}  // namespace attention
