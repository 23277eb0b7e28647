#include "attention/base/status.hpp"

#include <cstdint>
#include <cstring>
#include <limits>
#include <string>

#include "core/catch.hpp"

using attention::Status;
using attention::StatusCode;

TEST_CASE("an ok status has no sentence", "[status]") {
  const Status status = Status::ok();
  CHECK(status.is_ok());
  CHECK(status.code() == StatusCode::ok);
  CHECK(status.message().empty());
}

TEST_CASE("an error keeps its code and joins its parts", "[status]") {
  const Status status = Status::error(StatusCode::bad_token, "Token ", 7U, " of ", std::string_view("nine"), ".");
  CHECK_FALSE(status.is_ok());
  CHECK(status.code() == StatusCode::bad_token);
  CHECK(status.message() == "Token 7 of nine.");
}

TEST_CASE("numbers are written in full", "[status]") {
  const std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();
  CHECK(Status::error(StatusCode::too_large, std::uint64_t{0}).message() == "0");
  CHECK(Status::error(StatusCode::too_large, std::uint64_t{10}).message() == "10");
  CHECK(Status::error(StatusCode::too_large, std::uint32_t{4294967295U}).message() == "4294967295");
  CHECK(Status::error(StatusCode::too_large, largest).message() == "18446744073709551615");
}

TEST_CASE("a sentence that just fits is whole and one byte more is cut", "[status]") {
  const std::string fits(Status::capacity - 1, 'a');
  CHECK(Status::error(StatusCode::too_large, std::string_view(fits)).message() == fits);
  CHECK(Status::error(StatusCode::too_large, std::string_view(fits), "b").message() == fits);
  CHECK(Status::error(StatusCode::too_large, std::string_view(fits + "b"), 1U).message() == fits);
}

TEST_CASE("a number across the end is cut like text", "[status]") {
  const std::string start(Status::capacity - 3, 'a');
  CHECK(Status::error(StatusCode::too_large, std::string_view(start), 12345U).message() == start + "12");
}

TEST_CASE("the sentence ends with a NUL, also when cut", "[status]") {
  const std::string longer(2 * Status::capacity, 'a');
  const Status cut = Status::error(StatusCode::too_large, std::string_view(longer));
  CHECK(std::strlen(cut.message().data()) == Status::capacity - 1);
  const Status whole = Status::error(StatusCode::too_large, "four");
  CHECK(std::strlen(whole.message().data()) == 4);
}

TEST_CASE("the codes keep the numbers that cross the C interface", "[status]") {
  CHECK(static_cast<int>(StatusCode::ok) == 0);
  CHECK(static_cast<int>(StatusCode::bad_dimension) == 1);
  CHECK(static_cast<int>(StatusCode::too_large) == 2);
  CHECK(static_cast<int>(StatusCode::bad_token) == 3);
  CHECK(static_cast<int>(StatusCode::not_finite) == 4);
  CHECK(static_cast<int>(StatusCode::not_laid_out) == 5);
  CHECK(static_cast<int>(StatusCode::bad_tensor) == 6);
}
