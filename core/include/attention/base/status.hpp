#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "attention/base/named.hpp"

namespace attention {

/// What went wrong. The numbers cross the C ABI: append, never renumber.
enum class StatusCode : std::int32_t {
  ok = 0,
  bad_dimension = 1,  ///< A dimension is zero, too large, or does not fit another one.
  too_large = 2,      ///< The tensors together need more bytes than can be addressed or had.
  bad_token = 3,      ///< A token id is outside the vocabulary.
  not_finite = 4,     ///< A parameter or a result is NaN or infinite.
  not_laid_out = 5,   ///< A run was asked for before a layout.
  bad_tensor = 6,     ///< A tensor id or type that the call does not apply to.
  bad_option = 7,     ///< A switch of a run has a value that means nothing.
  // Of the trainer and its data, numbered from 100 so that the core's own list can grow.
  bad_grammar = 100,     ///< The grammar's text cannot be understood; the sentence names the line.
  bad_model_file = 101,  ///< A model file is damaged or is not one of ours.
  bad_setting = 102,     ///< A setting of the trainer is out of range.
  diverged = 103,        ///< The loss is no longer a finite number, or far above where it began.
};

inline constexpr std::array<Named<StatusCode>, 12> status_code_names{{{StatusCode::ok, "ok"},
                                                                      {StatusCode::bad_dimension, "bad_dimension"},
                                                                      {StatusCode::too_large, "too_large"},
                                                                      {StatusCode::bad_token, "bad_token"},
                                                                      {StatusCode::not_finite, "not_finite"},
                                                                      {StatusCode::not_laid_out, "not_laid_out"},
                                                                      {StatusCode::bad_tensor, "bad_tensor"},
                                                                      {StatusCode::bad_option, "bad_option"},
                                                                      {StatusCode::bad_grammar, "bad_grammar"},
                                                                      {StatusCode::bad_model_file, "bad_model_file"},
                                                                      {StatusCode::bad_setting, "bad_setting"},
                                                                      {StatusCode::diverged, "diverged"}}};

/// The outcome of a call: a code, and for an error a sentence that says what was wrong, what was expected
/// and what to do. A value, not an exception; it owns its text (at most `capacity - 1` bytes, cut beyond).
class Status {
 public:
  static constexpr std::size_t capacity = 256;

  static Status ok() { return {}; }

  /// Builds the sentence from its parts: text and whole numbers, in order.
  template <typename... Parts>
  static Status error(StatusCode code, Parts... parts) {
    Status status;
    status.code_ = code;
    (status.append(parts), ...);
    return status;
  }

  [[nodiscard]] bool is_ok() const { return code_ == StatusCode::ok; }
  [[nodiscard]] StatusCode code() const { return code_; }
  /// The sentence, UTF-8; empty when ok. Followed by a NUL, so that `.data()` is a C string.
  [[nodiscard]] std::string_view message() const { return {text_.data(), length_}; }

 private:
  void append(std::string_view text);
  void append(const char* text) { append(std::string_view(text)); }
  void append(std::unsigned_integral auto number) { append_number(number); }
  void append_number(std::uint64_t number);

  StatusCode code_ = StatusCode::ok;
  std::size_t length_ = 0;
  std::array<char, capacity> text_{};
};

}  // namespace attention
