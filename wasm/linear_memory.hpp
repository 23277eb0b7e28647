#pragma once

#include <cstddef>
#include <cstdint>

/// The memory of a module without an allocator: all that lies behind data and stack is its own to lay out.
namespace attention::wasm {

/// Layouts that lie one behind the other each begin a cache line.
inline constexpr std::uintptr_t cache_line = 64;

inline std::uintptr_t round_up(std::uintptr_t address, std::uintptr_t alignment) {
  return (address + alignment - 1) & ~(alignment - 1);
}

/// Where data and stack end.
std::uintptr_t heap_begin();

/// Where the memory that there is ends. What is grown behind it is zeros.
std::uintptr_t memory_end();

/// Grows the linear memory until `bytes` bytes fit behind `first`. False when there is not as much memory.
bool reserve(const std::byte* first, std::uint64_t bytes);

/// An address as JavaScript sees it.
inline std::uint32_t address_of(const void* pointer) {
  return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(pointer));
}

}  // namespace attention::wasm
