#include "transformer_abi.h"

#include <algorithm>
#include <limits>

#include "attention/transformer/attribution.hpp"
#include "attention/transformer/sampling.hpp"
#include "attention/transformer/trace.hpp"
#include "linear_memory.hpp"

using attention::BlockStage;
using attention::Edge;
using attention::Parameter;
using attention::ParameterPart;
using attention::Session;
using attention::SessionLayout;
using attention::SessionTensor;
using attention::Status;
using attention::StatusCode;
using attention::TraceLayout;
using attention::TransformerDescription;
using attention::WeightLayout;
using attention::Weights;
using attention::wasm::address_of;

namespace {

// The C interface is one module instance, so its state is a global. What is laid out has bytes.
struct Module {
  TransformerDescription description;
  ParameterPart part;
  WeightLayout weights;
  std::uint32_t staging_bytes = 0;
  SessionLayout session;
  std::uint32_t n_done = 0;
  TraceLayout trace;
  Status last_error;
};
Module module;

std::int32_t report(const Status& status) {
  if (!status.is_ok()) module.last_error = status;
  return static_cast<std::int32_t>(status.code());
}

std::byte* behind(std::uintptr_t address) {
  return reinterpret_cast<std::byte*>(attention::wasm::round_up(address, attention::wasm::cache_line));
}
std::byte* weight_memory() { return behind(attention::wasm::heap_begin()); }
// Of the session or the staging.
std::byte* session_memory() {
  return behind(reinterpret_cast<std::uintptr_t>(weight_memory()) + module.weights.bytes());
}
std::byte* trace_memory() {
  return behind(reinterpret_cast<std::uintptr_t>(session_memory()) + module.session.bytes());
}

Weights weights() { return {module.weights, weight_memory()}; }

// The session as it was left; its rotation has been written.
Session session() { return {weights(), module.session, session_memory(), module.n_done}; }

Status make_room(const std::byte* first, std::uint64_t bytes, const char* what) {
  if (attention::wasm::reserve(first, bytes)) return Status::ok();
  return Status::error(StatusCode::too_large, "There is not enough memory for the ", bytes, " bytes of ", what, ".");
}

Status no_model() {
  return Status::error(StatusCode::not_laid_out, "No model has been laid out yet: call transformer_layout first.");
}

Status no_sentence() {
  return Status::error(StatusCode::not_laid_out, "No sentence has been begun yet: call transformer_begin first.");
}

bool has_model() { return module.weights.bytes() != 0; }
bool has_sentence() { return module.session.bytes() != 0; }

void forget_sentence() {
  module.staging_bytes = 0;
  module.session = SessionLayout();
  module.n_done = 0;
  module.trace = TraceLayout();
}

std::int32_t pack_with(decltype(attention::pack_part)& pack) {
  if (!has_model()) return report(no_model());
  if (module.staging_bytes == 0) {
    return report(Status::error(StatusCode::not_laid_out, "There is no staging: call transformer_staging first."));
  }
  return report(pack(weights(), module.part, session_memory(), module.staging_bytes));
}

// Whatever it changes takes tokens back.
template <typename Change>
std::int32_t change_switch(Change change) {
  if (!has_sentence()) return report(no_sentence());
  Session running = session();
  const Status status = change(running);
  module.n_done = running.n_done();
  return report(status);
}

// A row that is there.
std::span<const float> logits_of(std::size_t row) {
  const std::size_t n_vocabulary = module.weights.description().n_vocabulary;
  return {session().values(SessionTensor::logits) + row * n_vocabulary, n_vocabulary};
}

// The shape of a parameter that this model has; else one without columns.
attention::ParameterShape shape_of(uint32_t parameter) {
  if (!has_model() || parameter >= attention::parameter_count) return {};
  return module.weights.shape(static_cast<Parameter>(parameter));
}

}  // namespace

uint32_t transformer_abi_version() { return TRANSFORMER_ABI_VERSION; }

uint32_t transformer_description() { return address_of(&module.description); }

