// What the analysis computes on two vectors.

#include <cmath>
#include <vector>

#include "attention/analysis/difference.hpp"
#include "attention/analysis/running_product.hpp"
#include "core/analysis/support.hpp"
#include "core/catch.hpp"

using reference::Random;

namespace {

struct Products {
  Products(const std::vector<float>& a, const std::vector<float>& b)
      : product(a.size(), test::nan), running(a.size(), test::nan) {
    attention::running_product(a, b, product, running);
  }
  std::vector<float> product;
  std::vector<float> running;
};

struct Apart {
  Apart(const std::vector<float>& a, const std::vector<float>& b) {
    attention::difference(a, b, {.largest = largest, .distance = distance});
  }
  float largest = test::nan;
  float distance = test::nan;
};

}  // namespace

TEST_CASE("running products are rounded after each step, bit for bit", "[analysis]") {
  Random random(1);
  for (std::uint32_t d = 1; d <= 67; ++d) {
    const test::Points pair = test::random_points(random, 2, d);
    const Products products(pair[0], pair[1]);
    float sum = 0.0F;
    for (std::size_t k = 0; k < d; ++k) {
      // A product of two float32 is exact in double precision, and so is the rounding of a sum of two.
      const auto product = static_cast<float>(double{pair[0][k]} * double{pair[1][k]});
      sum = static_cast<float>(double{sum} + double{product});
      CHECK(products.product[k] == product);
      CHECK(products.running[k] == sum);
    }
  }
}

TEST_CASE("a running product worked out by hand", "[analysis]") {
  const Products products({1, 2, 3}, {4, 5, -6});
  CHECK(products.product == std::vector<float>{4, 10, -18});
  CHECK(products.running == std::vector<float>{4, 14, -4});
}

TEST_CASE("the difference of two vectors, by its definition in double precision", "[analysis]") {
  Random random(2);
  for (std::uint32_t d = 1; d <= 40; ++d) {
    const test::Points pair = test::random_points(random, 2, d);
    const Apart apart(pair[0], pair[1]);
    long double largest = 0.0L;
    long double sum = 0.0L;
    for (std::size_t k = 0; k < d; ++k) {
      const long double difference = static_cast<long double>(pair[0][k]) - pair[1][k];
      largest = std::fmax(largest, std::fabs(difference));
      sum += difference * difference;
    }
    CHECK(apart.largest == static_cast<float>(largest));
    CHECK(std::fabs(apart.distance - std::sqrt(static_cast<double>(sum))) <=
          0x1p-24 * std::sqrt(static_cast<double>(sum)) * 1.01);
  }
}

TEST_CASE("vectors are as far apart as can be seen by hand", "[analysis]") {
  const Apart apart({1, -2, 0}, {1, 1, 4});
  CHECK(apart.largest == 4.0F);
  CHECK(apart.distance == 5.0F);
  const Apart same({1, -2, 0}, {1, -2, 0});
  CHECK(same.largest == 0.0F);
  CHECK(same.distance == 0.0F);
  // Squares that float32 does not hold.
  CHECK(Apart({3e30F, 0}, {0, 4e30F}).distance == 5e30F);
  CHECK(Apart({3e-30F, 0}, {0, 4e-30F}).distance == 5e-30F);
}
