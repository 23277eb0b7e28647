#include "attention/base/status.hpp"

#include <algorithm>

namespace attention {

void Status::append(std::string_view text) {
  const std::size_t room = capacity - 1 - length_;
  const std::size_t count = std::min(text.size(), room);
  std::copy_n(text.data(), count, text_.data() + length_);
  length_ += count;
}

// Written out because <cstdio> and <charconv> would add more to the wasm than all of the kernels.
void Status::append_number(std::uint64_t number) {
  std::array<char, 20> digits{};
  std::size_t first = digits.size();
  do {
    digits[--first] = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number != 0);
  append(std::string_view(digits.data() + first, digits.size() - first));
}

}  // namespace attention
