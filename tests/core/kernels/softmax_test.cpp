#include "attention/kernels/softmax.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

#include "core/catch.hpp"
#include "core/support.hpp"

using reference::Bounded;
using reference::Random;
using test::infinity;

namespace {

constexpr float canary = 7.0F;

// A target row between canaries, so that a kernel which writes outside of it shows.
class TargetRow {
 public:
  explicit TargetRow(std::size_t size) : field_(size + 16, canary), size_(size) {
    std::ranges::fill(values(), test::nan);
  }
  std::span<float> values() { return std::span(field_).subspan(8, size_); }
  [[nodiscard]] bool canaries_are_intact() const {
    const auto is_canary = [](float value) { return value == canary; };
    return std::ranges::all_of(std::span(field_).first(8), is_canary) &&
           std::ranges::all_of(std::span(field_).last(8), is_canary);
  }

 private:
  std::vector<float> field_;
  std::size_t size_;
};

// One softmax with its steps.
struct Steps {
  explicit Steps(std::span<const float> x) : shifted_row(x.size()), exp_row(x.size()), weight_row(x.size()) {
    attention::softmax(x, {.shifted = shifted_row.values(),
                           .exp = exp_row.values(),
                           .weight = weight_row.values(),
                           .max = max,
                           .sum = sum});
  }
  std::span<float> shifted() { return shifted_row.values(); }
  std::span<float> exp() { return exp_row.values(); }
  std::span<float> weight() { return weight_row.values(); }
  [[nodiscard]] bool canaries_are_intact() const {
    return shifted_row.canaries_are_intact() && exp_row.canaries_are_intact() && weight_row.canaries_are_intact();
  }

  TargetRow shifted_row, exp_row, weight_row;
  float max = test::nan;
  float sum = test::nan;
};

std::vector<float> random_row(std::size_t size, float scale, std::uint32_t seed) {
  Random random(seed);
  std::vector<float> row(size);
  std::ranges::generate(row, [&] { return random.symmetric(scale); });
  return row;
}

double total(std::span<const float> values) { return std::accumulate(values.begin(), values.end(), 0.0); }

reference::Vector unmasked(std::span<const float> x) {
  reference::Vector kept;
  for (const float entry : x) {
    if (entry != -infinity) kept.emplace_back(static_cast<double>(entry));
  }
  return kept;
}

// The oracle's steps for the unmasked entries, spread over the row with `filler` for the masked ones.
reference::Vector spread(const reference::Vector& kept, std::span<const float> x, double filler) {
  reference::Vector result;
  std::size_t next = 0;
  for (const float entry : x) result.push_back(entry == -infinity ? Bounded(filler) : kept[next++]);
  return result;
}

void check_against_oracle(std::span<const float> x) {
  Steps steps(x);
  const reference::Softmax expected = reference::softmax(unmasked(x));
  CHECK(steps.max == static_cast<float>(expected.max.value));
  CHECK(test::disagreement(steps.shifted(), spread(expected.shifted, x, -infinity)) == "");
  CHECK(test::disagreement(steps.exp(), spread(expected.exp, x, 0.0)) == "");
  CHECK(test::disagreement(std::span(&steps.sum, 1), {expected.sum}) == "");
  CHECK(test::disagreement(steps.weight(), spread(expected.weight, x, 0.0)) == "");
  CHECK(steps.canaries_are_intact());
}

// A row whose entries are -infinity where `masked(j)`.
template <typename Masked>
std::vector<float> masked_row(std::size_t size, std::uint32_t seed, Masked masked) {
  std::vector<float> row = random_row(size, 4.0F, seed);
  for (std::size_t j = 0; j < size; ++j) {
    if (masked(j)) row[j] = -infinity;
  }
  return row;
}

}  // namespace

TEST_CASE("softmax agrees with the oracle in every step, for every length and tail", "[softmax]") {
  for (std::size_t size = 1; size <= 40; ++size) {
    INFO("size " << size);
    check_against_oracle(random_row(size, 4.0F, static_cast<std::uint32_t>(size)));
    check_against_oracle(random_row(size, 40.0F, static_cast<std::uint32_t>(size)));
  }
}

