#include "attention/operator/operator.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <string>
#include <vector>

#include "core/catch.hpp"
#include "core/support.hpp"
#include "reference/operator.hpp"
#include "reference/random.hpp"

using attention::HeadOrder;
using attention::MaskType;
using attention::OperatorArena;
using attention::OperatorDescription;
using attention::OperatorLayout;
using attention::OperatorTensor;
using attention::StatusCode;
using reference::Random;

namespace {

/// What performance.md of the project and the documentation promise for inputs in [-1, 1).
constexpr double largest_output_error = 2e-6;

/// A call with inputs drawn from a seed; everything else starts as NaN.
class Call {
 public:
  explicit Call(const OperatorDescription& description, std::uint32_t seed = 1)
      : layout_(make(description)), memory_(layout_.bytes()), arena_(layout_, memory_.data()) {
    std::fill_n(memory_.data(), layout_.bytes(), std::byte{0xFF});
    Random random(seed);
    for (const auto id : {OperatorTensor::query, OperatorTensor::key, OperatorTensor::value, OperatorTensor::past_key,
                          OperatorTensor::past_value}) {
      for (std::size_t k = 0; k < layout_.size(id); ++k) arena_.values(id)[k] = random.symmetric(1.0F);
    }
    draw_mask(random);
    if (description.has_valid_lengths == 0) return;
    for (std::uint32_t b = 0; b < description.n_batch; ++b) {
      arena_.valid_lengths()[b] = static_cast<std::int32_t>(random.between(0, description.n_total()));
    }
  }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  const OperatorArena& arena() { return arena_; }
  std::span<float> values(OperatorTensor id) { return arena_.values(id); }
  bool guards_are_intact() { return memory_.guards_are_intact(); }

 private:
  static OperatorLayout make(const OperatorDescription& description) {
    OperatorLayout layout;
    const attention::Status status = OperatorLayout::make(description, layout);
    if (!status.is_ok()) throw std::invalid_argument(std::string(status.message()));
    return layout;
  }

  // A third of the entries is not attended to, now and then a whole row.
  void draw_mask(Random& random) {
    const OperatorDescription& d = layout_.description();
    const std::size_t keys = std::max(d.mask_extents[3], 1U);
    bool whole_row = false;
    for (std::size_t k = 0; k < layout_.size(OperatorTensor::mask); ++k) {
      if (k % keys == 0) whole_row = random.between(0, 7) == 0;
      const bool masked = whole_row || random.between(0, 2) == 0;
      if (d.mask_type == MaskType::boolean) {
        arena_.boolean_mask()[k] = masked ? 0 : 1;
      } else {
        arena_.values(OperatorTensor::mask)[k] = masked ? -test::infinity : random.symmetric(2.0F);
      }
    }
  }

