#pragma once

#include <cstddef>
#include <cstdint>

namespace attention::kernels {

/// The queries of one token, one for each head, and the keys and values that they attend to: row j is `key_row` or
/// `value_row` floats behind the one before, and has those of all heads, one beside the other.
struct QueryProblem {
  const float* query;  ///< (n_heads, d)
  const float* key;    ///< (n_keys, n_heads / heads_per_key, d)
  std::size_t key_row;
  const float* value;  ///< (n_keys, n_heads / heads_per_key, d)
  std::size_t value_row;
  std::size_t n_keys;  ///< at least 1
  std::size_t d;
  float scale;
  std::size_t n_heads = 1;
  std::size_t heads_per_key = 1;  ///< heads next to one another that read the same keys and values
};

/// Floats that attend_query works in. (n_heads, n_keys) come first: they hold the weights afterwards.
constexpr std::uint64_t query_scratch_floats(std::uint64_t n_heads, std::uint64_t n_keys, std::uint64_t d) {
  return n_heads * (n_keys + d);
}

/// output (n_heads, d) = sum over j of weight[h, j] value[j, h], weight[h] = softmax over j of scale query[h] .
/// key[j, h]: what a token that is generated asks for. With a single query the panels of the operator, whose lanes are
/// queries, would be one lane of work and the rest waste. False if a score is not a finite number. The numbers of a
/// head are the same whether it comes alone or with others.
///
/// What limits it: reading keys and values once, which leave the second-level cache after some hundred tokens. A head
/// has so little of each row that the machine would not guess what comes next; all heads pass over a few rows before
/// the next rows come.
bool attend_query(const QueryProblem& problem, float* scratch, float* output);

}  // namespace attention::kernels
