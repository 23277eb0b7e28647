#include "attention/model/tensor.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/catch.hpp"

using attention::Axis;
using attention::ElementType;
using attention::TensorGroup;
using attention::TensorId;
using attention::TensorInfo;

namespace {

using Axes = std::vector<Axis>;
using enum Axis;

// The shapes of the design, written a second time so that a slip in the table shows.
const std::map<std::string, Axes> shapes{
    {"w_e", {n_vocabulary, d_model}},
    {"w_p", {n_positions, d_model}},
    {"w_q", {n_heads, d_head, d_model}},
    {"w_k", {n_heads, d_head, d_model}},
    {"w_v", {n_heads, d_value, d_model}},
    {"w_o", {n_heads, d_model, d_value}},
    {"w_u", {n_vocabulary, d_model}},
    {"token", {n_tokens}},
    {"token_embedding", {n_tokens, d_model}},
    {"position_embedding", {n_tokens, d_model}},
    {"embedding", {n_tokens, d_model}},
    {"query", {n_heads, n_tokens, d_head}},
    {"key", {n_heads, n_tokens, d_head}},
    {"value", {n_heads, n_tokens, d_value}},
    {"score", {n_heads, n_tokens, n_tokens}},
    {"scaled", {n_heads, n_tokens, n_tokens}},
    {"masked", {n_heads, n_tokens, n_tokens}},
    {"row_max", {n_heads, n_tokens}},
    {"shifted", {n_heads, n_tokens, n_tokens}},
    {"exp", {n_heads, n_tokens, n_tokens}},
    {"row_sum", {n_heads, n_tokens}},
    {"weight", {n_heads, n_tokens, n_tokens}},
    {"weight_sum", {n_heads, n_tokens}},
    {"head_output", {n_heads, n_tokens, d_value}},
    {"head_delta", {n_heads, n_tokens, d_model}},
    {"word_delta", {n_tokens, n_tokens, d_model}},
    {"delta", {n_tokens, d_model}},
    {"output", {n_tokens, d_model}},
    {"logits_before", {n_tokens, n_vocabulary}},
    {"logits_after", {n_tokens, n_vocabulary}},
    {"probability_before", {n_tokens, n_vocabulary}},
    {"probability_after", {n_tokens, n_vocabulary}},
};

constexpr auto formulas = attention::tensor_formulas();

}  // namespace

TEST_CASE("every tensor has a name of its own", "[tensor]") {
  std::set<std::string> names;
  for (const TensorInfo& info : attention::tensor_table) names.insert(info.name);
  CHECK(names.size() == attention::tensor_count);
}

TEST_CASE("the table holds the shapes of the design and no others", "[tensor]") {
  CHECK(shapes.size() == attention::tensor_count);
  for (const TensorInfo& info : attention::tensor_table) {
    INFO(info.name);
    REQUIRE(shapes.count(info.name) == 1);
    CHECK(Axes(info.axes.begin(), info.axes.begin() + static_cast<std::ptrdiff_t>(info.rank)) == shapes.at(info.name));
  }
}

TEST_CASE("axes beyond the rank are none", "[tensor]") {
  for (const TensorInfo& info : attention::tensor_table) {
    INFO(info.name);
    for (std::size_t axis = info.rank; axis < attention::max_rank; ++axis) CHECK(info.axes[axis] == Axis::none);
  }
}

TEST_CASE("parameters come first and depend on no sentence", "[tensor]") {
  bool in_trace = false;
  for (const TensorInfo& info : attention::tensor_table) {
    INFO(info.name);
    if (info.group == TensorGroup::trace) in_trace = true;
    CHECK((info.group == TensorGroup::trace) == in_trace);
    CHECK((info.name[0] == 'w' && info.name[1] == '_') == (info.group == TensorGroup::parameter));
    if (info.group == TensorGroup::parameter) {
      for (const Axis axis : info.axes) CHECK(axis != Axis::n_tokens);
    }
  }
}

TEST_CASE("only token ids are whole numbers", "[tensor]") {
  for (const TensorInfo& info : attention::tensor_table) {
    INFO(info.name);
    CHECK((info.type == ElementType::int32) == (info.id == TensorId::token));
  }
}

TEST_CASE("every formula speaks only of tensors that a run has met before", "[tensor]") {
  std::vector<std::string> later;
  for (const TensorInfo& info : attention::tensor_table) later.emplace_back(info.name);
  for (const TensorInfo& info : attention::tensor_table) {
    // A formula indexes its operands, as in "query[h,i]": no tensor of a later stage may be one.
    for (std::size_t index = static_cast<std::size_t>(info.id); index < later.size(); ++index) {
      INFO(info.name << " = " << formulas[static_cast<std::size_t>(info.id)] << " must not use " << later[index]);
      const std::string formula = std::string(" ") + formulas[static_cast<std::size_t>(info.id)];
      CHECK(formula.find(" " + later[index] + "[") == std::string::npos);
      CHECK(formula.find("(" + later[index] + "[") == std::string::npos);
    }
  }
}
