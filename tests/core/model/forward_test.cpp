#include "attention/model/forward.hpp"

#include "core/catch.hpp"
#include "core/support.hpp"

using attention::Dimensions;
using reference::Random;
using test::Model;

namespace {

void check_against_oracle(const Dimensions& dimensions, std::uint32_t seed, float scale = 0.5F) {
  Model model(dimensions, seed, scale);
  INFO("n_vocabulary " << dimensions.n_vocabulary << ", n_positions " << dimensions.n_positions << ", d_model "
                       << dimensions.d_model << ", n_heads " << dimensions.n_heads << ", d_head " << dimensions.d_head
                       << ", d_value " << dimensions.d_value << ", n_tokens " << dimensions.n_tokens << ", seed "
                       << seed);
  REQUIRE(attention::forward(model.arena()).is_ok());
  CHECK(test::trace_disagreement(model.arena()) == "");
}

}  // namespace

TEST_CASE("every stage agrees with the oracle for every length of sentence", "[forward]") {
  Dimensions dimensions{.n_vocabulary = 19, .n_positions = 24, .d_model = 8, .n_heads = 2, .d_head = 4, .d_value = 3};
  for (dimensions.n_tokens = 1; dimensions.n_tokens <= 24; ++dimensions.n_tokens) {
    check_against_oracle(dimensions, dimensions.n_tokens);
  }
}

TEST_CASE("every stage agrees with the oracle for every tail of d_head, d_value and d_model", "[forward]") {
  const Dimensions plain{
      .n_vocabulary = 9, .n_positions = 7, .d_model = 6, .n_heads = 2, .d_head = 5, .d_value = 3, .n_tokens = 7};
  for (std::uint32_t extent = 1; extent <= 17; ++extent) {
    Dimensions dimensions = plain;
    dimensions.d_head = extent;
    check_against_oracle(dimensions, extent);
    dimensions = plain;
    dimensions.d_value = extent;
    check_against_oracle(dimensions, extent);
    dimensions = plain;
    dimensions.d_model = extent;
    check_against_oracle(dimensions, extent);
    dimensions = plain;
    dimensions.n_vocabulary = extent;
    check_against_oracle(dimensions, extent);
  }
}

TEST_CASE("every stage agrees with the oracle for one to five heads", "[forward]") {
  Dimensions dimensions = test::small_dimensions();
  for (dimensions.n_heads = 1; dimensions.n_heads <= 5; ++dimensions.n_heads) {
    check_against_oracle(dimensions, dimensions.n_heads);
  }
}

TEST_CASE("every stage agrees with the oracle for the sizes of the page", "[forward]") {
  const Dimensions page{
      .n_vocabulary = 168, .n_positions = 24, .d_model = 32, .n_heads = 4, .d_head = 8, .d_value = 8, .n_tokens = 8};
  for (std::uint32_t seed = 1; seed <= 5; ++seed) check_against_oracle(page, seed, 0.3F);
}

TEST_CASE("every stage agrees with the oracle for sizes drawn at random", "[forward]") {
  Random random(2017);
  for (std::uint32_t round = 0; round < 200; ++round) check_against_oracle(test::random_dimensions(random), round);
}

TEST_CASE("every stage agrees with the oracle when heads are sharp", "[forward]") {
  Random random(3);
  for (std::uint32_t round = 0; round < 20; ++round) {
    Dimensions dimensions = test::random_dimensions(random);
    dimensions.d_model = random.between(1, 4);
    dimensions.d_head = random.between(1, 4);
    check_against_oracle(dimensions, round, 2.0F);
  }
}

TEST_CASE("a second run on the same arena leaves nothing of the first", "[forward]") {
  Model model(test::small_dimensions(), 1);
  REQUIRE(attention::forward(model.arena()).is_ok());
  for (std::int32_t& token : model.tokens()) token = (token + 5) % 13;
  for (float& value : model[attention::TensorId::w_o]) value = -value;
  REQUIRE(attention::forward(model.arena()).is_ok());
  CHECK(test::trace_disagreement(model.arena()) == "");
}
