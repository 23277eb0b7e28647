#include "attention/transformer/session.hpp"

#include <algorithm>

#include "attention/kernels/finite.hpp"
#include "transformer/stages.hpp"

namespace attention {

namespace {

// Behind what the steps of a block work in.
std::uint8_t* edge_mask_of(const Session& session) {
  const std::uint64_t before = block_scratch_floats(session.weights().description(), session.layout().n_context());
  return reinterpret_cast<std::uint8_t*>(session.values(SessionTensor::scratch) + before);
}

}  // namespace

// Nothing is kept but what the next block reads, and keys and values.
BlockBuffers session_buffers(const Session& session, std::size_t layer, const TokenRows& rows) {
  const TransformerDescription& d = session.weights().description();
  const std::size_t cache = layer * session.layout().n_context() * d.key_width();
  const std::size_t place = rows.first * d.d_model;
  float* const output = session.stream(layer + 1) + place;
  float* const hidden = session.values(SessionTensor::hidden);
  return {.stream = session.stream(layer) + place,
          .attention_norm = session.values(SessionTensor::norm),
          .query = session.values(SessionTensor::query),
          .query_rotated = session.values(SessionTensor::query),
          .key = session.values(SessionTensor::key_cache) + cache,
          .key_rotated = session.values(SessionTensor::key_cache) + cache,
          .value = session.values(SessionTensor::value_cache) + cache,
          .head_output = session.values(SessionTensor::head_output),
          .attention_delta = session.values(SessionTensor::delta),
          .middle = output,
          .mlp_norm = session.values(SessionTensor::norm),
          .gate = hidden,
          .up = d.is_gated == 1 ? session.values(SessionTensor::up) : hidden,
          .hidden = hidden,
          .mlp_delta = session.values(SessionTensor::delta),
          .output = output,
          .scratch = session.values(SessionTensor::scratch),
          .edge_mask = edge_mask_of(session)};
}

namespace {

Status check_tokens(const Session& session, std::uint32_t count) {
  const std::uint32_t room = session.layout().n_context() - session.n_done();
  if (count == 0 || count > room) {
    return Status::error(StatusCode::bad_dimension, count, " tokens were to be run; there is room for ", room,
                         " more, and at least 1 is needed.");
  }
  const std::uint32_t n_vocabulary = session.weights().description().n_vocabulary;
  for (std::size_t i = session.n_done(); i < session.n_done() + count; ++i) {
    // As unsigned, a negative id is a large one.
    if (static_cast<std::uint32_t>(session.tokens()[i]) < n_vocabulary) continue;
    return Status::error(StatusCode::bad_token, "The token at place ", i, " is outside of the ", n_vocabulary,
                         " that the vocabulary has.");
  }
  return Status::ok();
}

bool run_rows(const Session& session, const TokenRows& rows) {
  const TransformerDescription& d = session.weights().description();
  embed(session.weights(), session.tokens().data() + rows.first, rows, session.stream(0) + rows.first * d.d_model);
  bool is_finite = true;
  for (std::size_t layer = 0; layer < d.n_layers && is_finite; ++layer) {
    is_finite = compute_block(session, layer, rows, session_buffers(session, layer, rows));
  }
  return is_finite;
}

// Logits of rows of a stream, through the final norm.
void unembed(const Session& session, const float* stream, std::size_t n_rows, float* logits) {
  const Weights& weights = session.weights();
  const TransformerDescription& d = weights.description();
  float* const norm = session.values(SessionTensor::norm);
  normalise(weights, Parameter::final_norm_weight, Parameter::final_norm_bias, 0, stream, n_rows, norm);
  project(weights, unembedding_of(d), Parameter::b_unembedding, 0, norm, n_rows, logits,
          session.values(SessionTensor::scratch));
}

}  // namespace

Session::Session(const Weights& weights, const SessionLayout& layout, std::byte* memory)
    : Session(weights, layout, memory, 0) {
  switches().clear();
  fill_rotation(weights.description(), layout.n_context(), values(SessionTensor::rotation));
}

float* Session::stream(std::size_t layer) const {
  return values(SessionTensor::stream) + layer * layout_->n_context() * weights_.description().d_model;
}

Status Session::run(std::uint32_t count) {
  if (Status status = check_tokens(*this, count); !status.is_ok()) return status;
  const std::size_t end = std::size_t{n_done_} + count;
  for (std::size_t first = n_done_; first < end; first += layout_->n_chunk()) {
    if (run_rows(*this, {.first = first, .count = std::min<std::size_t>(layout_->n_chunk(), end - first)})) continue;
    return Status::error(StatusCode::not_finite, "Of the tokens from place ", first,
                         " on, a stream went beyond the range of float32: this model does not run with this text.");
  }
  n_done_ = static_cast<std::uint32_t>(end);
  return Status::ok();
}

void Session::rewind(std::uint32_t n_tokens) { n_done_ = std::min(n_done_, n_tokens); }

Status Session::read_out(std::uint32_t layer, std::uint32_t first, std::uint32_t count) {
  const TransformerDescription& d = weights_.description();
  if (layer > d.n_layers) {
    return Status::error(StatusCode::bad_dimension, "There is no stream ", layer, ": the model has ", d.n_layers,
                         " layers.");
  }
  if (count == 0 || count > layout_->n_logit_rows() || first >= n_done_ || count > n_done_ - first) {
    return Status::error(StatusCode::bad_dimension, "Logits of ", count, " tokens from place ", first,
                         " on were asked for; ", n_done_, " tokens are done, and there is room for ",
                         layout_->n_logit_rows(), " rows.");
  }
  return read_out_rows(stream(layer) + first * std::size_t{d.d_model}, count);
}

Status Session::read_out_rows(const float* stream, std::uint32_t count) {
  const TransformerDescription& d = weights_.description();
  if (count == 0 || count > layout_->n_logit_rows()) {
    return Status::error(StatusCode::bad_dimension, "Logits of ", count, " rows were asked for; there is room for ",
                         layout_->n_logit_rows(), ".");
  }
  float* logits = values(SessionTensor::logits);
  for (std::size_t i = 0; i < count; i += layout_->n_chunk()) {
    const std::size_t rows = std::min<std::size_t>(layout_->n_chunk(), count - i);
    unembed(*this, stream + i * d.d_model, rows, logits + i * d.n_vocabulary);
  }
  if (kernels::are_finite({logits, std::size_t{count} * d.n_vocabulary})) return Status::ok();
  return Status::error(StatusCode::not_finite, "A logit went beyond the range of float32.");
}

}  // namespace attention
