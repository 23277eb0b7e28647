#pragma once

#include <string>
#include <string_view>

#include "attention/io/corpus.hpp"
#include "core/catch.hpp"
#if !__has_include(<catch2/catch_amalgamated.hpp>)
#include <catch2/catch_approx.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#endif

namespace attention {

/// A grammar from text that must be sound.
inline Grammar parse(std::string_view text) {
  Grammar grammar;
  const Status status = Grammar::parse(text, grammar);
  INFO(status.message());
  REQUIRE(status.is_ok());
  return grammar;
}

/// Small enough to count by hand: 2 x 2 adjectives give the verb, and an opening word may be missing.
inline constexpr std::string_view small_grammar = R"(
set size adjective
  big: big*3 huge
  small: tiny
set tone adjective
  low: low
  high: high
set sound by size tone
  big low: rumbled
  big high: squealed
  small low: hummed*3 droned
  small high: peeped
scene sounds 3
  (3) _*3|once a {size} {tone} bell {sound}
  a {size} bell rang
scene places 1
  in the <cave|attic> the bat/animal flew all_day
  in the <park> the bat/club broke all_day
)";

}  // namespace attention
