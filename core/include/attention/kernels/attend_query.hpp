#pragma once

#include <cstddef>

namespace attention::kernels {

/// One query, and the keys and values that it attends to: row j is `key_row` or `value_row` floats behind the one
/// before.
struct QueryProblem {
  const float* query;  ///< (d)
  const float* key;    ///< (n_keys, d)
  std::size_t key_row;
  const float* value;  ///< (n_keys, d)
  std::size_t value_row;
  std::size_t n_keys;  ///< at least 1
  std::size_t d;
  float scale;
};

/// output = sum over j of weight[j] value[j], weight = softmax over j of scale query . key[j]: what a token that is
/// generated asks for. With a single query the panels of the operator, whose lanes are queries, would be one lane of
/// work and the rest waste. `weight` has room for n_keys floats and holds the weights afterwards. False if a score is
/// not a finite number.
///
/// What limits it: reading keys and values once, which leave the second-level cache after some hundred tokens.
bool attend_query(const QueryProblem& problem, float* weight, float* output);

}  // namespace attention::kernels