double transformer_bytes(uint32_t n_context, uint32_t n_logit_rows) {
  WeightLayout weight_layout;
  SessionLayout session_layout;
  Status status = WeightLayout::make(module.description, weight_layout);
  if (status.is_ok()) status = SessionLayout::make(module.description, n_context, n_logit_rows, session_layout);
  if (report(status) != 0) return std::numeric_limits<double>::quiet_NaN();
  return static_cast<double>(weight_layout.bytes()) + static_cast<double>(session_layout.bytes());
}

int32_t transformer_layout() {
  WeightLayout layout;
  if (Status status = WeightLayout::make(module.description, layout); !status.is_ok()) return report(status);
  const std::uintptr_t old_end = attention::wasm::memory_end();
  if (Status status = make_room(weight_memory(), layout.bytes(), "this model"); !status.is_ok()) return report(status);
  forget_sentence();
  module.weights = layout;
  // Memory that has come just now is zeros: the machine gives each page of it a place when something is packed there.
  const std::uintptr_t first = attention::wasm::round_up(attention::wasm::heap_begin(), attention::wasm::cache_line);
  std::fill_n(weight_memory(), std::min<std::uintptr_t>(layout.bytes(), old_end - first), std::byte{0});
  return 0;
}

uint32_t transformer_parameter_columns(uint32_t parameter) {
  return static_cast<uint32_t>(shape_of(parameter).columns);
}

uint32_t transformer_parameter_depth(uint32_t parameter) { return static_cast<uint32_t>(shape_of(parameter).depth); }

uint32_t transformer_staging(uint32_t bytes) {
  Status status = has_model() ? make_room(session_memory(), bytes, "a piece of the file") : no_model();
  if (report(status) != 0) return 0;
  forget_sentence();
  module.staging_bytes = bytes;
  return address_of(session_memory());
}

uint32_t transformer_part() { return address_of(&module.part); }

int32_t transformer_pack() { return pack_with(attention::pack_part); }

int32_t transformer_pack_scales() { return pack_with(attention::pack_scales); }

int32_t transformer_check_weights() { return report(has_model() ? attention::check_weights(weights()) : no_model()); }

int32_t transformer_begin(uint32_t n_context, uint32_t n_logit_rows) {
  if (!has_model()) return report(no_model());
  SessionLayout layout;
  Status status = SessionLayout::make(module.weights.description(), n_context, n_logit_rows, layout);
  if (status.is_ok()) status = make_room(session_memory(), layout.bytes(), "a sentence of this length");
  if (!status.is_ok()) return report(status);
  forget_sentence();
  module.session = layout;
  Session(weights(), module.session, session_memory());  // writes the rotation
  return 0;
}

uint32_t transformer_session_address(uint32_t tensor) {
  if (transformer_session_size(tensor) == 0) return 0;
  return address_of(session_memory() + module.session.offset(static_cast<SessionTensor>(tensor)));
}

uint32_t transformer_session_size(uint32_t tensor) {
  if (!has_sentence() || tensor >= attention::session_tensor_count) return 0;
  return static_cast<uint32_t>(module.session.size(static_cast<SessionTensor>(tensor)));
}

uint32_t transformer_n_done() { return module.n_done; }

int32_t transformer_run(uint32_t count) {
  if (!has_sentence()) return report(no_sentence());
  Session running = session();
  const Status status = running.run(count);
  module.n_done = running.n_done();
  return report(status);
}

void transformer_rewind(uint32_t n_tokens) { module.n_done = std::min(module.n_done, n_tokens); }

int32_t transformer_switch_head(uint32_t layer, uint32_t head, uint32_t is_on) {
  return change_switch([&](Session& running) { return running.switch_head(layer, head, is_on != 0); });
}

int32_t transformer_switch_attention(uint32_t layer, uint32_t is_on) {
  return change_switch([&](Session& running) { return running.switch_attention(layer, is_on != 0); });
}

int32_t transformer_switch_mlp(uint32_t layer, uint32_t is_on) {
  return change_switch([&](Session& running) { return running.switch_mlp(layer, is_on != 0); });
}