TEST_CASE("softmax agrees with the oracle wherever the mask lies", "[softmax]") {
  for (std::size_t size = 1; size <= 24; ++size) {
    for (std::size_t kept = 0; kept < size; ++kept) {
      INFO("size " << size << ", entry " << kept);
      check_against_oracle(masked_row(size, 1, [&](std::size_t j) { return j > kept; }));
      check_against_oracle(masked_row(size, 2, [&](std::size_t j) { return j < kept; }));
      check_against_oracle(masked_row(size, 3, [&](std::size_t j) { return j != kept; }));
    }
  }
}

TEST_CASE("exp is right to the roundings that the oracle grants, from 0 to underflow", "[softmax]") {
  std::vector<float> x;
  for (float entry = 0.0F; entry > -110.0F; entry -= 0.00390625F) x.push_back(entry);
  Steps steps(x);
  reference::Vector expected;
  for (const float entry : x) expected.push_back(reference::exp(Bounded(entry)));
  CHECK(test::disagreement(steps.exp(), expected) == "");
}

TEST_CASE("the weights of a row sum to 1", "[softmax]") {
  for (std::size_t size = 1; size <= 200; ++size) {
    Steps steps(random_row(size, 5.0F, static_cast<std::uint32_t>(size)));
    // Each of the weights carries one rounding of the quotient, and the sum one for each term: in all, at
    // most size + 1 roundings of a total of 1.
    CHECK(std::fabs(total(steps.weight()) - 1.0) <= static_cast<double>(size + 1) * 0x1p-24);
  }
}

TEST_CASE("adding a constant to a row changes no weight, bit for bit", "[softmax]") {
  for (std::size_t size = 1; size <= 24; ++size) {
    // Multiples of 1/64 below 2^17 are exact in float32, so the shift itself rounds nothing.
    std::vector<float> x = random_row(size, 8.0F, static_cast<std::uint32_t>(size));
    for (float& entry : x) entry = std::round(entry * 64.0F) / 64.0F;
    Steps plain(x);
    for (const float constant : {1.0F, -3.5F, 1000.0F, -100000.0F}) {
      std::vector<float> moved = x;
      for (float& entry : moved) entry += constant;
      Steps steps(moved);
      INFO("size " << size << ", constant " << constant);
      CHECK(test::same_bits(steps.weight(), plain.weight()));
      CHECK(test::same_bits(steps.shifted(), plain.shifted()));
      CHECK(steps.sum == plain.sum);
      CHECK(steps.max == plain.max + constant);
    }
  }
}

TEST_CASE("a row with nothing but masked entries gives zeros throughout", "[softmax]") {
  for (std::size_t size = 1; size <= 24; ++size) {
    const std::vector<float> x(size, -infinity);
    const std::vector<float> zeros(size, 0.0F);
    Steps steps(x);
    CHECK(test::same_bits(steps.shifted(), zeros));
    CHECK(test::same_bits(steps.exp(), zeros));
    CHECK(test::same_bits(steps.weight(), zeros));
    CHECK(steps.max == 0.0F);
    CHECK(steps.sum == 0.0F);
    CHECK(steps.canaries_are_intact());

    TargetRow weight(size);
    attention::softmax(x, weight.values());
    CHECK(test::same_bits(weight.values(), zeros));
  }
}

TEST_CASE("a row with no entries has max 0 and sum 0", "[softmax]") {
  Steps steps({});
  CHECK(steps.max == 0.0F);
  CHECK(steps.sum == 0.0F);
  CHECK(steps.canaries_are_intact());
  TargetRow weight(0);
  attention::softmax({}, weight.values());
  CHECK(weight.canaries_are_intact());
}

TEST_CASE("a single entry takes all the weight", "[softmax]") {
  for (const float entry : {0.0F, -1.0F, 1e30F, -1e30F, std::numeric_limits<float>::lowest()}) {
    Steps steps(std::vector<float>{entry});
    CHECK(steps.weight()[0] == 1.0F);
    CHECK(steps.max == entry);
  }
}

