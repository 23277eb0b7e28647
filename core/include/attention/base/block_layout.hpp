#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace attention {

namespace detail {
struct BlockPlace {
  std::size_t offset = 0;  ///< in bytes
  std::size_t size = 0;    ///< in elements
};

inline constexpr std::size_t block_alignment = 16;

/// Places `count` elements at `end`, which moves behind them. One function for all layouts.
BlockPlace place_block(std::uint64_t& end, std::uint64_t count, std::uint64_t element_bytes);
}  // namespace detail

/// Where blocks lie one after the other in one piece of memory. `Id` numbers them from 0 to n - 1; each begins on a
/// multiple of `alignment` bytes. It holds no memory itself.
///
/// Placing goes on beyond what can be addressed, so that whoever lays out can say how much it would have taken: places
/// are good only if all of it `fits`.
template <typename Id, std::size_t n>
class BlockLayout {
 public:
  static constexpr std::size_t alignment = detail::block_alignment;

  /// The first block will lie `begin` bytes, a multiple of `alignment`, behind the start of the memory.
  explicit BlockLayout(std::uint64_t begin = 0) : end_(begin) {}

  /// Places a block of `count` elements behind those before it. Blocks must stay below 2^62 bytes, their sum below
  /// 2^63.
  void place(Id id, std::uint64_t count, std::uint64_t element_bytes = 4) {
    places_[index(id)] = detail::place_block(end_, count, element_bytes);
  }

  /// Gives a block the place of another one.
  void share(Id id, Id with) { places_[index(id)] = places_[index(with)]; }

  /// Whether 32 bits, the limit of wasm memory, can address it all.
  [[nodiscard]] bool fits() const { return end_ <= std::numeric_limits<std::uint32_t>::max(); }
  /// Bytes of the whole, also of one that does not fit.
  [[nodiscard]] std::uint64_t end() const { return end_; }
  /// Bytes of the whole, if it fits.
  [[nodiscard]] std::size_t bytes() const { return static_cast<std::size_t>(end_); }
  /// Bytes from the start of the memory to the block.
  [[nodiscard]] std::size_t offset(Id id) const { return places_[index(id)].offset; }
  /// Number of elements of the block.
  [[nodiscard]] std::size_t size(Id id) const { return places_[index(id)].size; }

 private:
  static constexpr std::size_t index(Id id) { return static_cast<std::size_t>(id); }

  std::uint64_t end_;
  std::array<detail::BlockPlace, n> places_{};
};

}  // namespace attention