  OperatorLayout layout_;
  test::GuardedMemory memory_;
  OperatorArena arena_;
};

// An element by its four indices, in the order in which the tensor lies.
float element(Call& call, OperatorTensor id, bool tokens_first, std::size_t heads, std::size_t tokens, std::size_t d,
              std::size_t b, std::size_t h, std::size_t i, std::size_t c) {
  const std::size_t place =
      tokens_first ? ((b * tokens + i) * heads + h) * d + c : ((b * heads + h) * tokens + i) * d + c;
  return call.values(id)[place];
}

double mask_bias(Call& call, std::size_t b, std::size_t h, std::size_t i, std::size_t j) {
  const OperatorDescription& d = call.arena().description();
  if (d.mask_type == MaskType::none) return 0.0;
  const auto& [batches, heads, queries, keys] = d.mask_extents;
  if (j >= keys) return -HUGE_VAL;
  const std::size_t place = ((b % batches * heads + h % heads) * queries + i % queries) * keys + j;
  if (d.mask_type == MaskType::additive) return call.values(OperatorTensor::mask)[place];
  return call.arena().boolean_mask()[place] != 0 ? 0.0 : -HUGE_VAL;
}

// The rules of the operator once more, in the words of its specification.
double bias(Call& call, std::size_t b, std::size_t h, std::size_t i, std::size_t j) {
  const OperatorDescription& d = call.arena().description();
  const auto key = static_cast<std::int64_t>(j);
  const std::int64_t valid = d.has_valid_lengths == 1 ? call.arena().valid_lengths()[b] : d.n_total();
  if (key >= valid) return -HUGE_VAL;
  std::int64_t offset = d.n_past;
  if (d.n_past == 0 && d.has_valid_lengths == 1) offset = valid - d.n_queries;
  const std::int64_t place = static_cast<std::int64_t>(i) + offset;
  if (d.causal == 1 && key > place) return -HUGE_VAL;
  if (d.left_window_size != attention::unlimited_window && key < place - d.left_window_size) return -HUGE_VAL;
  if (d.right_window_size != attention::unlimited_window && key > place + d.right_window_size) return -HUGE_VAL;
  return mask_bias(call, b, h, i, j);
}

std::vector<double> key_or_value(Call& call, bool is_key, std::size_t b, std::size_t kv, std::size_t j) {
  const OperatorDescription& d = call.arena().description();
  const std::size_t width = is_key ? d.d_head : d.d_value;
  const bool tokens_first = d.order == HeadOrder::tokens_first;
  std::vector<double> row(width);
  for (std::size_t c = 0; c < width; ++c) {
    if (j < d.n_past) {
      row[c] = element(call, is_key ? OperatorTensor::past_key : OperatorTensor::past_value, false, d.n_kv_heads,
                       d.n_past, width, b, kv, j, c);
    } else {
      row[c] = element(call, is_key ? OperatorTensor::key : OperatorTensor::value, tokens_first, d.n_kv_heads, d.n_keys,
                       width, b, kv, j - d.n_past, c);
    }
  }
  return row;
}

reference::HeadProblem problem(Call& call, std::size_t b, std::size_t h) {
  const OperatorDescription& d = call.arena().description();
  const std::size_t kv = h / (d.n_heads / d.n_kv_heads);
  reference::HeadProblem head;
  head.scale = d.scale;
  head.softcap = d.softcap;
  for (std::size_t j = 0; j < d.n_total(); ++j) {
    head.key.push_back(key_or_value(call, true, b, kv, j));
    head.value.push_back(key_or_value(call, false, b, kv, j));
  }
  for (std::size_t i = 0; i < d.n_queries; ++i) {
    std::vector<double> query(d.d_head);
    std::vector<double> biases(d.n_total());
    for (std::size_t c = 0; c < d.d_head; ++c) {
      query[c] = element(call, OperatorTensor::query, d.order == HeadOrder::tokens_first, d.n_heads, d.n_queries,
                         d.d_head, b, h, i, c);
    }
    for (std::size_t j = 0; j < d.n_total(); ++j) biases[j] = bias(call, b, h, i, j);
    head.query.push_back(query);
    head.bias.push_back(biases);
  }
  return head;
}

double largest_difference(Call& call) {
  const OperatorDescription d = call.arena().description();
  double largest = 0.0;
  for (std::size_t b = 0; b < d.n_batch; ++b) {
    for (std::size_t h = 0; h < d.n_heads; ++h) {
      const auto expected = reference::attend(problem(call, b, h), d.d_value);
      for (std::size_t i = 0; i < d.n_queries; ++i) {
        for (std::size_t c = 0; c < d.d_value; ++c) {
          const float actual = element(call, OperatorTensor::output, d.order != HeadOrder::heads_first, d.n_heads,
                                       d.n_queries, d.d_value, b, h, i, c);
          if (std::isnan(actual)) return HUGE_VAL;
          largest = std::max(largest, std::fabs(static_cast<double>(actual) - expected[i][c]));
        }
      }
    }
  }
  return largest;
}

std::uint32_t one_of(Random& random, std::initializer_list<std::uint32_t> choices) {
  return *(choices.begin() + random.between(0, static_cast<std::uint32_t>(choices.size()) - 1));
}

OperatorDescription random_description(Random& random) {
  OperatorDescription d;
  d.n_batch = random.between(1, 2);
  d.n_kv_heads = random.between(1, 2);
  d.n_heads = d.n_kv_heads * random.between(1, 3);
  d.n_queries = one_of(random, {1, 2, 3, 5, 7, 8, 9, 13, 16, 17, 31});
  d.n_keys = one_of(random, {0, 1, 2, 3, 5, 7, 8, 11, 13, 17, 31, 97, 193, 211});
  d.n_past = one_of(random, {0, 0, 1, 3, 8});
  d.d_head = one_of(random, {1, 2, 3, 4, 5, 7, 8, 13, 16, 33});
  d.d_value = one_of(random, {1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 17, 32});
  d.order = static_cast<HeadOrder>(random.between(0, 2));
  d.mask_type = static_cast<MaskType>(random.between(0, 2));
  d.mask_extents = {one_of(random, {1, d.n_batch}), one_of(random, {1, d.n_heads}), one_of(random, {1, d.n_queries}),
                    d.n_total() == 0 ? 0 : random.between((d.n_total() + 1) / 2, d.n_total())};
  d.causal = random.between(0, 1);
  d.left_window_size = one_of(random, {attention::unlimited_window, attention::unlimited_window, 0, 1, 2, 9, 50, 190});
  d.right_window_size = one_of(random, {attention::unlimited_window, attention::unlimited_window, 0, 1, 3, 70});
  d.has_valid_lengths = random.between(0, 1);
  d.keeps_stages = random.between(0, 1);
  d.scale = 1.0F / std::sqrt(static_cast<float>(d.d_head));
  d.softcap = random.between(0, 2) == 0 ? 1.5F : 0.0F;
  return d;
}

std::string describe(const OperatorDescription& d) {
  std::ostringstream text;
  text << "batch " << d.n_batch << ", heads " << d.n_heads << "/" << d.n_kv_heads << ", queries " << d.n_queries
       << ", keys " << d.n_past << " + " << d.n_keys << ", d " << d.d_head << "/" << d.d_value << ", order "
       << static_cast<int>(d.order) << ", mask " << static_cast<int>(d.mask_type) << ", causal " << d.causal
       << ", window " << d.left_window_size << "/" << d.right_window_size << ", valid " << d.has_valid_lengths
       << ", softcap " << d.softcap;
  return text.str();
}

}  // namespace

