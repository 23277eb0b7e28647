#include <algorithm>
#include <vector>

#include "attention/model/forward.hpp"
#include "core/catch.hpp"
#include "core/support.hpp"

using attention::Dimensions;
using attention::TensorGroup;
using attention::TensorId;
using attention::TensorInfo;
using reference::Random;
using test::Model;

namespace {

// Which bytes a run may write: those of the trace without the token ids, and no padding.
std::vector<bool> writable_bytes(Model& model) {
  std::vector<bool> writable(model.layout().bytes(), false);
  for (const TensorInfo& info : attention::tensor_table) {
    if (info.group == TensorGroup::parameter || info.id == TensorId::token) continue;
    const auto first = writable.begin() + static_cast<std::ptrdiff_t>(model.layout().offset(info.id));
    std::fill_n(first, model.layout().size(info.id) * sizeof(float), true);
  }
  return writable;
}

void fill_where(Model& model, const std::vector<bool>& where, std::byte byte) {
  for (std::size_t k = 0; k < where.size(); ++k) {
    if (where[k]) model.bytes()[k] = byte;
  }
}

bool same_where(const std::vector<std::byte>& before, Model& model, const std::vector<bool>& where) {
  for (std::size_t k = 0; k < where.size(); ++k) {
    if (where[k] && before[k] != model.bytes()[k]) return false;
  }
  return true;
}

std::vector<std::byte> snapshot(Model& model) { return {model.bytes().begin(), model.bytes().end()}; }

}  // namespace

TEST_CASE("a run writes only the trace: no parameter, no token id, no padding, nothing around", "[memory]") {
  Random random(5);
  for (std::uint32_t round = 0; round < 60; ++round) {
    Model model(test::random_dimensions(random), round);
    std::vector<bool> forbidden = writable_bytes(model);
    forbidden.flip();
    const std::vector<std::byte> before = snapshot(model);
    REQUIRE(attention::forward(model.arena()).is_ok());
    INFO("round " << round);
    CHECK(same_where(before, model, forbidden));
    CHECK(model.memory().guards_are_intact());
  }
}

TEST_CASE("a run writes all of the trace, whatever was there", "[memory]") {
  Random random(6);
  for (std::uint32_t round = 0; round < 60; ++round) {
    Model model(test::random_dimensions(random), round);
    const std::vector<bool> writable = writable_bytes(model);
    fill_where(model, writable, std::byte{0xFF});
    REQUIRE(attention::forward(model.arena()).is_ok());
    const std::vector<std::byte> first = snapshot(model);
    fill_where(model, writable, std::byte{0x3F});
    REQUIRE(attention::forward(model.arena()).is_ok());
    INFO("round " << round);
    CHECK(snapshot(model) == first);
  }
}

TEST_CASE("results do not depend on where the arena lies", "[memory]") {
  Random random(7);
  for (std::uint32_t round = 0; round < 30; ++round) {
    Model model(test::random_dimensions(random), round);
    REQUIRE(attention::forward(model.arena()).is_ok());
    for (std::size_t shift = 0; shift < 64; shift += attention::ArenaLayout::alignment) {
      test::GuardedMemory memory(model.layout().bytes() + 64);
      std::byte* const elsewhere = memory.data() + shift;
      std::ranges::copy(model.bytes(), elsewhere);
      const attention::Arena arena(model.layout(), elsewhere);
      for (float& value : arena.values(TensorId::output)) value = test::nan;
      REQUIRE(attention::forward(arena).is_ok());
      INFO("round " << round << ", shift " << shift);
      for (const TensorId id : {TensorId::weight, TensorId::output, TensorId::probability_after}) {
        CHECK(test::same_result(arena.values(id), model[id]));
      }
    }
  }
}

TEST_CASE("the guards notice a byte on either side", "[memory]") {
  test::GuardedMemory memory(100);
  CHECK(memory.guards_are_intact());
  memory.data()[100] = std::byte{0};
  CHECK_FALSE(memory.guards_are_intact());
  test::GuardedMemory other(100);
  *(other.data() - 1) = std::byte{0};
  CHECK_FALSE(other.guards_are_intact());
}
