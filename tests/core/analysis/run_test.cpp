// The analysis's layout, and its computations on the tensors of one: what is refused, and what is written.

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "attention/analysis/best_combination.hpp"
#include "attention/analysis/principal_plane.hpp"
#include "attention/analysis/product_directions.hpp"
#include "attention/analysis/run.hpp"
#include "attention/analysis/symmetric_frame.hpp"
#include "attention/model/dimensions.hpp"
#include "core/analysis/support.hpp"
#include "core/catch.hpp"

using attention::AnalysisLayout;
using attention::AnalysisOperation;
using attention::AnalysisTensor;
using attention::Status;
using attention::StatusCode;
using reference::Random;

namespace {

constexpr float largest_float = std::numeric_limits<float>::max();

std::vector<std::uint64_t> expected_sizes(std::uint64_t n, std::uint64_t d) {
  return {n * d, d, 2 * d, d, 2 * n, d, d, n, d, 4, n * d, 3 * d, 3 * n, n, 2, d, n, n};
}

AnalysisLayout layout_of(std::size_t n, std::size_t d) {
  AnalysisLayout layout;
  REQUIRE(AnalysisLayout::make(static_cast<std::uint32_t>(n), static_cast<std::uint32_t>(d), layout).is_ok());
  return layout;
}

/// An analysis on points in guarded memory, everything else NaN.
class Analysis {
 public:
  explicit Analysis(const test::Points& points, const std::vector<float>& first_axis = {})
      : layout_(layout_of(points.size(), points.front().size())), memory_(layout_.bytes()) {
    std::fill_n(memory_.data(), layout_.bytes(), std::byte{0xFF});
    std::ranges::copy(test::flat(points), (*this)[AnalysisTensor::points].begin());
    std::ranges::copy(first_axis, (*this)[AnalysisTensor::first_axis].begin());
  }

  std::span<float> operator[](AnalysisTensor id) {
    return {reinterpret_cast<float*>(memory_.data() + layout_.offset(id)), layout_.size(id)};
  }

  Status run(AnalysisOperation operation, std::uint32_t count = 0) {
    const Status status = attention::run_analysis(layout_, memory_.data(), operation, count);
    CHECK(memory_.guards_are_intact());
    return status;
  }

  Status run_moved_query(std::uint32_t position, const attention::RunOptions& options) {
    const Status status = attention::run_moved_query(layout_, memory_.data(), position, options);
    CHECK(memory_.guards_are_intact());
    return status;
  }

  /// The tensors that are wholly numbers, or of some in part: what has been written.
  std::vector<AnalysisTensor> written() {
    std::vector<AnalysisTensor> ids;
    for (std::uint32_t index = 1; index < attention::analysis_tensor_count; ++index) {
      const auto id = static_cast<AnalysisTensor>(index);
      const auto is_number = [](float value) { return value == value; };
      if (std::ranges::any_of((*this)[id], is_number)) ids.push_back(id);
      using enum AnalysisTensor;
      if (id == summary || id == coefficients || id == directions || id == probability) continue;
      if (id == scores || id == weights) continue;
      CHECK(std::ranges::any_of((*this)[id], is_number) == std::ranges::all_of((*this)[id], is_number));
    }
    return ids;
  }

  std::span<std::byte> bytes() { return {memory_.data(), layout_.bytes()}; }

 private:
  AnalysisLayout layout_;
  test::GuardedMemory memory_;
};

void check_refused(Analysis& analysis, AnalysisOperation operation, std::uint32_t count, StatusCode code,
                   const std::string& sentence) {
  const std::vector<std::byte> before(analysis.bytes().begin(), analysis.bytes().end());
  const Status status = analysis.run(operation, count);
  CHECK(status.code() == code);
  CHECK(status.message() == sentence);
  CHECK(std::ranges::equal(analysis.bytes(), before));
}

}  // namespace