TEST_CASE("Both paths of the operator agree with the oracle, for calls drawn at random", "[operator]") {
  Random random(3);
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    const OperatorDescription description = random_description(random);
    INFO("seed " << seed << ": " << describe(description));
    Call call(description, seed);
    REQUIRE(attention::attend_fused(call.arena()).is_ok());
    CHECK(largest_difference(call) <= largest_output_error);
    if (description.keeps_stages == 1) {
      std::ranges::fill(call.values(OperatorTensor::output), test::nan);
      REQUIRE(attention::attend_traced(call.arena()).is_ok());
      CHECK(largest_difference(call) <= largest_output_error);
    }
    CHECK(call.guards_are_intact());
  }
}

TEST_CASE("What lies outside of a window cannot reach an output, and is not looked at", "[operator]") {
  OperatorDescription description;
  description.n_queries = 40;
  description.n_keys = 500;
  description.n_past = 60;
  description.d_head = 3;
  description.d_value = 9;
  description.left_window_size = 7;
  description.right_window_size = 2;
  description.keeps_stages = 1;
  Call call(description);
  // The first query is at place 60 and sees 53 to 62; the last, at 99, sees 92 to 101, which are 0 to 41 of the given.
  std::fill_n(call.values(OperatorTensor::past_key).begin(), 53 * description.d_head, test::nan);
  std::fill_n(call.values(OperatorTensor::past_value).begin(), 53 * description.d_value, test::nan);
  std::ranges::fill(call.values(OperatorTensor::key).subspan(42 * std::size_t{description.d_head}), test::nan);
  std::ranges::fill(call.values(OperatorTensor::value).subspan(42 * std::size_t{description.d_value}), test::nan);
  const bool fused = GENERATE(true, false);
  const attention::Status status =
      fused ? attention::attend_fused(call.arena()) : attention::attend_traced(call.arena());
  REQUIRE(status.is_ok());
  CHECK(largest_difference(call) <= largest_output_error);
}

