// Eigen compiled to wasm with the same flags: what one gets by writing the formula down.
#include <Eigen/Core>
#include <cmath>
#include <cstdlib>
#include <limits>

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using View = Eigen::Map<Matrix>;

namespace {

void attend(const View& query, const View& key, const View& value, Matrix& score,
            Eigen::Ref<Matrix, 0, Eigen::OuterStride<>> output, bool causal) {
  const float scale = 1.0F / std::sqrt(static_cast<float>(query.cols()));
  score.noalias() = scale * (query * key.transpose());
  if (causal) score.triangularView<Eigen::StrictlyUpper>().setConstant(-std::numeric_limits<float>::infinity());
  for (Eigen::Index i = 0; i < score.rows(); ++i) {
    score.row(i) = (score.row(i).array() - score.row(i).maxCoeff()).exp();
    score.row(i) /= score.row(i).sum();
  }
  output.noalias() = score * value;
}

}  // namespace

extern "C" {

float* eigen_memory(unsigned floats) { return static_cast<float*>(std::malloc(std::size_t{floats} * sizeof(float))); }

// query, key, value, output: (heads, n, d)
void eigen_attention(float* query, float* key, float* value, float* output, int heads, int n, int d, int causal) {
  Matrix score(n, n);
  for (int h = 0; h < heads; ++h) {
    const std::ptrdiff_t at = std::ptrdiff_t{h} * n * d;
    View out(output + at, n, d);
    attend(View(query + at, n, d), View(key + at, n, d), View(value + at, n, d), score, out, causal != 0);
  }
}

// input, output: (n, d_model); maps: four of (d_model, d_model), row-major, outputs first
void eigen_layer(float* input, float* maps, float* output, int heads, int n, int d_model) {
  const std::ptrdiff_t size = std::ptrdiff_t{d_model} * d_model;
  const int d = d_model / heads;
  const View x(input, n, d_model);
  const Matrix query = x * View(maps, d_model, d_model).transpose();
  const Matrix key = x * View(maps + size, d_model, d_model).transpose();
  const Matrix value = x * View(maps + 2 * size, d_model, d_model).transpose();
  Matrix score(n, n);
  Matrix joined(n, d_model);
  for (int h = 0; h < heads; ++h) {
    Matrix q = query.middleCols(h * d, d);
    Matrix k = key.middleCols(h * d, d);
    Matrix v = value.middleCols(h * d, d);
    attend(View(q.data(), n, d), View(k.data(), n, d), View(v.data(), n, d), score, joined.middleCols(h * d, d), true);
  }
  View(output, n, d_model).noalias() = joined * View(maps + 3 * size, d_model, d_model).transpose();
}
}