TEST_CASE("the analysis's tensors are aligned, in order, apart and inside the block", "[analysis]") {
  Random random(3);
  for (int round = 0; round < 100; ++round) {
    const std::uint32_t n = random.between(1, 40);
    const std::uint32_t d = random.between(1, 40);
    const AnalysisLayout layout = layout_of(n, d);
    CHECK(layout.n_points() == n);
    CHECK(layout.d() == d);
    std::size_t end = 0;
    for (std::size_t index = 0; index < attention::analysis_tensor_count; ++index) {
      const auto id = static_cast<AnalysisTensor>(index);
      CHECK(layout.size(id) == expected_sizes(n, d)[index]);
      CHECK(layout.offset(id) % AnalysisLayout::alignment == 0);
      CHECK(layout.offset(id) >= end);
      end = layout.offset(id) + layout.size(id) * sizeof(float);
    }
    CHECK(layout.scratch_offset() >= end);
    CHECK(layout.scratch_offset() % AnalysisLayout::alignment == 0);
    CHECK(layout.scratch_offset() + layout.scratch_size() * sizeof(double) <= layout.bytes());
    CHECK(layout.scratch_size() >= attention::plane_scratch(n, d));
    CHECK(layout.scratch_size() >= attention::directions_scratch(n / 2, d));
    CHECK(layout.scratch_size() >= attention::frame_scratch(d));
    for (std::uint32_t m = 1; m <= std::min(n, attention::largest_combination); ++m) {
      CHECK(layout.scratch_size() >= attention::combination_scratch(m, d));
    }
  }
}

TEST_CASE("an analysis that cannot be laid out is refused and the layout stays", "[analysis]") {
  AnalysisLayout layout;
  CHECK(layout.bytes() == 0);
  REQUIRE(AnalysisLayout::make(3, 5, layout).is_ok());
  const std::size_t bytes = layout.bytes();
  for (const std::uint32_t wrong : {0U, attention::largest_dimension + 1, 0xFFFFFFFFU}) {
    const Status points = AnalysisLayout::make(wrong, 5, layout);
    CHECK(points.code() == StatusCode::bad_dimension);
    CHECK(points.message() == "n_points is " + std::to_string(wrong) + "; it must be from 1 to 1048576.");
    const Status components = AnalysisLayout::make(3, wrong, layout);
    CHECK(components.code() == StatusCode::bad_dimension);
    CHECK(components.message() == "d is " + std::to_string(wrong) + "; it must be from 1 to 1048576.");
  }
  // The second would need a multiple of 2^32 bytes or so: kept in 32 bits it would be little.
  for (const std::uint32_t d : {attention::largest_dimension, 1U << 10U}) {
    const Status status = AnalysisLayout::make(attention::largest_dimension, d, layout);
    CHECK(status.code() == StatusCode::too_large);
    CHECK(status.message().ends_with("."));
  }
  CHECK(layout.bytes() == bytes);
  CHECK(layout.n_points() == 3);
}

TEST_CASE("each computation of the analysis writes its results and nothing else", "[analysis]") {
  const test::Points given{{1, 2, 3}, {4, -5, 6}, {0, 1, 0}, {2, 2, 2}};
  using enum AnalysisOperation;
  using enum AnalysisTensor;
  const std::vector<AnalysisTensor> of_plane{axes, origin, coordinates, summary};

  Analysis by_points(given);
  REQUIRE(by_points.run(plane, 3).is_ok());
  CHECK(by_points.written() == of_plane);
  CHECK(by_points[origin][1] == static_cast<float>(-2.0 / 3.0));
  CHECK(by_points[summary][0] > 0.0F);

  Analysis by_axis(given, {0, 0, 3});
  REQUIRE(by_axis.run(plane_with_axis, 4).is_ok());
  CHECK(by_axis.written() == std::vector<AnalysisTensor>{first_axis, axes, origin, coordinates, summary});
  CHECK(by_axis[axes][2] == 1.0F);

  Analysis combination(given);
  REQUIRE(combination.run(combine, 2).is_ok());
  CHECK(combination.written() == std::vector<AnalysisTensor>{coefficients, fitted, summary});
  CHECK(combination[coefficients][2] != combination[coefficients][2]);
  CHECK((combination[summary][1] > 0.0F && combination[summary][1] < 1.0F));

  Analysis products(given);
  REQUIRE(products.run(multiply).is_ok());
  CHECK(products.written() == std::vector<AnalysisTensor>{product, running});
  CHECK(products[running][2] == 12.0F);

  Analysis comparison(given);
  REQUIRE(comparison.run(compare).is_ok());
  CHECK(comparison.written() == std::vector<AnalysisTensor>{summary});
  CHECK(comparison[summary][2] == 7.0F);
  CHECK(comparison[summary][3] == static_cast<float>(std::sqrt(67.0)));

  // Two terms: (3, 0, 0) (1, 0, 0)^T + (0, 4, 0) (0, 0, 1)^T; the last point takes no part.
  Analysis terms({{3, 0, 0}, {0, 4, 0}, {1, 0, 0}, {0, 0, 1}, {7, 7, 7}});
  REQUIRE(terms.run(directions_of_product, 2).is_ok());
  CHECK(terms.written() == std::vector<AnalysisTensor>{coefficients, directions});
  CHECK(std::fabs(terms[directions][1]) == 4.0F);
  CHECK(std::fabs(terms[directions][3]) == 3.0F);
  CHECK(terms[directions][6] != terms[directions][6]);
  CHECK(terms[coefficients][1] == 0.0F);
  CHECK(terms[coefficients][2] != terms[coefficients][2]);

  Analysis laid({{0, 2, 0}, {0, 0, 3}, {-1, 0, 0}, {4, 5, 6}});
  REQUIRE(laid.run(lay_frame, 3).is_ok());
  CHECK(laid.written() == std::vector<AnalysisTensor>{frame, places});
  CHECK(laid[places][9] == 5.0F);
  CHECK(laid[places][11] == -4.0F);

  // At (1, 0, 0) + 2 (0, 1, 0): of two words, the second scores ln 3 more.
  Analysis predicted({{1, 0, 0}, {0, 1, 0}, {5, 0, 1}, {5, 0.5493061443F, 2}});
  predicted[coefficients][0] = 1.0F;
  predicted[coefficients][1] = 2.0F;
  REQUIRE(predicted.run(predict, 2).is_ok());
  CHECK(predicted.written() == std::vector<AnalysisTensor>{coefficients, fitted, probability});
  CHECK(predicted[fitted][1] == 2.0F);
  CHECK(std::fabs(predicted[probability][0] - 0.25F) < 1e-6F);
  CHECK(std::fabs(predicted[probability][1] - 0.75F) < 1e-6F);
  CHECK(predicted[probability][2] != predicted[probability][2]);
}