TEST_CASE("A query to which no key counts gets zeros", "[operator]") {
  OperatorDescription description;
  description.n_queries = 9;
  description.n_keys = GENERATE(0U, 7U);
  description.d_value = 5;
  description.has_valid_lengths = 1;
  description.keeps_stages = 1;
  Call call(description);
  call.arena().valid_lengths()[0] = 0;
  const bool fused = GENERATE(true, false);
  REQUIRE((fused ? attention::attend_fused(call.arena()) : attention::attend_traced(call.arena())).is_ok());
  CHECK(std::ranges::all_of(call.values(OperatorTensor::output), [](float value) { return value == 0.0F; }));
}

TEST_CASE("What a query does not attend to cannot reach its output, not even NaN", "[operator]") {
  OperatorDescription description;
  description.n_queries = 3;
  description.n_keys = 12;
  description.has_valid_lengths = 1;
  Call call(description);
  call.arena().valid_lengths()[0] = 5;
  call.values(OperatorTensor::key)[7] = test::nan;
  call.values(OperatorTensor::value)[7] = test::nan;
  REQUIRE(attention::attend_fused(call.arena()).is_ok());
  CHECK(largest_difference(call) <= largest_output_error);
}

TEST_CASE("An input that is NaN is refused", "[operator]") {
  OperatorDescription description;
  description.n_queries = 4;
  description.n_keys = 12;
  description.keeps_stages = 1;
  Call call(description);
  const auto tensor = GENERATE(OperatorTensor::query, OperatorTensor::key, OperatorTensor::value);
  call.values(tensor)[3] = test::nan;
  CHECK(attention::attend_fused(call.arena()).code() == StatusCode::not_finite);
  CHECK(attention::attend_traced(call.arena()).code() == StatusCode::not_finite);
}

TEST_CASE("Scores that all fall out of float32 are reported, not hidden behind zeros", "[operator]") {
  OperatorDescription description;
  description.n_queries = 9;
  description.n_keys = 3;
  description.d_head = 2;
  description.keeps_stages = 1;
  description.mask_type = GENERATE(MaskType::none, MaskType::boolean, MaskType::additive);
  description.mask_extents = {1, 1, 9, 3};
  Call call(description);
  for (std::size_t k = 0; k < call.values(OperatorTensor::mask).size(); ++k) {
    if (description.mask_type == MaskType::boolean) call.arena().boolean_mask()[k] = 1;
    if (description.mask_type == MaskType::additive) call.values(OperatorTensor::mask)[k] = 0.0F;
  }
  // The last query alone, against every key.
  call.values(OperatorTensor::query)[16] = 3e30F;
  call.values(OperatorTensor::query)[17] = 3e30F;
  for (float& value : call.values(OperatorTensor::key)) value = -3e30F;
  CHECK(attention::attend_fused(call.arena()).code() == StatusCode::not_finite);
  CHECK(attention::attend_traced(call.arena()).code() == StatusCode::not_finite);
}

