#pragma once

#include <array>
#include <cstddef>

namespace attention {

/// A value of an enum that crosses the C ABI, with the name by which JavaScript knows it. The tables are no part of the
/// shipped modules: wasm/describe_tensors.cpp prints them when the page is built.
template <typename Id>
struct Named {
  Id id;
  const char* name;
};

/// Whether a table lists 0, 1, 2, ..., so that a place in it is a number.
template <typename Id, std::size_t n>
consteval bool counts_from_zero(const std::array<Named<Id>, n>& table) {
  for (std::size_t index = 0; index < n; ++index) {
    if (static_cast<std::size_t>(table[index].id) != index) return false;
  }
  return true;
}

}  // namespace attention
