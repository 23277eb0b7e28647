#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <span>
#include <vector>

#include "attention/model/arena.hpp"
#include "attention/model/parameters.hpp"
#include "attention/model/run_options.hpp"

namespace attention {

/// Runs the core's forward pass on sentences with fixed parameters, and keeps the trace of the last one.
class ModelRun {
 public:
  explicit ModelRun(const Parameters& parameters) : parameters_(&parameters) {}

  /// Errors: those of `ArenaLayout::make` and `forward`.
  Status run(const std::vector<std::uint32_t>& words, const RunOptions& options = {});
  [[nodiscard]] const Parameters& parameters() const { return *parameters_; }
  /// The trace of the last `run` that was ok.
  [[nodiscard]] Arena trace() { return {layout_, reinterpret_cast<std::byte*>(memory_.data())}; }

 private:
  struct alignas(ArenaLayout::alignment) Piece {
    std::byte bytes[ArenaLayout::alignment];
  };

  const Parameters* parameters_;
  ArenaLayout layout_;
  std::vector<Piece> memory_;
};

}  // namespace attention
