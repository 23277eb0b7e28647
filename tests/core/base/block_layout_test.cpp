#include "attention/base/block_layout.hpp"

#include <cstdint>

#include "core/catch.hpp"

namespace {

enum class Block : std::uint32_t { first, second, third };
using Layout = attention::BlockLayout<Block, 3>;

}  // namespace

TEST_CASE("blocks follow one another, each on a multiple of the alignment", "[block layout]") {
  Layout layout;
  layout.place(Block::first, 5);
  layout.place(Block::second, 17, 1);
  layout.place(Block::third, 2, 8);
  CHECK(layout.offset(Block::first) == 0);
  CHECK(layout.offset(Block::second) == 32);
  CHECK(layout.offset(Block::third) == 64);
  CHECK(layout.size(Block::first) == 5);
  CHECK(layout.size(Block::second) == 17);
  CHECK(layout.size(Block::third) == 2);
  CHECK(layout.bytes() == 80);
  CHECK(layout.fits());
}

TEST_CASE("a layout may begin behind another, and takes no room before anything is placed", "[block layout]") {
  CHECK(Layout().bytes() == 0);
  Layout layout(4096);
  layout.place(Block::second, 1);
  CHECK(layout.offset(Block::second) == 4096);
  CHECK(layout.bytes() == 4112);
}

TEST_CASE("a block without elements takes no room, and one that shares its place neither", "[block layout]") {
  Layout layout;
  layout.place(Block::first, 3);
  layout.place(Block::second, 0);
  layout.share(Block::third, Block::first);
  CHECK(layout.bytes() == 16);
  CHECK(layout.size(Block::second) == 0);
  CHECK(layout.offset(Block::third) == 0);
  CHECK(layout.size(Block::third) == 3);
}

TEST_CASE("what 32 bits cannot address does not fit, and says how much it is", "[block layout]") {
  Layout layout;
  layout.place(Block::first, (std::uint64_t{1} << 30U) - 4);
  CHECK(layout.fits());
  layout.place(Block::second, 4);
  CHECK_FALSE(layout.fits());
  CHECK(layout.end() == std::uint64_t{1} << 32U);
  layout.place(Block::third, std::uint64_t{1} << 60U);
  CHECK(layout.end() == (std::uint64_t{1} << 62U) + (std::uint64_t{1} << 32U));
}
