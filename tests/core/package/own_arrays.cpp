// Attention on arrays of one's own, beside the same by plain double loops.
#include <algorithm>
#include <attention/operator/operator.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <vector>

using attention::OperatorTensor;

namespace {

constexpr std::size_t n_queries = 5;
constexpr std::size_t n_keys = 7;
constexpr std::size_t d_head = 6;
constexpr std::size_t d_value = 3;

// Some numbers from -1 to 1, the same in every run.
std::vector<float> numbers(std::size_t count, unsigned seed) {
  std::vector<float> values(count);
  for (float& value : values) {
    seed = seed * 1664525U + 1013904223U;
    value = static_cast<float>(seed >> 8U) / static_cast<float>(1U << 23U) - 1.0F;
  }
  return values;
}

// softmax(q . k / sqrt(d_head)) v, one component of one query.
double expected(const std::vector<float>& query, const std::vector<float>& key, const std::vector<float>& value,
                std::size_t i, std::size_t c) {
  double numerator = 0.0;
  double denominator = 0.0;
  for (std::size_t j = 0; j < n_keys; ++j) {
    double score = 0.0;
    for (std::size_t k = 0; k < d_head; ++k) score += double{query[i * d_head + k]} * double{key[j * d_head + k]};
    const double exponential = std::exp(score / std::sqrt(static_cast<double>(d_head)));
    numerator += exponential * double{value[j * d_value + c]};
    denominator += exponential;
  }
  return numerator / denominator;
}

}  // namespace

int main() {
  attention::OperatorDescription description;
  description.n_queries = n_queries;
  description.n_keys = n_keys;
  description.d_head = d_head;
  description.d_value = d_value;
  description.scale = 1.0F / std::sqrt(static_cast<float>(d_head));
  attention::OperatorLayout layout;
  if (const attention::Status status = attention::OperatorLayout::make(description, layout); !status.is_ok()) {
    std::fprintf(stderr, "%s\n", status.message().data());
    return 1;
  }
  const std::unique_ptr<std::byte, decltype(&std::free)> memory(
      static_cast<std::byte*>(std::aligned_alloc(attention::OperatorLayout::alignment, layout.bytes())), &std::free);
  const attention::OperatorArena arena(layout, memory.get());

  const auto query = numbers(n_queries * d_head, 1);
  const auto key = numbers(n_keys * d_head, 2);
  const auto value = numbers(n_keys * d_value, 3);
  std::ranges::copy(query, arena.values(OperatorTensor::query).begin());
  std::ranges::copy(key, arena.values(OperatorTensor::key).begin());
  std::ranges::copy(value, arena.values(OperatorTensor::value).begin());
  if (const attention::Status status = attention::attend_fused(arena); !status.is_ok()) {
    std::fprintf(stderr, "%s\n", status.message().data());
    return 1;
  }

  double largest = 0.0;
  for (std::size_t i = 0; i < n_queries; ++i) {
    for (std::size_t c = 0; c < d_value; ++c) {
      const double output = double{arena.values(OperatorTensor::output)[i * d_value + c]};
      largest = std::max(largest, std::fabs(output - expected(query, key, value, i, c)));
    }
  }
  std::printf("largest difference from double precision: %.1e\n", largest);
  return largest <= 2e-6 ? 0 : 1;
}
