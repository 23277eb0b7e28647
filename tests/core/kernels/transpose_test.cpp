#include "attention/kernels/transpose.hpp"

#include <cmath>
#include <vector>

#include "attention/kernels/product.hpp"
#include "core/catch.hpp"
#include "core/support.hpp"

using attention::kernels::panel_width;
using reference::Random;

namespace {

constexpr float canary = 7.0F;
constexpr std::size_t most_columns = 2 * panel_width + 1;

std::vector<float> random_floats(std::size_t count, Random& random) {
  std::vector<float> values(count);
  for (float& value : values) value = random.symmetric(1.0F);
  return values;
}

// The product of two floats fits a double, so that this rounds once, as the kernel must.
float product(float a, float b) { return static_cast<float>(static_cast<double>(a) * static_cast<double>(b)); }

template <typename Check>
void for_each_shape(Check check) {
  for (std::size_t rows = 0; rows <= panel_width; ++rows) {
    for (std::size_t columns = 0; columns <= most_columns; ++columns) {
      CAPTURE(rows, columns);
      check(rows, columns);
    }
  }
}

/// A panel on its way back to rows, in a target with canaries beside each row.
struct Back {
  Back(std::size_t n_rows, std::size_t n_columns, Random& random)
      : rows(n_rows),
        columns(n_columns),
        target_row(n_columns + 2),
        panel(random_floats(n_columns * panel_width, random)),
        factor(random_floats(panel_width, random)),
        target(n_rows * target_row + 1, canary) {}

  float run() {
    return attention::kernels::transpose_from_panel(panel.data(), factor.data(), rows, columns, target.data(),
                                                    target_row);
  }

  std::size_t rows, columns, target_row;
  std::vector<float> panel, factor, target;
};

}  // namespace

TEST_CASE("Rows become the columns of a panel, for every tail, and lanes without a row 0", "[transpose]") {
  Random random(41);
  for_each_shape([&](std::size_t rows, std::size_t columns) {
    const std::size_t source_row = columns + random.between(0, 3);
    const std::vector<float> source = random_floats(rows * source_row + 1, random);
    const float factor = random.symmetric(2.0F);
    std::vector<float> panel(columns * panel_width + 1, canary);
    attention::kernels::transpose_into_panel(source.data(), source_row, rows, columns, factor, panel.data());
    for (std::size_t c = 0; c < columns; ++c) {
      for (std::size_t l = 0; l < panel_width; ++l) {
        const float expected = l < rows ? product(factor, source[l * source_row + c]) : 0.0F;
        REQUIRE(panel[c * panel_width + l] == expected);
      }
    }
    REQUIRE(panel.back() == canary);
  });
}

TEST_CASE("The columns of a panel become rows, for every tail, and nothing is written beside them", "[transpose]") {
  Random random(42);
  for_each_shape([&](std::size_t rows, std::size_t columns) {
    Back back(rows, columns, random);
    REQUIRE(back.run() == 0.0F);
    for (std::size_t l = 0; l < rows; ++l) {
      for (std::size_t c = 0; c < back.target_row; ++c) {
        const float expected = c < columns ? product(back.factor[l], back.panel[c * panel_width + l]) : canary;
        REQUIRE(back.target[l * back.target_row + c] == expected);
      }
    }
    REQUIRE(back.target.back() == canary);
  });
}

TEST_CASE("A result that is not finite is noticed in every place, and lanes without a row do not count",
          "[transpose]") {
  Random random(43);
  const float bad = GENERATE(test::nan, test::infinity, -test::infinity);
  for (const std::size_t columns : {std::size_t{1}, panel_width / 2, panel_width + 1}) {
    for (std::size_t rows = 1; rows <= panel_width; ++rows) {
      for (std::size_t lane = 0; lane < panel_width; ++lane) {
        Back back(rows, columns, random);
        back.panel[random.between(0, static_cast<std::uint32_t>(columns) - 1) * panel_width + lane] = bad;
        CAPTURE(rows, columns, lane);
        REQUIRE(std::isnan(back.run()) == (lane < rows));
      }
    }
  }
}
