#include "attention/trainer/product.hpp"

#include "attention/kernels/product.hpp"
#include "core/io/support.hpp"
#include "reference/random.hpp"

using namespace attention;

namespace {

constexpr float canary = 7.0F;

/// A matrix inside a wider one, as the trainer's heads lie side by side; what is beside it must stay as it is.
class Inside {
 public:
  Inside(Eigen::Index rows, Eigen::Index cols, reference::Random& random)
      : field_(Matrix::Constant(rows + 2, cols + 5, canary)), rows_(rows), cols_(cols) {
    for (Eigen::Index r = 0; r < rows; ++r) {
      for (Eigen::Index c = 0; c < cols; ++c) view()(r, c) = random.symmetric(1.0F);
    }
  }
  Eigen::Block<Matrix> view() { return field_.block(1, 3, rows_, cols_); }
  [[nodiscard]] Eigen::MatrixXd exact() const { return field_.block(1, 3, rows_, cols_).cast<double>(); }
  bool canaries_are_intact() {
    Matrix field = field_;
    field.block(1, 3, rows_, cols_).setConstant(canary);
    return (field.array() == canary).all();
  }

 private:
  Matrix field_;
  Eigen::Index rows_, cols_;
};

// In double precision, entry by entry. Each entry of c may be off by one rounding of its size for each of its terms.
void check(Inside& c, const Eigen::MatrixXd& expected, Eigen::Index depth) {
  const double tolerance = static_cast<double>(depth + 1) * static_cast<double>(depth + 1) * 0x1p-24;
  CHECK((c.exact() - expected).cwiseAbs().maxCoeff() <= tolerance);
  CHECK(c.canaries_are_intact());
}

void check_products(Eigen::Index rows, Eigen::Index depth, Eigen::Index columns, reference::Random& random) {
  CAPTURE(rows, depth, columns);
  Inside a(rows, depth, random);
  Inside a_transposed(depth, rows, random);
  Inside b(depth, columns, random);
  Inside b_transposed(columns, depth, random);
  Inside c(rows, columns, random);

  Eigen::MatrixXd expected = c.exact() + a.exact().lazyProduct(b.exact());
  add_product(a.view(), b.view(), c.view());
  check(c, expected, depth);
  expected = c.exact() + a_transposed.exact().transpose().lazyProduct(b.exact());
  add_transposed_product(a_transposed.view(), b.view(), c.view());
  check(c, expected, depth);
  expected = a.exact().lazyProduct(b_transposed.exact().transpose());
  c.view().setConstant(std::numeric_limits<float>::quiet_NaN());
  product_transposed(a.view(), b_transposed.view(), c.view());
  check(c, expected, depth);
}

}  // namespace

TEST_CASE("the trainer's products agree with double precision, for every tail of columns") {
  reference::Random random(61);
  for (Eigen::Index columns = 1; columns <= 2 * static_cast<Eigen::Index>(kernels::panel_width) + 1; ++columns) {
    for (const Eigen::Index rows : {1, 5, 6, 7, 13}) check_products(rows, random.between(1, 9), columns, random);
  }
}

TEST_CASE("the trainer's products agree with double precision where blocks end") {
  reference::Random random(62);
  for (const Eigen::Index depth : {255, 256, 257, 513}) check_products(3, depth, 37, random);
  for (const Eigen::Index rows : {39, 40, 41, 47, 48, 49, 97}) check_products(rows, 3, 21, random);
  check_products(101, 259, 33, random);
}
