#include "attention/kernels/packed_product.hpp"

#include <vector>

#include "attention/kernels/product.hpp"
#include "core/catch.hpp"
#include "core/support.hpp"

using attention::kernels::panel_width;
using reference::Bounded;
using reference::Random;

namespace {

constexpr float canary = 7.0F;
constexpr std::size_t block_depth = 512;               // components that are packed together
constexpr std::size_t block_rows = 120;                // rows that are taken together
constexpr std::size_t group_width = 16 * panel_width;  // columns that a tile passes before the next tile does

std::vector<float> random_floats(std::size_t count, Random& random) {
  std::vector<float> values(count);
  for (float& value : values) value = random.symmetric(1.0F);
  return values;
}

std::vector<float> packed(const std::vector<float>& maps, std::size_t depth, std::size_t columns) {
  const auto size = static_cast<std::size_t>(attention::kernels::packed_size(depth, columns));
  std::vector<float> result(size + 1, canary);
  attention::kernels::pack(maps.data(), depth, columns, result.data());
  CHECK(result.back() == canary);
  result.pop_back();
  return result;
}

// Where the documentation of `pack` puts component k of a map.
std::size_t place(std::size_t depth, std::size_t columns, std::size_t column, std::size_t k) {
  const std::size_t panels = (columns + panel_width - 1) / panel_width;
  const std::size_t block = k / block_depth * block_depth;
  const std::size_t in_block = std::min(block_depth, depth - block);
  return block * panels * panel_width + column / panel_width * in_block * panel_width + (k - block) * panel_width +
         column % panel_width;
}

void check_product(std::size_t rows, std::size_t depth, std::size_t columns, Random& random) {
  CAPTURE(rows, depth, columns);
  const std::size_t a_row = depth + random.between(0, 1) * 3;
  const std::size_t c_row = columns + random.between(0, 1) * 5;
  const std::vector<float> a = random_floats(rows * a_row, random);
  const std::vector<float> maps = random_floats(columns * depth, random);
  std::vector<float> c(rows * c_row + 1, canary);
  std::vector<float> tile(attention::kernels::packed_tile_size + 1, test::nan);
  tile.back() = canary;
  attention::kernels::multiply_packed(a.data(), a_row, rows, packed(maps, depth, columns).data(), depth, columns,
                                      c.data(), c_row, tile.data());
  CHECK(tile.back() == canary);
  CHECK(c.back() == canary);
  for (std::size_t i = 0; i < rows; ++i) {
    reference::Vector expected;
    for (std::size_t m = 0; m < columns; ++m) {
      reference::Vector terms;
      for (std::size_t k = 0; k < depth; ++k) terms.push_back(Bounded(a[i * a_row + k]) * Bounded(maps[m * depth + k]));
      expected.push_back(reference::sum(terms));
    }
    const std::span<const float> row = std::span<const float>(c).subspan(i * c_row, c_row);
    REQUIRE(test::disagreement(row.first(columns), expected) == "");
    for (const float beyond : row.subspan(columns)) REQUIRE(beyond == canary);
  }
}

}  // namespace

TEST_CASE("Packing puts every component where it says, and zeros beside the last map", "[packed_product]") {
  Random random(31);
  for (const std::size_t depth : {1U, 2U, 5U, 8U, 511U, 512U, 513U, 1027U}) {
    for (std::size_t columns = 1; columns <= 2 * panel_width + 1; ++columns) {
      CAPTURE(depth, columns);
      const std::vector<float> maps = random_floats(columns * depth, random);
      std::vector<float> expected(static_cast<std::size_t>(attention::kernels::packed_size(depth, columns)), 0.0F);
      for (std::size_t column = 0; column < columns; ++column) {
        for (std::size_t k = 0; k < depth; ++k) {
          expected[place(depth, columns, column, k)] = maps[column * depth + k];
        }
      }
      REQUIRE(packed(maps, depth, columns) == expected);
    }
  }
}

TEST_CASE("The size of packed maps fills up the last panel, in 64 bits", "[packed_product]") {
  CHECK(attention::kernels::packed_size(3, 1) == 3 * panel_width);
  CHECK(attention::kernels::packed_size(3, panel_width) == 3 * panel_width);
  CHECK(attention::kernels::packed_size(3, panel_width + 1) == 6 * panel_width);
  CHECK(attention::kernels::packed_size(std::uint64_t{1} << 20U, std::uint64_t{1} << 20U) == std::uint64_t{1} << 40U);
}

TEST_CASE("A packed product agrees with the oracle for every tail of columns", "[packed_product]") {
  Random random(32);
  for (std::size_t columns = 1; columns <= 2 * panel_width + 1; ++columns) {
    for (const std::size_t rows : {1U, 2U, 5U, 6U, 7U, 13U})
      check_product(rows, random.between(1, 19), columns, random);
  }
}

TEST_CASE("A packed product agrees with the oracle where blocks of rows and components end", "[packed_product]") {
  Random random(33);
  for (const std::size_t rows : {block_rows - 1, block_rows, block_rows + 1, 2 * block_rows + 1}) {
    check_product(rows, 3, panel_width + 3, random);
    check_product(rows, 5, panel_width, random);
  }
  for (const std::size_t depth : {block_depth - 1, block_depth, block_depth + 1, 2 * block_depth + 3}) {
    check_product(3, depth, panel_width + 1, random);
    check_product(7, depth, 2 * panel_width, random);
  }
  check_product(block_rows + 2, block_depth + 2, 3, random);
}

TEST_CASE("A packed product agrees with the oracle where groups of panels end", "[packed_product]") {
  Random random(34);
  for (const std::size_t columns : {group_width - 1, group_width, group_width + 1, 2 * group_width + 3}) {
    check_product(7, 5, columns, random);
    check_product(1, 9, columns, random);
  }
  check_product(13, block_depth + 2, group_width + panel_width + 1, random);
}
