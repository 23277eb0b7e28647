#include "attention/analysis/run.hpp"
#include "attention_abi.h"
#include "module.hpp"

using attention::AnalysisLayout;
using attention::AnalysisTensor;
using attention::Status;
using attention::StatusCode;
using attention::wasm::module;
using attention::wasm::report;

namespace {

bool is_there(uint32_t tensor) {
  return module.analysis_layout.bytes() != 0 && tensor < attention::analysis_tensor_count;
}

Status not_laid_out() {
  return Status::error(StatusCode::not_laid_out,
                       "No analysis has been laid out yet: call attention_analysis_layout first.");
}

}  // namespace

int32_t attention_analysis_layout(uint32_t n_points, uint32_t d) {
  AnalysisLayout layout;
  if (Status status = AnalysisLayout::make(n_points, d, layout); !status.is_ok()) return report(status);
  Status status = attention::wasm::make_room(attention::wasm::operator_memory(), layout.bytes(), "Use fewer points.");
  if (!status.is_ok()) return report(status);
  module.analysis_layout = layout;
  return report(status);
}

uint32_t attention_analysis_address(uint32_t tensor) {
  if (!is_there(tensor)) return 0;
  return attention::wasm::address_of(attention::wasm::operator_memory() +
                                     module.analysis_layout.offset(static_cast<AnalysisTensor>(tensor)));
}

uint32_t attention_analysis_size(uint32_t tensor) {
  return is_there(tensor) ? static_cast<uint32_t>(module.analysis_layout.size(static_cast<AnalysisTensor>(tensor))) : 0;
}

int32_t attention_analysis_moved_query(uint32_t position, float temperature, uint32_t scale, uint32_t mask) {
  if (module.analysis_layout.bytes() == 0) return report(not_laid_out());
  return report(attention::run_moved_query(
      module.analysis_layout, attention::wasm::operator_memory(), position,
      {.temperature = temperature, .scale = scale != 0, .mask = static_cast<attention::Mask>(mask)}));
}

int32_t attention_analysis_run(uint32_t operation, uint32_t count) {
  if (module.analysis_layout.bytes() == 0) return report(not_laid_out());
  return report(attention::run_analysis(module.analysis_layout, attention::wasm::operator_memory(),
                                        static_cast<attention::AnalysisOperation>(operation), count));
}
