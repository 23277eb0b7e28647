#include "attention/model/dimensions.hpp"

#include <string>

#include "core/catch.hpp"
#include "core/support.hpp"

using attention::Axis;
using attention::Dimensions;
using attention::Status;
using attention::StatusCode;

namespace {

// Sets the dimension of one axis.
Dimensions with(Dimensions dimensions, Axis axis, std::uint32_t extent) {
  switch (axis) {
    case Axis::n_vocabulary: dimensions.n_vocabulary = extent; break;
    case Axis::n_positions: dimensions.n_positions = extent; break;
    case Axis::d_model: dimensions.d_model = extent; break;
    case Axis::n_heads: dimensions.n_heads = extent; break;
    case Axis::d_head: dimensions.d_head = extent; break;
    case Axis::d_value: dimensions.d_value = extent; break;
    case Axis::n_tokens: dimensions.n_tokens = extent; break;
    case Axis::none: break;
  }
  return dimensions;
}

void check_refused(const Dimensions& dimensions, Axis axis) {
  const Status status = attention::validate(dimensions);
  INFO(status.message());
  CHECK(status.code() == StatusCode::bad_dimension);
  CHECK(status.message().starts_with(attention::axis_name(axis)));
  CHECK(status.message().find("from 1 to 1048576") != std::string_view::npos);
}

}  // namespace

TEST_CASE("each axis reads its own dimension and has its own name", "[dimensions]") {
  const char* const names[] = {"n_vocabulary", "n_positions", "d_model", "n_heads", "d_head", "d_value", "n_tokens"};
  const Dimensions dimensions{1, 2, 3, 4, 5, 6, 7};
  for (std::uint32_t index = 0; index < attention::axis_count; ++index) {
    CHECK(dimensions.extent(static_cast<Axis>(index)) == index + 1);
    CHECK(std::string(attention::axis_name(static_cast<Axis>(index))) == names[index]);
  }
}

TEST_CASE("sound dimensions pass, up to both bounds", "[dimensions]") {
  CHECK(attention::validate(test::small_dimensions()).is_ok());
  CHECK(attention::validate(Dimensions{1, 1, 1, 1, 1, 1, 1}).is_ok());
  const std::uint32_t most = attention::largest_dimension;
  CHECK(attention::validate(Dimensions{most, most, most, most, most, most, most}).is_ok());
}

TEST_CASE("a dimension of 0 or beyond the bound is refused by name", "[dimensions]") {
  for (std::uint32_t index = 0; index < attention::axis_count; ++index) {
    const Axis axis = static_cast<Axis>(index);
    check_refused(with(test::small_dimensions(), axis, 0), axis);
    check_refused(with(test::small_dimensions(), axis, attention::largest_dimension + 1), axis);
    check_refused(with(test::small_dimensions(), axis, 0xFFFFFFFFU), axis);
  }
}

TEST_CASE("a sentence may fill the positions and not exceed them", "[dimensions]") {
  Dimensions dimensions = test::small_dimensions();
  dimensions.n_tokens = dimensions.n_positions;
  CHECK(attention::validate(dimensions).is_ok());
  dimensions.n_tokens = dimensions.n_positions + 1;
  const Status status = attention::validate(dimensions);
  CHECK(status.code() == StatusCode::bad_dimension);
  CHECK(status.message() ==
        "The sentence has 12 tokens; the model has vectors for 11 positions. Use a shorter sentence.");
}
