#include "operator/operands.hpp"

#include <algorithm>

namespace attention {

namespace {

bool has_present(const OperatorArena& arena) { return arena.layout().size(OperatorTensor::present_value) != 0; }

/// Where one head's rows are in a tensor, in floats.
struct RowPlace {
  std::size_t first;
  std::size_t row;

  template <typename Float>
  [[nodiscard]] HeadRows<Float> in(Float* tensor) const {
    return {tensor + first, row};
  }
};

// The rows of head `head` of batch `batch` in a tensor of `n_tokens` rows of `d` floats for each of `n_heads`.
RowPlace place_of(HeadOrder order, std::size_t n_heads, std::size_t n_tokens, std::size_t d, std::size_t batch,
                  std::size_t head) {
  if (order != HeadOrder::tokens_first) return {(batch * n_heads + head) * n_tokens * d, d};
  return {(batch * n_tokens * n_heads + head) * d, n_heads * d};
}

// past (heads first) and given rows, one after the other, into present.
void concatenate(const OperatorArena& arena, OperatorTensor past, OperatorTensor given, OperatorTensor present,
                 std::size_t d) {
  const OperatorDescription& description = arena.description();
  const std::size_t heads = description.n_kv_heads;
  const std::size_t past_floats = description.n_past * d;
  float* to = arena.values(present).data();
  const float* from = arena.values(past).data();
  const float* given_rows = arena.values(given).data();
  for (std::size_t batch = 0; batch < description.n_batch; ++batch) {
    for (std::size_t head = 0; head < heads; ++head) {
      to = std::copy_n(from, past_floats, to);
      from += past_floats;
      const HeadRows<const float> rows =
          place_of(description.order, heads, description.n_keys, d, batch, head).in(given_rows);
      for (std::size_t j = 0; j < description.n_keys; ++j) to = std::copy_n(rows.first + j * rows.row, d, to);
    }
  }
}

}  // namespace

HeadOperands head_operands(const OperatorArena& arena, std::size_t batch, std::size_t head) {
  const OperatorDescription& d = arena.description();
  const std::size_t kv_head = head / (d.n_heads / d.n_kv_heads);
  const bool present = has_present(arena);
  const HeadOrder order = d.order == HeadOrder::tokens_first ? HeadOrder::tokens_first : HeadOrder::heads_first;
  const HeadOrder kv_order = present ? HeadOrder::heads_first : order;
  const HeadOrder output_order = d.order == HeadOrder::heads_first ? HeadOrder::heads_first : HeadOrder::tokens_first;
  const float* query = arena.values(OperatorTensor::query).data();
  const float* key = arena.values(present ? OperatorTensor::present_key : OperatorTensor::key).data();
  const float* value = arena.values(present ? OperatorTensor::present_value : OperatorTensor::value).data();
  float* output = arena.values(OperatorTensor::output).data();
  return {
      .query = place_of(order, d.n_heads, d.n_queries, d.d_head, batch, head).in(query),
      .key = place_of(kv_order, d.n_kv_heads, d.n_total(), d.d_head, batch, kv_head).in(key),
      .value = place_of(kv_order, d.n_kv_heads, d.n_total(), d.d_value, batch, kv_head).in(value),
      .output = place_of(output_order, d.n_heads, d.n_queries, d.d_value, batch, head).in(output),
  };
}

void fill_present(const OperatorArena& arena) {
  if (!has_present(arena)) return;
  const OperatorDescription& d = arena.description();
  concatenate(arena, OperatorTensor::past_key, OperatorTensor::key, OperatorTensor::present_key, d.d_head);
  concatenate(arena, OperatorTensor::past_value, OperatorTensor::value, OperatorTensor::present_value, d.d_value);
}

Status check_valid_lengths(const OperatorArena& arena) {
  const OperatorDescription& d = arena.description();
  if (d.has_valid_lengths == 0) return Status::ok();
  for (std::uint32_t batch = 0; batch < d.n_batch; ++batch) {
    // As unsigned, a negative length is a large one.
    const auto length = static_cast<std::uint32_t>(arena.valid_lengths()[batch]);
    if (length > d.n_total()) {
      return Status::error(StatusCode::bad_dimension, "The valid length of batch ", batch,
                           " is negative or beyond the ", d.n_total(), " keys that there are.");
    }
  }
  return Status::ok();
}

Status not_finite_output() {
  return Status::error(StatusCode::not_finite,
                       "An output is not a finite number: an input is NaN or infinite, or a sum overflowed. ",
                       "Give finite inputs of moderate size.");
}

namespace {

KeyBounds bounds_of(const OperatorArena& arena, std::size_t batch) {
  const OperatorDescription& d = arena.description();
  KeyBounds bounds{.most = d.n_total(),
                   .offset = d.n_past,
                   .causal = d.causal == 1,
                   .left = d.left_window_size,
                   .right = d.right_window_size};
  if (d.has_valid_lengths == 1) {
    bounds.most = arena.valid_lengths()[batch];
    if (d.n_past == 0) bounds.offset = bounds.most - static_cast<std::int64_t>(d.n_queries);
  }
  if (d.mask_type != MaskType::none) bounds.most = std::min<std::int64_t>(bounds.most, d.mask_extents[3]);
  return bounds;
}

}  // namespace

// An unlimited window is as wide as 2^32 keys, which are more than there can be. The first key is never behind the
// last: its offset is the smaller one.
KeyRange::KeyRange(const KeyBounds& bounds)
    : most_(bounds.most),
      begin_offset_(bounds.offset - std::int64_t{bounds.left}),
      end_offset_(bounds.offset + (bounds.causal ? 0 : std::int64_t{bounds.right}) + 1) {}

std::size_t KeyRange::clamped(std::int64_t key) const {
  return static_cast<std::size_t>(std::clamp(key, std::int64_t{0}, most_));
}

std::size_t KeyRange::end(std::size_t i) const { return clamped(static_cast<std::int64_t>(i) + end_offset_); }

std::size_t KeyRange::begin(std::size_t i) const { return clamped(static_cast<std::int64_t>(i) + begin_offset_); }

KeyRange::KeyRange(const OperatorArena& arena, std::size_t batch) : KeyRange(bounds_of(arena, batch)) {}

HeadMask::HeadMask(const OperatorArena& arena, std::size_t batch, std::size_t head)
    : type_(arena.description().mask_type),
      additive_(arena.values(OperatorTensor::mask).data()),
      boolean_(arena.boolean_mask().data()) {
  const auto& [batches, heads, queries, keys] = arena.description().mask_extents;
  const std::size_t slice = std::size_t{queries} * keys;
  first_ = ((batches == 1 ? 0 : batch) * heads + (heads == 1 ? 0 : head)) * slice;
  row_ = queries == 1 ? 0 : keys;
}

HeadCall head_call(const OperatorArena& arena, std::size_t batch, std::size_t head) {
  return {arena.description(), head_operands(arena, batch, head), HeadMask(arena, batch, head), KeyRange(arena, batch)};
}

}  // namespace attention
