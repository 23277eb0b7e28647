#include "reference/tensor.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace reference {

Tensor::Tensor(std::vector<std::size_t> extents) : extents_(std::move(extents)) {
  std::size_t count = 1;
  for (const std::size_t extent : extents_) count *= extent;
  values_.resize(count);
}

// The flat position of the first element under the leading indices. Checked: an oracle that reads the wrong
// place would bless a kernel that does the same.
std::size_t Tensor::position(const std::vector<std::size_t>& leading) const {
  std::size_t flat = 0;
  for (std::size_t axis = 0; axis < extents_.size(); ++axis) {
    const std::size_t index = axis < leading.size() ? leading[axis] : 0;
    if (index >= extents_[axis]) throw std::out_of_range("reference::Tensor: index past the end of its axis");
    flat = flat * extents_[axis] + index;
  }
  return flat;
}

Vector Tensor::row(const std::vector<std::size_t>& leading) const {
  const auto first = values_.begin() + static_cast<std::ptrdiff_t>(position(leading));
  return {first, first + static_cast<std::ptrdiff_t>(extents_.back())};
}

void Tensor::set_row(const std::vector<std::size_t>& leading, const Vector& row) {
  if (row.size() != extents_.back()) throw std::length_error("reference::Tensor: row of another length");
  std::copy(row.begin(), row.end(), values_.begin() + static_cast<std::ptrdiff_t>(position(leading)));
}

const Bounded& Tensor::at(const std::vector<std::size_t>& indices) const { return values_[position(indices)]; }

void Tensor::set(const std::vector<std::size_t>& indices, const Bounded& value) { values_[position(indices)] = value; }

}  // namespace reference
