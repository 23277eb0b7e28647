#include <algorithm>

#include "attention/kernels/activation.hpp"
#include "attention/kernels/attend_query.hpp"
#include "attention/kernels/finite.hpp"
#include "attention/kernels/packed_weights.hpp"
#include "operator/scratch.hpp"
#include "transformer/stages.hpp"

namespace attention {

namespace {

// What queries and keys are maps of. The room of what comes later holds it where it is not the norm itself.
const float* placed_norm(const Weights& weights, const TokenRows& rows, const BlockBuffers& buffers) {
  const TransformerDescription& d = weights.description();
  if (d.positions != PositionKind::learned_shortformer) return buffers.attention_norm;
  const std::size_t size = rows.count * d.d_model;
  std::copy_n(buffers.attention_norm, size, buffers.attention_delta);
  kernels::add(weights.vector(Parameter::position_embedding) + rows.first * d.d_model, size, buffers.attention_delta);
  return buffers.attention_delta;
}

// Keys and values of the rows, at their places.
void compute_keys(const Session& session, std::size_t layer, const TokenRows& rows, const BlockBuffers& buffers) {
  const Weights& weights = session.weights();
  const TransformerDescription& d = weights.description();
  const std::size_t place = rows.first * d.key_width();
  project(weights, Parameter::w_k, Parameter::b_k, layer, placed_norm(weights, rows, buffers), rows.count,
          buffers.key + place, buffers.scratch);
  project(weights, Parameter::w_v, Parameter::b_v, layer, buffers.attention_norm, rows.count, buffers.value + place,
          buffers.scratch);
  if (d.is_rotary()) rotate(session, rows, d.n_kv_heads, buffers.key + place, buffers.key_rotated + place);
}

// sum = a + b, where sum may be a.
void add_to(const float* a, const float* b, std::size_t count, float* sum) {
  if (sum != a) std::copy_n(a, count, sum);
  kernels::add(b, count, sum);
}

}  // namespace

std::uint64_t block_scratch_floats(const TransformerDescription& description, std::uint64_t n_tokens) {
  OperatorDescription attention;
  attention.d_head = description.d_head;
  attention.d_value = description.d_head;
  return std::max({fused_scratch_floats(attention), std::uint64_t{kernels::packed_weights_scratch},
                   kernels::query_scratch_floats(description.n_heads, n_tokens, description.d_head)});
}

void compute_queries(const Session& session, std::size_t layer, const TokenRows& rows, const BlockBuffers& buffers) {
  const Weights& weights = session.weights();
  const TransformerDescription& d = weights.description();
  normalise(weights, Parameter::attention_norm_weight, Parameter::attention_norm_bias, layer, buffers.stream,
            rows.count, buffers.attention_norm);
  project(weights, Parameter::w_q, Parameter::b_q, layer, placed_norm(weights, rows, buffers), rows.count,
          buffers.query, buffers.scratch);
  if (d.is_rotary()) rotate(session, rows, d.n_heads, buffers.query, buffers.query_rotated);
}

bool compute_block(const Session& session, std::size_t layer, const TokenRows& rows, const BlockBuffers& buffers) {
  const Weights& weights = session.weights();
  const TransformerDescription& d = weights.description();
  const std::size_t size = rows.count * d.d_model;
  compute_queries(session, layer, rows, buffers);
  compute_keys(session, layer, rows, buffers);
  const Switches switches = session.switches();
  const bool is_finite = attend(session, layer, rows, buffers);
  project(weights, Parameter::w_o, Parameter::b_o, layer, buffers.head_output, rows.count, buffers.attention_delta,
          buffers.scratch);
  // The heads have given 0 then, but b_o is there.
  if (switches.attention_is_off(layer)) std::fill_n(buffers.attention_delta, size, 0.0F);
  add_to(buffers.stream, buffers.attention_delta, size, buffers.middle);
  if (d.d_mlp == 0) {
    if (buffers.output != buffers.middle) std::copy_n(buffers.middle, size, buffers.output);
  } else {
    const float* read = d.has_parallel_residual == 1 ? buffers.stream : buffers.middle;
    normalise(weights, Parameter::mlp_norm_weight, Parameter::mlp_norm_bias, layer, read, rows.count, buffers.mlp_norm);
    compute_mlp(weights, layer, rows.count, buffers);
    if (switches.mlp_is_off(layer)) std::fill_n(buffers.mlp_delta, size, 0.0F);
    add_to(buffers.middle, buffers.mlp_delta, size, buffers.output);
  }
  return kernels::are_finite({buffers.output, size}) && is_finite;
}

}  // namespace attention
