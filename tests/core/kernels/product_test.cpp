#include "attention/kernels/product.hpp"

#include <vector>

#include "core/catch.hpp"
#include "core/support.hpp"

using attention::kernels::panel_width;
using attention::kernels::PanelProduct;
using attention::kernels::tile_rows;
using reference::Bounded;
using reference::Random;

namespace {

constexpr float canary = 7.0F;

std::vector<float> random_floats(std::size_t count, Random& random) {
  std::vector<float> values(count);
  for (float& value : values) value = random.symmetric(1.0F);
  return values;
}

/// A product and its operands, each of which begins one float past an aligned place.
struct Case {
  std::size_t rows;
  std::size_t depth;
  bool adjacent_rows;   // a is read down its columns
  std::size_t padding;  // floats between the rows of every operand that are not its own
  bool accumulate;
};

void check(const Case& given, Random& random) {
  const auto [rows, depth, adjacent_rows, padding, accumulate] = given;
  CAPTURE(rows, depth, adjacent_rows, padding, accumulate);
  const std::size_t a_row = adjacent_rows ? 1 : depth + padding;
  const std::size_t a_depth = adjacent_rows ? rows + padding : 1;
  const std::size_t step = panel_width + padding;
  const std::vector<float> a = random_floats(1 + (rows + padding) * (depth + padding), random);
  const std::vector<float> b = random_floats(1 + depth * step + panel_width, random);
  std::vector<float> c(1 + rows * step, canary);
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t l = 0; l < panel_width; ++l) c[1 + r * step + l] = accumulate ? random.symmetric(1.0F) : test::nan;
  }
  const std::vector<float> before = c;

  attention::kernels::multiply({.a = a.data() + 1,
                                .a_row = a_row,
                                .a_depth = a_depth,
                                .b = b.data() + 1,
                                .b_depth = step,
                                .c = c.data() + 1,
                                .c_row = step,
                                .depth = depth,
                                .accumulate = accumulate},
                               rows);

  CHECK(c[0] == canary);
  for (std::size_t r = 0; r < rows; ++r) {
    reference::Vector expected(panel_width);
    for (std::size_t l = 0; l < panel_width; ++l) {
      reference::Vector terms;
      if (accumulate) terms.emplace_back(before[1 + r * step + l]);
      for (std::size_t k = 0; k < depth; ++k) {
        terms.push_back(Bounded(a[1 + r * a_row + k * a_depth]) * Bounded(b[1 + k * step + l]));
      }
      expected[l] = reference::sum(terms);
    }
    const std::span<const float> row = std::span<const float>(c).subspan(1 + r * step);
    REQUIRE(test::disagreement(row.first(panel_width), expected) == "");
    for (std::size_t l = panel_width; l < std::min(step, row.size()); ++l) REQUIRE(row[l] == canary);
  }
}

}  // namespace

TEST_CASE("A product agrees with the oracle for every number of rows, and writes nothing else", "[product]") {
  Random random(21);
  for (std::size_t rows = 0; rows <= 4 * tile_rows + 1; ++rows) {
    for (const std::size_t depth : {1U, 2U, 3U, 8U, 13U}) {
      for (const bool adjacent_rows : {false, true}) {
        for (const bool accumulate : {false, true}) {
          check({rows, depth, adjacent_rows, random.between(0, 1) * 5, accumulate}, random);
        }
      }
    }
  }
}

TEST_CASE("A product over no components gives zeros, or leaves what it is added to", "[product]") {
  Random random(22);
  for (std::size_t rows = 1; rows <= 2 * tile_rows; ++rows) {
    check({rows, 0, false, 0, false}, random);
    check({rows, 0, true, 3, false}, random);
    check({rows, 0, false, 3, true}, random);
  }
}

TEST_CASE("A product over many components stays within the bound of its roundings", "[product]") {
  Random random(23);
  for (const std::size_t depth : {97U, 512U, 1031U}) {
    check({tile_rows, depth, false, 1, false}, random);
    check({tile_rows + 1, depth, true, 2, true}, random);
  }
}

TEST_CASE("A corner is the product without what its first columns do not ask for, which stays", "[product]") {
  using attention::kernels::corner_rows;
  Random random(24);
  for (const std::size_t depth : {1U, 2U, 7U, 64U}) {
    CAPTURE(depth);
    const std::size_t a_row = depth + random.between(0, 1) * 3;
    const std::vector<float> a = random_floats(corner_rows * a_row, random);
    const std::vector<float> b = random_floats(depth * panel_width, random);
    std::vector<float> c(corner_rows * panel_width + 1, canary);
    attention::kernels::multiply_corner(a.data(), a_row, b.data(), depth, c.data());
    CHECK(c.back() == canary);
    for (std::size_t r = 0; r < corner_rows; ++r) {
      const std::size_t first = r < corner_rows / 2 ? 0 : panel_width / 2;
      reference::Vector expected;
      for (std::size_t l = first; l < panel_width; ++l) {
        reference::Vector terms;
        for (std::size_t k = 0; k < depth; ++k) {
          terms.push_back(Bounded(a[r * a_row + k]) * Bounded(b[k * panel_width + l]));
        }
        expected.push_back(reference::sum(terms));
      }
      const std::span<const float> row = std::span<const float>(c).subspan(r * panel_width, panel_width);
      REQUIRE(test::disagreement(row.subspan(first), expected) == "");
      for (const float before : row.first(first)) REQUIRE(before == canary);
    }
  }
}
