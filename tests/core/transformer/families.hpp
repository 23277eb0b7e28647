#pragma once

#include <vector>

#include "attention/transformer/description.hpp"

namespace test {

/// A small model of each family, with its switches and with sizes that leave a vector and a panel a rest.
struct Family {
  const char* name;
  attention::TransformerDescription description;
};

std::vector<Family> families();

}  // namespace test