TEST_CASE("The lowest float in a mask is a number: it leaves no weight beside others, and equal ones by itself",
          "[operator]") {
  OperatorDescription description;
  description.n_queries = 2;
  description.n_keys = 4;
  description.d_value = 1;
  description.keeps_stages = 1;
  description.mask_type = MaskType::additive;
  description.mask_extents = {1, 1, 2, 4};
  Call call(description);
  const float lowest = std::numeric_limits<float>::lowest();
  std::ranges::copy(std::vector<float>{lowest, 0.0F, lowest, lowest, lowest, lowest, lowest, lowest},
                    call.values(OperatorTensor::mask).begin());
  std::ranges::copy(std::vector<float>{1.0F, 2.0F, 3.0F, 4.0F}, call.values(OperatorTensor::value).begin());
  const bool fused = GENERATE(true, false);
  REQUIRE((fused ? attention::attend_fused(call.arena()) : attention::attend_traced(call.arena())).is_ok());
  CHECK(call.values(OperatorTensor::output)[0] == 2.0F);
  CHECK(call.values(OperatorTensor::output)[1] == 2.5F);
}

TEST_CASE("Scales and softcaps as far from 1 as they may be: both paths agree with the oracle", "[operator]") {
  OperatorDescription description;
  description.n_queries = 9;
  description.n_keys = 17;
  description.d_head = 3;
  description.d_value = 4;
  description.keeps_stages = 1;
  // A score is of the size of the factors' product with what the queries are multiplied with.
  struct Extreme {
    float scale, softcap, query, key;
  };
  const Extreme extreme = GENERATE(Extreme{1.0F, 1e30F, 1.0F, 1.0F}, Extreme{1e-20F, 1e30F, 1.0F, 1e19F},
                                   Extreme{1.0F, 1e-30F, 1.0F, 1.0F}, Extreme{1e-30F, 0.0F, 1e15F, 1e15F},
                                   Extreme{1e30F, 3.0F, 1e-15F, 1e-15F}, Extreme{1e30F, 0.0F, 1e-15F, 1e-15F});
  description.scale = extreme.scale;
  description.softcap = extreme.softcap;
  INFO("scale " << extreme.scale << ", softcap " << extreme.softcap);
  Call call(description);
  for (float& entry : call.values(OperatorTensor::query)) entry *= extreme.query;
  for (float& entry : call.values(OperatorTensor::key)) entry *= extreme.key;
  REQUIRE(attention::attend_fused(call.arena()).is_ok());
  CHECK(largest_difference(call) <= largest_output_error);
  REQUIRE(attention::attend_traced(call.arena()).is_ok());
  CHECK(largest_difference(call) <= largest_output_error);
}

TEST_CASE("A description that does not fit is refused with a sentence, and the layout stays", "[operator]") {
  OperatorDescription sound;
  OperatorLayout layout;
  REQUIRE(OperatorLayout::make(sound, layout).is_ok());
  const std::size_t bytes = layout.bytes();
  OperatorDescription bad = sound;
  SECTION("no queries") { bad.n_queries = 0; }
  SECTION("heads that cannot be shared") {
    bad.n_heads = 3;
    bad.n_kv_heads = 2;
  }
  SECTION("a scale that is NaN") { bad.scale = test::nan; }
  SECTION("a negative softcap") { bad.softcap = -1.0F; }
  SECTION("a softcap that stands for none") { bad.softcap = std::numeric_limits<float>::max(); }
  SECTION("a softcap that is hardly a number") { bad.softcap = 1e-39F; }
  SECTION("a scale that leaves nothing") { bad.scale = 1e-37F; }
  SECTION("a scale that leaves infinities") { bad.scale = 1e31F; }
  SECTION("an unknown order") { bad.order = static_cast<HeadOrder>(3); }
  SECTION("an unknown mask") { bad.mask_type = static_cast<MaskType>(3); }
  SECTION("a mask of other extents") {
    bad.mask_type = MaskType::boolean;
    bad.mask_extents = {1, 2, 1, 1};
  }
  SECTION("more than 32 bits can address") {
    bad.n_queries = bad.n_keys = 1U << 20U;
    bad.d_head = bad.d_value = bad.n_heads = bad.n_kv_heads = bad.n_batch = 1U << 20U;
  }
  const attention::Status status = OperatorLayout::make(bad, layout);
  CHECK_FALSE(status.is_ok());
  CHECK(status.message().ends_with('.'));
  CHECK(layout.bytes() == bytes);
}
