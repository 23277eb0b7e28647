#pragma once

namespace attention {

/// A mean that is asked for after the last value; 0 of no values.
class Mean {
 public:
  void add(double value) {
    sum_ += value;
    count_ += 1.0;
  }
  [[nodiscard]] double value() const { return count_ > 0.0 ? sum_ / count_ : 0.0; }
  [[nodiscard]] double count() const { return count_; }

 private:
  double sum_ = 0.0;
  double count_ = 0.0;
};

}  // namespace attention
