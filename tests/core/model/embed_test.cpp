#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "attention/model/forward.hpp"
#include "attention/model/stages.hpp"
#include "core/catch.hpp"
#include "core/support.hpp"

using attention::Status;
using attention::StatusCode;
using attention::TensorId;
using test::Model;

namespace {

void check_bad_token(std::size_t position, std::int32_t id) {
  Model model(test::small_dimensions());
  const std::size_t parameter_bytes = model.layout().offset(TensorId::token);
  const std::vector<std::byte> before(model.bytes().begin(),
                                      model.bytes().begin() + static_cast<std::ptrdiff_t>(parameter_bytes));
  model.tokens()[position] = id;

  const Status status = attention::forward(model.arena());
  INFO("token " << position << " is " << id << ": " << status.message());
  CHECK(status.code() == StatusCode::bad_token);
  CHECK(status.message() ==
        "Token " + std::to_string(position + 1) + " has an id that is not in the vocabulary of 13 words.");
  CHECK(std::ranges::equal(before, model.bytes().first(parameter_bytes)));
  CHECK(model.memory().guards_are_intact());

  model.tokens()[position] = 0;
  CHECK(attention::forward(model.arena()).is_ok());
  CHECK(test::trace_disagreement(model.arena()) == "");
}

}  // namespace

TEST_CASE("an id outside the vocabulary is refused, wherever it stands", "[embed]") {
  for (const std::size_t position : {0U, 4U, 8U}) {
    for (const std::int32_t id :
         {13, 14, -1, -13, std::numeric_limits<std::int32_t>::max(), std::numeric_limits<std::int32_t>::min()}) {
      check_bad_token(position, id);
    }
  }
}

TEST_CASE("the first and the last word of the vocabulary are known", "[embed]") {
  Model model(test::small_dimensions());
  std::ranges::fill(model.tokens(), 12);
  model.tokens()[0] = 0;
  REQUIRE(attention::embed(model.arena()).is_ok());
  CHECK(test::same_bits(model.arena().row(TensorId::token_embedding, 0, 0), model.arena().row(TensorId::w_e, 0, 0)));
  CHECK(test::same_bits(model.arena().row(TensorId::token_embedding, 0, 8), model.arena().row(TensorId::w_e, 0, 12)));
}

TEST_CASE("each position gets its own vector, whatever the word", "[embed]") {
  Model model(test::small_dimensions());
  std::ranges::fill(model.tokens(), 3);
  REQUIRE(attention::embed(model.arena()).is_ok());
  for (std::uint32_t i = 0; i < 9; ++i) {
    CHECK(
        test::same_bits(model.arena().row(TensorId::position_embedding, 0, i), model.arena().row(TensorId::w_p, 0, i)));
  }
}
