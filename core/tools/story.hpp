#pragma once

#include <array>
#include <string_view>

#include "model_run.hpp"
#include "quality.hpp"

/// What the parts of the measurement share.
namespace attention {

/// Of what is drawn for measuring. Not a training seed that anyone would think of, and the split keeps the parts apart
/// anyway.
inline constexpr std::uint64_t measuring_seed = 0x4D656173757265;

/// The sentences that the page begins with.
inline constexpr std::array<std::string_view, 5> example_sentences{
    "a fluffy blue creature roamed the verdant forest", "american shrew mole", "one mole of carbon dioxide",
    "take a biopsy of the mole", "a miniature eiffel tower"};

/// Runs a phrase of words that the grammar knows. Error: `bad_model_file` where it does not.
Status run_phrase(const Corpus& corpus, std::string_view phrase, ModelRun& model);

// The parts of `measure`, each in a file of its own.
Status measure_scores(const Corpus& corpus, const Parameters& parameters, std::uint32_t sentences, Quality& quality);
Status measure_phrases(const Corpus& corpus, const Parameters& parameters, std::uint32_t sentences, Quality& quality);
Status measure_heads(const Corpus& corpus, const Parameters& parameters, std::uint32_t sentences, Quality& quality);
Status measure_change(const Corpus& corpus, const Parameters& parameters, std::uint32_t sentences, Quality& quality);
Status measure_beginnings(const Corpus& corpus, const Parameters& parameters, std::uint32_t sentences,
                          Quality& quality);
Status measure_fragments(const Corpus& corpus, const Parameters& parameters, std::uint32_t sentences, Quality& quality);
Status measure_positions(const Corpus& corpus, const Parameters& parameters, std::uint32_t sentences, Quality& quality);

}  // namespace attention
