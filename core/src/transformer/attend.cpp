#include <algorithm>

#include "attention/kernels/attend_query.hpp"
#include "operator/heads.hpp"
#include "operator/scratch.hpp"
#include "transformer/stages.hpp"

namespace attention {

namespace {

OperatorDescription attention_of(const TransformerDescription& d, const TokenRows& rows) {
  OperatorDescription attention;
  attention.n_heads = d.n_heads;
  attention.n_kv_heads = d.n_kv_heads;
  attention.n_queries = static_cast<std::uint32_t>(rows.count);
  attention.n_keys = static_cast<std::uint32_t>(rows.first + rows.count);
  attention.d_head = d.d_head;
  attention.d_value = d.d_head;
  attention.scale = d.score_scale;
  return attention;
}

// What edges that are off leave of the rows; no mask where they leave all.
HeadMask mask_of(std::span<const Edge> edges, const TokenRows& rows, std::uint8_t* entries) {
  const std::size_t n_places = rows.first + rows.count;
  bool is_there = false;
  for (const Edge& edge : edges) {
    if (edge.query < rows.first || edge.query >= n_places) continue;
    if (!is_there) std::fill_n(entries, rows.count * n_places, std::uint8_t{1});
    is_there = true;
    entries[(edge.query - rows.first) * n_places + edge.key] = 0;
  }
  return is_there ? HeadMask(entries, n_places) : HeadMask();
}

// A head that is off.
void clear_output(const HeadCall& call) {
  const HeadRows<float>& output = call.operands.output;
  for (std::size_t i = 0; i < call.description.n_queries; ++i) {
    std::fill_n(output.first + i * output.row, call.description.d_value, 0.0F);
  }
}

// Keys and values are read where the cache has them: nothing is copied.
HeadCall call_of(const Session& session, const OperatorDescription& attention, std::size_t layer, const TokenRows& rows,
                 const BlockBuffers& buffers, std::size_t head) {
  const TransformerDescription& d = session.weights().description();
  const std::size_t kv_head = head / (d.n_heads / d.n_kv_heads);
  const KeyBounds bounds{.most = static_cast<std::int64_t>(rows.first + rows.count),
                         .offset = static_cast<std::int64_t>(rows.first),
                         .causal = true,
                         .left = d.is_local(static_cast<std::uint32_t>(layer)) ? d.window - 1 : unlimited_window,
                         .right = unlimited_window};
  return {.description = attention,
          .operands = {.query = {buffers.query_rotated + head * d.d_head, d.query_width()},
                       .key = {buffers.key_rotated + kv_head * d.d_head, d.key_width()},
                       .value = {buffers.value + kv_head * d.d_head, d.key_width()},
                       .output = {buffers.head_output + head * d.d_head, d.query_width()}},
          .mask = mask_of(session.switches().edges(layer, head), rows, buffers.edge_mask),
          .range = KeyRange(bounds)};
}

// `n_heads` heads from that of the call on, of a token that is generated. It always sees itself.
bool attend_one(const TransformerDescription& d, const HeadCall& call, std::size_t n_heads, float* scratch) {
  const HeadOperands& rows = call.operands;
  const std::size_t first = call.range.begin(0);
  return kernels::attend_query({.query = rows.query.first,
                                .key = rows.key.first + first * rows.key.row,
                                .key_row = rows.key.row,
                                .value = rows.value.first + first * rows.value.row,
                                .value_row = rows.value.row,
                                .n_keys = call.range.end(0) - first,
                                .d = call.description.d_head,
                                .scale = call.description.scale,
                                .n_heads = n_heads,
                                .heads_per_key = d.n_heads / d.n_kv_heads},
                               scratch, rows.output.first);
}

// Whether every head attends, and to all keys of its range.
bool is_plain(const Switches& switches, std::size_t layer, std::size_t n_heads) {
  for (std::size_t head = 0; head < n_heads; ++head) {
    if (switches.head_is_off(layer, head) || !switches.edges(layer, head).empty()) return false;
  }
  return true;
}

}  // namespace

std::uint64_t edge_mask_floats(std::uint64_t n_rows, std::uint64_t n_places) {
  return (n_rows * n_places + sizeof(float) - 1) / sizeof(float);
}

bool attend(const Session& session, std::size_t layer, const TokenRows& rows, const BlockBuffers& buffers) {
  const TransformerDescription& d = session.weights().description();
  const OperatorDescription attention = attention_of(d, rows);
  if (rows.count == 1 && is_plain(session.switches(), layer, d.n_heads)) {
    return attend_one(d, call_of(session, attention, layer, rows, buffers, 0), d.n_heads, buffers.scratch);
  }
  bool is_finite = true;
  for (std::size_t head = 0; head < d.n_heads; ++head) {
    const HeadCall call = call_of(session, attention, layer, rows, buffers, head);
    if (session.switches().head_is_off(layer, head)) {
      clear_output(call);
      continue;
    }
    const bool is_one = rows.count == 1 && !call.mask.is_there();
    const bool head_is_finite =
        is_one ? attend_one(d, call, 1, buffers.scratch) : attend_head_fused(call, buffers.scratch) == 0.0F;
    is_finite = is_finite && head_is_finite;
  }
  return is_finite;
}

std::uint64_t traced_attention_floats(const TransformerDescription& description, std::size_t n_tokens) {
  OperatorDescription attention = attention_of(description, {.first = 0, .count = n_tokens});
  attention.keeps_stages = 1;
  return traced_scratch_floats(attention);
}

bool attend_traced_heads(const Session& session, std::size_t layer, std::size_t n_tokens, const BlockBuffers& buffers,
                         const AttentionStages& stages, float* scratch) {
  const TransformerDescription& d = session.weights().description();
  const TokenRows rows{.first = 0, .count = n_tokens};
  OperatorDescription attention = attention_of(d, rows);
  attention.keeps_stages = 1;
  bool is_finite = true;
  for (std::size_t index = 0; index < stages.n_heads; ++index) {
    const std::size_t stage = index * n_tokens * n_tokens;
    const HeadStages head{.scaled = stages.scaled + stage,
                          .capped = stages.scaled + stage,
                          .biased = stages.masked + stage,
                          .weight = stages.weight + stage};
    const std::size_t number = stages.first_head + index;
    const HeadCall call = call_of(session, attention, layer, rows, buffers, number);
    const bool same_keys = index != 0 && number % (d.n_heads / d.n_kv_heads) != 0;
    is_finite = attend_head_traced(call, head, scratch, same_keys) && is_finite;
    if (session.switches().head_is_off(layer, number)) clear_output(call);
  }
  return is_finite;
}

}  // namespace attention
