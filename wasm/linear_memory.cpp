#include "linear_memory.hpp"

// The linker's mark of where data and stack end.
extern "C" unsigned char __heap_base;  // NOLINT(bugprone-reserved-identifier)

namespace attention::wasm {

namespace {

constexpr std::uint64_t page = 65536;

}  // namespace

std::uintptr_t heap_begin() { return reinterpret_cast<std::uintptr_t>(&__heap_base); }

std::uintptr_t memory_end() { return __builtin_wasm_memory_size(0) * page; }

bool reserve(const std::byte* first, std::uint64_t bytes) {
  const std::uint64_t end = reinterpret_cast<std::uintptr_t>(first) + bytes;
  const std::uint64_t have = __builtin_wasm_memory_size(0);
  const std::uint64_t need = (end + page - 1) / page;
  if (need <= have) return true;
  if (need > 65536) return false;
  return __builtin_wasm_memory_grow(0, static_cast<std::size_t>(need - have)) != static_cast<std::size_t>(-1);
}

}  // namespace attention::wasm
