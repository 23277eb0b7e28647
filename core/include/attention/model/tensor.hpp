#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "attention/model/dimensions.hpp"

namespace attention {

/// Every tensor of the model and of the trace, in the order in which a run meets them.
///
/// This enum and `tensor_table` are the only place where tensors are named: the ids, names and shapes that
/// JavaScript uses are generated from them, so that a label cannot drift from its data.
enum class TensorId : std::uint32_t {
  // Parameters: what training has learned.
  w_e,
  w_p,
  w_q,
  w_k,
  w_v,
  w_o,
  w_u,
  // Trace: every stage of one run.
  token,
  token_embedding,
  position_embedding,
  embedding,
  query,
  key,
  value,
  score,
  scaled,
  masked,
  row_max,
  shifted,
  exp,
  row_sum,
  weight,
  weight_sum,
  head_output,
  head_delta,
  word_delta,
  delta,
  output,
  logits_before,
  logits_after,
  probability_before,
  probability_after,
  count
};

inline constexpr std::size_t tensor_count = static_cast<std::size_t>(TensorId::count);

enum class TensorGroup : std::uint32_t { parameter, trace };
enum class ElementType : std::uint32_t { float32, int32 };

inline constexpr std::size_t max_rank = 3;

/// What is known of a tensor before any size is: its name and axes (row-major, outermost first).
struct TensorInfo {
  TensorId id;
  const char* name;
  TensorGroup group;
  ElementType type;
  std::size_t rank;
  std::array<Axis, max_rank> axes;  ///< the first `rank` count
};

namespace detail {
struct TensorRow {
  TensorInfo info;
  const char* formula;
};

constexpr TensorRow parameter(TensorId id, const char* name, const char* formula, Axis a, Axis b) {
  return {{id, name, TensorGroup::parameter, ElementType::float32, 2, {a, b, Axis::none}}, formula};
}
constexpr TensorRow parameter(TensorId id, const char* name, const char* formula, Axis a, Axis b, Axis c) {
  return {{id, name, TensorGroup::parameter, ElementType::float32, 3, {a, b, c}}, formula};
}
constexpr TensorRow stage(TensorId id, const char* name, const char* formula, Axis a, Axis b) {
  return {{id, name, TensorGroup::trace, ElementType::float32, 2, {a, b, Axis::none}}, formula};
}
constexpr TensorRow stage(TensorId id, const char* name, const char* formula, Axis a, Axis b, Axis c) {
  return {{id, name, TensorGroup::trace, ElementType::float32, 3, {a, b, c}}, formula};
}

constexpr std::array<TensorRow, tensor_count> tensor_rows() {
  using enum TensorId;
  using enum Axis;
  return {{
      parameter(w_e, "w_e", "embedding of each word", n_vocabulary, d_model),
      parameter(w_p, "w_p", "embedding of each position", n_positions, d_model),
      parameter(w_q, "w_q", "query map of each head", n_heads, d_head, d_model),
      parameter(w_k, "w_k", "key map of each head", n_heads, d_head, d_model),
      parameter(w_v, "w_v", "value map of each head (Value_down)", n_heads, d_value, d_model),
      parameter(w_o, "w_o", "output map of each head (Value_up)", n_heads, d_model, d_value),
      parameter(w_u, "w_u", "unembedding of each word", n_vocabulary, d_model),
      {{token, "token", TensorGroup::trace, ElementType::int32, 1, {n_tokens, Axis::none, Axis::none}}, "given"},
      stage(token_embedding, "token_embedding", "w_e[token[i]]", n_tokens, d_model),
      stage(position_embedding, "position_embedding", "w_p[i]", n_tokens, d_model),
      stage(embedding, "embedding", "token_embedding[i] + position_embedding[i]", n_tokens, d_model),
      stage(query, "query", "w_q[h] embedding[i]", n_heads, n_tokens, d_head),
      stage(key, "key", "w_k[h] embedding[j]", n_heads, n_tokens, d_head),
      stage(value, "value", "w_v[h] embedding[j]", n_heads, n_tokens, d_value),
      stage(score, "score", "query[h,i] . key[h,j]", n_heads, n_tokens, n_tokens),
      stage(scaled, "scaled", "score[h,i,j] / sqrt(d_head)", n_heads, n_tokens, n_tokens),
      stage(masked, "masked", "scaled[h,i,j] if j <= i, else -infinity", n_heads, n_tokens, n_tokens),
      stage(row_max, "row_max", "max over j of masked[h,i,j]", n_heads, n_tokens),
      stage(shifted, "shifted", "masked[h,i,j] - row_max[h,i]", n_heads, n_tokens, n_tokens),
      stage(exp, "exp", "exp(shifted[h,i,j])", n_heads, n_tokens, n_tokens),
      stage(row_sum, "row_sum", "sum over j of exp[h,i,j]", n_heads, n_tokens),
      stage(weight, "weight", "exp[h,i,j] / row_sum[h,i]", n_heads, n_tokens, n_tokens),
      stage(weight_sum, "weight_sum", "sum over j of weight[h,i,j]", n_heads, n_tokens),
      stage(head_output, "head_output", "sum over j of weight[h,i,j] value[h,j]", n_heads, n_tokens, d_value),
      stage(head_delta, "head_delta", "w_o[h] head_output[h,i]", n_heads, n_tokens, d_model),
      stage(word_delta, "word_delta", "sum over h of weight[h,i,j] (w_o[h] value[h,j])", n_tokens, n_tokens, d_model),
      stage(delta, "delta", "sum over h of head_delta[h,i]", n_tokens, d_model),
      stage(output, "output", "embedding[i] + delta[i]", n_tokens, d_model),
      stage(logits_before, "logits_before", "w_u embedding[i]", n_tokens, n_vocabulary),
      stage(logits_after, "logits_after", "w_u output[i]", n_tokens, n_vocabulary),
      stage(probability_before, "probability_before", "softmax(logits_before[i])", n_tokens, n_vocabulary),
      stage(probability_after, "probability_after", "softmax(logits_after[i])", n_tokens, n_vocabulary),
  }};
}

constexpr std::array<TensorInfo, tensor_count> make_tensor_table() {
  std::array<TensorInfo, tensor_count> table{};
  for (std::size_t index = 0; index < table.size(); ++index) table[index] = tensor_rows()[index].info;
  return table;
}

constexpr bool is_in_order(const std::array<TensorInfo, tensor_count>& table) {
  for (std::size_t index = 0; index < table.size(); ++index) {
    if (static_cast<std::size_t>(table[index].id) != index) return false;
  }
  return true;
}
}  // namespace detail

inline constexpr std::array<TensorInfo, tensor_count> tensor_table = detail::make_tensor_table();
static_assert(detail::is_in_order(tensor_table), "tensor_table must list the tensors in the enum's order");

constexpr const TensorInfo& tensor_info(TensorId id) { return tensor_table[static_cast<std::size_t>(id)]; }

/// What one element is, in row i, column j, head h, as ASCII mathematics. Not part of the table, so that the shipped
/// module, which has no use for it, does not carry it.
consteval std::array<const char*, tensor_count> tensor_formulas() {
  std::array<const char*, tensor_count> formulas{};
  for (std::size_t index = 0; index < formulas.size(); ++index) formulas[index] = detail::tensor_rows()[index].formula;
  return formulas;
}

}  // namespace attention
