#pragma once

#include <array>
#include <string_view>

namespace attention {

/// What a curious reader types who tries the model out: single words, two words, odd order, a phrase cut off. The
/// model should not be sure of what follows unless the grammar is.
inline constexpr std::array<std::string_view, 60> fragments{
    // Single words
    "mole",
    "tower",
    "creature",
    "blue",
    "fluffy",
    "the",
    "a",
    "cat",
    "paris",
    "wizard",
    "star",
    "eiffel",
    "dragon",
    "in",
    "mouse",
    "happy",
    "soup",
    "alice",
    // Two words
    "a mole",
    "the mole",
    "blue creature",
    "fluffy creature",
    "the creature",
    "a tower",
    "miniature tower",
    "a cat",
    "the bank",
    "a star",
    "the wizard",
    "a forest",
    "blue mole",
    "the blue",
    "a shrew",
    "the embassy",
    // Odd order
    "creature blue fluffy",
    "blue fluffy",
    "forest verdant the",
    "tower eiffel the",
    "mole shrew american",
    "dragon hungry",
    "blue creature roamed",
    "the creature was",
    "a happy creature",
    "a blue dragon",
    "the fluffy cat",
    "a tiny mole",
    "a scaly fluffy blue creature",
    "a fluffy mouse",
    "the cow was",
    // A phrase cut off
    "one mole of the",
    "take a biopsy",
    "take a biopsy of the",
    "the forest",
    "roamed the",
    "fell on the",
    "but she",
    "carbon",
    "was not cold",
    "american mole",
    "each tower",
};

}  // namespace attention