int32_t transformer_switch_edge(uint32_t layer, uint32_t head, uint32_t query, uint32_t key, uint32_t is_on) {
  const Edge edge{.layer = layer, .head = head, .query = query, .key = key};
  return change_switch([&](Session& running) { return running.switch_edge(edge, is_on != 0); });
}

void transformer_switch_all_on() {
  if (!has_sentence()) return;
  session().switch_all_on();
  module.n_done = 0;
}

int32_t transformer_read_out(uint32_t layer, uint32_t first, uint32_t count) {
  return report(has_sentence() ? session().read_out(layer, first, count) : no_sentence());
}

int32_t transformer_read_out_stage(uint32_t stage, uint32_t first, uint32_t count) {
  if (module.trace.bytes() == 0) {
    return report(Status::error(StatusCode::not_laid_out, "No block has been traced: call transformer_trace first."));
  }
  const auto id = static_cast<BlockStage>(stage);
  if (id != BlockStage::stream && id != BlockStage::middle && id != BlockStage::output) {
    return report(Status::error(StatusCode::bad_tensor, "Stage ", stage,
                                " is no stream: logits are read out of stream, middle or output."));
  }
  const std::uint32_t n_tokens = module.trace.n_tokens();
  if (first >= n_tokens || count > n_tokens - first) {
    return report(Status::error(StatusCode::bad_dimension, "Logits of ", count, " tokens from place ", first,
                                " on were asked for; ", n_tokens, " were traced."));
  }
  const auto* stream = reinterpret_cast<const float*>(trace_memory() + module.trace.offset(id));
  return report(session().read_out_rows(stream + std::size_t{first} * module.weights.description().d_model, count));
}

int32_t transformer_attribute(uint32_t place, uint32_t token) {
  return report(has_sentence() ? attention::attribute_logit(session(), place, token) : no_sentence());
}

int32_t transformer_sample(uint32_t row, uint32_t seed, uint32_t place, float temperature, uint32_t top_k,
                           float top_p) {
  if (!has_sentence() || row >= module.session.n_logit_rows()) {
    report(has_sentence() ? Status::error(StatusCode::bad_dimension, "There is no row ", row, " of logits.")
                          : no_sentence());
    return -1;
  }
  std::uint32_t token = 0;
  auto* const candidate = reinterpret_cast<std::uint32_t*>(session().values(SessionTensor::candidate));
  const Status status =
      attention::sample_token(logits_of(row), {.temperature = temperature, .top_k = top_k, .top_p = top_p}, seed, place,
                              {candidate, module.weights.description().n_vocabulary}, token);
  return report(status) == 0 ? static_cast<std::int32_t>(token) : -1;
}

uint32_t transformer_largest_logit(uint32_t row) {
  if (!has_sentence() || row >= module.session.n_logit_rows()) return 0;
  return attention::largest_logit(logits_of(row));
}

int32_t transformer_trace(uint32_t layer, uint32_t first_head, uint32_t n_heads) {
  if (!has_sentence() || module.n_done == 0) return report(no_sentence());
  TraceLayout layout;
  Status status =
      TraceLayout::make(module.weights.description(), module.n_done, {.first = first_head, .count = n_heads}, layout);
  // Before anything is laid out: the trace of before stays when there is no such layer.
  if (status.is_ok()) status = attention::check_traced_layer(session(), layer);
  if (status.is_ok()) status = make_room(trace_memory(), layout.bytes(), "the stages of a block");
  if (!status.is_ok()) return report(status);
  module.trace = layout;
  return report(attention::trace_block(session(), layer, module.trace, trace_memory()));
}

uint32_t transformer_stage_address(uint32_t stage) {
  if (transformer_stage_size(stage) == 0) return 0;
  return address_of(trace_memory() + module.trace.offset(static_cast<BlockStage>(stage)));
}

uint32_t transformer_stage_size(uint32_t stage) {
  if (module.trace.bytes() == 0 || stage >= attention::block_stage_count) return 0;
  return static_cast<uint32_t>(module.trace.size(static_cast<BlockStage>(stage)));
}

const char* transformer_message() { return module.last_error.message().data(); }
