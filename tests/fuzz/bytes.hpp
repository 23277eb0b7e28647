#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

/// What the fuzz targets share. A target defines LLVMFuzzerTestOneInput and ends the program when something is wrong.
namespace fuzz {

/// The bytes of one input, taken one value after another. At the end come zeros.
class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

  [[nodiscard]] bool is_empty() const { return at_ == size_; }
  std::uint8_t byte() { return is_empty() ? std::uint8_t{0} : data_[at_++]; }
  /// Any 32 bits.
  std::uint32_t number() {
    std::uint32_t bits = 0;
    for (int shift = 0; shift < 32; shift += 8) bits |= std::uint32_t{byte()} << shift;
    return bits;
  }
  /// A whole number from `first` to `last`, both included and less than 256 apart.
  std::uint32_t between(std::uint32_t first, std::uint32_t last) { return first + byte() % (last - first + 1); }
  /// Any float: NaN, infinite, subnormal.
  float any_float() { return std::bit_cast<float>(number()); }
  [[nodiscard]] std::string_view rest() const { return {reinterpret_cast<const char*>(data_) + at_, size_ - at_}; }

 private:
  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t at_ = 0;
};

/// Ends the program, which the fuzzer takes for a finding, unless `holds`.
inline void require(bool holds, const char* sentence) {
  if (holds) return;
  std::fprintf(stderr, "This does not hold: %s\n", sentence);
  std::abort();
}

/// An error's sentence is there, whole up to the room that there is for it.
inline void require_sentence(std::string_view message) {
  require(!message.empty(), "an error has a sentence");
  require(message.size() == 255 || message.ends_with('.'), "an error's sentence ends");
}

}  // namespace fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
