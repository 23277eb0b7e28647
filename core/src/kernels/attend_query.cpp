#include "attention/kernels/attend_query.hpp"

#include <algorithm>
#include <span>

#include "attention/kernels/activation.hpp"
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
void score_rows(const QueryProblem& problem, const float* query_row, const float* key, float* score) {
  Batch sum[rows];
  for (Batch& chain : sum) chain = Batch(0.0F);
  std::size_t c = 0;
  for (; c + simd::width <= problem.d; c += simd::width) {
    const Batch query = Batch::load_unaligned(query_row + c);
    for (std::size_t r = 0; r < rows; ++r) {
      sum[r] = simd::multiply_add(query, Batch::load_unaligned(key + r * problem.key_row + c), sum[r]);
    }
  }
  for (std::size_t r = 0; r < rows; ++r) {
    float total = xsimd::reduce_add(sum[r]);
    for (std::size_t rest = c; rest < problem.d; ++rest) {
      total += query_row[rest] * key[r * problem.key_row + rest];
    }
    score[r] = problem.scale * total;
  }
}

/// Keys whose values are summed by themselves, before the sums are: a long sum would lose what is small beside it.
constexpr std::size_t block_keys = 512;
/// Rows that all heads pass over before the next come: some ten thousand bytes, which stay near.
constexpr std::size_t near_keys = 16;
static_assert(block_keys % near_keys == 0 && near_keys % chains == 0);

// One head, some of its keys.
struct HeadPart {
  const float* query;
  const float* key;
  const float* value;
  float* weight;
  std::size_t count;
};

void score_part(const QueryProblem& problem, const HeadPart& part) {
  std::size_t j = 0;
  for (; j + chains <= part.count; j += chains) {
    score_rows<chains>(problem, part.query, part.key + j * problem.key_row, part.weight + j);
  }
  for (; j < part.count; ++j) score_rows<1>(problem, part.query, part.key + j * problem.key_row, part.weight + j);
}

// sum += the components from `value` on that `vectors` vectors hold.
template <std::size_t vectors>
void weigh_columns(const QueryProblem& problem, const HeadPart& part, const float* value, float* sum) {
  Batch chain[vectors];
  for (std::size_t v = 0; v < vectors; ++v) chain[v] = Batch::load_unaligned(sum + v * simd::width);
  for (std::size_t j = 0; j < part.count; ++j) {
    const Batch factor(part.weight[j]);
    for (std::size_t v = 0; v < vectors; ++v) {
      chain[v] = simd::multiply_add(factor, Batch::load_unaligned(value + v * simd::width), chain[v]);
    }
    value += problem.value_row;
  }
  for (std::size_t v = 0; v < vectors; ++v) chain[v].store_unaligned(sum + v * simd::width);
}

// (d) sum += the values of the keys by their weights.
void weigh_part(const QueryProblem& problem, const HeadPart& part, float* sum) {
  std::size_t c = 0;
  for (; c + chains * simd::width <= problem.d; c += chains * simd::width) {
    weigh_columns<chains>(problem, part, part.value + c, sum + c);
  }
  for (; c + simd::width <= problem.d; c += simd::width) weigh_columns<1>(problem, part, part.value + c, sum + c);
  for (; c < problem.d; ++c) {
    for (std::size_t j = 0; j < part.count; ++j) sum[c] += part.weight[j] * part.value[j * problem.value_row + c];
  }
}

// The keys from `first` on, at most near_keys, of every head.
template <typename Take>
void for_near_keys(const QueryProblem& problem, float* weight, std::size_t first, Take take) {
  for (std::size_t head = 0; head < problem.n_heads; ++head) {
    const std::size_t column = head / problem.heads_per_key * problem.d;
    take(head, HeadPart{.query = problem.query + head * problem.d,
                        .key = problem.key + first * problem.key_row + column,
                        .value = problem.value + first * problem.value_row + column,
                        .weight = weight + head * problem.n_keys + first,
                        .count = std::min(near_keys, problem.n_keys - first)});
  }
}

}  // namespace

bool attend_query(const QueryProblem& problem, float* scratch, float* output) {
  float* const weight = scratch;
  float* const sum = scratch + problem.n_heads * problem.n_keys;
  const std::size_t size = problem.n_heads * problem.d;
  for (std::size_t j = 0; j < problem.n_keys; j += near_keys) {
    for_near_keys(problem, weight, j, [&](std::size_t, const HeadPart& part) { score_part(problem, part); });
  }
  if (!are_finite({weight, problem.n_heads * problem.n_keys})) return false;
  for (std::size_t head = 0; head < problem.n_heads; ++head) {
    const std::span<float> row(weight + head * problem.n_keys, problem.n_keys);
    softmax(row, row);
  }
  std::fill_n(output, size, 0.0F);
  for (std::size_t j = 0; j < problem.n_keys; j += near_keys) {
    if (j % block_keys == 0) std::fill_n(sum, size, 0.0F);
    for_near_keys(problem, weight, j,
                  [&](std::size_t head, const HeadPart& part) { weigh_part(problem, part, sum + head * problem.d); });
    if ((j + near_keys) % block_keys == 0 || j + near_keys >= problem.n_keys) add(sum, size, output);
  }
  return true;
}

}  // namespace attention::kernels
