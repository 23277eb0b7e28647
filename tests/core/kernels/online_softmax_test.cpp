#include "attention/kernels/online_softmax.hpp"

#include <array>
#include <cmath>
#include <vector>

#include "attention/kernels/product.hpp"
#include "core/catch.hpp"
#include "core/support.hpp"

using attention::kernels::panel_width;
using reference::Bounded;
using reference::Random;
using test::infinity;

namespace {

/// Entries that arrive in blocks, and what became of them.
class Online {
 public:
  Online() {
    max_.fill(-infinity);
    sum_.fill(0.0F);
    correction_.fill(test::nan);
  }

  /// Adds a block of rows and corrects the results of those before it. Returns what the kernel returned.
  bool add(std::vector<float> block) {
    const std::size_t count = block.size() / panel_width;
    block.push_back(7.0F);
    const bool corrected =
        attention::kernels::add_block(block.data(), count, {max_.data(), sum_.data(), correction_.data()});
    CHECK(block.back() == 7.0F);
    block.pop_back();
    for (std::size_t k = 0; k < results_.size(); ++k) results_[k] *= correction_[k % panel_width];
    results_.insert(results_.end(), block.begin(), block.end());
    return corrected;
  }

  [[nodiscard]] float max(std::size_t lane) const { return max_[lane]; }
  [[nodiscard]] float sum(std::size_t lane) const { return sum_[lane]; }
  [[nodiscard]] float correction(std::size_t lane) const { return correction_[lane]; }
  [[nodiscard]] float result(std::size_t row, std::size_t lane) const { return results_[row * panel_width + lane]; }

 private:
  std::array<float, panel_width> max_{}, sum_{}, correction_{};
  std::vector<float> results_;
};

std::vector<float> random_block(std::size_t rows, float scale, Random& random) {
  std::vector<float> block(rows * panel_width);
  for (float& entry : block) entry = random.between(0, 5) == 0 ? -infinity : random.symmetric(scale);
  return block;
}

// 2^x for an x that float32 arithmetic may have missed by its error.
Bounded exp2(const Bounded& x) {
  const double log_2 = std::log(2.0);
  return reference::exp(Bounded(x.value * log_2, x.error * log_2));
}

// The results of one lane against those of a softmax that has seen all entries at once. Every block after an entry's
// own multiplies it by one more power of 2, whose roundings are granted.
void check_lane(const Online& online, const std::vector<float>& entries, std::size_t lane, std::size_t n_blocks) {
  CAPTURE(lane, n_blocks);
  float max = -infinity;
  for (std::size_t at = lane; at < entries.size(); at += panel_width) max = std::max(max, entries[at]);
  REQUIRE(online.max(lane) == max);
  reference::Vector results;
  for (std::size_t at = lane; at < entries.size(); at += panel_width) {
    if (entries[at] == -infinity) {
      REQUIRE(online.result(at / panel_width, lane) == 0.0F);
      continue;
    }
    Bounded exact = exp2(Bounded(entries[at]) - Bounded(max));
    // A power that is split over the blocks: the exponents in between are rounded, each by at most 2^-24 of the spread
    // of all entries, and so is each product.
    const double roundings = static_cast<double>(n_blocks) * (reference::exp_roundings + 1.0);
    exact.error += exact.value * roundings * 0x1p-24 * (1.0 + std::fabs(static_cast<double>(max)) * 2.0);
    const float actual = online.result(at / panel_width, lane);
    REQUIRE(test::disagreement(std::span(&actual, 1), {exact}) == "");
    results.push_back(exact);
  }
  const float sum = online.sum(lane);
  REQUIRE(test::disagreement(std::span(&sum, 1), {reference::sum(results)}) == "");
}

}  // namespace

TEST_CASE("A softmax in blocks is that of all entries at once, for blocks of every size", "[online_softmax]") {
  Random random(51);
  for (std::uint32_t round = 0; round < 200; ++round) {
    CAPTURE(round);
    const float scale = round % 2 == 0 ? 2.0F : 30.0F;
    const std::size_t n_blocks = random.between(1, 5);
    Online online;
    std::vector<float> entries;
    for (std::size_t index = 0; index < n_blocks; ++index) {
      const std::vector<float> block = random_block(random.between(0, 9), scale, random);
      entries.insert(entries.end(), block.begin(), block.end());
      online.add(block);
    }
    for (std::size_t lane = 0; lane < panel_width; ++lane) check_lane(online, entries, lane, n_blocks);
  }
}

TEST_CASE("Lanes do not touch each other, and a lane that has met only masked entries stays empty",
          "[online_softmax]") {
  for (std::size_t lane = 0; lane < panel_width; ++lane) {
    std::vector<float> block(3 * panel_width, -infinity);
    block[panel_width + lane] = -5.0F;
    Online online;
    online.add(block);
    online.add(std::vector<float>(2 * panel_width, -infinity));
    for (std::size_t other = 0; other < panel_width; ++other) {
      CAPTURE(lane, other);
      REQUIRE(online.sum(other) == (other == lane ? 1.0F : 0.0F));
      REQUIRE(online.max(other) == (other == lane ? -5.0F : -infinity));
      REQUIRE(online.result(1, other) == (other == lane ? 1.0F : 0.0F));
      REQUIRE_FALSE(std::isnan(online.correction(other)));
    }
  }
}

TEST_CASE("Whether older results need a correction is told, for a change in any lane", "[online_softmax]") {
  for (std::size_t lane = 0; lane < panel_width; ++lane) {
    CAPTURE(lane);
    Online online;
    online.add(std::vector<float>(panel_width, 3.0F));
    std::vector<float> block(panel_width, 2.0F);
    REQUIRE_FALSE(online.add(block));
    block[lane] = 4.0F;
    REQUIRE(online.add(block));
    REQUIRE(online.correction(lane) == 0.5F);
    REQUIRE(online.sum(lane) == 1.75F);  // (1 + 1/2) / 2 + 1
  }
}

TEST_CASE("An entry that is NaN reaches the sum of its lane and of no other", "[online_softmax]") {
  for (std::size_t lane = 0; lane < panel_width; ++lane) {
    for (std::size_t row = 0; row < 3; ++row) {
      std::vector<float> block(3 * panel_width, 0.5F);
      block[row * panel_width + lane] = test::nan;
      Online online;
      online.add(block);
      for (std::size_t other = 0; other < panel_width; ++other) {
        CAPTURE(lane, row, other);
        REQUIRE(std::isnan(online.sum(other)) == (other == lane));
      }
    }
  }
}
