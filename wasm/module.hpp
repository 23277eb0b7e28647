#pragma once

#include <cstddef>
#include <cstdint>

#include "attention/analysis/layout.hpp"
#include "attention/layer/layer.hpp"
#include "attention/model/arena.hpp"
#include "attention/operator/operator.hpp"
#include "linear_memory.hpp"

/// What the parts of the C interface share: the state of one module instance and its memory.
namespace attention::wasm {

struct Module {
  ArenaLayout layout;  ///< of the model; its arena begins the memory
  OperatorDescription description;
  OperatorLayout operator_layout;  ///< its arena lies behind the model's
  LayerLayout layer_layout;        ///< in the same place
  AnalysisLayout analysis_layout;  ///< in the same place; at most one of the three is laid out
  std::uint32_t generation = 0;
  Status last_error;
};

/// The C interface is one module instance, so its state is the one global of the project.
extern Module module;

/// Where the model's arena begins: behind data and stack.
std::byte* arena_memory();

/// Where the operator's, a layer's or the analysis's tensors begin: behind the model's arena.
std::byte* operator_memory();

/// Grows the linear memory until `bytes` bytes fit behind `first`; then forgets everything that lies behind the model's
/// arena and begins a generation. Error: `too_large` when there is not as much memory, with `advice` as its end, and
/// nothing is forgotten.
Status make_room(const std::byte* first, std::uint64_t bytes, const char* advice);

/// Keeps the sentence of an error. Returns the status's number.
std::int32_t report(const Status& status);

}  // namespace attention::wasm
