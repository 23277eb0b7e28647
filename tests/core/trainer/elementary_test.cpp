#include "attention/trainer/elementary.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "attention/trainer/optimizer.hpp"
#include "core/catch.hpp"

using namespace attention;

TEST_CASE("the logarithm is the C library's, over all sizes of a float") {
  double worst = 0.0;
  for (int step = 0; step <= 200000; ++step) {
    const double x = std::pow(10.0, -38.0 + step * (76.0 / 200000));
    const double expected = std::log(x);
    worst = std::max(worst, std::abs(natural_log(x) - expected) / std::max(std::abs(expected), 1e-3));
  }
  CHECK(worst < 1e-15);
  CHECK(natural_log(1.0) == 0.0);
  CHECK(std::isnan(natural_log(std::numeric_limits<double>::quiet_NaN())));
}

TEST_CASE("the cosine is the C library's, from 0 to pi") {
  double worst = 0.0;
  for (int step = 0; step <= 100000; ++step) {
    const double x = step / 100000.0;
    worst = std::max(worst, std::abs(cosine_of_pi(x) - std::cos(std::numbers::pi * x)));
  }
  CHECK(worst < 1e-15);
}

TEST_CASE("powers are rounded once") {
  for (const float base : {0.9F, 0.98F, 1.5F}) {
    CHECK(power(base, 0) == 1.0F);
    for (std::uint32_t n = 1; n <= 200; ++n) {
      const double exact = std::pow(static_cast<double>(base), n);
      INFO(base << " to the power of " << n);
      CHECK(power(base, n) == static_cast<float>(exact));
    }
  }
}

TEST_CASE("the schedule falls along half a cosine") {
  for (std::uint32_t step = 60; step < 2000; step += 7) {
    const double done = (step - 60) / 1940.0;
    CHECK(std::abs(schedule(step, 2000, 60) - 0.5 * (1.0 + std::cos(std::numbers::pi * done))) < 1e-15);
  }
}
