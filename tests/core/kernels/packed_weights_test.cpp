#include "attention/kernels/packed_weights.hpp"

#include <cmath>
#include <cstring>
#include <vector>

#include "attention/kernels/product.hpp"
#include "core/catch.hpp"
#include "core/support.hpp"
#include "core/transformer/support.hpp"

using attention::WeightType;
using attention::kernels::Packed;
using attention::kernels::PackedWeights;
using attention::kernels::WeightRectangle;
using attention::kernels::WeightSource;
using reference::Bounded;
using reference::Random;

namespace {

constexpr float canary = 7.0F;
constexpr std::size_t group_width = 16 * attention::kernels::panel_width;  // columns that are widened together

/// A matrix of a type, as bytes (row-major) and as the floats that these are.
struct Matrix {
  std::vector<std::byte> bytes;
  std::vector<float> values;
};

Matrix drawn(WeightType type, std::size_t count, Random& random) {
  Matrix matrix;
  matrix.bytes.resize(count * attention::element_bytes(type));
  for (std::size_t k = 0; k < count; ++k) {
    float value = random.symmetric(1.0F);
    if (type == WeightType::float32) {
      std::memcpy(matrix.bytes.data() + 4 * k, &value, 4);
    } else {
      const std::uint16_t element = test::nearest_element(type, static_cast<double>(value));
      value = static_cast<float>(test::value_of_element(type, element));
      std::memcpy(matrix.bytes.data() + 2 * k, &element, 2);
    }
    matrix.values.push_back(value);
  }
  return matrix;
}

std::vector<std::byte> packed(const Matrix& matrix, WeightType type, std::size_t depth, std::size_t columns) {
  const std::uint64_t size = attention::kernels::packed_weight_bytes(type, depth, columns);
  std::vector<std::byte> result(static_cast<std::size_t>(size) + 1, std::byte{0});
  result.back() = std::byte{0x5A};
  const WeightSource source{matrix.bytes.data(), type, depth, 1};
  const WeightRectangle all{0, columns, 0, depth};
  CHECK(attention::kernels::pack_weights(source, all, type, depth, columns, result.data()) == Packed::all);
  CHECK(result.back() == std::byte{0x5A});
  return result;
}

struct Shape {
  std::size_t rows, depth, columns, first, count;
};

void check_product(WeightType type, const Shape& shape, Random& random) {
  const auto& [rows, depth, columns, first, count] = shape;
  CAPTURE(static_cast<int>(type), rows, depth, columns, first, count);
  const Matrix matrix = drawn(type, depth * columns, random);
  const std::vector<std::byte> bytes = packed(matrix, type, depth, columns);
  const std::size_t a_row = count + random.between(0, 1) * 3;
  const std::size_t c_row = columns + random.between(0, 1) * 5;
  std::vector<float> a(rows * a_row);
  for (float& value : a) value = random.symmetric(1.0F);
  std::vector<float> c(rows * c_row + 1, canary);
  std::vector<float> scratch(attention::kernels::packed_weights_scratch + 1, test::nan);
  scratch.back() = canary;
  attention::kernels::multiply_weights(
      {.a = a.data(), .a_row = a_row, .rows = rows, .first = first, .depth = count, .c = c.data(), .c_row = c_row},
      {bytes.data(), type, depth, columns}, scratch.data());
  CHECK(scratch.back() == canary);
  CHECK(c.back() == canary);
  for (std::size_t i = 0; i < rows; ++i) {
    reference::Vector expected;
    for (std::size_t m = 0; m < columns; ++m) {
      reference::Vector terms;
      for (std::size_t k = 0; k < count; ++k) {
        terms.push_back(Bounded(a[i * a_row + k]) * Bounded(matrix.values[m * depth + first + k]));
      }
      expected.push_back(reference::sum(terms));
    }
    CHECK(test::disagreement({c.data() + i * c_row, columns}, expected) == "");
    for (std::size_t gap = columns; gap < c_row; ++gap) CHECK(c[i * c_row + gap] == canary);
  }
}

}  // namespace

TEST_CASE("Rows through packed weights of every type are their products", "[kernels]") {
  Random random(21);
  for (const WeightType type : {WeightType::float32, WeightType::float16, WeightType::bfloat16}) {
    for (const Shape& shape :
         {Shape{1, 1, 1, 0, 1}, Shape{1, 37, 70, 0, 37}, Shape{1, 4, 64, 0, 4}, Shape{1, 515, 5, 0, 515},
          Shape{2, 515, 33, 0, 515}, Shape{7, 19, 40, 0, 19}, Shape{121, 6, 3, 0, 6}, Shape{1, 1030, 9, 505, 520},
          Shape{3, 1030, 9, 508, 6}, Shape{2, 40, 31, 13, 9}, Shape{1, 3, group_width + 1, 0, 3},
          Shape{8, 515, group_width + 3, 2, 513}, Shape{2, 4, 2 * group_width, 1, 2}}) {
      check_product(type, shape, random);
    }
  }
}