TEST_CASE("equal entries share the weight equally", "[softmax]") {
  for (std::size_t size = 1; size <= 24; ++size) {
    Steps steps(std::vector<float>(size, 123.0F));
    for (const float weight : steps.weight()) CHECK(weight == 1.0F / static_cast<float>(size));
  }
}

TEST_CASE("entries of any finite size neither overflow nor give NaN", "[softmax]") {
  const float most = std::numeric_limits<float>::max();
  Steps apart(std::vector<float>{most, -most, most, 0.0F, 1e-38F});
  CHECK(test::same_bits(apart.weight(), std::vector<float>{0.5F, 0.0F, 0.5F, 0.0F, 0.0F}));
  Steps low(std::vector<float>{-most, -most});
  CHECK(test::same_bits(low.weight(), std::vector<float>{0.5F, 0.5F}));
  Steps tiny(std::vector<float>{1e-45F, -1e-45F, 0.0F, 1e-38F});
  CHECK(test::same_bits(tiny.weight(), std::vector<float>(4, 0.25F)));
}

TEST_CASE("softmax without steps gives the same weights, also in place", "[softmax]") {
  for (std::size_t size = 1; size <= 40; ++size) {
    std::vector<float> x = masked_row(size, static_cast<std::uint32_t>(size), [](std::size_t j) { return j % 5 == 4; });
    Steps steps(x);
    TargetRow weight(size);
    attention::softmax(x, weight.values());
    CHECK(test::same_bits(weight.values(), steps.weight()));
    CHECK(weight.canaries_are_intact());
    attention::softmax(x, x);
    CHECK(test::same_bits(x, steps.weight()));
  }
}

TEST_CASE("softmax reads nothing outside of its row", "[softmax]") {
  for (std::size_t size = 1; size <= 17; ++size) {
    for (std::size_t start = 0; start < 4; ++start) {
      std::vector<float> field(size + 16, 1e9F);
      const std::vector<float> x = random_row(size, 3.0F, static_cast<std::uint32_t>(size));
      std::ranges::copy(x, field.begin() + static_cast<std::ptrdiff_t>(start));
      Steps alone(x);
      const std::span<float> row = std::span(field).subspan(start, size);
      Steps inside(row);
      INFO("size " << size << ", start " << start);
      CHECK(test::same_bits(inside.weight(), alone.weight()));
      CHECK(inside.max == alone.max);
      CHECK(inside.sum == alone.sum);
    }
  }
}

TEST_CASE("The weights of softmax stay within their stated bound over the range of exp", "[softmax]") {
  double largest = 0.0;
  for (const std::size_t size : {1U, 2U, 3U, 7U, 16U, 37U, 128U, 331U, 1024U}) {
    for (std::uint32_t seed = 1; seed <= 40; ++seed) {
      // Multiples of 2^-10 below 2^7: their differences are exact, so that what is measured is softmax and not its
      // input.
      std::vector<float> x = random_row(size, static_cast<float>(1U << (seed % 7U)) * 0.65F, seed);
      for (float& entry : x) entry = std::round(entry * 1024.0F) / 1024.0F;
      std::vector<float> weight(size);
      attention::softmax(x, weight);
      double sum = 0.0;
      for (const float entry : x) sum += std::exp(static_cast<double>(entry));
      for (std::size_t j = 0; j < size; ++j) {
        const double exact = std::exp(static_cast<double>(x[j])) / sum;
        if (exact < 0x1p-125) continue;
        const auto nearest = static_cast<float>(exact);
        const auto unit = static_cast<double>(std::nextafter(nearest, infinity)) - static_cast<double>(nearest);
        largest = std::max(largest, std::fabs(static_cast<double>(weight[j]) - exact) / unit);
      }
    }
  }
  CAPTURE(largest);
  CHECK(largest <= attention::softmax_ulp_bound);
  WARN("largest error of a weight in units in the last place: " << largest);
}
