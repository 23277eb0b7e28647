#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace attention {

enum class FieldType : std::uint32_t { uint32, float32 };

/// A field of 4 bytes of a struct that crosses the C ABI: its name, where it lies, what it holds.
struct Field {
  const char* name;
  std::size_t offset;
  FieldType type = FieldType::uint32;
};

/// Whether a table lists all of a struct's bytes in their order: whole numbers first, then real ones.
template <typename Struct, std::size_t n>
consteval bool are_all_fields(const std::array<Field, n>& fields) {
  for (std::size_t index = 0; index < n; ++index) {
    if (fields[index].offset != 4 * index) return false;
    if (index > 0 && fields[index].type < fields[index - 1].type) return false;
  }
  return sizeof(Struct) == 4 * n;
}

}  // namespace attention
