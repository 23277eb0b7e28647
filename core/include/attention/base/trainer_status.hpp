#pragma once

#include "attention/base/status.hpp"

namespace attention {

// Errors of the trainer and its data, numbered from 100 so that the core's own list can grow.

/// The grammar's text cannot be understood; the sentence names the line.
inline constexpr StatusCode bad_grammar{100};
/// A model file is damaged or is not one of ours.
inline constexpr StatusCode bad_model_file{101};
/// A setting of the trainer is out of range.
inline constexpr StatusCode bad_setting{102};
/// The loss is no longer a finite number, or far above where it began.
inline constexpr StatusCode diverged{103};

}  // namespace attention
