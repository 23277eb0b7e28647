#include "attention/base/block_layout.hpp"

namespace attention::detail {

BlockPlace place_block(std::uint64_t& end, std::uint64_t count, std::uint64_t element_bytes) {
  const BlockPlace place{.offset = static_cast<std::size_t>(end), .size = static_cast<std::size_t>(count)};
  end += (count * element_bytes + block_alignment - 1) / block_alignment * block_alignment;
  return place;
}

}  // namespace attention::detail