TEST_CASE("A map is unpacked as it was packed", "[kernels]") {
  Random random(22);
  for (const WeightType type : {WeightType::float32, WeightType::float16, WeightType::bfloat16}) {
    constexpr std::size_t depth = 519;
    constexpr std::size_t columns = 37;
    const Matrix matrix = drawn(type, depth * columns, random);
    const std::vector<std::byte> bytes = packed(matrix, type, depth, columns);
    for (const std::size_t column : {0U, 1U, 16U, 36U}) {
      std::vector<float> row(depth);
      attention::kernels::unpack_column({bytes.data(), type, depth, columns}, column, row.data());
      CHECK(std::memcmp(row.data(), matrix.values.data() + column * depth, depth * sizeof(float)) == 0);
    }
  }
}

TEST_CASE("A rectangle is packed where it belongs, and no element beside it", "[kernels]") {
  Random random(23);
  constexpr std::size_t depth = 520;
  constexpr std::size_t columns = 41;
  const Matrix before = drawn(WeightType::float32, depth * columns, random);
  std::vector<std::byte> bytes = packed(before, WeightType::float32, depth, columns);
  const WeightRectangle part{.first_column = 5, .n_columns = 30, .first_component = 490, .n_components = 27};
  // Transposed: a row of the source for each component.
  const Matrix source = drawn(WeightType::float32, part.n_columns * part.n_components, random);
  CHECK(attention::kernels::pack_weights({source.bytes.data(), WeightType::float32, 1, part.n_columns}, part,
                                         WeightType::float32, depth, columns, bytes.data()) == Packed::all);
  for (std::size_t column = 0; column < columns; ++column) {
    std::vector<float> row(depth);
    attention::kernels::unpack_column({bytes.data(), WeightType::float32, depth, columns}, column, row.data());
    for (std::size_t k = 0; k < depth; ++k) {
      const bool inside = column - part.first_column < part.n_columns && k - part.first_component < part.n_components;
      const float expected =
          inside ? source.values[(k - part.first_component) * part.n_columns + column - part.first_column]
                 : before.values[column * depth + k];
      if (row[k] != expected) FAIL_CHECK("column " << column << ", component " << k);
    }
  }
}

TEST_CASE("Every half below 128 is kept exactly, also the smallest, and no larger one", "[kernels]") {
  std::vector<float> scratch(attention::kernels::packed_weights_scratch);
  for (unsigned bits = 0; bits < 0x10000U; ++bits) {
    const auto half = static_cast<std::uint16_t>(bits);
    std::vector<std::byte> bytes(attention::kernels::packed_weight_bytes(WeightType::float16, 1, 1), std::byte{0});
    const auto* source = reinterpret_cast<const std::byte*>(&half);
    const Packed packed =
        attention::kernels::pack_weights({source, WeightType::float16, 1, 1},
                                         {.first_column = 0, .n_columns = 1, .first_component = 0, .n_components = 1},
                                         WeightType::float16, 1, 1, bytes.data());
    const double value = test::value_of_element(WeightType::float16, half);
    const bool is_finite = (bits & 0x7C00U) != 0x7C00U;
    const bool fits = is_finite && std::fabs(value) < 128.0;
    const Packed expected = fits ? Packed::all : (is_finite ? Packed::too_large : Packed::not_finite);
    if (packed != expected) FAIL_CHECK("half " << bits << " is packed otherwise");
    if (!fits) continue;
    float unpacked = test::nan;
    attention::kernels::unpack_column({bytes.data(), WeightType::float16, 1, 1}, 0, &unpacked);
    const float one = 1.0F;
    float product = test::nan;
    attention::kernels::multiply_weights(
        {.a = &one, .a_row = 1, .rows = 1, .first = 0, .depth = 1, .c = &product, .c_row = 1},
        {bytes.data(), WeightType::float16, 1, 1}, scratch.data());
    const bool exact = static_cast<double>(unpacked) == value && static_cast<double>(product) == value;
    if (!exact) FAIL_CHECK("half " << bits << " is " << value << ", not " << unpacked << " or " << product);
  }
}