TEST_CASE("a moved query writes its row and nothing else, and is refused what it cannot do", "[analysis]") {
  using enum AnalysisTensor;
  // Two keys and a query; along the second axis the query goes away from the second key.
  Analysis analysis({{1, 0}, {0, 1}, {1, 2}});
  const auto write = [&](AnalysisTensor id, const std::vector<float>& values) {
    std::ranges::copy(values, analysis[id].begin());
  };
  const auto run = [&](std::uint32_t position, const attention::RunOptions& options = {}) {
    return analysis.run_moved_query(position, options);
  };
  write(axes, {1, 0, 0, 1});
  write(move, {0, -2});
  REQUIRE(run(1).is_ok());
  CHECK(analysis.written() == std::vector<AnalysisTensor>{axes, move, moved, scores, weights});
  CHECK(analysis[moved][1] == 0.0F);
  CHECK(analysis[scores][0] == 1.0F);
  CHECK(analysis[scores][2] != analysis[scores][2]);
  CHECK(analysis[weights][0] + analysis[weights][1] == 1.0F);

  const auto check_refusal = [&](const Status& status, StatusCode code, const std::string& sentence) {
    CHECK(status.code() == code);
    CHECK(status.message() == sentence);
  };
  const std::vector<std::byte> before(analysis.bytes().begin(), analysis.bytes().end());
  check_refusal(run(2), StatusCode::bad_dimension, "position is 2; it must be from 0 to 1.");
  CHECK(run(0, {.temperature = 0.0F}).code() == StatusCode::bad_option);
  CHECK(run(0, {.mask = static_cast<attention::Mask>(3)}).code() == StatusCode::bad_option);
  CHECK(std::ranges::equal(analysis.bytes(), before));
  for (const AnalysisTensor id : {points, axes, move}) {
    const float kept = std::exchange(analysis[id][1], test::nan);
    check_refusal(run(0), StatusCode::not_finite, "A vector holds a value that is not a finite number.");
    analysis[id][1] = kept;
  }
  CHECK(std::ranges::equal(analysis.bytes(), before));
  write(move, {largest_float, largest_float});
  write(axes, {1, 0, 1, 0});
  check_refusal(run(0), StatusCode::not_finite, "A result went beyond the range of float32. Use smaller vectors.");
  Analysis alone({{1, 2}});
  check_refusal(alone.run_moved_query(0, {}), StatusCode::bad_dimension,
                "n_points is 1; it must be from 2 to 1048576.");
}

