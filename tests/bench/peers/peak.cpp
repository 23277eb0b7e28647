// The yardstick: multiply-adds of the best tile over operands in the first-level cache, and nothing else.
#include <wasm_simd128.h>

#include <cstddef>
#include <utility>

namespace {

inline v128_t multiply_add(v128_t a, v128_t b, v128_t c) {
#if defined(__wasm_relaxed_simd__)
  return wasm_f32x4_relaxed_madd(a, b, c);
#else
  return wasm_f32x4_add(wasm_f32x4_mul(a, b), c);
#endif
}

constexpr std::size_t depth = 256;
float left[depth * 8];
float right[depth * 8];
float result[64];

// The compiler must not know that nothing but zeros was ever written there, nor that nobody reads the result.
template <typename T>
T* unknown(T* address) {
  asm volatile("" : "+r"(address));
  return address;
}

template <std::size_t... Row>
void tile(std::index_sequence<Row...>) {
  constexpr std::size_t rows = sizeof...(Row);
  v128_t low[rows] = {};
  v128_t high[rows] = {};
  const float* a = unknown(&left[0]);
  const float* b = unknown(&right[0]);
  float* c = unknown(&result[0]);
#pragma clang loop unroll(disable)
  for (std::size_t k = depth; k != 0; --k) {
    const v128_t b_low = wasm_v128_load(b);
    const v128_t b_high = wasm_v128_load(b + 4);
    const auto step = [&](std::size_t row) {
      const v128_t factor = wasm_v128_load32_splat(a + row);
      low[row] = multiply_add(factor, b_low, low[row]);
      high[row] = multiply_add(factor, b_high, high[row]);
    };
    (step(Row), ...);
    a += 8;
    b += 8;
  }
  (wasm_v128_store(c + Row * 8, low[Row]), ...);
  (wasm_v128_store(c + Row * 8 + 4, high[Row]), ...);
}

template <std::size_t Rows>
[[gnu::noinline]] void tiles(std::size_t count) {
  for (; count != 0; --count) {
    tile(std::make_index_sequence<Rows>());
    asm volatile("" ::: "memory");
  }
}

}  // namespace

// Runs `count` tiles of 4, 5 or 6 rows by 2 vectors; returns the floating-point operations done.
extern "C" double peak_run(std::size_t rows, std::size_t count) {
  if (rows == 4) tiles<4>(count);
  if (rows == 5) tiles<5>(count);
  if (rows == 6) tiles<6>(count);
  return 2.0 * depth * 8.0 * static_cast<double>(rows) * static_cast<double>(count);
}
