#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "core/support.hpp"

namespace test {

using Points = std::vector<std::vector<float>>;

inline std::vector<float> flat(const Points& points) {
  std::vector<float> values;
  for (const auto& point : points) values.insert(values.end(), point.begin(), point.end());
  return values;
}

inline std::vector<double> exact(const std::vector<float>& vector) { return {vector.begin(), vector.end()}; }

inline std::vector<std::vector<double>> exact(const Points& points) {
  std::vector<std::vector<double>> result;
  for (const auto& point : points) result.push_back(exact(point));
  return result;
}

inline Points random_points(reference::Random& random, std::size_t count, std::size_t d) {
  Points points(count, std::vector<float>(d));
  for (auto& point : points) {
    for (float& value : point) value = random.symmetric(1.0F);
  }
  return points;
}

/// Guarded room for so many doubles and no more, all NaN.
class Doubles {
 public:
  explicit Doubles(std::uint64_t count) : count_(static_cast<std::size_t>(count)), memory_(count_ * sizeof(double)) {
    std::memset(memory_.data(), 0xFF, count_ * sizeof(double));
  }

  [[nodiscard]] std::span<double> span() { return {reinterpret_cast<double*>(memory_.data()), count_}; }
  [[nodiscard]] bool guards_are_intact() const { return memory_.guards_are_intact(); }

 private:
  std::size_t count_;
  GuardedMemory memory_;
};

}  // namespace test