TEST_CASE("counts that do not fit are refused with a sentence, and nothing has changed", "[analysis]") {
  using enum AnalysisOperation;
  Analysis analysis({{1, 2}, {3, 4}, {5, 7}});
  for (const std::uint32_t count : {0U, 4U, 0xFFFFFFFFU}) {
    const std::string is = " is " + std::to_string(count) + "; it must be from 1 to ";
    check_refused(analysis, plane, count, StatusCode::bad_dimension, "n_fit" + is + "3.");
    check_refused(analysis, plane_with_axis, count, StatusCode::bad_dimension, "n_fit" + is + "3.");
    check_refused(analysis, combine, count, StatusCode::bad_dimension, "n_vectors" + is + "2.");
  }
  check_refused(analysis, combine, 3, StatusCode::bad_dimension, "n_vectors is 3; it must be from 1 to 2.");
  check_refused(analysis, directions_of_product, 0, StatusCode::bad_dimension, "n_terms is 0; it must be from 1 to 1.");
  check_refused(analysis, directions_of_product, 2, StatusCode::bad_dimension, "n_terms is 2; it must be from 1 to 1.");
  CHECK(analysis.run(directions_of_product, 1).is_ok());
  check_refused(analysis, lay_frame, 0, StatusCode::bad_dimension, "n_fit is 0; it must be from 1 to 3.");
  check_refused(analysis, predict, 3, StatusCode::bad_dimension, "n_vectors is 3; it must be from 1 to 2.");
  check_refused(analysis, static_cast<AnalysisOperation>(8), 1, StatusCode::bad_dimension,
                "operation is 8; it must be from 0 to 7.");
  Analysis many(test::Points(12, {1, 2}));
  check_refused(many, combine, 9, StatusCode::bad_dimension, "n_vectors is 9; it must be from 1 to 8.");
  check_refused(many, lay_frame, 4, StatusCode::bad_dimension, "n_fit is 4; it must be from 1 to 3.");
  CHECK(many.run(combine, 8).is_ok());
  Analysis one({{1, 2}});
  for (const AnalysisOperation operation : {combine, multiply, compare, directions_of_product, predict}) {
    check_refused(one, operation, 1, StatusCode::bad_dimension, "n_points is 1; it must be from 2 to 1048576.");
  }
  CHECK(one.run(plane, 1).is_ok());
}

TEST_CASE("vectors that are not finite are refused with a sentence, and nothing has changed", "[analysis]") {
  using enum AnalysisOperation;
  const std::string sentence = "A vector holds a value that is not a finite number.";
  for (const float value : {test::nan, test::infinity, -test::infinity}) {
    for (const std::size_t place : {0U, 3U, 5U}) {
      Analysis analysis({{1, 2}, {3, 4}, {5, 7}}, {1, 1});
      analysis[AnalysisTensor::points][place] = value;
      for (const AnalysisOperation operation :
           {plane, plane_with_axis, combine, multiply, compare, directions_of_product, lay_frame, predict}) {
        check_refused(analysis, operation, 1, StatusCode::not_finite, sentence);
      }
    }
    Analysis analysis({{1, 2}, {3, 4}}, {1, value});
    check_refused(analysis, plane_with_axis, 2, StatusCode::not_finite, sentence);
    CHECK(analysis.run(plane, 2).is_ok());
    analysis[AnalysisTensor::coefficients][0] = value;
    check_refused(analysis, predict, 1, StatusCode::not_finite, sentence);
  }
}

TEST_CASE("results beyond the range of float32 are reported", "[analysis]") {
  using enum AnalysisOperation;
  const std::string sentence = "A result went beyond the range of float32. Use smaller vectors.";
  Analysis far({{largest_float, largest_float}, {-largest_float, -largest_float}});
  for (const AnalysisOperation operation : {plane, multiply, compare})
    CHECK(far.run(operation, 2).message() == sentence);
  CHECK(far.run(directions_of_product, 1).message() == sentence);
  CHECK(far.run(lay_frame, 1).message() == sentence);
  Analysis likely({{largest_float, largest_float}, {1, 1}});
  likely[AnalysisTensor::coefficients][0] = 1.0F;
  CHECK(likely.run(predict, 1).message() == sentence);
  Analysis slight({{1e-30F, 0}, {1e30F, 0}});
  CHECK(slight.run(combine, 1).code() == StatusCode::not_finite);
  Analysis sum({{largest_float, largest_float, -largest_float}, {1, 1, 1}});
  CHECK(sum.run(multiply).message() == sentence);
}
