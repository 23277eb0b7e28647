#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <vector>

#include "attention/transformer/sampling.hpp"
#include "core/catch.hpp"

using attention::Sampling;
using attention::StatusCode;

namespace {

const std::vector<float> logits{0.5F, -1.0F, 2.0F, 2.0F, -30.0F, 1.25F, 0.0F, 1.9F};

std::uint32_t draw(const Sampling& sampling, std::uint32_t seed, std::uint32_t place) {
  std::vector<std::uint32_t> candidate(logits.size());
  std::uint32_t token = 0;
  REQUIRE(attention::sample_token(logits, sampling, seed, place, candidate, token).is_ok());
  return token;
}

// By the definition: a token's rank is how many are likelier; it is in the nucleus if those before it fall short.
std::vector<double> probabilities(const Sampling& sampling) {
  const auto before = [](std::size_t a, std::size_t b) {
    return logits[a] > logits[b] || (logits[a] == logits[b] && a < b);
  };
  const auto weight = [&](std::size_t id) {
    return std::exp(static_cast<double>(logits[id]) / static_cast<double>(sampling.temperature));
  };
  std::vector<double> kept(logits.size(), 0.0);
  double whole = 0.0;
  for (std::size_t id = 0; id < logits.size(); ++id) {
    std::size_t rank = 0;
    for (std::size_t other = 0; other < logits.size(); ++other) rank += before(other, id) ? 1U : 0U;
    if (sampling.top_k != 0 && rank >= sampling.top_k) continue;
    kept[id] = weight(id);
    whole += kept[id];
  }
  std::vector<double> result(logits.size(), 0.0);
  double sum = 0.0;
  for (std::size_t id = 0; id < logits.size(); ++id) {
    double likelier = 0.0;
    for (std::size_t other = 0; other < logits.size(); ++other) likelier += before(other, id) ? kept[other] : 0.0;
    if (likelier < static_cast<double>(sampling.top_p) * whole) result[id] = kept[id];
    sum += result[id];
  }
  for (double& probability : result) probability /= sum;
  return result;
}

}  // namespace

TEST_CASE("Tokens are drawn as often as their probabilities say, and others never", "[transformer][sampling]") {
  constexpr int draws = 40000;
  for (const Sampling& sampling : {Sampling{},
                                   {0.5F, 0, 1.0F},
                                   {3.0F, 0, 1.0F},
                                   {1.0F, 3, 1.0F},
                                   {1.0F, 1, 1.0F},
                                   {1.0F, 0, 0.7F},
                                   {2.0F, 5, 0.8F},
                                   {1.0F, 0, 1e-6F},
                                   {1.0F, 100, 1.0F}}) {
    INFO("temperature " << sampling.temperature << ", top_k " << sampling.top_k << ", top_p " << sampling.top_p);
    std::vector<int> count(logits.size(), 0);
    for (std::uint32_t place = 0; place < draws; ++place) ++count[draw(sampling, 17, place)];
    const std::vector<double> expected = probabilities(sampling);
    for (std::size_t id = 0; id < logits.size(); ++id) {
      INFO("token " << id);
      // Five standard deviations of a binomial distribution.
      const double spread = std::sqrt(draws * expected[id] * (1.0 - expected[id]));
      CHECK(std::fabs(count[id] - draws * expected[id]) <= 5.0 * spread + (expected[id] == 0.0 ? 0.0 : 0.5));
    }
  }
}

TEST_CASE("Seed and place decide the draw, each by itself", "[transformer][sampling]") {
  int same_for_seeds = 0;
  int same_for_places = 0;
  for (std::uint32_t k = 0; k < 2000; ++k) {
    CHECK(draw({}, 5, k) == draw({}, 5, k));
    same_for_seeds += draw({}, k, 9) == draw({}, k + 1, 9) ? 1 : 0;
    same_for_places += draw({}, 5, k) == draw({}, 5, k + 1) ? 1 : 0;
  }
  double expected = 0.0;
  for (const double probability : probabilities({})) expected += 2000 * probability * probability;
  CHECK(std::fabs(same_for_seeds - expected) < 150);
  CHECK(std::fabs(same_for_places - expected) < 150);
}

TEST_CASE("Temperature 0 is greedy, and settings out of range are refused", "[transformer][sampling]") {
  CHECK(draw({0.0F, 3, 0.5F}, 1, 1) == 2);
  CHECK(draw({1e-30F, 0, 1.0F}, 4, 1) <= 3);  // differences beyond float32, of two equal largest
  std::vector<std::uint32_t> candidate(logits.size());
  constexpr float infinity = std::numeric_limits<float>::infinity();
  for (const Sampling& sampling : {Sampling{-1.0F, 0, 1.0F},
                                   {std::nanf(""), 0, 1.0F},
                                   {infinity, 0, 1.0F},
                                   {1.0F, 0, 0.0F},
                                   {1.0F, 0, 1.5F},
                                   {1.0F, 0, std::nanf("")}}) {
    std::uint32_t token = 77;
    CHECK(attention::sample_token(logits, sampling, 1, 1, candidate, token).code() == StatusCode::bad_option);
    CHECK(token == 77);
  }
}
