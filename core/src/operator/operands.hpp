#pragma once

#include <cstddef>
#include <cstdint>

#include "attention/operator/operator.hpp"

namespace attention {

/// Rows of one head of one batch: row i is at `first + i * row`.
template <typename Float>
struct HeadRows {
  Float* first;
  std::size_t row;  ///< in floats
};

/// What one query head reads and writes. Keys and values are the present ones where there is a past, else those given.
struct HeadOperands {
  HeadRows<const float> query;  // (n_queries, d_head)
  HeadRows<const float> key;    // (n_total, d_head)
  HeadRows<const float> value;  // (n_total, d_value)
  HeadRows<float> output;       // (n_queries, d_value)
};

HeadOperands head_operands(const OperatorArena& arena, std::size_t batch, std::size_t head);

/// Copies past and given keys and values into present, where present is part of the call.
void fill_present(const OperatorArena& arena);

/// Ok when every valid length is from 0 to the number of keys.
Status check_valid_lengths(const OperatorArena& arena);

/// The error for an output that is not finite.
Status not_finite_output();

/// What bounds the keys of one batch's queries. Key j is at place j, query i at place i + offset.
struct KeyBounds {
  std::int64_t most;    ///< keys that any query sees: those from 0 on
  std::int64_t offset;  ///< place of the first query; may be negative
  bool causal;
  std::uint32_t left;   ///< left_window_size
  std::uint32_t right;  ///< right_window_size
};

/// Which keys a query may attend to, before the mask is asked: those from `begin(i)` to `end(i)`. Both grow with i.
class KeyRange {
 public:
  explicit KeyRange(const KeyBounds& bounds);
  KeyRange(const OperatorArena& arena, std::size_t batch);

  /// The first key that query `i` sees; at most `end(i)`.
  [[nodiscard]] std::size_t begin(std::size_t i) const;
  /// One behind the last key that query `i` sees.
  [[nodiscard]] std::size_t end(std::size_t i) const;

  /// Of these two, for several queries at once: i + begin_offset() and i + end_offset(), from 0 to most().
  [[nodiscard]] std::int64_t begin_offset() const { return begin_offset_; }
  [[nodiscard]] std::int64_t end_offset() const { return end_offset_; }
  [[nodiscard]] std::int64_t most() const { return most_; }

 private:
  [[nodiscard]] std::size_t clamped(std::int64_t key) const;

  std::int64_t most_;
  std::int64_t begin_offset_;
  std::int64_t end_offset_;
};

/// The mask of one head: a bias for each query and key.
class HeadMask {
 public:
  HeadMask() = default;
  HeadMask(const OperatorArena& arena, std::size_t batch, std::size_t head);
  /// Of bytes that lie anywhere: entry (i, j) at `i * row + j`, 0 where a key does not count.
  HeadMask(const std::uint8_t* entries, std::size_t row) : type_(MaskType::boolean), boolean_(entries), row_(row) {}

  [[nodiscard]] bool is_there() const { return type_ != MaskType::none; }
  /// 0 or the additive entry where key `j` counts for query `i`, else minus infinity. `j` must be inside the mask,
  /// which KeyRange sees to.
  [[nodiscard]] float bias(std::size_t i, std::size_t j) const {
    const std::size_t entry = first_ + i * row_ + j;
    if (type_ == MaskType::additive) return additive_[entry];
    return boolean_[entry] != 0 ? 0.0F : -__builtin_inff();
  }
  /// Does any of the keys from `begin` to `end` count for query `i`?
  [[nodiscard]] bool counts_any(std::size_t i, std::size_t begin, std::size_t end) const {
    if (!is_there()) return begin != end;
    for (std::size_t j = begin; j < end; ++j) {
      if (bias(i, j) != -__builtin_inff()) return true;
    }
    return false;
  }

 private:
  MaskType type_ = MaskType::none;
  const float* additive_ = nullptr;
  const std::uint8_t* boolean_ = nullptr;
  std::size_t first_ = 0;
  std::size_t row_ = 0;
};

/// What one head computes, and on which rows, wherever these lie.
struct HeadCall {
  const OperatorDescription& description;
  HeadOperands operands;
  HeadMask mask;
  KeyRange range;
};

/// The call of one head of one batch of an arena.
HeadCall head_call(const OperatorArena& arena, std::size_t batch, std::size_t head);

}  // namespace attention
