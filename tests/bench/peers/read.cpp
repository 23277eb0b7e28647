// The yardstick of what reads its weights once: memory read from one end to the other, and nothing else.
#include <wasm_simd128.h>

#include <cstddef>
#include <cstdint>

namespace {
constexpr std::size_t page = 65536;
constexpr std::size_t chains = 8;
}  // namespace

// The address of `bytes` bytes that have been written, so that each has its place in the machine's memory; 0 if there
// are none.
extern "C" std::uint32_t read_memory(std::size_t bytes) {
  const std::size_t pages = (bytes + page - 1) / page;
  const std::size_t first = __builtin_wasm_memory_grow(0, pages);
  if (first == SIZE_MAX) return 0;
  auto* words = reinterpret_cast<std::uint32_t*>(first * page);
  for (std::size_t k = 0; k < bytes / sizeof(std::uint32_t); ++k) words[k] = static_cast<std::uint32_t>(k);
  return static_cast<std::uint32_t>(first * page);
}

// A number that depends on every one of `bytes` bytes, a multiple of 128.
extern "C" std::int32_t read_run(std::uint32_t address, std::size_t bytes) {
  const auto* vector = reinterpret_cast<const v128_t*>(address);
  v128_t sum[chains] = {};
  for (std::size_t k = 0; k < bytes / sizeof(v128_t); k += chains) {
    for (std::size_t chain = 0; chain < chains; ++chain) {
      sum[chain] = wasm_v128_xor(sum[chain], wasm_v128_load(vector + k + chain));
    }
  }
  v128_t all = sum[0];
  for (std::size_t chain = 1; chain < chains; ++chain) all = wasm_v128_xor(all, sum[chain]);
  return wasm_i32x4_extract_lane(all, 0) ^ wasm_i32x4_extract_lane(all, 1) ^ wasm_i32x4_extract_lane(all, 2) ^
         wasm_i32x4_extract_lane(all, 3);
}
