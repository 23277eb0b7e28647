#include "module.hpp"

namespace attention::wasm {

Module module;

std::int32_t report(const Status& status) {
  if (!status.is_ok()) module.last_error = status;
  return static_cast<std::int32_t>(status.code());
}

std::uint32_t address_of(const void* pointer) {
  return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(pointer));
}

void drop_behind_model() {
  module.operator_layout = OperatorLayout();
  module.layer_layout = LayerLayout();
}

}  // namespace attention::wasm
