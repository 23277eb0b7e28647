#pragma once

#include <Eigen/Core>

#include "attention/model/parameters.hpp"

/// Parameters as Eigen's matrices, which the trainer alone computes with. Views: they live as long as what they show.
namespace attention {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using MatrixView = Eigen::Map<Matrix>;
using ConstMatrixView = Eigen::Map<const Matrix>;

/// A tensor as a matrix whose columns are its last axis: for rank 3, the heads' matrices one below the other.
MatrixView stacked(Parameters& parameters, TensorId id);
ConstMatrixView stacked(const Parameters& parameters, TensorId id);

/// One head's matrix of a tensor of rank 3.
MatrixView head_of(Parameters& parameters, TensorId id, std::uint32_t head);
ConstMatrixView head_of(const Parameters& parameters, TensorId id, std::uint32_t head);

}  // namespace attention
