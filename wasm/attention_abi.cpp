#include "attention_abi.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "attention/model/arena.hpp"
#include "attention/model/forward.hpp"
#include "module.hpp"

using attention::Arena;
using attention::ArenaLayout;
using attention::Dimensions;
using attention::Status;
using attention::StatusCode;
using attention::TensorId;
using attention::wasm::address_of;
using attention::wasm::arena_memory;
using attention::wasm::module;
using attention::wasm::report;

namespace {

bool is_laid_out() { return module.layout.bytes() != 0; }

bool is_tensor(std::uint32_t tensor_id) { return tensor_id < attention::tensor_count; }

Arena arena() { return {module.layout, arena_memory()}; }

Status not_laid_out() {
  return Status::error(StatusCode::not_laid_out, "No model has been laid out yet: call attention_layout first.");
}

bool same_parameters(Dimensions a, const Dimensions& b) {
  a.n_tokens = b.n_tokens;
  return a == b;
}

}  // namespace

uint32_t attention_abi_version() { return ATTENTION_ABI_VERSION; }

int32_t attention_layout(uint32_t n_vocabulary, uint32_t n_positions, uint32_t d_model, uint32_t n_heads,
                         uint32_t d_head, uint32_t d_value, uint32_t n_tokens) {
  const Dimensions dimensions{.n_vocabulary = n_vocabulary,
                              .n_positions = n_positions,
                              .d_model = d_model,
                              .n_heads = n_heads,
                              .d_head = d_head,
                              .d_value = d_value,
                              .n_tokens = n_tokens};
  ArenaLayout layout;
  if (Status status = ArenaLayout::make(dimensions, layout); !status.is_ok()) return report(status);
  Status status =
      attention::wasm::make_room(arena_memory(), layout.bytes(), "Use a smaller model or a shorter sentence.");
  if (!status.is_ok()) return report(status);
  const bool keep = is_laid_out() && same_parameters(module.layout.dimensions(), dimensions);
  const std::size_t kept = keep ? layout.offset(TensorId::token) : 0;
  std::memset(arena_memory() + kept, 0, layout.bytes() - kept);
  module.layout = layout;
  return report(status);
}

uint32_t attention_generation() { return module.generation; }

uint32_t attention_address(uint32_t tensor_id) {
  if (!is_laid_out() || !is_tensor(tensor_id)) return 0;
  return address_of(arena_memory() + module.layout.offset(static_cast<TensorId>(tensor_id)));
}

uint32_t attention_size(uint32_t tensor_id) {
  if (!is_laid_out() || !is_tensor(tensor_id)) return 0;
  return static_cast<uint32_t>(module.layout.size(static_cast<TensorId>(tensor_id)));
}

int32_t attention_check_parameters() {
  if (!is_laid_out()) return report(not_laid_out());
  return report(attention::check_parameters(arena()));
}

int32_t attention_run(float temperature, uint32_t scale, uint32_t mask, uint32_t silent_heads) {
  if (!is_laid_out()) return report(not_laid_out());
  return report(attention::forward(arena(), {.temperature = temperature,
                                             .scale = scale != 0,
                                             .mask = static_cast<attention::Mask>(mask),
                                             .silent_heads = silent_heads}));
}

const char* attention_message() { return module.last_error.message().data(); }
