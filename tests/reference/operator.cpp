#include "reference/operator.hpp"

#include <cmath>

namespace reference {

namespace {

double score(const HeadProblem& problem, std::size_t i, std::size_t j) {
  double sum = 0.0;
  for (std::size_t c = 0; c < problem.query[i].size(); ++c) sum += problem.query[i][c] * problem.key[j][c];
  const double scaled = problem.scale * sum;
  return problem.softcap > 0.0 ? problem.softcap * std::tanh(scaled / problem.softcap) : scaled;
}

}  // namespace

std::vector<std::vector<double>> attend(const HeadProblem& problem, std::size_t d_value) {
  std::vector<std::vector<double>> output(problem.query.size(), std::vector<double>(d_value, 0.0));
  for (std::size_t i = 0; i < problem.query.size(); ++i) {
    // weight[j] = 1 / sum over l of e^(x[l] - x[j]): softmax without a maximum, exact for scores of any size.
    std::vector<double> x;
    std::vector<std::size_t> counting;
    for (std::size_t j = 0; j < problem.key.size(); ++j) {
      if (std::isinf(problem.bias[i][j])) continue;
      x.push_back(score(problem, i, j) + problem.bias[i][j]);
      counting.push_back(j);
    }
    for (std::size_t at = 0; at < x.size(); ++at) {
      double total = 0.0;
      for (const double other : x) total += std::exp(other - x[at]);
      for (std::size_t c = 0; c < d_value; ++c) output[i][c] += problem.value[counting[at]][c] / total;
    }
  }
  return output;
}

}  // namespace reference
