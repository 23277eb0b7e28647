#include "module.hpp"

namespace attention::wasm {

Module module;

Status make_room(const std::byte* first, std::uint64_t bytes, const char* advice) {
  if (!reserve(first, bytes)) {
    return Status::error(StatusCode::too_large, "There is not enough memory for ", bytes, " bytes. ", advice);
  }
  module.operator_layout = OperatorLayout();
  module.layer_layout = LayerLayout();
  module.analysis_layout = AnalysisLayout();
  ++module.generation;
  return Status::ok();
}

std::int32_t report(const Status& status) {
  if (!status.is_ok()) module.last_error = status;
  return static_cast<std::int32_t>(status.code());
}

}  // namespace attention::wasm
