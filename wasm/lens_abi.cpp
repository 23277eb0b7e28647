#include "attention/analysis/run.hpp"
#include "attention_abi.h"
#include "module.hpp"

using attention::LensLayout;
using attention::LensTensor;
using attention::Status;
using attention::StatusCode;
using attention::wasm::module;
using attention::wasm::report;

namespace {

bool is_there(uint32_t tensor) { return module.lens_layout.bytes() != 0 && tensor < attention::lens_tensor_count; }

}  // namespace

int32_t attention_lens_layout(uint32_t n_points, uint32_t d) {
  LensLayout layout;
  if (Status status = LensLayout::make(n_points, d, layout); !status.is_ok()) return report(status);
  Status status = attention::wasm::make_room(attention::wasm::operator_memory(), layout.bytes(), "Use fewer points.");
  if (!status.is_ok()) return report(status);
  module.lens_layout = layout;
  return report(status);
}

uint32_t attention_lens_address(uint32_t tensor) {
  if (!is_there(tensor)) return 0;
  return attention::wasm::address_of(attention::wasm::operator_memory() +
                                     module.lens_layout.offset(static_cast<LensTensor>(tensor)));
}

uint32_t attention_lens_size(uint32_t tensor) {
  return is_there(tensor) ? static_cast<uint32_t>(module.lens_layout.size(static_cast<LensTensor>(tensor))) : 0;
}

int32_t attention_lens_run(uint32_t operation, uint32_t count) {
  if (module.lens_layout.bytes() == 0) {
    return report(
        Status::error(StatusCode::not_laid_out, "No lens has been laid out yet: call attention_lens_layout first."));
  }
  return report(attention::run_lens(module.lens_layout, attention::wasm::operator_memory(),
                                    static_cast<attention::LensOperation>(operation), count));
}
