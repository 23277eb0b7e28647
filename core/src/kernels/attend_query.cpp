#include "attention/kernels/attend_query.hpp"

#include <algorithm>

#include "attention/kernels/finite.hpp"
#include "attention/kernels/simd.hpp"
#include "attention/kernels/softmax.hpp"

namespace attention::kernels {

namespace {

using simd::Batch;

/// Chains of multiply-adds that do not wait for one another: one takes four cycles, and there are two a cycle.
constexpr std::size_t chains = 4;

// score[r] = scale query . key[r] for `rows` keys.
template <std::size_t rows>
void score_rows(const QueryProblem& problem, const float* key, float* score) {
  Batch sum[rows];
  for (Batch& chain : sum) chain = Batch(0.0F);
  std::size_t c = 0;
  for (; c + simd::width <= problem.d; c += simd::width) {
    const Batch query = Batch::load_unaligned(problem.query + c);
    for (std::size_t r = 0; r < rows; ++r) {
      sum[r] = simd::multiply_add(query, Batch::load_unaligned(key + r * problem.key_row + c), sum[r]);
    }
  }
  for (std::size_t r = 0; r < rows; ++r) {
    float total = xsimd::reduce_add(sum[r]);
    for (std::size_t rest = c; rest < problem.d; ++rest) {
      total += problem.query[rest] * key[r * problem.key_row + rest];
    }
    score[r] = problem.scale * total;
  }
}

/// Keys whose values are summed by themselves, before the sums are: a long sum would lose what is small beside it.
constexpr std::size_t block_keys = 512;

// The same for one component.
float weigh_component(const QueryProblem& problem, const float* weight, const float* value) {
  float total = 0.0F;
  for (std::size_t j = 0; j < problem.n_keys;) {
    const std::size_t end = std::min(j + block_keys, problem.n_keys);
    float sum = 0.0F;
    for (; j < end; ++j) sum += weight[j] * value[j * problem.value_row];
    total += sum;
  }
  return total;
}

// The components from `value` on that `vectors` vectors hold.
template <std::size_t vectors>
void weigh_columns(const QueryProblem& problem, const float* weight, const float* value, float* output) {
  Batch total[vectors];
  for (Batch& chain : total) chain = Batch(0.0F);
  for (std::size_t j = 0; j < problem.n_keys;) {
    const std::size_t end = std::min(j + block_keys, problem.n_keys);
    Batch sum[vectors];
    for (Batch& chain : sum) chain = Batch(0.0F);
    for (; j < end; ++j) {
      const Batch factor(weight[j]);
      for (std::size_t v = 0; v < vectors; ++v) {
        sum[v] = simd::multiply_add(factor, Batch::load_unaligned(value + v * simd::width), sum[v]);
      }
      value += problem.value_row;
    }
    for (std::size_t v = 0; v < vectors; ++v) total[v] += sum[v];
  }
  for (std::size_t v = 0; v < vectors; ++v) total[v].store_unaligned(output + v * simd::width);
}

}  // namespace

bool attend_query(const QueryProblem& problem, float* weight, float* output) {
  std::size_t j = 0;
  for (; j + chains <= problem.n_keys; j += chains) {
    score_rows<chains>(problem, problem.key + j * problem.key_row, weight + j);
  }
  for (; j < problem.n_keys; ++j) score_rows<1>(problem, problem.key + j * problem.key_row, weight + j);
  if (!are_finite({weight, problem.n_keys})) return false;
  softmax({weight, problem.n_keys}, {weight, problem.n_keys});

  std::size_t c = 0;
  for (; c + chains * simd::width <= problem.d; c += chains * simd::width) {
    weigh_columns<chains>(problem, weight, problem.value + c, output + c);
  }
  for (; c + simd::width <= problem.d; c += simd::width) {
    weigh_columns<1>(problem, weight, problem.value + c, output + c);
  }
  for (; c < problem.d; ++c) output[c] = weigh_component(problem, weight, problem.value + c);
  return true;
}

}  // namespace attention::kernels
