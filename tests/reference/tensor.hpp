#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "reference/bounded.hpp"

namespace reference {

/// Numbers on one to three axes, row-major.
class Tensor {
 public:
  Tensor() = default;
  explicit Tensor(std::vector<std::size_t> extents);

  [[nodiscard]] const std::vector<std::size_t>& extents() const { return extents_; }
  [[nodiscard]] const Vector& values() const { return values_; }
  Vector& values() { return values_; }

  /// The last axis at `leading` indices of the axes before it.
  [[nodiscard]] Vector row(const std::vector<std::size_t>& leading) const;
  void set_row(const std::vector<std::size_t>& leading, const Vector& row);
  /// One element.
  [[nodiscard]] const Bounded& at(const std::vector<std::size_t>& indices) const;
  void set(const std::vector<std::size_t>& indices, const Bounded& value);

 private:
  [[nodiscard]] std::size_t position(const std::vector<std::size_t>& leading) const;

  std::vector<std::size_t> extents_;
  Vector values_;
};

/// Tensors by name.
using Tensors = std::map<std::string, Tensor>;

}  // namespace reference
