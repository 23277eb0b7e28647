#include "attention/kernels/dot.hpp"

#include <algorithm>
#include <vector>

#include "core/catch.hpp"
#include "core/support.hpp"
#include "reference/bounded.hpp"

using reference::Bounded;
using reference::Random;

namespace {

// Two vectors inside a field of NaN, so that a kernel which reads outside of them says so in its result.
struct Operands {
  Operands(std::size_t size, std::size_t left_start, std::size_t right_start, std::uint32_t seed)
      : left(size + 16, test::nan), right(size + 16, test::nan) {
    Random random(seed);
    a = std::span(left).subspan(left_start, size);
    b = std::span(right).subspan(right_start, size);
    std::ranges::generate(a, [&] { return random.symmetric(1.0F); });
    std::ranges::generate(b, [&] { return random.symmetric(1.0F); });
  }

  [[nodiscard]] Bounded expected() const {
    return reference::inner(reference::Vector(a.begin(), a.end()), reference::Vector(b.begin(), b.end()));
  }

  std::vector<float> left, right;
  std::span<float> a, b;
};

}  // namespace

TEST_CASE("dot agrees with the oracle for every length, tail and start", "[dot]") {
  for (std::size_t size = 0; size <= 70; ++size) {
    for (std::size_t start = 0; start < 4; ++start) {
      const Operands operands(size, start, 3 - start, static_cast<std::uint32_t>(size * 4 + start));
      INFO("size " << size << ", start " << start);
      const float actual = attention::dot(operands.a, operands.b);
      CHECK(test::disagreement(std::span(&actual, 1), {operands.expected()}) == "");
    }
  }
}

TEST_CASE("dot of whole numbers is exact", "[dot]") {
  for (std::size_t size = 0; size <= 40; ++size) {
    std::vector<float> a(size);
    std::vector<float> b(size);
    float expected = 0.0F;
    for (std::size_t c = 0; c < size; ++c) {
      a[c] = static_cast<float>(c + 1);
      b[c] = static_cast<float>(c % 7) - 3.0F;
      expected += a[c] * b[c];
    }
    CHECK(attention::dot(a, b) == expected);
  }
}

TEST_CASE("dot of nothing is 0", "[dot]") { CHECK(attention::dot({}, {}) == 0.0F); }

TEST_CASE("dot does not depend on the order of its operands", "[dot]") {
  for (std::size_t size = 1; size <= 20; ++size) {
    const Operands operands(size, 0, 1, static_cast<std::uint32_t>(size));
    CHECK(attention::dot(operands.a, operands.b) == attention::dot(operands.b, operands.a));
  }
}
