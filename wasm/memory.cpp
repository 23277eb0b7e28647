#include "module.hpp"

// No allocator is linked: all memory behind data and stack is the arenas'.
namespace attention::wasm {

std::byte* arena_memory() { return reinterpret_cast<std::byte*>(round_up(heap_begin(), ArenaLayout::alignment)); }

std::byte* operator_memory() {
  const auto address = reinterpret_cast<std::uintptr_t>(arena_memory() + module.layout.bytes());
  return reinterpret_cast<std::byte*>(round_up(address, cache_line));
}

}  // namespace attention::wasm
