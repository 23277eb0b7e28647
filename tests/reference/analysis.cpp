#include "reference/analysis.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Eigenvalues>
#include <Eigen/SVD>

namespace reference {

namespace {

using Matrix = Eigen::MatrixXd;
using Column = Eigen::VectorXd;
using Decomposition = Eigen::JacobiSVD<Matrix>;

Matrix matrix(const std::vector<Numbers>& rows, std::size_t count) {
  Matrix result(count, rows.front().size());
  for (std::size_t r = 0; r < count; ++r) {
    for (std::size_t c = 0; c < rows[r].size(); ++c) result(r, c) = rows[r][c];
  }
  return result;
}

Column column(const Numbers& x) { return Eigen::Map<const Column>(x.data(), static_cast<Eigen::Index>(x.size())); }

Numbers numbers(const Column& x) { return {x.begin(), x.end()}; }

}  // namespace

Plane principal_plane(const std::vector<Numbers>& points, std::size_t n_fit, const Numbers& first_axis) {
  Matrix fit = matrix(points, n_fit);
  const Column origin = fit.colwise().mean();
  fit.rowwise() -= origin.transpose();
  Plane plane{.origin = numbers(origin), .axes = {}, .spread = {}, .spread_beyond = 0.0, .whole_spread = 0.0};
  plane.whole_spread = fit.squaredNorm();
  if (!first_axis.empty()) {
    const Column axis = column(first_axis).normalized();
    plane.axes.push_back(numbers(axis));
    plane.spread.push_back((fit * axis).squaredNorm());
    fit -= fit * axis * axis.transpose();
  }
  // In increasing order.
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(fit.transpose() * fit);
  for (Eigen::Index k = fit.cols() - 1; k >= 0; --k) {
    if (plane.axes.size() == 2) {
      plane.spread_beyond = solver.eigenvalues()[k];
      break;
    }
    plane.axes.push_back(numbers(solver.eigenvectors().col(k)));
    plane.spread.push_back(solver.eigenvalues()[k]);
  }
  return plane;
}

Combination best_combination(const std::vector<Numbers>& vectors, const Numbers& target) {
  const Matrix columns = matrix(vectors, vectors.size()).transpose();
  Decomposition decomposition(columns.rows(), columns.cols(), Eigen::ComputeFullU | Eigen::ComputeFullV);
  decomposition.setThreshold(1e-6);
  decomposition.compute(columns);
  const Column coefficients = decomposition.solve(column(target));
  const Column fitted = columns * coefficients;
  return {.coefficients = numbers(coefficients),
          .fitted = numbers(fitted),
          .missed = (column(target) - fitted).norm(),
          .rank = static_cast<std::size_t>(decomposition.rank())};
}

Truncation truncated_product(const std::vector<Numbers>& left, const std::vector<Numbers>& right, std::size_t rank) {
  const Matrix product = matrix(left, left.size()).transpose() * matrix(right, right.size());
  const Decomposition svd(product, Eigen::ComputeFullU | Eigen::ComputeFullV);
  const auto r = static_cast<Eigen::Index>(rank);
  const Eigen::Index used = std::min<Eigen::Index>(r, svd.singularValues().size());
  const Matrix kept = svd.matrixU().leftCols(used) * svd.singularValues().head(used).asDiagonal() *
                      svd.matrixV().leftCols(used).transpose();
  Truncation result{.singular_values = numbers(svd.singularValues()),
                    .kept = {},
                    .missed = (product - kept).norm(),
                    .whole = product.norm()};
  result.singular_values.resize(left.size(), 0.0);
  for (Eigen::Index row = 0; row < kept.rows(); ++row) result.kept.push_back(numbers(kept.row(row).transpose()));
  return result;
}

std::vector<Numbers> symmetric_frame(const std::vector<Numbers>& vectors) {
  const Matrix rows = matrix(vectors, vectors.size());
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(rows * rows.transpose());
  const Matrix frame = solver.operatorInverseSqrt() * rows;
  std::vector<Numbers> axes;
  for (Eigen::Index k = 0; k < frame.rows(); ++k) axes.push_back(numbers(frame.row(k).transpose()));
  return axes;
}

AttendedRow moved_row(const MovedQuery& input, double divisor, std::size_t seen) {
  const auto d = static_cast<Eigen::Index>(input.query.size());
  const auto n = static_cast<Eigen::Index>(input.keys.size()) / d;
  const Eigen::Map<const Matrix> keys(input.keys.data(), d, n);
  const Eigen::Map<const Matrix> axes(input.axes.data(), d, 2);
  const Column query = column(input.query) + axes * column(input.move);
  const Column score = keys.transpose() * query;
  Column weight = (score / divisor).array().exp();
  weight.tail(n - static_cast<Eigen::Index>(seen)).setZero();
  return {.query = numbers(query), .score = numbers(score), .weight = numbers(weight / weight.sum())};
}

double dot(const Numbers& a, const Numbers& b) {
  double sum = 0.0;
  for (std::size_t c = 0; c < a.size(); ++c) sum += a[c] * b[c];
  return sum;
}

}  // namespace reference
