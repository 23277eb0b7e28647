#include "attention/transformer/attribution.hpp"

#include <algorithm>
#include <cmath>

#include "attention/kernels/activation.hpp"
#include "attention/kernels/finite.hpp"
#include "attention/kernels/packed_weights.hpp"
#include "transformer/stages.hpp"

namespace attention {

namespace {

// Sums of products that cancel: in double precision, which one row can afford.
double inner(const float* a, const float* b, std::size_t count) {
  double sum = 0.0;
  for (std::size_t c = 0; c < count; ++c) sum += static_cast<double>(a[c]) * static_cast<double>(b[c]);
  return sum;
}

double mean(const float* x, std::size_t count) {
  double sum = 0.0;
  for (std::size_t c = 0; c < count; ++c) sum += static_cast<double>(x[c]);
  return sum / static_cast<double>(count);
}

/// The rows that the attribution of one token works in, and where its terms go.
struct Work {
  float* direction;  // (d_model)
  float* part;       // (d_model): what a head or an MLP adds
  float* middle;     // (d_model)
  float* terms;
  std::size_t d_model;

  [[nodiscard]] float term(const float* of) const { return static_cast<float>(inner(direction, of, d_model)); }
};

// 1 over what the final norm divides the row by.
double factor_of_norm(const TransformerDescription& d, const float* x) {
  const double center = d.norm == NormKind::layer ? mean(x, d.d_model) : 0.0;
  double squares = 0.0;
  for (std::size_t c = 0; c < d.d_model; ++c) {
    squares += (static_cast<double>(x[c]) - center) * (static_cast<double>(x[c]) - center);
  }
  return 1.0 / std::sqrt(squares / static_cast<double>(d.d_model) + static_cast<double>(d.norm_epsilon));
}

// The direction, and the term that no part of the stream has.
void fill_direction(const Session& session, std::size_t place, std::size_t token, const Work& work) {
  const Weights& weights = session.weights();
  const TransformerDescription& d = weights.description();
  float* const direction = work.direction;
  kernels::unpack_column(weights.matrix(unembedding_of(d)), token, direction);
  const float* bias = weights.vector(Parameter::b_unembedding);
  double constant = bias == nullptr ? 0.0 : static_cast<double>(bias[token]);
  if (const float* weight = weights.vector(Parameter::final_norm_weight); weight != nullptr) {
    const float* norm_bias = weights.vector(Parameter::final_norm_bias);
    if (norm_bias != nullptr) constant += inner(direction, norm_bias, d.d_model);
    const double factor = factor_of_norm(d, session.stream(d.n_layers) + place * d.d_model);
    const double center = d.norm == NormKind::layer ? inner(direction, weight, d.d_model) / d.d_model : 0.0;
    for (std::size_t c = 0; c < d.d_model; ++c) {
      const double product = static_cast<double>(direction[c]) * static_cast<double>(weight[c]);
      direction[c] = static_cast<float>((product - center) * factor);
    }
  }
  work.terms[AttributionTerms::constant] = static_cast<float>(constant);
}

void attribute_embeddings(const Session& session, std::size_t place, const Work& work) {
  const Weights& weights = session.weights();
  kernels::unpack_column(weights.matrix(Parameter::token_embedding), static_cast<std::size_t>(session.tokens()[place]),
                         work.part);
  work.terms[AttributionTerms::token_embedding] = work.term(work.part);
  const float* positions = weights.vector(Parameter::position_embedding);
  const bool is_added = weights.description().positions == PositionKind::learned;
  work.terms[AttributionTerms::position_embedding] = is_added ? work.term(positions + place * work.d_model) : 0.0F;
}

// The terms of the heads and of b_o; what they add together goes on to `middle`.
void attribute_attention(const Session& session, std::size_t layer, const BlockBuffers& buffers, const Work& work) {
  const Weights& weights = session.weights();
  const AttributionTerms at = attribution_terms(weights.description());
  std::copy_n(buffers.stream, work.d_model, work.middle);
  for (std::size_t head = 0; head < at.n_heads; ++head) {
    head_delta(weights, layer, head, 1, buffers.head_output, work.part, buffers.scratch);
    work.terms[at.head(layer, head)] = work.term(work.part);
    kernels::add(work.part, work.d_model, work.middle);
  }
  const float* bias = weights.vector(Parameter::b_o, layer);
  const bool has_bias = bias != nullptr && !session.switches().attention_is_off(layer);
  work.terms[at.output_bias(layer)] = has_bias ? work.term(bias) : 0.0F;
  if (has_bias) kernels::add(bias, work.d_model, work.middle);
}

void attribute_mlp(const Session& session, std::size_t layer, const BlockBuffers& buffers, const Work& work) {
  const Weights& weights = session.weights();
  const TransformerDescription& d = weights.description();
  float& term = work.terms[attribution_terms(d).mlp(layer)];
  term = 0.0F;
  if (d.d_mlp == 0 || session.switches().mlp_is_off(layer)) return;
  const float* read = d.has_parallel_residual == 1 ? buffers.stream : work.middle;
  normalise(weights, Parameter::mlp_norm_weight, Parameter::mlp_norm_bias, layer, read, 1, buffers.mlp_norm);
  compute_mlp(weights, layer, 1, buffers);
  term = work.term(buffers.mlp_delta);
}

}  // namespace

Status attribute_logit(const Session& session, std::uint32_t place, std::uint32_t token) {
  const TransformerDescription& d = session.weights().description();
  if (place >= session.n_done()) {
    return Status::error(StatusCode::bad_dimension, "A logit at place ", place, " was to be attributed; ",
                         session.n_done(), " tokens are done.");
  }
  if (token >= d.n_vocabulary) {
    return Status::error(StatusCode::bad_token, "Token ", token, " is outside of the ", d.n_vocabulary,
                         " that the vocabulary has.");
  }
  float* const rows = session.values(SessionTensor::attribution_work);
  const Work work{.direction = rows,
                  .part = rows + d.d_model,
                  .middle = rows + 2 * std::size_t{d.d_model},
                  .terms = session.values(SessionTensor::attribution),
                  .d_model = d.d_model};
  fill_direction(session, place, token, work);
  attribute_embeddings(session, place, work);
  for (std::size_t layer = 0; layer < d.n_layers; ++layer) {
    const TokenRows row{.first = place, .count = 1};
    const BlockBuffers buffers = session_buffers(session, layer, row);
    compute_queries(session, layer, row, buffers);
    attend(session, layer, row, buffers);
    attribute_attention(session, layer, buffers, work);
    attribute_mlp(session, layer, buffers, work);
  }
  if (kernels::are_finite({work.terms, attribution_terms(d).count()})) return Status::ok();
  return Status::error(StatusCode::not_finite, "A part of this logit went beyond the range of float32.");
}

}  // namespace attention
