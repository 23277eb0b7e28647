#include "attention/operator/operator.hpp"

#include "attention_abi.h"
#include "module.hpp"

using attention::OperatorArena;
using attention::OperatorLayout;
using attention::OperatorPath;
using attention::OperatorTensor;
using attention::Status;
using attention::StatusCode;
using attention::wasm::module;
using attention::wasm::report;

namespace {

// A tensor that is part of the call that is laid out.
bool is_there(uint32_t tensor) {
  return tensor < attention::operator_tensor_count && module.operator_layout.bytes() != 0 &&
         module.operator_layout.size(static_cast<OperatorTensor>(tensor)) != 0;
}

}  // namespace

uint32_t attention_operator_description() { return attention::wasm::address_of(&module.description); }

int32_t attention_operator_layout() {
  OperatorLayout layout;
  if (Status status = OperatorLayout::make(module.description, layout); !status.is_ok()) return report(status);
  Status status = attention::wasm::make_room(attention::wasm::operator_memory(), layout.bytes(),
                                             "Use fewer tokens or heads, or do not keep the stages.");
  if (!status.is_ok()) return report(status);
  module.operator_layout = layout;
  return report(status);
}

uint32_t attention_operator_address(uint32_t tensor) {
  if (!is_there(tensor)) return 0;
  return attention::wasm::address_of(attention::wasm::operator_memory() +
                                     module.operator_layout.offset(static_cast<OperatorTensor>(tensor)));
}

uint32_t attention_operator_size(uint32_t tensor) {
  return is_there(tensor) ? static_cast<uint32_t>(module.operator_layout.size(static_cast<OperatorTensor>(tensor))) : 0;
}

int32_t attention_operator_run(uint32_t path) {
  if (module.operator_layout.bytes() == 0) {
    return report(Status::error(StatusCode::not_laid_out,
                                "No call has been laid out yet: call attention_operator_layout first."));
  }
  if (path > static_cast<uint32_t>(OperatorPath::traced)) {
    return report(
        Status::error(StatusCode::bad_dimension, "The path is ", path, "; it must be 0 (fused) or 1 (traced)."));
  }
  const OperatorArena arena(module.operator_layout, attention::wasm::operator_memory());
  const bool fused = static_cast<OperatorPath>(path) == OperatorPath::fused;
  return report(fused ? attention::attend_fused(arena) : attention::attend_traced(arena));
}
