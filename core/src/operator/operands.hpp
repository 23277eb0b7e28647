#pragma once

#include <algorithm>
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

/// Which keys a query may attend to, before the mask is asked: the first `end(i)`.
class KeyRange {
 public:
  KeyRange(const OperatorArena& arena, std::size_t batch);

  /// Number of keys that query `i` sees; grows with i.
  [[nodiscard]] std::size_t end(std::size_t i) const {
    const std::int64_t seen = causal_ ? static_cast<std::int64_t>(i) + offset_ + 1 : most_;
    return static_cast<std::size_t>(std::clamp(seen, std::int64_t{0}, most_));
  }

 private:
  bool causal_;
  std::int64_t offset_ = 0;
  std::int64_t most_;  // keys that any query of the batch sees
};

/// The mask of one head: a bias for each query and key.
class HeadMask {
 public:
  HeadMask(const OperatorArena& arena, std::size_t batch, std::size_t head);

  [[nodiscard]] bool is_there() const { return type_ != MaskType::none; }
  /// 0 or the additive entry where key `j` counts for query `i`, else minus infinity. `j` must be inside the mask,
  /// which KeyRange sees to.
  [[nodiscard]] float bias(std::size_t i, std::size_t j) const {
    const std::size_t entry = first_ + i * row_ + j;
    if (type_ == MaskType::additive) return additive_[entry];
    return boolean_[entry] != 0 ? 0.0F : -__builtin_inff();
  }
  /// Does any of the first `end` keys count for query `i`?
  [[nodiscard]] bool counts_any(std::size_t i, std::size_t end) const {
    if (!is_there()) return end != 0;
    for (std::size_t j = 0; j < end; ++j) {
      if (bias(i, j) != -__builtin_inff()) return true;
    }
    return false;
  }

 private:
  MaskType type_;
  const float* additive_;
  const std::uint8_t* boolean_;
  std::size_t first_;
  std::size_t row_;
};

}  // namespace attention
