#include "attention/layer/layer.hpp"

#include "attention_abi.h"
#include "module.hpp"

using attention::LayerDescription;
using attention::LayerLayout;
using attention::LayerMap;
using attention::LayerTensor;
using attention::Status;
using attention::StatusCode;
using attention::wasm::module;
using attention::wasm::report;

namespace {

bool is_there(uint32_t tensor) { return module.layer_layout.bytes() != 0 && tensor < attention::layer_tensor_count; }

Status not_laid_out() {
  return Status::error(StatusCode::not_laid_out, "No layer has been laid out yet: call attention_layer_layout first.");
}

}  // namespace

int32_t attention_layer_layout(uint32_t n_tokens, uint32_t d_model, uint32_t n_heads, uint32_t d_head, uint32_t d_value,
                               uint32_t causal) {
  const LayerDescription description{.n_tokens = n_tokens,
                                     .d_model = d_model,
                                     .n_heads = n_heads,
                                     .d_head = d_head,
                                     .d_value = d_value,
                                     .causal = causal};
  LayerLayout layout;
  if (Status status = LayerLayout::make(description, layout); !status.is_ok()) return report(status);
  Status status = attention::wasm::make_room(attention::wasm::operator_memory(), layout.bytes(),
                                             "Use fewer heads or smaller dimensions.");
  if (!status.is_ok()) return report(status);
  module.layer_layout = layout;
  return report(status);
}

uint32_t attention_layer_address(uint32_t tensor) {
  if (!is_there(tensor)) return 0;
  return attention::wasm::address_of(attention::wasm::operator_memory() +
                                     module.layer_layout.offset(static_cast<LayerTensor>(tensor)));
}

uint32_t attention_layer_size(uint32_t tensor) {
  return is_there(tensor) ? static_cast<uint32_t>(module.layer_layout.size(static_cast<LayerTensor>(tensor))) : 0;
}

int32_t attention_layer_pack(uint32_t map) {
  if (module.layer_layout.bytes() == 0) return report(not_laid_out());
  if (map >= attention::layer_map_count) {
    return report(
        Status::error(StatusCode::bad_tensor, "There is no map ", map, "; w_q, w_k, w_v and w_o are 0 to 3."));
  }
  attention::pack_map(module.layer_layout, attention::wasm::operator_memory(), static_cast<LayerMap>(map));
  return report(Status::ok());
}

int32_t attention_layer_run() {
  if (module.layer_layout.bytes() == 0) return report(not_laid_out());
  return report(attention::run_layer(module.layer_layout, attention::wasm::operator_memory()));
}
