#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace reference {

/// One head of the attention operator in double precision, key by key and from the formula alone: no tiles, no running
/// maximum. Which keys count is given, not derived: `bias[i][j]` is minus infinity where they do not.
struct HeadProblem {
  std::vector<std::vector<double>> query;  // (n_queries, d_head)
  std::vector<std::vector<double>> key;    // (n_keys, d_head)
  std::vector<std::vector<double>> value;  // (n_keys, d_value)
  std::vector<std::vector<double>> bias;   // (n_queries, n_keys)
  double scale = 1.0;
  double softcap = 0.0;
};

/// (n_queries, d_value). A query to which no key counts gets zeros.
std::vector<std::vector<double>> attend(const HeadProblem& problem, std::size_t d_value);

}  // namespace reference
