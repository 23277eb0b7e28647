#include "attention/trainer/matrix.hpp"

namespace attention {

namespace {

template <typename View, typename Tensors>
View stacked_view(Tensors& parameters, TensorId id) {
  const std::uint32_t columns = parameters.extent(id, tensor_info(id).rank - 1);
  const auto values = parameters.values(id);
  return {values.data(), static_cast<Eigen::Index>(values.size() / columns), static_cast<Eigen::Index>(columns)};
}

template <typename View, typename Tensors>
View head_view(Tensors& parameters, TensorId id, std::uint32_t head) {
  const std::uint32_t rows = parameters.extent(id, 1);
  const std::uint32_t columns = parameters.extent(id, 2);
  const auto values = parameters.values(id).subspan(std::size_t{head} * rows * columns);
  return {values.data(), static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(columns)};
}

}  // namespace

MatrixView stacked(Parameters& parameters, TensorId id) { return stacked_view<MatrixView>(parameters, id); }

ConstMatrixView stacked(const Parameters& parameters, TensorId id) {
  return stacked_view<ConstMatrixView>(parameters, id);
}

MatrixView head_of(Parameters& parameters, TensorId id, std::uint32_t head) {
  return head_view<MatrixView>(parameters, id, head);
}

ConstMatrixView head_of(const Parameters& parameters, TensorId id, std::uint32_t head) {
  return head_view<ConstMatrixView>(parameters, id, head);
}

}  // namespace attention
